"""Reads a Microscopy Bulk Simple Annotations file with pydicom and numpy alone: the plainest oracle of what it says.

Nothing of Glossa is used here, so that expected values never come from the code that they test.
"""
import hashlib
import math

import numpy as np
import pydicom

DTYPES = {"float32": np.dtype("<f4"), "float64": np.dtype("<f8")}


def code(sequence):
    """[value, scheme, meaning] of the first item, or None."""
    if not sequence:
        return None
    item = sequence[0]
    value = item.get("CodeValue") or item.get("LongCodeValue") or item.get("URNCodeValue")
    return [str(value), item.get("CodingSchemeDesignator"), item.get("CodeMeaning")]


def unsigned(item, keyword):
    """OL values, or None when the attribute is absent; a value of zero length is an empty list."""
    return np.frombuffer(item[keyword].value or b"", "<u4").astype(np.int64) if keyword in item else None


def group_coordinates(item, coordinate_type):
    """(precision, ordinates stored for a point, array of points x ordinates in the file's own precision)."""
    stride = 2 if coordinate_type == "2D" or "CommonZCoordinateValue" in item else 3
    if "DoublePointCoordinatesData" in item:
        precision, raw = "float64", item.DoublePointCoordinatesData
    else:
        precision, raw = "float32", item.PointCoordinatesData
    values = np.frombuffer(raw or b"", DTYPES[precision])
    return precision, stride, values.reshape(-1, stride)


def first_points(item, stride, points):
    """Zero-based position of each annotation's first point, and one past the last."""
    count = int(item.NumberOfAnnotations)
    fixed = {"POINT": 1, "ELLIPSE": 4, "RECTANGLE": 4}.get(item.GraphicType)
    if fixed:
        return np.arange(count + 1) * fixed
    index = unsigned(item, "LongPrimitivePointIndexList")
    return np.append((index - 1) // stride, points)


def ellipse_box(quad):
    """The ellipse's own box, from the ends of its axes; not the box of those four points."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = [(float(p[0]), float(p[1])) for p in quad]
    ux, uy, vx, vy = (bx - ax) / 2, (by - ay) / 2, (dx - cx) / 2, (dy - cy) / 2
    mx, my = (ax + bx) / 2, (ay + by) / 2
    half_x, half_y = math.sqrt(ux * ux + vx * vx), math.sqrt(uy * uy + vy * vy)
    return [mx - half_x, my - half_y, mx + half_x, my + half_y]


def box(graphic_type, points):
    if graphic_type == "ELLIPSE":
        return ellipse_box(points)
    xs, ys = points[:, 0].astype(float), points[:, 1].astype(float)
    return [float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())]


def measurement(item, count):
    values_item = item.MeasurementValuesSequence[0]
    values = np.frombuffer(values_item.FloatingPointValues, "<f4")
    index = unsigned(values_item, "AnnotationIndexList")
    placed = [None] * count
    for position, value in zip(range(1, count + 1) if index is None else index, values, strict=True):
        placed[int(position) - 1] = float(value)
    return {
        "concept": code(item.ConceptNameCodeSequence),
        "unit": code(item.MeasurementUnitsCodeSequence),
        "values": placed,
        "indexList": None if index is None else index.tolist(),
    }


def algorithm(item):
    return {
        "family": code(item.AlgorithmFamilyCodeSequence),
        "name": item.AlgorithmName,
        "version": item.AlgorithmVersion,
    }


def annotations(item, coordinate_type):
    """One array of points x ordinates for each annotation, in the file's precision."""
    _, stride, points = group_coordinates(item, coordinate_type)
    starts = first_points(item, stride, len(points))
    return [points[a:b] for a, b in zip(starts[:-1], starts[1:])]


def group(item, coordinate_type):
    precision, stride, points = group_coordinates(item, coordinate_type)
    shapes = annotations(item, coordinate_type)
    index = unsigned(item, "LongPrimitivePointIndexList")
    common_z = item.get("CommonZCoordinateValue")
    colour = item.get("RecommendedDisplayCIELabValue")
    paths = item.get("ReferencedOpticalPathIdentifier")
    type_item = item.AnnotationPropertyTypeCodeSequence[0]
    return {
        "number": int(item.AnnotationGroupNumber),
        "uid": str(item.AnnotationGroupUID),
        "label": item.AnnotationGroupLabel,
        "description": item.get("AnnotationGroupDescription"),
        "generationType": item.AnnotationGroupGenerationType,
        "algorithms": [algorithm(a) for a in item.get("AnnotationGroupAlgorithmIdentificationSequence", [])],
        "category": code(item.AnnotationPropertyCategoryCodeSequence),
        "type": code(item.AnnotationPropertyTypeCodeSequence),
        "typeModifiers": [code([m]) for m in type_item.get("AnnotationPropertyTypeModifierCodeSequence", [])],
        "graphicType": item.GraphicType,
        "precision": precision,
        "ordinates": stride,
        "commonZ": None if common_z is None else float(common_z),
        "appliesToAllOpticalPaths": item.AnnotationAppliesToAllOpticalPaths,
        "opticalPaths": [] if paths is None else [paths] if isinstance(paths, str) else list(paths),
        "appliesToAllZPlanes": item.get("AnnotationAppliesToAllZPlanes"),
        "colour": None if colour is None else [int(v) for v in colour],
        "numberOfAnnotations": int(item.NumberOfAnnotations),
        "indexList": None if index is None else index.tolist(),
        "coordinatesSha256": hashlib.sha256(points.tobytes()).hexdigest(),
        "annotations": [shape.astype(float).tolist() for shape in shapes],
        "boxes": [box(item.GraphicType, shape) for shape in shapes],
        "measurements": [measurement(m, int(item.NumberOfAnnotations)) for m in item.get("MeasurementsSequence", [])],
    }


def annotation_set(path):
    """Everything that the file says about annotations, as plain values that JSON carries exactly."""
    dataset = pydicom.dcmread(path)
    image = dataset.get("ReferencedImageSequence")
    reference = image[0] if image else None
    frame = None if reference is None else reference.get("ReferencedFrameNumber")
    coordinate_type = dataset.AnnotationCoordinateType
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    return {
        "sha256": digest,
        "transferSyntaxUid": str(dataset.file_meta.TransferSyntaxUID),
        "sopInstanceUid": str(dataset.SOPInstanceUID),
        "seriesInstanceUid": str(dataset.SeriesInstanceUID),
        "studyInstanceUid": str(dataset.StudyInstanceUID),
        "coordinateType": coordinate_type,
        "pixelOrigin": dataset.get("PixelOriginInterpretation"),
        "frameOfReferenceUid": dataset.get("FrameOfReferenceUID"),
        "referencedImage": None if reference is None else str(reference.ReferencedSOPInstanceUID),
        "referencedFrame": None if frame is None else int(frame),
        "groups": [group(item, coordinate_type) for item in dataset.AnnotationGroupSequence],
    }
