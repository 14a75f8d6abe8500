"""Writes sets of annotations and, beside each, seeded boxes and polygons with the annotations that they touch.

    region_truth.py FOLDER COUNT SEED DEPTH

The sets are those of region_sets, and some that are made to mislead: ellipses of 1 : 20 and rectangles at each degree, lines whose boxes are
touched where they are not, many annotations in one place, points at the ends of float and double. NAME.dcm has its NAME.truth: a line of
JSON for each question, with "box" or "polygon", the ids that are hit for certain, and those of ellipses that come within 0.01 of the border. An
id is [group number, one-based place]. Coordinates come from the written file through pydicom; shapely decides, about ellipses by 4,096 samples of
their outline; numpy about points at the ends. COUNT questions in all; DEPTH
is that of region_sets. Needs nothing of Glossa.
"""

import json
import sys
from functools import cache
from pathlib import Path

import numpy as np
import shapely

import case_groups
import region_oracle
import region_sets
import slides

TOLERANCE = region_oracle.ELLIPSE_TOLERANCE
SAMPLES = np.linspace(0, 2 * np.pi, 4096, endpoint=False)
ENDS = {
    "OF": [-3.4028235e38, -1, -1e-45, 0, 1e-45, 1, 16777216, 3.4028235e38],
    "OD": [-1.7976931348623157e308, -3.5e38, -3.4028235e38, -1, -5e-324, 0, 5e-324, 1e-46, 1, 16777217, 3.5e38, 1.7976931348623157e308],
}


def outline(quad, more):
    """4,096 points of the ellipse whose semi-axes are longer by more: nowhere farther from the ellipse than that."""
    centre = quad.mean(axis=0)
    u, v = (quad[1] - quad[0]) / 2, (quad[3] - quad[2]) / 2
    u, v = u * (1 + more / np.hypot(*u)), v * (1 + more / np.hypot(*v))
    return shapely.Polygon(centre + np.cos(SAMPLES)[:, None] * u + np.sin(SAMPLES)[:, None] * v)


class Sampled:
    """The ellipses of a group, sampled when a question comes near."""

    def __init__(self, group):
        self.quads = [np.asarray(s, float)[:, :2] for s in group.shapes]
        half = [np.hypot(q[1] - q[0], q[3] - q[2]) / 2 + TOLERANCE for q in self.quads]
        bounds = [(*(q.mean(axis=0) - h), *(q.mean(axis=0) + h)) for q, h in zip(self.quads, half)]
        self.tree = shapely.STRtree([shapely.box(*b) for b in bounds])
        self.pair = cache(lambda i: (outline(self.quads[i], -TOLERANCE), outline(self.quads[i], TOLERANCE)))

    def hits(self, asked):
        sure, near = [], []
        shapely.prepare(asked)
        for i in self.tree.query(asked, predicate="intersects").tolist():
            inner, outer = self.pair(i)
            if asked.intersects(inner):
                sure.append(i)
            elif asked.intersects(outer):
                near.append(i)
        return sure, near


class Truth:
    def __init__(self, path):
        self.oracle = region_oracle.RegionOracle(path)
        self.sampled = {g.number: Sampled(g) for g in self.oracle.groups if g.graphic_type == "ELLIPSE"}

    def ask(self, asked):
        sure, near = [], []
        for group in self.oracle.groups:
            if group.number in self.sampled:
                certain, unsure = self.sampled[group.number].hits(asked)
            else:
                certain, unsure = group.tree.query(asked, predicate="intersects").tolist(), []
            sure += [[group.number, i + 1] for i in certain]
            near += [[group.number, i + 1] for i in unsure]
        return {"sure": sorted(sure), "open": near}


def polygon(random, oracle):
    """A star about a vertex of an annotation, of all sizes; sometimes a vertex of it is a vertex of the annotation."""
    group = oracle.groups[int(random.integers(len(oracle.groups)))]
    at = np.array([10.0, 10.0])
    if group.shapes:
        at = np.asarray(group.shapes[int(random.integers(len(group.shapes)))], float)[0, :2]
    corners = int(random.integers(3, 20))
    turn = np.sort(random.uniform(0, 2 * np.pi, corners))
    radius = np.exp(random.uniform(0, 6)) * random.uniform(0.4, 1, (corners, 1))
    ring = at + radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    if random.random() < 0.3:
        ring[0] = at
    return ring


