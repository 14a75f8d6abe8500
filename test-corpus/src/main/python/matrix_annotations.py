"""Sources of the conversion matrix in ANN: each holds one row of geometry.tsv or attributes.tsv and nothing else that has a code."""
import numpy as np

import slides
from case_groups import algorithm, annotations, coded, group, item_of, measurement
from matrix_shapes import SHAPES, SLIDE, millimetres, moved

FLAT = ("POINT", "POLYLINE", "POLYLINE, closed", "POLYGON", "ELLIPSE", "RECTANGLE")
COMMON_Z = 0.001953125
# L*, a*, b* of sRGB 200, 0, 0 by the matrices of IEC 61966-2-1 and Bradford, scaled as PS3.3 C.10.7.1.1 says.
RED = [27878, 50193, 47853]


def geometry():
    """(row, precision, data set) of each row of geometry.tsv whose source is ann."""
    for row in FLAT:
        for precision in ("float32-exact", "two-decimals", "double"):
            shapes = [moved(shape, precision) for shape in SHAPES[row]]
            yield row, precision, flat(f"{row} {precision}", row, precision, shapes)
    for row in FLAT:
        for precision in ("float32-exact", "double"):
            shapes = [millimetres(moved(s, precision), precision, i) for i, s in enumerate(SHAPES[row])]
            yield f"{row}, 3D", precision, deep(f"{row} 3D {precision}", row, precision, shapes)
    for precision in ("float32-exact", "double"):
        shapes = [[p[:2] for p in millimetres(moved(s, precision), precision)] for s in SHAPES["POLYGON"]]
        made = deep(f"POLYGON common z {precision}", "POLYGON", precision, shapes, CommonZCoordinateValue=COMMON_Z)
        yield "POLYGON, 3D, common z", precision, made


def flat(name, row, precision, shapes, **more):
    item = group(f"matrix {name}", 1, row.split(",")[0], shapes, "OD" if precision == "double" else "OF", **more)
    return annotations(f"matrix {name}", SLIDE, [item])


def deep(name, row, precision, shapes, **more):
    vr = "OD" if precision == "double" else "OF"
    attributes = {"AnnotationAppliesToAllZPlanes": "NO", **more}
    item = group(f"matrix {name}", 1, row.split(",")[0], shapes, vr, **attributes)
    return annotations(f"matrix {name}", SLIDE, [item], space="3D")


def attributes():
    """(attribute, row of geometry.tsv that the source also is, data set)."""
    for attribute, more in {
        "group UID, label, number": {"label": "Tumour cells, 2nd pass", "AnnotationGroupDescription": "by hand"},
        "category, type, modifiers": {"AnnotationPropertyTypeCodeSequence": [modified()]},
        "generation type": {},
        "algorithm": {"generation": "AUTOMATIC"},
        "colour": {"RecommendedDisplayCIELabValue": RED},
        "optical paths": {"AnnotationAppliesToAllOpticalPaths": "NO", "ReferencedOpticalPathIdentifier": "1"},
        "anatomy": anatomy(),
        "primary anatomic structure": {"PrimaryAnatomicStructureSequence": [coded("4421005", "SCT", "Cell structure")]},
        "measurement": {"MeasurementsSequence": [measurement((1.5, 43.75))]},
        "measurement NaN": {"MeasurementsSequence": [measurement((1.5, float("nan")))]},
    }.items():
        yield attribute, "POINT", flat(attribute, "POINT", "float32-exact", SHAPES["POINT"], **more)
    shapes = [millimetres(s, "float32-exact", i) for i, s in enumerate(SHAPES["POINT"])]
    made = deep("all z planes", "POINT", "float32-exact", shapes, AnnotationAppliesToAllZPlanes="YES")
    yield "all z planes", "POINT, 3D", made
    unknown = flat("attribute unknown", "POINT", "float32-exact", SHAPES["POINT"])
    block = unknown.AnnotationGroupSequence[0].private_block(0x0099, "GLOSSA CORPUS", create=True)
    block.add_new(0x01, "LO", "inside")
    yield "attribute unknown to us", "POINT", unknown


def modified():
    kind = coded("84640000", "SCT", "Nucleus")
    kind.AnnotationPropertyTypeModifierCodeSequence = [coded("86049000", "SCT", "Malignant neoplasm, primary")]
    return kind


def anatomy():
    region = item_of(**{e.keyword: e.value for e in coded("76752008", "SCT", "Breast")})
    region.AnatomicRegionModifierSequence = [coded("7771000", "SCT", "Left")]
    return {"AnatomicRegionSequence": [region]}
