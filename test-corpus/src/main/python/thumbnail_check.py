"""Asks a running Glossa for annotations that were made on a thumbnail, in the pixels of level 0.

Usage: thumbnail_check.py URL CORPUS. Takes the smallest level of the corpus slide "square" for a THUMBNAIL, and annotations of the
case "lower-level" for annotations of it. A point in the thumbnail's far corner lies in the far corner of level 0, exactly.
"""
import io
import json
import sys
import urllib.request
from pathlib import Path

import numpy as np
import pydicom


def bytes_of(dataset):
    buffer = io.BytesIO()
    dataset.save_as(buffer)
    return buffer.getvalue()


def post(url, body):
    request = urllib.request.Request(url + "/dicom-web/studies", data=body, headers={"Content-Type": "application/dicom"})
    with urllib.request.urlopen(request) as answer:
        assert answer.status in (200, 202), answer.status


def main(url, corpus):
    levels = sorted(
        (pydicom.dcmread(f) for f in (Path(corpus) / "slides" / "square").glob("*.dcm")),
        key=lambda level: -level.TotalPixelMatrixColumns,
    )
    thumbnail = levels[-1]
    thumbnail.ImageType = ["DERIVED", "PRIMARY", "THUMBNAIL", "RESAMPLED"]
    annotations = pydicom.dcmread(Path(corpus) / "cases" / "lower-level" / "input.dcm")
    annotations.ReferencedImageSequence[0].ReferencedSOPInstanceUID = thumbnail.SOPInstanceUID
    columns, rows = thumbnail.TotalPixelMatrixColumns, thumbnail.TotalPixelMatrixRows
    group = annotations.AnnotationGroupSequence[0]
    corners = np.array([[columns, rows], [0, 0]], "<f4")
    group.GraphicType = "POINT"
    group.NumberOfAnnotations = 2
    for keyword in ("LongPrimitivePointIndexList", "DoublePointCoordinatesData", "MeasurementsSequence"):
        if keyword in group:
            delattr(group, keyword)
    group.PointCoordinatesData = corners.tobytes()
    annotations.AnnotationGroupSequence = pydicom.Sequence([group])
    for dataset in [*levels, annotations]:
        post(url, bytes_of(dataset))
    uid = annotations.SOPInstanceUID
    for _ in range(600):
        with urllib.request.urlopen(f"{url}/collections/{uid}") as answer:
            if json.load(answer)["state"] == "ready":
                break
    with urllib.request.urlopen(f"{url}/collections/{uid}/items") as answer:
        features = {f["id"]: f["geometry"]["coordinates"] for f in json.load(answer)["features"]}
    far = [levels[0].TotalPixelMatrixColumns, levels[0].TotalPixelMatrixRows]
    assert features == {"1-1": far, "1-2": [0, 0]}, (features, far)
    print(f"thumbnail of {columns} x {rows} px: its corners are those of {far[0]} x {far[1]} px")


if __name__ == "__main__":
    main(*sys.argv[1:])
