"""What others see of objects that were written as bulk annotations, read with pydicom and numpy; private elements are not looked at.

Usage: python written_objects.py WRITTEN.dcm TRUTH.json [WRITTEN.dcm TRUTH.json ...]

TRUTH is a list of groups: {label, annotations: [{outline: [x, y, ...], holes: [[x, y, ...], ...]}], values: [number or null or "odd"]}
in doubles. An annotation must begin with its outline's first vertex, have the outline's vertices in order and those of its holes besides,
and enclose the outline's area less the holes'. Numbers are floats nearest to the doubles in OF, the doubles in OD. A value that is null
or "odd" (no finite float) must be absent. Prints a line for each difference, and how many annotations were compared.
"""

import json
import sys

import numpy as np
import pydicom

from decode import first_points, group_coordinates


def area(ring):
    x, y = np.asarray(ring, float)[:, 0], np.asarray(ring, float)[:, 1]
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def is_subsequence(part, whole):
    rest = iter(map(tuple, whole))
    return all(tuple(point) in rest for point in part)


def values(item, count):
    """A value or None for each annotation."""
    found = [None] * count
    for measurement in item.get("MeasurementsSequence", []):
        inner = measurement.MeasurementValuesSequence[0]
        numbers = np.frombuffer(inner.FloatingPointValues or b"", "<f4")
        if "AnnotationIndexList" in inner:
            indexes = np.frombuffer(inner.AnnotationIndexList or b"", "<u4").astype(int) - 1
        else:
            indexes = np.arange(count)
        if len(indexes) != len(numbers) or len(set(indexes)) != len(indexes):
            raise ValueError("index list does not fit the values")
        for index, number in zip(indexes, numbers, strict=True):
            found[index] = number
    return found


def group_differences(item, truth):
    precision, stride, points = group_coordinates(item, "2D")
    number = np.float32 if precision == "float32" else np.float64
    starts = first_points(item, stride, len(points))
    if item.NumberOfAnnotations != len(truth["annotations"]):
        yield f"{item.NumberOfAnnotations} annotations, not {len(truth['annotations'])}"
        return
    for index, annotation in enumerate(truth["annotations"]):
        ring = points[starts[index]:starts[index + 1]]
        outline = np.asarray(annotation["outline"]).reshape(-1, 2).astype(number)
        holes = [np.asarray(hole).reshape(-1, 2).astype(number) for hole in annotation["holes"]]
        if len(ring) != len(outline) + sum(len(hole) + 2 for hole in holes):
            yield f"annotation {index + 1} has {len(ring)} points"
        elif tuple(ring[0]) != tuple(outline[0]) or not is_subsequence(outline, ring):
            yield f"annotation {index + 1} is another outline"
        elif not set(map(tuple, np.concatenate([*holes, outline]))) == set(map(tuple, ring)):
            yield f"annotation {index + 1} has other vertices"
        elif holes and abs(area(ring) - (area(outline) - sum(map(area, holes)))) > 1e-3:
            yield f"annotation {index + 1} encloses {area(ring)}"
    for index, (want, got) in enumerate(zip(truth["values"], values(item, len(truth["annotations"])), strict=True)):
        absent = want is None or want == "odd"
        if absent != (got is None) or not absent and np.float32(want) != got:
            yield f"value of annotation {index + 1} is {got}, not {want}"


def main(arguments):
    compared = 0
    for path, truth_path in zip(arguments[::2], arguments[1::2], strict=True):
        with open(truth_path, encoding="utf-8") as file:
            truth = json.load(file)
        instance = pydicom.dcmread(path)
        items = instance.AnnotationGroupSequence
        labels = [item.AnnotationGroupLabel for item in items]
        if labels != [group["label"] for group in truth]:
            print(f"{path}: groups {labels}")
            continue
        for item, group in zip(items, truth, strict=True):
            for difference in group_differences(item, group):
                print(f"{path}: {group['label']}: {difference}")
            compared += len(group["annotations"])
    print(f"{compared} annotations")


if __name__ == "__main__":
    main(sys.argv[1:])
