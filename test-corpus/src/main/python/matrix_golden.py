"""What some conversions of the matrix must write, worked out by hand; and whether files hold it, as pydicom and numpy decode them.

Usage: matrix_golden.py FOLDER. For each name in GOLDEN the folder holds NAME.dcm; prints a line for each difference. The list of names,
with source, geometry, precision, options and target: matrix_golden.py --list.

Millimetres: column x, row y lie at (20.5 - (y - 0.5) * 0.00025, 24.25 - (x - 0.5) * 0.00025); see PS3.3 C.8.12.2 and matrix_shapes.
"""
import sys
from pathlib import Path

import numpy as np
import pydicom


def mm(x, y, z=0.0):
    return (20.5 - (y - 0.5) * 0.00025, 24.25 - (x - 0.5) * 0.00025, z)


def shifted(*points):
    return [(x + 0.12345678901234, y + 0.33333333333333) for x, y in points]


TRIANGLE = [(50.25, 50.5), (150, 52.25), (104.75, 146)]
SQUARE = [(400, 100), (500.25, 100), (500.25, 220.75), (400, 220.75)]
PENTAGON = [(400, 100), (500, 125.25), (444.5, 177), (522.25, 251), (383, 249.75)]
MULTI = [(100.25, 200.5), (140, 210.75), (99.5, 333.25)]
TURNED = [(501, 303), (581, 363), (551, 403), (471, 343)]
UPRIGHT = [(100, 100), (300.25, 100), (300.25, 200.5), (100, 200.5)]
# 100.25 x 120.75, less the triangle 10.5 x 10.25 / 2 and the quadrilateral of 450.25 150, 450.25 180, 480 180.5, 480.75 150
HOLED_AREA = 100.25 * 120.75 - 10.5 * 10.25 / 2 - 911.375


def ring(points):
    return [*points, points[0]]


# name: (source, geometry, precision, options, target, expected). Expected of ANN: (graphic type, element, annotations) of each group; of
# SR: (value type, graphic type, points) of each region. Ends of axes that a rule leaves free are compared as sets: "ends".
GOLDEN = {
    "polygon-ann": (
        "geojson", "Polygon", "float32-exact", "", "ann",
        [("POLYGON", "PointCoordinatesData", [TRIANGLE, SQUARE])],
    ),
    "polygon-double-ann": (
        "geojson", "Polygon", "double", "", "ann",
        [("POLYGON", "DoublePointCoordinatesData", [shifted(*TRIANGLE), shifted(*SQUARE)])],
    ),
    "point-decimals-ann": (
        "geojson", "Point", "two-decimals", "", "ann",
        [("POINT", "PointCoordinatesData", [[(100.38, 200.87)], [(900.88, 64.37)]])],
    ),
    "point-decimals-float64-ann": (
        "geojson", "Point", "two-decimals", "precision=float64", "ann",
        [("POINT", "DoublePointCoordinatesData", [[(100.38, 200.87)], [(900.88, 64.37)]])],
    ),
    "multipoint-ann": (
        "geojson", "MultiPoint", "float32-exact", "", "ann",
        [("POINT", "PointCoordinatesData", [[p] for p in MULTI])],
    ),
    "closed-line-ann": (
        "geojson", "LineString, closed", "float32-exact", "", "ann",
        [("POLYLINE", "PointCoordinatesData", [[(20, 20), (300.75, 250.25), (220.5, 409), (20, 20)]])],
    ),
    "holes-drop-ann": (
        "geojson", "Polygon, holes=drop", "float32-exact", "holes=drop", "ann",
        [("POLYGON", "PointCoordinatesData", [SQUARE])],
    ),
    "holes-split-ann": (
        "geojson", "Polygon, holes=split", "float32-exact", "holes=split", "ann",
        [
            ("POLYGON", "PointCoordinatesData", [SQUARE]),
            (
                "POLYGON", "PointCoordinatesData",
                [[(410, 110), (420.5, 110), (420.5, 120.25)], [(450.25, 150), (450.25, 180), (480, 180.5), (480.75, 150)]],
            ),
        ],
    ),
    "holes-keyhole-ann": (
        "geojson", "Polygon, holes=keyhole", "float32-exact", "holes=keyhole", "ann",
        [("POLYGON", "PointCoordinatesData", HOLED_AREA)],
    ),
    "ellipse-box-ann": (
        "geojson", "ELLIPSE by isEllipse", "float32-exact", "", "ann",
        [("ELLIPSE", "PointCoordinatesData", {"ends": [(300, 310.25), (340.5, 310.25), (320.25, 300), (320.25, 320.5)]})],
    ),
    "multipoint-scoord": (
        "geojson", "MultiPoint", "float32-exact", "", "sr-scoord",
        [("SCOORD", "MULTIPOINT", MULTI)],
    ),
    "polygon-scoord": (
        "geojson", "Polygon", "float32-exact", "", "sr-scoord",
        [("SCOORD", "POLYLINE", ring(TRIANGLE)), ("SCOORD", "POLYLINE", ring(SQUARE))],
    ),
    "polygon-scoord3d": (
        "geojson", "Polygon", "float32-exact", "", "sr-scoord3d",
        [("SCOORD3D", "POLYGON", [mm(*p) for p in ring(TRIANGLE)]), ("SCOORD3D", "POLYGON", [mm(*p) for p in ring(SQUARE)])],
    ),
    "rectangle-scoord": (
        "ann", "RECTANGLE", "float32-exact", "", "sr-scoord",
        [("SCOORD", "POLYLINE", ring(UPRIGHT)), ("SCOORD", "POLYLINE", ring(TURNED))],
    ),
    "ellipse-scoord": (
        "ann", "ELLIPSE", "float32-exact", "", "sr-scoord",
        [
            ("SCOORD", "ELLIPSE", [(300, 300), (340, 300), (320, 290.5), (320, 309.5)]),
            ("SCOORD", "ELLIPSE", [(520, 340), (680, 460), (630, 360), (570, 440)]),
        ],
    ),
    "point-3d-scoord3d": (
        "ann", "POINT, 3D", "float32-exact", "", "sr-scoord3d",
        [("SCOORD3D", "POINT", [mm(100.25, 200.5, 2**-9)]), ("SCOORD3D", "POINT", [mm(900.75, 64, 2**-8)])],
    ),
    "common-z-scoord3d": (
        "ann", "POLYGON, 3D, common z", "float32-exact", "", "sr-scoord3d",
        [
            ("SCOORD3D", "POLYGON", [mm(*p, 2**-9) for p in ring(TRIANGLE)]),
            ("SCOORD3D", "POLYGON", [mm(*p, 2**-9) for p in ring(PENTAGON)]),
        ],
    ),
    "circle-ann": (
        "sr-scoord", "CIRCLE", "float32-exact", "", "ann",
        [("ELLIPSE", "PointCoordinatesData", {"ends": [(584.5, 700), (615.5, 700), (600, 684.5), (600, 715.5)]})],
    ),
    "closed-polyline-ann": (
        "sr-scoord", "POLYLINE, closed", "float32-exact", "", "ann",
        [("POLYGON", "PointCoordinatesData", [[(20, 20), (300.75, 250.25), (220.5, 409)], PENTAGON])],
    ),
    "polygon-3d-ann": (
        "sr-scoord3d", "POLYGON", "float32-exact", "", "ann",
        [("POLYGON", "PointCoordinatesData", [[mm(*p, 2**-9) for p in TRIANGLE], [mm(*p, 2**-8) for p in PENTAGON]])],
    ),
}  # fmt: skip


