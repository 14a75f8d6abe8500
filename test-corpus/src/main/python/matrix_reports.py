"""Sources of the conversion matrix in SR (Comprehensive 3D SR, TID 1500), content item by content item with pydicom.

Tracking identifiers, observers and the image library stand only where the row is about them, for each has a code in the tables; so do
language and procedure, which are content that other languages do not have.
"""
from pydicom.dataset import Dataset

import slides
from matrix_shapes import OTHER, SHAPES, SLIDE, ellipsoid, millimetres
from slides import coded, item_of

COMPREHENSIVE_3D_SR = "1.2.840.10008.5.1.4.1.1.88.34"
REGION = ("111030", "DCM", "Image Region")
CATEGORY = ("91723000", "SCT", "Anatomical Structure")
NUCLEUS = ("84640000", "SCT", "Nucleus")
AREA = ("42798000", "SCT", "Area")
UM2 = ("um2", "UCUM", "Square micrometer")
# Exact in float32 pixels and millimetres alike; ANN cannot be without any annotation.
CENTRE = (0.5, 0.5)


def content(relationship, value_type, concept, children=(), **value):
    item = Dataset()
    item.RelationshipType, item.ValueType = relationship, value_type
    if concept is not None:
        item.ConceptNameCodeSequence = [coded(*concept)]
    for keyword, of in value.items():
        setattr(item, keyword, of)
    if children:
        item.ContentSequence = list(children)
    return item


def code(relationship, concept, value, children=()):
    return content(relationship, "CODE", concept, children, ConceptCodeSequence=[coded(*value)])


def text(relationship, concept, value):
    return content(relationship, "TEXT", concept, TextValue=value)


def container(relationship, concept, children, template=None):
    item = content(relationship, "CONTAINER", concept, children, ContinuityOfContent="SEPARATE")
    if template:
        item.ContentTemplateSequence = [item_of(MappingResource="DCMR", TemplateIdentifier=template)]
    return item


def number(value, floating=None, children=(), concept=AREA, unit=UM2):
    measured = item_of(MeasurementUnitsCodeSequence=[coded(*unit)], NumericValue=value)
    if floating is not None:
        measured.FloatingPointValue = floating
    return content("CONTAINS", "NUM", concept, children, MeasuredValueSequence=[measured])


def flat(graphic_type, points, slide=SLIDE, concept=REGION):
    reference = item_of(ReferencedSOPClassUID=slides.SM, ReferencedSOPInstanceUID=slide.instance_uid(0))
    image = content("SELECTED FROM", "IMAGE", None, ReferencedSOPSequence=[reference])
    return content(
        "CONTAINS", "SCOORD", concept, [image],
        GraphicType=graphic_type, GraphicData=[v for p in points for v in p], PixelOriginInterpretation="VOLUME",
    )  # fmt: skip


def deep(graphic_type, points, concept=REGION):
    return content(
        "CONTAINS", "SCOORD3D", concept,
        GraphicType=graphic_type, GraphicData=[v for p in points for v in p],
        ReferencedFrameOfReferenceUID=slides.uid(f"slide {SLIDE.name} frame of reference"),
    )  # fmt: skip


def measurement_group(items, template="1410", before=()):
    """The class, then what the row is about."""
    classes = [code("CONTAINS", ("276214006", "SCT", "Finding category"), CATEGORY)]
    classes.append(code("CONTAINS", ("121071", "DCM", "Finding"), NUCLEUS))
    return container("CONTAINS", ("125007", "DCM", "Measurement Group"), [*before, *classes, *items], template)


