"""Compares the statistics of measurements that /collections/{uid} told with numpy's of the file.

    collection_statistics.py COLLECTION.json ANNOTATIONS.dcm

Values come from pydicom, expected statistics as in statistics_check.py. Prints how many measurements were compared.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pydicom

from statistics_check import PERMILLES, expected_histogram


def check(told, values):
    finite = np.sort(values[np.isfinite(values)])
    counts = [told[name] for name in ("values", "notNumbers", "negativeInfinities", "positiveInfinities")]
    assert counts == [len(values), np.isnan(values).sum(), np.isneginf(values).sum(), np.isposinf(values).sum()], counts
    assert [np.float32(told["least"]), np.float32(told["greatest"])] == [finite[0], finite[-1]], told
    assert told["histogram"] == expected_histogram(finite), told["histogram"]
    assert [each["permille"] for each in told["quantiles"]] == list(PERMILLES)
    for each in told["quantiles"]:
        rank = max(1, (each["permille"] * len(finite) + 999) // 1000)
        assert np.float32(each["value"]) == finite[rank - 1], (each, finite[rank - 1])


def main(collection, file):
    groups = {group["number"]: group for group in json.loads(Path(collection).read_text())["groups"]}
    compared = 0
    data = pydicom.dcmread(file)
    for item in data.AnnotationGroupSequence:
        told = groups[item.AnnotationGroupNumber]["measurements"]
        measured = item.get("MeasurementsSequence", [])
        assert len(told) == len(measured)
        for one, of in zip(told, measured):
            assert one["concept"]["value"] == of.ConceptNameCodeSequence[0].CodeValue
            assert one["unit"]["value"] == of.MeasurementUnitsCodeSequence[0].CodeValue
            bytes_of = of.MeasurementValuesSequence[0].FloatingPointValues
            check(one["statistics"], np.frombuffer(bytes_of, "<f4") if isinstance(bytes_of, bytes) else np.asarray(bytes_of, "<f4"))
            compared += 1
    print(compared)


main(sys.argv[1], sys.argv[2])