def questions(random, oracle, count):
    for number, (_, box) in enumerate(region_oracle.boxes(oracle, random, max(3, (count + 1) // 2))):
        yield {"box": box}, region_oracle.box_geometry(box)
    number = count // 2
    while number:
        ring = polygon(random, oracle)
        shape = shapely.Polygon(ring)
        if shape.is_valid and shape.area > 0:
            yield {"polygon": ring.ravel().tolist()}, shape
            number -= 1


def write_truth(path, random, count):
    truth = Truth(path)
    with path.with_suffix(".truth").open("w") as out:
        for number, (said, shape) in enumerate(questions(random, truth.oracle, count)):
            print(json.dumps(said | truth.ask(shape)), file=out)
    return number + 1


def write_ends_truth(path, vr, points):
    """Every pair of ends of x, with two ranges of y that differ from it: to mix up x and y would show."""
    ends = ENDS[vr]
    points = np.array(points, "f4" if vr == "OF" else "f8").astype(float)
    asked = [(a, y0, b, y1) for a in ends for b in ends if a <= b for y0, y1 in ((-1, ends[-1]), (0, 1))]
    with path.with_suffix(".truth").open("w") as out:
        for x0, y0, x1, y1 in asked:
            x, y = points.T
            hit = np.flatnonzero((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1))
            print(json.dumps({"box": (x0, y0, x1, y1), "sure": [[1, i + 1] for i in hit.tolist()], "open": []}), file=out)
    return len(asked)


def turned(degree, kind):
    """Half axes 40 and 2 in a cell of 100 of its own."""
    centre = np.array([degree % 20 * 100 + 60, degree // 20 * 100 + 60])
    angle = np.radians(degree)
    u, v = 40 * np.array([np.cos(angle), np.sin(angle)]), 2 * np.array([-np.sin(angle), np.cos(angle)])
    if kind == "ELLIPSE":
        return np.array([centre - u, centre + u, centre - v, centre + v])
    if kind == "RECTANGLE":
        return np.array([centre - u - v, centre + u - v, centre + u + v, centre - u + v])
    return np.array([centre - u, centre + u, centre + u + 20 * v])


def misleading(folder):
    """The sets that are made to mislead, but for those at the ends."""
    kinds = ("ELLIPSE", "RECTANGLE", "POLYLINE")
    groups = [
        case_groups.group("turned", n + 1, kind, [turned(d, kind) for d in range(360)], ("OF", "OD", "OF")[n])
        for n, kind in enumerate(kinds)
    ]
    yield keep(folder, "turned", groups)
    triangle = np.array([[7, 8], [9, 8], [9, 10]], float)
    crowd = [
        case_groups.group("crowd", 1, "POLYGON", [triangle] * 2000, "OD"),
        case_groups.group("crowd", 2, "POINT", [np.array([[8 + n * 1e-9, 9]]) for n in range(2000)], "OD"),
        case_groups.group("crowd", 3, "POINT", [np.array([[8, 8.5]])] * 500, "OF"),
    ]
    yield keep(folder, "crowd", crowd)


def keep(folder, name, groups):
    path = folder / f"{name}.dcm"
    case_groups.annotations(name, region_sets.SLIDE, groups).save_as(path, enforce_file_format=True)
    return path


def main(folder, count, seed, depth):
    random = np.random.default_rng(seed)
    _, sets = region_sets.write(folder, seed, depth)
    sets += list(misleading(folder))
    asked = 0
    small = [path for path in sets if path.stem.rsplit("-", 1)[-1] in ("0", "1", "2", "15", "16", "17")]
    for path in sets:
        share = count // 4 // len(small) if path in small else count * 3 // 4 // (len(sets) - len(small))
        asked += write_truth(path, random, max(6, share))
    for vr, ends in ENDS.items():
        points = [(x, y) for x in ends for y in ends]
        group = case_groups.group("ends", 1, "POINT", [np.array([p]) for p in points], vr)
        asked += write_ends_truth(keep(folder, f"ends-{vr.lower()}", [group]), vr, points)
    print(asked)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
