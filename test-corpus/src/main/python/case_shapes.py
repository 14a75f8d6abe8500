"""The cases of every graphic type x 2D, 3D, 3D with one common z x OF, OD x measurements none, dense, sparse; by highdicom.

Only literal numbers and the four operations, so that another processor gives the same bytes.
"""
from dataclasses import dataclass

import highdicom as hd
import numpy as np
from highdicom.ann import AnnotationGroup, Measurements, MicroscopyBulkSimpleAnnotations
from pydicom.sr.coding import Code

import slides

# Three of each, in pixels of a 96 x 64 image: simple, turned, and odd (a closed-looking line, other winding, edge of the image).
SHAPES = {
    "POINT": [[(34.6, 18.4)], [(28.75, 34.9)], [(0.5, 63.25)]],
    "POLYLINE": [
        [(1.25, 2.5), (10.1, 3.3)],
        [(20, 20), (30.7, 25.2), (22.3, 40.9), (20, 20)],
        [(50.5, 10), (60.5, 10), (60.5, 20.125)],
    ],
    "POLYGON": [
        [(5.1, 5.2), (15.3, 5.2), (10.4, 14.6)],
        [(40, 10), (50, 12.5), (44.4, 17.7), (52.2, 25.1), (38.3, 24.9)],
        [(70, 40), (70, 50), (80, 50), (80, 40)],
    ],
    "ELLIPSE": [
        [(30, 30), (50, 30), (40, 25), (40, 35)],
        [(52, 34), (68, 46), (63, 36), (57, 44)],
        [(67.1, 16.2), (73.1, 24.2), (74.1, 17.2), (66.1, 23.2)],
    ],
    "RECTANGLE": [
        [(10, 10), (30.25, 10), (30.25, 20.5), (10, 20.5)],
        [(50.1, 30.3), (58.1, 36.3), (55.1, 40.3), (47.1, 34.3)],
        [(80, 60), (90, 60), (90, 50), (80, 50)],
    ],
}
SPACES = ("2d", "3d", "3d-commonz")
PRECISIONS = {"of": np.float32, "od": np.float64}
MEASURED = ("none", "dense", "sparse")
AREA = Code("42798000", "SCT", "Area")
DIAMETER = Code("81827009", "SCT", "Diameter")
SQUARE_MICROMETRE = Code("um2", "UCUM", "Square micrometer")
MICROMETRE = Code("um", "UCUM", "Micrometer")
CATEGORY = Code("91723000", "SCT", "Anatomical Structure")
NUCLEUS = Code("84640000", "SCT", "Nucleus")
ABSENT = float("nan")
VALUES = {
    "dense": ((20.4, 43.8, 0.1), (1, 2.5, 3e10)),
    "sparse": ((20.4, ABSENT, 0.1), (ABSENT, ABSENT, 7.25)),
}


@dataclass(frozen=True)
class MatrixCase:
    graphic_type: str
    space: str
    precision: str
    measured: str

    @property
    def name(self):
        return f"{self.graphic_type.lower()}-{self.space}-{self.precision}-{self.measured}"


def matrix():
    return [
        MatrixCase(graphic_type, space, precision, measured)
        for graphic_type in SHAPES
        for space in SPACES
        for precision in PRECISIONS
        for measured in MEASURED
    ]


def to_millimetres(slide, number, x, y):
    """mapping of PS3.3 C.8.12.2: the origin is the centre of pixel 1\\1, the corner of the matrix is (0, 0)."""
    level = slide.levels[number]
    (dx, dy), (ox, oy), o = level.spacing, level.origin, slide.orientation
    across, down = (x - 0.5) * dx, (y - 0.5) * dy
    return ox + across * o[0] + down * o[3], oy + across * o[1] + down * o[4]


def points(case, slide, shape, ordinal):
    """One annotation; in 3D each lies in a plane of its own, a point or a micrometre higher, unless z is common."""
    if case.space == "2d":
        return [(float(x), float(y)) for x, y in shape]
    z = 0.0015 if case.space == "3d-commonz" else 0.001 * (ordinal + 1)
    return [(*to_millimetres(slide, 0, x, y), z) for x, y in shape]


def measurements(case):
    if case.measured == "none":
        return None
    area, diameter = (np.array(values, np.float32) for values in VALUES[case.measured])
    return [
        Measurements(name=AREA, values=area, unit=SQUARE_MICROMETRE),
        Measurements(name=DIAMETER, values=diameter, unit=MICROMETRE),
    ]


def dataset(case, slide, source):
    dtype = PRECISIONS[case.precision]
    data = [np.array(points(case, slide, shape, i), dtype) for i, shape in enumerate(SHAPES[case.graphic_type])]
    group = AnnotationGroup(
        number=1,
        uid=slides.uid(f"case {case.name} group 1"),
        label=f"{case.graphic_type.lower()}s",
        annotated_property_category=CATEGORY,
        annotated_property_type=NUCLEUS,
        graphic_type=case.graphic_type,
        graphic_data=data,
        algorithm_type="AUTOMATIC",
        algorithm_identification=hd.AlgorithmIdentificationSequence(
            name="corpus", family=Code("123110", "DCM", "Artificial Intelligence"), version="1"
        ),
        measurements=measurements(case),
    )
    out = MicroscopyBulkSimpleAnnotations(
        source_images=[source],
        annotation_coordinate_type="2D" if case.space == "2d" else "3D",
        annotation_groups=[group],
        series_instance_uid=slides.uid(f"case {case.name} series"),
        series_number=100,
        sop_instance_uid=slides.uid(f"case {case.name}"),
        instance_number=1,
        manufacturer="Glossa",
        manufacturer_model_name="Test corpus",
        software_versions="1",
        device_serial_number="1",
        content_label="CASE",
    )
    out.ContentDate, out.ContentTime = "20260101", "120000"
    out.pop("InstanceCreationDate", None)
    out.pop("InstanceCreationTime", None)
    for contribution in out.ContributingEquipmentSequence:
        contribution.ContributionDateTime = "20260101120000"
    return out
