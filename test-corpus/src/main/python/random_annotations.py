"""Annotation objects of random groups, written by highdicom, and beside each what highdicom was given: NAME.dcm, NAME.json.

Usage: random_annotations.py FOLDER COUNT SEED. The truth is the arrays themselves, so that nobody's decoding stands between.
"""
import json
import sys
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from highdicom.ann import AnnotationGroup, Measurements, MicroscopyBulkSimpleAnnotations
from highdicom.content import AlgorithmIdentificationSequence
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code

import case_shapes
import region_sets
import slides

SPACES = ("2D", "3D", "common z")
EXTENT = (20000, 16000)
MILLIMETRE_PER_PIXEL = 0.00025
NAMES = (
    case_shapes.AREA,
    Code("1483009", "SCT", "Angle"),
    Code("131184002", "SCT", "Length"),
)


def placed(random, space, graphic_type, points, common_z):
    """Pixels as they are, or millimetres with one z for all, for each annotation or for each point."""
    if space == "2D":
        return points
    flat = graphic_type in ("ELLIPSE", "RECTANGLE")
    z = random.uniform(-0.01, 0.01, (1 if flat else len(points), 1)) if space == "3D" else np.full((1, 1), common_z)
    z = np.broadcast_to(z, (len(points), 1))
    return np.concatenate([points.astype(float) * MILLIMETRE_PER_PIXEL, z], axis=1)


def measurements(random, count):
    """Up to three columns; about half of them with values that are absent, which highdicom is told by NaN."""
    columns = []
    for column in range(int(random.integers(0, 4))):
        values = random.uniform(-1e3, 1e6, count).astype(np.float32)
        if random.random() < 0.5:
            values[random.random(count) < 0.3] = np.nan
        if np.isfinite(values).any():
            columns.append((column, values))
    return columns


def group(random, name, number, space):
    graphic_type = region_sets.TYPES[int(random.integers(len(region_sets.TYPES)))]
    dtype = np.float32 if random.random() < 0.5 else np.float64
    count = int(random.integers(1, 80))
    common_z = float(random.uniform(0, 0.01))
    shapes = [
        placed(random, space, graphic_type, points, common_z).astype(dtype)
        for points in region_sets.shapes(random, graphic_type, count, np.float64, EXTENT)
    ]
    columns = measurements(random, count)
    by_machine = random.random() < 0.5
    made = AnnotationGroup(
        number=number,
        uid=slides.uid(f"{name} group {number}"),
        label=f"{graphic_type} {number}",
        annotated_property_category=case_shapes.CATEGORY,
        annotated_property_type=case_shapes.NUCLEUS,
        graphic_type=graphic_type,
        graphic_data=shapes,
        algorithm_type="AUTOMATIC" if by_machine else "MANUAL",
        algorithm_identification=AlgorithmIdentificationSequence(
            name="net", version="1.0", family=codes.DCM.ArtificialIntelligence
        )
        if by_machine
        else None,
        measurements=[
            Measurements(name=NAMES[column], values=values, unit=case_shapes.SQUARE_MICROMETRE)
            for column, values in columns
        ]
        or None,
        display_color=hd.color.CIELabColor(50.0, 20.0, -30.0) if random.random() < 0.3 else None,
    )
    truth = {
        "number": number,
        "graphicType": graphic_type,
        "precision": np.dtype(dtype).name,
        "annotations": [shape.astype(float).tolist() for shape in shapes],
        "measurements": [[None if np.isnan(v) else float(v) for v in values] for _, values in columns],
    }
    return made, truth


def write(random, folder, name, source):
    space = SPACES[int(random.integers(len(SPACES)))]
    groups, truths = zip(*[group(random, name, n, space) for n in range(1, int(random.integers(1, 5)) + 1)])
    made = MicroscopyBulkSimpleAnnotations(
        source_images=[source],
        annotation_coordinate_type="2D" if space == "2D" else "3D",
        annotation_groups=list(groups),
        series_instance_uid=slides.uid(f"{name} series"),
        series_number=100,
        sop_instance_uid=slides.uid(f"{name} instance"),
        instance_number=1,
        manufacturer="Glossa",
        manufacturer_model_name="random annotations",
        software_versions="1",
        device_serial_number="1",
    )
    made.save_as(folder / f"{name}.dcm")
    truth = {"coordinateType": made.AnnotationCoordinateType, "groups": truths}
    (folder / f"{name}.json").write_text(json.dumps(truth))


def main(folder, count, seed):
    source = pydicom.dcmread(Path(__file__).parents[1] / "resources/slides/square/level-0.dcm")
    for number in range(count):
        write(np.random.default_rng((seed, number)), folder, f"random-{number:04d}", source)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
