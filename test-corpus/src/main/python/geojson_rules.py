"""Checks GeoJSON against what QuPath and shapely read.

Usage: geojson_rules.py FOLDER. A file is a FeatureCollection (.geojson), or has a Feature on each line (.geojsonl); .gz stands behind
what is compressed, and .2 before the ending where no coordinate may have more than two decimals. Prints each breach and, at the end, how
many features were looked at.
"""

import gzip
import json
import sys
from decimal import Decimal
from pathlib import Path

from shapely.geometry import shape

DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def no_duplicates(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError(f"duplicate names {names}")
    return dict(pairs)


def no_constants(word):
    raise ValueError(f"{word} is no JSON")


def load(text):
    return json.loads(text, object_pairs_hook=no_duplicates, parse_constant=no_constants, parse_float=Decimal)


def positions(coordinates, depth):
    if depth == 0:
        yield coordinates
    else:
        for inner in coordinates:
            yield from positions(inner, depth - 1)


def rings(geometry):
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon


def geometry_breaches(geometry, feature, two_decimals):
    if geometry is None:
        return
    if geometry["type"] == "GeometryCollection":
        for member in geometry["geometries"]:
            yield from geometry_breaches(member, feature, two_decimals)
        return
    for position in positions(geometry["coordinates"], DEPTH[geometry["type"]]):
        if len(position) < 2:
            yield f"position {position}"
        for number in position[:2]:
            if not isinstance(number, Decimal):
                yield f"{number!r} is no double"
            elif two_decimals and abs(number) < 10**9 and number != round(number, 2):
                yield f"{number} has more than two decimals"
    for ring in rings(geometry):
        if len(ring) < 4 or ring[0] != ring[-1]:
            yield f"ring {ring} is not closed"
    if geometry.get("isEllipse"):
        dicom = feature["properties"]["dicom"]
        a, b, c, d = dicom["points"] if "points" in dicom else dicom["parts"][0]["points"]
        if not (a[1] == b[1] and c[0] == d[0] or a[0] == b[0] and c[1] == d[1]):
            yield "isEllipse of axes that are not horizontal and vertical"
        xs, ys = zip(*(position[:2] for position in geometry["coordinates"][0]))
        box = (min(xs), min(ys), max(xs), max(ys))
        ends = list(zip(*(a, b, c, d)))
        true_box = (min(ends[0]), min(ends[1]), max(ends[0]), max(ends[1]))
        if any(abs(got - wanted) > Decimal("0.011") for got, wanted in zip(box, true_box)):
            yield f"box {box} of the outline is not that of the ellipse {true_box}"
    if geometry["coordinates"]:
        shape(json.loads(json.dumps(geometry, default=float)))


def feature_breaches(feature, two_decimals):
    if feature["type"] != "Feature" or "geometry" not in feature or not isinstance(feature["properties"], dict):
        yield "no Feature"
        return
    if not isinstance(feature.get("id", ""), (str, int, Decimal)):
        yield f"id {feature['id']!r}"
    for member in ("geometry", "nucleusGeometry"):
        yield from geometry_breaches(feature.get(member), feature, two_decimals)
    properties = feature["properties"]
    classification = properties.get("classification")
    if classification is not None:
        color = classification.get("color")
        if not color or len(color) not in (3, 4) or not all(isinstance(c, int) and 0 <= c <= 255 for c in color):
            yield f"class {classification} without colour"
        if not classification.get("name") and not classification.get("names"):
            yield f"class {classification} without name"
    for name, value in properties.get("measurements", {}).items():
        if not isinstance(value, (int, Decimal)) and value not in ("NaN", "Infinity", "-Infinity"):
            yield f"measurement {name} {value!r}"
    for child in properties.get("childObjects", []):
        yield from feature_breaches(child, two_decimals)


def count(feature):
    return 1 + sum(count(child) for child in feature["properties"].get("childObjects", []))


def features_of(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        if ".geojsonl" in path.suffixes:
            yield from (load(line) for line in file)
        else:
            yield from load(file.read())["features"]


def main(folder):
    total = 0
    for path in sorted(Path(folder).iterdir()):
        for number, feature in enumerate(features_of(path)):
            total += count(feature)
            for breach in feature_breaches(feature, ".2" in path.suffixes):
                print(path.name, number, breach)
    print("done", total)


main(sys.argv[1])
