"""Prints polygons of an ANN instance that stand apart from all others, as pydicom and numpy read them.

usage: known_nuclei.py ANNOTATIONS.dcm DISTANCE

A nucleus stands apart when no other outline has its centre within DISTANCE pixels. The answer is a JSON array of
{"id", "group", "class", "rgb", "area", "points"}: the id as <group number>-<one-based index>, the meaning of the property type, the
recommended display colour in 8-bit sRGB, the first measurement, and the vertices x, y in turn.
"""

import json
import sys

import numpy as np
import pydicom


def srgb(cielab):
    """8-bit sRGB of a RecommendedDisplayCIELabValue: D50 Lab to XYZ, Bradford to D65, gamma (IEC 61966-2-1)."""
    lightness = cielab[0] * 100 / 65535
    a, b = (value * 255 / 65535 - 128 for value in cielab[1:])
    fy = (lightness + 16) / 116
    f = np.array([fy + a / 500, fy, fy - b / 200])
    xyz = np.where(f**3 > 216 / 24389, f**3, (116 * f - 16) / (24389 / 27)) * [0.96422, 1, 0.82521]
    linear = np.array(
        [
            [3.1338561, -1.6168667, -0.4906146],
            [-0.9787684, 1.9161415, 0.0334540],
            [0.0719453, -0.2289914, 1.4052427],
        ]
    ) @ xyz
    linear = np.clip(linear, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return [int(round(float(value) * 255)) for value in encoded]


def polygons(group):
    """The vertices of each polygon, (n, 2)."""
    values = np.frombuffer(group.PointCoordinatesData, "<f4").reshape(-1, 2)
    starts = (np.frombuffer(group.LongPrimitivePointIndexList, "<u4").astype(np.int64) - 1) // 2
    return np.split(values, starts[1:])


def nuclei(path):
    for group in pydicom.dcmread(path).AnnotationGroupSequence:
        number = int(group.AnnotationGroupNumber)
        areas = np.frombuffer(group.MeasurementsSequence[0].MeasurementValuesSequence[0].FloatingPointValues, "<f4")
        for index, points in enumerate(polygons(group), start=1):
            yield {
                "id": f"{number}-{index}",
                "group": number,
                "class": group.AnnotationPropertyTypeCodeSequence[0].CodeMeaning,
                "rgb": srgb(group.RecommendedDisplayCIELabValue),
                "area": float(areas[index - 1]),
                "points": [float(value) for value in points.astype(float).reshape(-1)],
            }


def standing_apart(found, distance):
    centres = np.array([np.reshape(nucleus["points"], (-1, 2)).mean(axis=0) for nucleus in found])
    for nucleus, centre in zip(found, centres):
        near = np.abs(centres - centre).max(axis=1) < distance
        if near.sum() == 1:
            yield nucleus


def main():
    path, distance = sys.argv[1], float(sys.argv[2])
    json.dump(list(standing_apart(list(nuclei(path)), distance)), sys.stdout)


if __name__ == "__main__":
    main()
