"""Reads shapes of bulk annotations, a structured report or GeoJSON, and prints them as JSON in pixels of an image.

    read_shapes.py IMAGE FILE [PLAIN]

A list of {"type", "points": [[x, y], ...], "id"}: polygons without their closing vertex, in the order of the file; pixels of the image's
total pixel matrix with the top-left corner of the first pixel at (0, 0). The id of a bulk annotation is <group number>-<one-based row>,
that of a report's region its tracking UID. PLAIN gets the DICOM file without its private elements.
Needs pydicom and numpy; nothing of Glossa.
"""

import json
import sys

import numpy as np
import pydicom


def pixels_of(image, millimetres):
    """PS3.3 C.7.6.16.2.1: the origin is the centre of the first pixel."""
    origin = image.TotalPixelMatrixOriginSequence[0]
    offset = np.array([float(origin.XOffsetInSlideCoordinateSystem), float(origin.YOffsetInSlideCoordinateSystem)])
    cosines = [float(v) for v in image.ImageOrientationSlide]
    spacing = [float(v) for v in image.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing]
    matrix = np.array([[cosines[0] * spacing[1], cosines[3] * spacing[0]], [cosines[1] * spacing[1], cosines[4] * spacing[0]]])
    return [list(np.linalg.solve(matrix, np.array(p[:2]) - offset) + 0.5) for p in millimetres]


def opened(kind, points):
    if kind == "POLYGON" and len(points) > 1 and np.allclose(points[0], points[-1]):
        return points[:-1]
    return points


def rows(values, width):
    return np.asarray(values, dtype=float).reshape(-1, width).tolist()


def of_annotations(dataset, image):
    shapes = []
    for group in dataset.AnnotationGroupSequence:
        raw = group.get("PointCoordinatesData")
        kind = "<f4" if raw is not None else "<f8"
        width = 2 if dataset.AnnotationCoordinateType == "2D" or "CommonZCoordinateValue" in group else 3
        values = np.frombuffer(raw if raw is not None else group.DoublePointCoordinatesData, kind)
        if "LongPrimitivePointIndexList" in group:
            starts = (np.frombuffer(group.LongPrimitivePointIndexList, "<u4").astype(int) - 1).tolist()
        else:
            length = {"POINT": 1, "ELLIPSE": 4, "RECTANGLE": 4}[group.GraphicType] * width
            starts = list(range(0, len(values), length))
        for row, (start, end) in enumerate(zip(starts, starts[1:] + [len(values)]), 1):
            points = rows(values[start:end], width)
            if dataset.AnnotationCoordinateType == "3D":
                points = pixels_of(image, points)
            shapes.append({"type": group.GraphicType, "points": points, "id": f"{group.AnnotationGroupNumber}-{row}"})
    return shapes


def of_report(dataset, image):
    shapes = []

    def walk(item, tracking):
        children = item.get("ContentSequence", [])
        for child in children:
            if child.ValueType == "UIDREF" and child.ConceptNameCodeSequence[0].CodeValue == "112040":
                tracking = str(child.UID)
        if item.get("ValueType") in ("SCOORD", "SCOORD3D"):
            width = 3 if item.ValueType == "SCOORD3D" else 2
            points = rows(item.GraphicData, width)
            if width == 3:
                points = pixels_of(image, points)
            kind = "POLYGON" if item.GraphicType == "POLYLINE" and points[0] == points[-1] else item.GraphicType
            shapes.append({"type": kind, "points": opened("POLYGON", points), "id": tracking})
        for child in children:
            walk(child, tracking)

    walk(dataset, None)
    return shapes


def of_geojson(collection):
    shapes = []
    for feature in collection["features"]:
        geometry = feature["geometry"]
        kind = geometry["type"].upper()
        rings = {"POINT": lambda c: [[c]], "LINESTRING": lambda c: [c], "POLYGON": lambda c: c}[kind](geometry["coordinates"])
        for ring in rings:
            shapes.append({"type": kind, "points": opened(kind, ring), "id": feature.get("id")})
    return shapes


def strip(dataset):
    dataset.remove_private_tags()
    return dataset


def main(image_file, file, plain=None):
    with open(file, "rb") as stream:
        is_json = stream.read(1) in (b"{", b"[")
    if is_json:
        with open(file, encoding="utf-8") as stream:
            shapes = of_geojson(json.load(stream))
    else:
        image = pydicom.dcmread(image_file, stop_before_pixels=True)
        dataset = pydicom.dcmread(file)
        shapes = of_report(dataset, image) if "ContentSequence" in dataset else of_annotations(dataset, image)
        if plain:
            strip(dataset).save_as(plain)
    print(json.dumps(shapes))


main(*sys.argv[1:])