def annotations(group, stride):
    """Element and annotations of a group, cut by the index list as C.37.1.2 says: one-based, counted in values."""
    element = "PointCoordinatesData" if "PointCoordinatesData" in group else "DoublePointCoordinatesData"
    values = np.frombuffer(group[element].value, "<f4" if element.startswith("Point") else "<f8").astype(float)
    if "LongPrimitivePointIndexList" in group:
        starts = np.frombuffer(group.LongPrimitivePointIndexList, "<u4") - 1
    else:
        starts = np.arange(group.NumberOfAnnotations) * stride * {"POINT": 1}.get(group.GraphicType, 4)
    ends = [*starts[1:], len(values)]
    return element, [values[a:b].reshape(-1, stride) for a, b in zip(starts, ends)]


def regions(item):
    found = [item] if item.get("ValueType") in ("SCOORD", "SCOORD3D") else []
    return found + [r for child in item.get("ContentSequence", []) for r in regions(child)]


def area(points):
    x, y = points[:, 0], points[:, 1]
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def same(expected, actual, single):
    """Equal after rounding to float32, or to a unit of the last place of it, for millimetres are sums."""
    expected = np.array(expected, float)
    if expected.shape != actual.shape:
        return False
    step = np.spacing(np.float32(32)) if expected.shape[-1] == 3 else 0
    rounded = expected.astype(np.float32).astype(float) if single else expected
    return bool(np.all(np.abs(rounded - actual) <= step))


def differences_ann(d, expected):
    stride = 2 if d.AnnotationCoordinateType == "2D" else 3
    groups = d.AnnotationGroupSequence
    if len(groups) != len(expected):
        yield f"{len(groups)} groups, expected {len(expected)}"
        return
    for group, (graphic_type, element, shapes) in zip(groups, expected):
        found, actual = annotations(group, 2 if "CommonZCoordinateValue" in group else stride)
        if (group.GraphicType, found) != (graphic_type, element):
            yield f"{group.GraphicType} in {found}, expected {graphic_type} in {element}"
        elif isinstance(shapes, float):
            if len(actual) != 1 or abs(area(actual[0]) - shapes) > 1e-6:
                yield f"area {[area(a) for a in actual]}, expected {shapes}"
        elif isinstance(shapes, dict):
            if len(actual) != 1 or sorted(map(tuple, actual[0])) != sorted(shapes["ends"]):
                yield f"ends {actual}, expected {shapes['ends']}"
        elif len(actual) != len(shapes) or not all(same(s, a, found.startswith("Point")) for s, a in zip(shapes, actual)):
            yield f"{[a.tolist() for a in actual]}, expected {shapes}"


def differences_sr(d, expected):
    found = regions(d)
    if len(found) != len(expected):
        yield f"{len(found)} regions, expected {len(expected)}"
        return
    for item, (value_type, graphic_type, points) in zip(found, expected):
        stride = 3 if item.ValueType == "SCOORD3D" else 2
        actual = np.array(item.GraphicData, float).reshape(-1, stride)
        if (item.ValueType, item.GraphicType) != (value_type, graphic_type) or not same(points, actual, True):
            yield f"{item.ValueType} {item.GraphicType} {actual.tolist()}, expected {value_type} {graphic_type} {points}"


def main(argument):
    if argument == "--list":
        for name, (source, geometry, precision, options, target, _) in GOLDEN.items():
            print("\t".join((name, source, geometry, precision, options, target)))
        return
    for name, (*_, target, expected) in GOLDEN.items():
        path = Path(argument) / f"{name}.dcm"
        if not path.exists():
            print(f"{name}: no file")
            continue
        check = differences_ann if target == "ann" else differences_sr
        for difference in check(pydicom.dcmread(path), expected):
            print(f"{name}: {difference}")


if __name__ == "__main__":
    main(sys.argv[1])
