"""Compares GeoJSON with the annotation objects that it was made of: NAME.geojson with NAME.dcm of a folder.

Usage: geojson_check.py FOLDER. Each file is in the space of its source. Coordinates must be those that pydicom and numpy
decode, bit for bit; shapely must read each geometry and find the area of the shape. Prints how many features were compared.
"""
import json
import math
import sys
from pathlib import Path

import numpy as np
import pydicom
from shapely.geometry import shape as geometry_of

import decode

TYPES = {"POINT": "Point", "POLYLINE": "LineString", "POLYGON": "Polygon", "ELLIPSE": "Polygon", "RECTANGLE": "Polygon"}


def same(got, points, precision):
    """Bit for bit, in the file's own precision; z is there in millimetres only."""
    dtype = decode.DTYPES[precision]
    found = np.array(got, dtype=np.float64)
    width = found.shape[1]
    return found.astype(dtype).tobytes() == np.ascontiguousarray(points[:, :width]).astype(dtype).tobytes()


def shoelace(points):
    x, y = points[:, 0].astype(float), points[:, 1].astype(float)
    return abs(float(np.dot(x - x[0], np.roll(y, -1) - np.roll(y, 1)))) / 2


def slack(points):
    """What half a digit of each coordinate can do to an area: text says a float by fewer digits than its double has."""
    extent = float(np.ptp(points[:, :2].astype(float), axis=0).max())
    return 2 * len(points) * extent * float(np.spacing(np.abs(points).max()))


def ellipse_area(points):
    p = points.astype(float)
    return math.pi / 4 * abs((p[1] - p[0])[0] * (p[3] - p[2])[1] - (p[1] - p[0])[1] * (p[3] - p[2])[0])


def outline_slack(points, coordinate_type):
    """What an outline within 0.01 px (or 2 nm) of an ellipse can lack of its area: that width all along it."""
    p = points.astype(float)
    axes = np.linalg.norm(p[1] - p[0]) + np.linalg.norm(p[3] - p[2])
    return slack(points) + math.pi / 2 * axes * (0.01 if coordinate_type == "2D" else 2e-6)


def positions(feature, graphic_type, where):
    """The vertices as the source has them, taken from the geometry wherever it holds them."""
    coordinates = feature["geometry"]["coordinates"]
    if graphic_type == "POINT":
        return [coordinates]
    if graphic_type == "POLYLINE":
        return coordinates
    if graphic_type == "ELLIPSE":
        return feature["properties"]["dicom"]["points"]
    ring = coordinates[0]
    assert len(coordinates) == 1 and ring[0] == ring[-1], where
    return ring[:-1]


def check_feature(feature, item, points, coordinate_type, where):
    precision = "float64" if "DoublePointCoordinatesData" in item else "float32"
    graphic_type = item.GraphicType
    assert feature["geometry"]["type"] == TYPES[graphic_type], where
    assert same(positions(feature, graphic_type, where), points, precision), where
    seen = geometry_of(feature["geometry"])
    if graphic_type in ("POLYGON", "RECTANGLE") and seen.is_valid:
        assert math.isclose(seen.area, shoelace(points), rel_tol=1e-9, abs_tol=slack(points)), where
    if graphic_type == "ELLIPSE":
        lacking = abs(seen.area - ellipse_area(points))
        assert lacking <= outline_slack(points, coordinate_type), where


def check(source, text):
    data_set = pydicom.dcmread(source)
    features = iter(json.loads(text)["features"])
    count = 0
    for item in data_set.AnnotationGroupSequence:
        shapes = decode.annotations(item, data_set.AnnotationCoordinateType)
        for index, points in enumerate(shapes, start=1):
            feature = next(features)
            where = (source.name, feature["id"])
            assert feature["id"] == f"{item.AnnotationGroupNumber}-{index}", where
            check_feature(feature, item, points, data_set.AnnotationCoordinateType, where)
            count += 1
    assert next(features, None) is None, source.name
    return count


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    files = sorted(folder.glob("*.geojson"))
    total = sum(check(f.with_suffix(".dcm"), f.read_text(encoding="utf-8")) for f in files)
    print(f"{len(files)} files, {total} features")
