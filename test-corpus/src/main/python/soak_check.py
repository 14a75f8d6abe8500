"""Compares answers of regions with a look at every polygon of the file.

Usage: soak_check.py ANNOTATIONS ANSWERS; ANSWERS has <n>.answer, the bytes as they came, and <n>.query: a line with the query string and a
line with OGC-NumberMatched and OGC-NumberReturned. Ids, counts, and every coordinate are compared; the first difference ends it. Prints
what was compared.
"""
import json
import sys
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np

from arrow_large import plain, ring_coordinates
from arrow_regions import Stream
from polygon_truth import PolygonTruth
from region_check import require


def from_geojson(data, vertices):
    answer = json.loads(data)
    features = answer["features"]
    ids = np.array([[int(n) for n in feature["id"].split("-")] for feature in features], np.int64).reshape(-1, 2)
    require(all(len(f["geometry"]["coordinates"]) == 1 for f in features), "polygons have other than one ring")
    rings = np.array([f["geometry"]["coordinates"][0] for f in features], float).reshape(-1, vertices + 1, 2)
    require((rings[:, 0] == rings[:, -1]).all(), "rings are not closed")
    more = any(link["rel"] == "next" for link in answer.get("links", []))
    # Shortest decimals: the nearest float32 of each is the value.
    return ids, rings[:, :-1].astype(np.float32), answer["numberMatched"], answer["numberReturned"], more


def from_arrow(data, vertices):
    stream = Stream(data)
    ids = np.stack([stream.table[name].to_numpy().astype(np.int64) for name in ("group", "annotationIndex")], axis=1)
    counts = stream.matched, stream.returned, stream.next is not None
    if "coordinates" in stream.table.schema.names:
        require("geometry" not in stream.table.schema.names, "coordinates and geometry in one answer")
        raw = plain(stream.table["coordinates"]).flatten().flatten().to_numpy()
        require(raw.dtype == np.float32, "coordinates are", raw.dtype)
        return ids, raw.reshape(-1, vertices, 2), *counts
    rings = ring_coordinates(stream.table["geometry"], vertices + 1)
    require((rings[:, 0] == rings[:, -1]).all(), "rings are not closed")
    points = rings[:, :-1].astype(np.float32)
    require((points == rings[:, :-1]).all(), "coordinates are no float32")
    return ids, points, *counts


def check(truth, query, headers, data):
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    box, limit = [float(v) for v in asked["bbox"].split(",")], int(asked["limit"])
    groups = [int(g) for g in asked["group"].split(",")] if "group" in asked else ()
    read = {"geojson": from_geojson, "arrow": from_arrow}[asked["f"]]
    ids, points, matched, returned, more = read(data, truth.points.shape[1])
    hits = truth.hits(box, groups)
    require([matched, returned] == headers, query, "headers", headers, "body", matched, returned)
    require(matched == len(hits), query, "matched", matched, "expected", len(hits))
    require(returned == len(ids) == min(limit, matched), query, "returned", returned, len(ids))
    require(more == (matched > limit), query, "link next", more)
    rows = truth.rows(ids)
    require(len(np.unique(rows)) == len(rows), query, "has annotations twice")
    require(np.isin(rows, hits).all(), query, "has annotations that are no hits")
    require((truth.numbers[rows] == ids[:, 0]).all() and (truth.indexes[rows] == ids[:, 1]).all(), query, "has ids of none")
    require(points.astype("<f4").tobytes() == truth.points[rows].tobytes(), query, "has other coordinates")
    return len(rows)


def main(annotations, folder):
    truth, polygons, answers, size = PolygonTruth(annotations), 0, 0, 0
    for file in sorted(Path(folder).glob("*.query")):
        query, headers = file.read_text().splitlines()
        data = file.with_suffix(".answer").read_bytes()
        polygons += check(truth, query, [int(n) for n in headers.split()], data)
        answers, size = answers + 1, size + len(data)
    print(json.dumps({"answers": answers, "polygons": polygons, "bytes": size}))


if __name__ == "__main__":
    main(*sys.argv[1:])