def report(name, groups, context=(), library=(), images=(SLIDE,)):
    d = Dataset()
    d.SpecificCharacterSet = "ISO_IR 192"
    slides.patient_and_study(d)
    slides.equipment(d)
    d.SOPClassUID, d.SOPInstanceUID = COMPREHENSIVE_3D_SR, slides.uid(f"case matrix {name}")
    d.Modality, d.SeriesInstanceUID = "SR", slides.uid(f"case matrix {name} series")
    d.SeriesNumber, d.InstanceNumber, d.ReferencedPerformedProcedureStepSequence = 200, 1, []
    d.CompletionFlag, d.VerificationFlag, d.PreliminaryFlag = "COMPLETE", "UNVERIFIED", "FINAL"
    d.ContentDate, d.ContentTime, d.PerformedProcedureCodeSequence = "20260101", "120000", []
    d.CurrentRequestedProcedureEvidenceSequence = [
        item_of(ReferencedSeriesSequence=[series(image) for image in images], StudyInstanceUID=slides.uid("study"))
    ]
    measured = container("CONTAINS", ("126010", "DCM", "Imaging Measurements"), groups)
    root = container("", ("126000", "DCM", "Imaging Measurement Report"), [*context, *library, measured], "1500")
    del root.RelationshipType
    d.update(root)
    return slides.file_meta(d)


def series(slide):
    instance = item_of(ReferencedSOPClassUID=slides.SM, ReferencedSOPInstanceUID=slide.instance_uid(0))
    return item_of(SeriesInstanceUID=slides.uid(f"slide {slide.name}"), ReferencedSOPSequence=[instance])


def pixel_geometry():
    """(row, precision, data set) of each row of geometry.tsv whose source is sr-scoord."""
    closed = [*SHAPES["POLYGON"][1], SHAPES["POLYGON"][1][0]]
    for row, graphic_type, shapes in (
        ("POINT", "POINT", SHAPES["POINT"]),
        ("MULTIPOINT", "MULTIPOINT", SHAPES["MULTIPOINT"]),
        ("POLYLINE", "POLYLINE", SHAPES["POLYLINE"]),
        ("POLYLINE, closed", "POLYLINE", [SHAPES["POLYLINE, closed"][0], closed]),
        ("CIRCLE", "CIRCLE", SHAPES["CIRCLE"]),
        ("ELLIPSE", "ELLIPSE", SHAPES["ELLIPSE"]),
    ):
        groups = [measurement_group([flat(graphic_type, shape)]) for shape in shapes]
        yield row, "float32-exact", report(f"scoord {row}", groups)
    several = [flat("POINT", shape) for shape in SHAPES["POINT"]]
    yield "several SCOORD, one type", "float32-exact", report("scoord several", [measurement_group(several, "1501")])
    mixed = [flat("POINT", SHAPES["POINT"][0]), flat("POLYLINE", SHAPES["POLYLINE"][0]), flat("POLYLINE", closed)]
    yield "several SCOORD, several types", "float32-exact", report("scoord mixed", [measurement_group(mixed, "1501")])
    images = [flat("POINT", SHAPES["POINT"][0]), flat("POINT", SHAPES["POINT"][1], OTHER)]
    made = report("scoord images", [measurement_group(images, "1501")], images=(SLIDE, OTHER))
    yield "several SCOORD, several images", "float32-exact", made
    beside = measurement_group([flat("POINT", [CENTRE])])
    without = measurement_group([number("43.75")], "1501")
    yield "no region", "none", report("scoord no region", [without, beside])


def millimetre_geometry():
    """The same for sr-scoord3d."""
    lines = SHAPES["POLYLINE, closed"]
    rings = [[*shape, shape[0]] for shape in SHAPES["POLYGON"]]
    for row, graphic_type, shapes in (
        ("POINT", "POINT", SHAPES["POINT"]),
        ("MULTIPOINT", "MULTIPOINT", SHAPES["MULTIPOINT"]),
        ("POLYLINE", "POLYLINE", SHAPES["POLYLINE"]),
        ("POLYLINE, closed", "POLYLINE", lines),
        ("POLYGON", "POLYGON", rings),
        ("ELLIPSE", "ELLIPSE", SHAPES["ELLIPSE"]),
    ):
        placed = [millimetres(shape, "float32-exact", i) for i, shape in enumerate(shapes)]
        groups = [measurement_group([deep(graphic_type, shape)]) for shape in placed]
        yield row, "float32-exact", report(f"scoord3d {row}", groups)
    solid = ellipsoid(millimetres(SHAPES["ELLIPSE"][0], "float32-exact"))
    solids = [measurement_group([deep("ELLIPSOID", solid)]), beside()]
    yield "ELLIPSOID", "float32-exact", report("scoord3d ELLIPSOID", solids)
    placed = [deep("POINT", millimetres(s, "float32-exact", i)) for i, s in enumerate(SHAPES["POINT"])]
    yield "several SCOORD3D", "float32-exact", report("scoord3d several", [measurement_group(placed, "1501")])
    without = measurement_group([number("43.75")], "1501")
    yield "no region", "none", report("scoord3d no region", [without, beside()])


