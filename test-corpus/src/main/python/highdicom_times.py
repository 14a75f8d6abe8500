"""Reads a bulk annotation object with highdicom and writes it again, as a yardstick for benchmarks.

highdicom_times.py ANNOTATIONS.dcm IMAGE.dcm OUT.dcm
Prints a line `what<TAB>seconds<TAB>sum of all coordinates` each for reading by numpy, reading by highdicom, and writing by highdicom (groups
built from arrays, file synced).
"""

import os
import sys
import time

import highdicom as hd
import numpy as np
import pydicom
from highdicom.ann import AnnotationGroup, MicroscopyBulkSimpleAnnotations


def numpy_sum(path):
    total = 0.0
    for group in pydicom.dcmread(path).AnnotationGroupSequence:
        data = group.get("PointCoordinatesData")
        values = np.frombuffer(data, "<f4") if data is not None else np.frombuffer(group.DoublePointCoordinatesData, "<f8")
        total += float(values.sum(dtype=np.float64))
    return total


def highdicom_arrays(path):
    annotations = MicroscopyBulkSimpleAnnotations.from_dataset(pydicom.dcmread(path), copy=False)
    groups = annotations.get_annotation_groups()
    return annotations, [(group, group.get_graphic_data(annotations.annotation_coordinate_type)) for group in groups]


def main():
    source, image, target = sys.argv[1:4]
    start = time.perf_counter()
    total = numpy_sum(source)
    print(f"numpy reads\t{time.perf_counter() - start:.3f}\t{total!r}")

    start = time.perf_counter()
    _, arrays = highdicom_arrays(source)
    total = sum(float(np.concatenate(data)[:, :2].sum(dtype=np.float64)) for _, data in arrays)
    print(f"highdicom reads\t{time.perf_counter() - start:.3f}\t{total!r}")

    slide = pydicom.dcmread(image)
    start = time.perf_counter()
    groups = [
        AnnotationGroup(
            number=i + 1,
            uid=hd.UID(),
            label=group.label,
            annotated_property_category=group.annotated_property_category,
            annotated_property_type=group.annotated_property_type,
            graphic_type=group.graphic_type,
            graphic_data=data,
            algorithm_type=group.algorithm_type,
            algorithm_identification=group.algorithm_identification,
        )
        for i, (group, data) in enumerate(arrays)
    ]
    MicroscopyBulkSimpleAnnotations(
        source_images=[slide],
        annotation_coordinate_type="2D",
        annotation_groups=groups,
        series_instance_uid=hd.UID(),
        series_number=1,
        sop_instance_uid=hd.UID(),
        instance_number=1,
        manufacturer="m",
        manufacturer_model_name="m",
        software_versions="1",
        device_serial_number="1",
    ).save_as(target)
    with open(target, "rb") as file:
        os.fsync(file.fileno())
    print(f"highdicom writes\t{time.perf_counter() - start:.3f}\t{total!r}")


if __name__ == "__main__":
    main()
