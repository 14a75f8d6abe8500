"""Writes one annotation object whose columns need several record batches, blocks and checksums: by highdicom, some values then replaced.

    large_annotations.py OUT.dcm

67,000 points with two measurements, one of them sparse, among whose values are NaN and infinities; two of the points are nowhere. 3,000
polygons, of which some share their place; one has 9,000 vertices; their measurement is NaN everywhere. A group without annotations.
"""

import sys
from pathlib import Path

import numpy as np
import pydicom
from highdicom.ann import AnnotationGroup, Measurements, MicroscopyBulkSimpleAnnotations
from pydicom.sr.coding import Code

import case_groups
import case_shapes
import slides

SPECIAL = np.array([0x7FC01234, 0x7F800000, 0xFF800000, 0x80000000], "<u4").view("<f4")


def points(random):
    places = random.uniform(0, 20000, (67000, 1, 2)).astype("f4")
    sparse = places[:, 0, 0] * np.float32(0.5)
    sparse[random.random(len(places)) < 0.4] = np.nan
    return AnnotationGroup(
        number=1,
        uid=slides.uid("large points"),
        label="points",
        annotated_property_category=case_shapes.CATEGORY,
        annotated_property_type=case_shapes.NUCLEUS,
        graphic_type="POINT",
        graphic_data=list(places),
        algorithm_type="MANUAL",
        measurements=[
            Measurements(case_shapes.AREA, random.normal(50, 20, len(places)).astype("f4"), case_shapes.SQUARE_MICROMETRE),
            Measurements(Code("131184002", "SCT", "Length"), sparse, case_shapes.SQUARE_MICROMETRE),
        ],
    )


def polygons(random):
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    rim = np.stack([np.cos(angles), np.sin(angles)], axis=1) * 9
    shapes = [rim + random.uniform(0, 20000, 2) for _ in range(2000)] + [rim + 777] * 999
    large = np.linspace(0, 2 * np.pi, 9000, endpoint=False)
    shapes.append(np.stack([np.cos(large), np.sin(large)], axis=1) * 5000 + 9000)
    return AnnotationGroup(
        number=2,
        uid=slides.uid("large polygons"),
        label="polygons",
        annotated_property_category=case_shapes.CATEGORY,
        annotated_property_type=case_shapes.NUCLEUS,
        graphic_type="POLYGON",
        graphic_data=[np.abs(shape) for shape in shapes],
        algorithm_type="MANUAL",
        measurements=[Measurements(case_shapes.AREA, np.ones(len(shapes), "f4"), case_shapes.SQUARE_MICROMETRE)],
    )


def replace(group):
    """What highdicom would not write: NaN and infinities that are values, and points that are nowhere."""
    for number, measurement in enumerate(group.MeasurementsSequence):
        values = measurement.MeasurementValuesSequence[0]
        numbers = np.frombuffer(values.FloatingPointValues, "<f4").copy()
        # A stretch in the order of the source, and some anywhere.
        numbers[number + 10 : 8000 : 1000] = SPECIAL[0]
        numbers[number + 5 :: 5003] = np.resize(SPECIAL, len(numbers[number + 5 :: 5003]))
        values.FloatingPointValues = numbers.tobytes()
    places = np.frombuffer(group.PointCoordinatesData, "<f4").copy()
    places[2 * 500] = np.nan
    places[2 * 66000 + 1] = np.inf
    group.PointCoordinatesData = places.tobytes()


def main(out):
    random = np.random.default_rng(20268)
    source = pydicom.dcmread(Path(__file__).parents[1] / "resources/slides/square/level-0.dcm")
    made = MicroscopyBulkSimpleAnnotations(
        source_images=[source],
        annotation_coordinate_type="2D",
        annotation_groups=[points(random), polygons(random)],
        series_instance_uid=slides.uid("large series"),
        series_number=100,
        sop_instance_uid=slides.uid("large instance"),
        instance_number=1,
        manufacturer="Glossa",
        manufacturer_model_name="large annotations",
        software_versions="1",
        device_serial_number="1",
    )
    replace(made.AnnotationGroupSequence[0])
    nothing = made.AnnotationGroupSequence[1].MeasurementsSequence[0].MeasurementValuesSequence[0]
    nothing.FloatingPointValues = np.resize(SPECIAL[:1], len(nothing.FloatingPointValues) // 4).tobytes()
    made.AnnotationGroupSequence.append(case_groups.group("large", 3, "RECTANGLE", [], "OD"))
    made.save_as(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
