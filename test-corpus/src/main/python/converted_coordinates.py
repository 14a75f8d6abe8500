"""Prints as JSON what pydicom and numpy see of bulk annotations or a structured report; private elements are not looked at.

Usage: converted_coordinates.py FILE.dcm

Of each Annotation Group or region: graphic type, ordinates one after another as they are stored (their exact doubles), and of reports
also the measured numbers in the order of the tree.
"""

import json
import sys

import numpy as np
import pydicom


def group(item):
    single = item.get("PointCoordinatesData")
    data = np.frombuffer(item.DoublePointCoordinatesData, "<f8") if single is None else np.frombuffer(single, "<f4")
    values = []
    for measurement in item.get("MeasurementsSequence", []):
        numbers = np.frombuffer(measurement.MeasurementValuesSequence[0].FloatingPointValues, "<f4")
        values.append([float(number) for number in numbers])
    return {
        "graphicType": item.GraphicType,
        "vr": "OD" if single is None else "OF",
        "ordinates": [float(ordinate) for ordinate in data],
        "values": values,
    }


def report(item):
    if item.get("ValueType") in ("SCOORD", "SCOORD3D"):
        yield {
            "valueType": item.ValueType,
            "graphicType": item.GraphicType,
            "ordinates": [float(ordinate) for ordinate in item.GraphicData],
        }
    if item.get("ValueType") == "NUM":
        yield {
            "valueType": "NUM",
            "concept": item.ConceptNameCodeSequence[0].CodeValue,
            "number": float(item.MeasuredValueSequence[0].NumericValue),
        }
    for child in item.get("ContentSequence", []):
        yield from report(child)


dataset = pydicom.dcmread(sys.argv[1])
if "AnnotationGroupSequence" in dataset:
    print(json.dumps([group(item) for item in dataset.AnnotationGroupSequence]))
else:
    print(json.dumps(list(report(dataset))))
