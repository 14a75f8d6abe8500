"""Whether highdicom reads in structured reports what their writer was given.

Usage: python highdicom_reads_reports.py FOLDER IMAGE. FOLDER holds NAME.dcm and NAME.json, which lists the Measurement Groups: identifier,
uid, finding, region (type and points in pixels of IMAGE or in millimetres), values by code. Millimetres of pixels are highdicom's own. Numbers
are the hexadecimal digits of their little-endian float64. Prints a line for each difference, then the number of reports.
"""

import json
import sys
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom


def doubles(digits):
    return np.frombuffer(bytes.fromhex(digits), "<f8")


def expected_points(truth, image):
    points = doubles(truth["points"]).reshape(-1, truth["ordinates"])
    if truth["space"] == "same":
        return points.astype("<f4")
    to_slide = hd.spatial.ImageToReferenceTransformer.for_image(image, for_total_pixel_matrix=True)
    return to_slide(points[:, :2])


def close(found, wanted):
    # one unit in the last place of a float32, for two ways to multiply and add
    return np.allclose(found, wanted, rtol=2.5e-7, atol=1e-7)


def differences(path, image):
    truth = json.loads(path.with_suffix(".json").read_text())
    read = {
        "1.2.840.10008.5.1.4.1.1.88.33": hd.sr.ComprehensiveSR,
        "1.2.840.10008.5.1.4.1.1.88.34": hd.sr.Comprehensive3DSR,
    }
    dataset = pydicom.dcmread(path)
    report = read[dataset.SOPClassUID].from_dataset(dataset)
    groups = report.content.get_planar_roi_measurement_groups()
    if len(groups) != len(truth):
        yield f"{len(truth)} groups -> {len(groups)}"
    for number, (group, wanted) in enumerate(zip(groups, truth, strict=False), start=1):
        for name, found in (
            ("identifier", group.tracking_identifier),
            ("uid", group.tracking_uid),
            ("finding", group.finding_type.value),
            ("category", group.finding_category.value),
        ):
            if wanted[name] is not None and found != wanted[name]:
                yield f"group {number}: {name} {wanted[name]} -> {found}"
        if group.roi.graphic_type.value != wanted["type"]:
            yield f"group {number}: type {wanted['type']} -> {group.roi.graphic_type}"
        points = group.roi.value
        expected = expected_points(wanted, image)
        same = wanted["space"] == "same" and np.array_equal(points, expected)
        if not (same or wanted["space"] != "same" and points.shape == expected.shape and close(points, expected)):
            yield f"group {number}: points {expected.tolist()} -> {points.tolist()}"
        found = {
            m.name.value: (m.value, float(getattr(m[0].MeasuredValueSequence[0], "FloatingPointValue", m.value)), m.unit.value)
            for m in group.get_measurements()
        }
        for value in wanted["values"]:
            number_found = found.pop(value["code"], None)
            exact = float(doubles(value["value"])[0])
            if number_found is None or number_found[1] != exact or number_found[2] != value["unit"]:
                yield f"group {number}: value {value} {exact} -> {number_found}"
        if found:
            yield f"group {number}: more values: {found}"


def main(folder, image):
    image = pydicom.dcmread(image)
    paths = sorted(Path(folder).glob("*.dcm"))
    for path in paths:
        for line in differences(path, image):
            print(f"{path.name}: {line}")
    print(f"{len(paths)} reports")


main(*sys.argv[1:])
