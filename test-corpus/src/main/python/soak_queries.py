"""Writes random regions of a bulk annotation object, one query string a line.

Usage: soak_queries.py ANNOTATIONS COUNT SEED FILE. A region lies around a polygon, so regions lie as the polygons do; its sides are
10 to 4,000 px, small ones as often as large ones in any thousand lines. Prints the SOP Instance UID.
"""
import sys

import numpy as np

from polygon_truth import PolygonTruth

SMALLEST, LARGEST = 10, 4_000
GOLDEN = 0.6180339887498949
FORMATS = ("f=arrow&limit=100000", "f=arrow&coords=source&limit=100000", "f=geojson&limit=10000")
SHARES = (0.4, 0.25, 0.35)


def number(value):
    return repr(float(value))


def line(truth, random, place):
    polygon = truth.points[random.integers(len(truth))]
    x, y = (float(v) for v in polygon[0])
    width, height = (SMALLEST * (LARGEST / SMALLEST) ** ((place * step + shift) % 1) for step, shift in ((GOLDEN, 0), (GOLDEN, 0.01)))
    height = max(SMALLEST, height * random.uniform(0.5, 1))
    left, top = x - random.uniform(0, width), y - random.uniform(0, height)
    if random.random() < 0.1:
        left, top = x, float(polygon[:, 1].max())  # touches
    box = [left, top, left + width, top + height]
    if random.random() < 0.5:
        box = np.rint(box)
    asked = FORMATS[random.choice(len(FORMATS), p=SHARES)]
    if random.random() < 0.2:
        asked = asked[: asked.index("limit=")] + f"limit={int(10 ** random.uniform(0, 3))}"
    if random.random() < 0.25:
        groups = random.permutation(list(truth.first))[: random.integers(1, 3)]
        asked += "&group=" + ",".join(str(g) for g in groups)
    return f"crs=source-pixels&{asked}&bbox={','.join(number(v) for v in box)}"


def main(annotations, count, seed, file):
    truth, random = PolygonTruth(annotations), np.random.default_rng(int(seed))
    with open(file, "w") as out:
        out.writelines(line(truth, random, place) + "\n" for place in range(int(count)))
    print(truth.uid)


if __name__ == "__main__":
    main(*sys.argv[1:])
