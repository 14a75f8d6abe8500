"""Whether two annotation objects say the same, as pydicom and numpy read them: coordinates, index lists, values, order, codes.

Usage: python same_annotations.py ORIGINAL REWRITTEN [ORIGINAL REWRITTEN ...]

Prints a line for each difference and, at the end, how many pairs and groups were compared. Bulk values are compared as bytes, so
that the sign of a zero and the payload of a NaN count. UIDs of instance and series, transfer syntax and file may differ.
"""

import sys

import pydicom

from decode import annotation_set

OWN = ("sha256", "transferSyntaxUid", "sopInstanceUid", "seriesInstanceUid")
BULK = ("PointCoordinatesData", "DoublePointCoordinatesData", "LongPrimitivePointIndexList")
CODE = ("CodeValue", "LongCodeValue", "URNCodeValue", "CodingSchemeDesignator", "CodingSchemeVersion", "CodeMeaning")


def raw(item, keyword):
    return bytes(item[keyword].value or b"") if keyword in item else None


def bulk(item):
    """Every column of a group item, as bytes."""
    columns = {keyword: raw(item, keyword) for keyword in BULK}
    for number, measurement in enumerate(item.get("MeasurementsSequence", [])):
        values = measurement.MeasurementValuesSequence[0]
        for keyword in ("FloatingPointValues", "AnnotationIndexList"):
            columns[f"measurement {number} {keyword}"] = raw(values, keyword)
    return columns


def codes(dataset, path=""):
    """Every code in a data set, with its way."""
    found = {}
    for element in dataset:
        if element.VR == "SQ":
            for number, item in enumerate(element.value):
                found |= codes(item, f"{path}/{element.keyword or element.tag}[{number}]")
        elif element.keyword in CODE:
            found[f"{path}/{element.keyword}"] = element.value
    return found


def differences(original, rewritten):
    before, after = annotation_set(original), annotation_set(rewritten)
    for key in before.keys() | after.keys():
        if key not in OWN and key != "groups" and before.get(key) != after.get(key):
            yield f"{key}: {before.get(key)} -> {after.get(key)}"
    if len(before["groups"]) != len(after["groups"]):
        yield f"{len(before['groups'])} groups -> {len(after['groups'])}"
    for number, (one, other) in enumerate(zip(before["groups"], after["groups"], strict=False), start=1):
        for key in one:
            if repr(one[key]) != repr(other[key]):
                yield f"group {number} {key}: {str(one[key])[:100]} -> {str(other[key])[:100]}"
    items = [pydicom.dcmread(path).AnnotationGroupSequence for path in (original, rewritten)]
    for number, (one, other) in enumerate(zip(*items, strict=False), start=1):
        if bulk(one) != bulk(other):
            yield f"group {number}: bulk bytes differ"
        if codes(one) != codes(other):
            yield f"group {number} codes: {codes(one)} -> {codes(other)}"
    yield len(before["groups"])


def main(paths):
    groups = 0
    for original, rewritten in zip(paths[::2], paths[1::2], strict=True):
        for found in differences(original, rewritten):
            if isinstance(found, int):
                groups += found
            else:
                print(f"{original}: {found}")
    print(f"{len(paths) // 2} pairs, {groups} groups")


if __name__ == "__main__":
    main(sys.argv[1:])
