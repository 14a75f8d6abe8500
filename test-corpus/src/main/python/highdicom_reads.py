"""Whether highdicom reads in annotation objects what their writer was given, bit for bit.

Usage: python highdicom_reads.py FOLDER. FOLDER holds NAME.dcm and NAME.json; in the latter numbers are the hexadecimal digits of
their little-endian bytes, and "" is a measured value that is absent. Prints a line for each difference, then the number of sets.
"""

import json
import sys
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom

DTYPES = {"FLOAT32": "<f4", "FLOAT64": "<f8"}


def numbers(digits, dtype):
    return np.frombuffer(bytes.fromhex(digits), dtype)


def group_differences(group, truth, coordinate_type):
    for name, found in (
        ("number", group.number),
        ("label", group.label),
        ("graphicType", group.graphic_type.value),
    ):
        if found != truth[name]:
            yield f"{name} {truth[name]} -> {found}"
    if truth["uid"] and group.uid != truth["uid"]:
        yield f"uid {truth['uid']} -> {group.uid}"
    dtype, stored = DTYPES[truth["precision"]], truth["ordinates"]
    shapes = group.get_graphic_data(coordinate_type)
    if len(shapes) != len(truth["annotations"]):
        yield f"{len(truth['annotations'])} annotations -> {len(shapes)}"
    for number, (found, digits) in enumerate(zip(shapes, truth["annotations"], strict=False), start=1):
        given = numbers(digits, dtype).reshape(-1, stored)
        if found.dtype != given.dtype or found[:, :stored].tobytes() != given.tobytes():
            yield f"annotation {number}: {given.tolist()} -> {found.tolist()}"
        if truth["commonZ"] and not np.all(found[:, 2] == np.dtype(dtype).type(truth["commonZ"][0])):
            yield f"annotation {number}: z {truth['commonZ']} -> {found[:, 2]}"
    columns = group.get_measurements()[1].T if truth["measurements"] else []
    if len(columns) != len(truth["measurements"]):
        yield f"{len(truth['measurements'])} measurements -> {len(columns)}"
    for number, (found, given) in enumerate(zip(columns, truth["measurements"], strict=False), start=1):
        for annotation, (value, digits) in enumerate(zip(found, given, strict=True), start=1):
            same = np.isnan(value) if digits == "" else np.float32(value).tobytes() == bytes.fromhex(digits)
            if not same:
                yield f"measurement {number} of annotation {annotation}: {digits} -> {value}"


def differences(path):
    truth = json.loads(path.with_suffix(".json").read_text())
    read = hd.ann.MicroscopyBulkSimpleAnnotations.from_dataset(pydicom.dcmread(path))
    groups = read.get_annotation_groups()
    if len(groups) != len(truth["groups"]):
        yield f"{len(truth['groups'])} groups -> {len(groups)}"
    for group, given in zip(groups, truth["groups"], strict=False):
        for found in group_differences(group, given, truth["coordinateType"]):
            yield f"group {given['number']}: {found}"


def main(folder):
    paths = sorted(Path(folder).glob("*.dcm"))
    for path in paths:
        for found in differences(path):
            print(f"{path.name}: {found}"[:400])
    print(f"{len(paths)} sets")


if __name__ == "__main__":
    main(sys.argv[1])
