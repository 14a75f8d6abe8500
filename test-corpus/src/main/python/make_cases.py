"""Writes the corpus: slides/<name>/level-<n>.dcm and cases/<name>/{input.dcm,expected.json}.

Usage: make_cases.py FOLDER (test-corpus/src/main/resources for the committed one). The same bytes each time: UIDs come from
names, dates are fixed. Expected values are decoded from the written file by decode.py, never taken from what was written.
"""
import json
import re
import sys
from pathlib import Path

import numpy as np
from highdicom.spatial import ReferenceToImageTransformer

import case_shapes
import case_specials
import decode
import level_zero
import slides


def write_slides(folder):
    for slide in slides.ALL:
        place = folder / "slides" / slide.name
        place.mkdir(parents=True, exist_ok=True)
        for number in range(len(slide.levels)):
            slides.image(slide, number).save_as(place / f"level-{number}.dcm", enforce_file_format=True)


def agrees_with_highdicom(expected):
    """Our arithmetic for millimetres against highdicom's transformer, to a millionth of a pixel."""
    slide, _ = level_zero.slide_of(expected)
    level = slide.levels[0]
    transform = ReferenceToImageTransformer(
        image_position=(*level.origin, 0.0),
        image_orientation=slide.orientation,
        pixel_spacing=(level.spacing[1], level.spacing[0]),
        drop_slice_coord=True,
    )
    for group in expected["groups"]:
        for shape, ours in zip(group["annotations"], group["levelZero"], strict=True):
            points = np.array([(*p[:2], 0.0) for p in shape])
            np.testing.assert_allclose(transform(points), np.array(ours), rtol=0, atol=1e-6)


def write_case(folder, name, dataset):
    place = folder / "cases" / name
    place.mkdir(parents=True, exist_ok=True)
    dataset.save_as(place / "input.dcm", enforce_file_format=True)
    expected = level_zero.add(decode.annotation_set(place / "input.dcm"))
    if expected["coordinateType"] == "3D":
        agrees_with_highdicom(expected)
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    text = re.sub(r"\[\s+([-\d.e+]+(?:,\s+[-\d.e+]+)*)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
    (place / "expected.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def main(folder):
    write_slides(folder)
    square = slides.ALL[0]
    source = slides.image(square, 0)
    for case in case_shapes.matrix():
        write_case(folder, case.name, case_shapes.dataset(case, square, source))
    for name, dataset in case_specials.specials():
        write_case(folder, name, dataset)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