def beside():
    """What makes a document of ANN possible beside what cannot be there."""
    return measurement_group([deep("POINT", millimetres([CENTRE], "float32-exact", z=0.0))])


def attributes():
    """(attribute, row of geometry.tsv that the source also is, data set); regions are SCOORD."""
    region = flat("POINT", SHAPES["POINT"][0])

    def one(*items, before=(), **more):
        return lambda name: report(name, [measurement_group([region, *items], before=before)], **more)

    site = code("HAS CONCEPT MOD", ("363698007", "SCT", "Finding Site"), ("76752008", "SCT", "Breast"))
    method = code("HAS CONCEPT MOD", ("370129005", "SCT", "Measurement Method"), ("703865005", "SCT", "Manual method"))
    mitotic = code("CONTAINS", ("363679005", "SCT", "Imaging procedure"), ("52101004", "SCT", "Present"))
    derivation = code("HAS CONCEPT MOD", ("121401", "DCM", "Derivation"), ("373098007", "SCT", "Mean"))
    tracking = text("HAS OBS CONTEXT", ("112039", "DCM", "Tracking Identifier"), "nucleus 1")
    unique = content(
        "HAS OBS CONTEXT", "UIDREF", ("112040", "DCM", "Tracking Unique Identifier"), UID=slides.uid("matrix tracked")
    )
    session = text("HAS OBS CONTEXT", ("C67447", "NCIt", "Activity Session"), "1")
    purpose = code("CONTAINS", ("130400", "DCM", "Geometric purpose of region"), ("75958009", "SCT", "Bounded by"))
    for attribute, made in {
        "tracking identifier": one(before=[tracking]),
        "tracking unique identifier": one(before=[unique]),
        "category, finding": one(),
        "finding site": one(before=[site]),
        "method": one(before=[method]),
        "qualitative evaluation": one(mitotic),
        "measurement, float32 exact": one(number("43.75")),
        "measurement, double": one(number("43.7512345678901", 43.75123456789012)),
        "measurement with modifiers": one(number("43.75", children=[derivation])),
        "measurement qualifier": one(absent()),
        "algorithm": one(number("43.75", children=algorithm())),
        "observer": one(context=person()),
        "image library": one(library=[image_library()]),
        "content item unknown to us": one(before=[session]),
        "purpose of region": one(purpose),
    }.items():
        yield attribute, "POINT", made(f"sr {attribute}")


def absent():
    """NaN in the words of CID 42; the sequence of the value is empty."""
    nothing = coded("114000", "DCM", "Not a number")
    return content("CONTAINS", "NUM", AREA, MeasuredValueSequence=[], NumericValueQualifierCodeSequence=[nothing])


def algorithm():
    return [
        text("HAS CONCEPT MOD", ("111001", "DCM", "Algorithm Name"), "corpus"),
        text("HAS CONCEPT MOD", ("111003", "DCM", "Algorithm Version"), "1"),
    ]


def person():
    return [
        code("HAS OBS CONTEXT", ("121005", "DCM", "Observer Type"), ("121006", "DCM", "Person")),
        content("HAS OBS CONTEXT", "PNAME", ("121008", "DCM", "Person Observer Name"), PersonName="Glossa^Observer"),
    ]


def image_library():
    reference = item_of(ReferencedSOPClassUID=slides.SM, ReferencedSOPInstanceUID=SLIDE.instance_uid(0))
    modality = code("HAS ACQ CONTEXT", ("121139", "DCM", "Modality"), ("SM", "DCM", "Slide Microscopy"))
    image = content("CONTAINS", "IMAGE", None, ReferencedSOPSequence=[reference])
    held = container("CONTAINS", ("126200", "DCM", "Image Library Group"), [modality, image])
    return container("CONTAINS", ("111028", "DCM", "Image Library"), [held], "1600")
