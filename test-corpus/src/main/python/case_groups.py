"""Annotation objects element by element with pydicom: what highdicom does not write."""
import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian

import slides
from slides import coded, item_of

ANN = "1.2.840.10008.5.1.4.1.1.91.1"
CODES = {
    "category": ("91723000", "SCT", "Anatomical Structure"),
    "nucleus": ("84640000", "SCT", "Nucleus"),
    "area": ("42798000", "SCT", "Area"),
    "um2": ("um2", "UCUM", "Square micrometer"),
}


def algorithm():
    family = [coded("123110", "DCM", "Artificial Intelligence")]
    return item_of(AlgorithmFamilyCodeSequence=family, AlgorithmName="corpus", AlgorithmVersion="1")


def measurement(values, concept=CODES["area"], unit=CODES["um2"]):
    """values: a float or None for each annotation; None is left out and needs the index list."""
    present = [(i + 1, v) for i, v in enumerate(values) if v is not None]
    held = item_of(FloatingPointValues=np.array([v for _, v in present], "<f4").tobytes())
    if len(present) < len(values):
        held.AnnotationIndexList = np.array([i for i, _ in present], "<u4").tobytes()
    return item_of(
        ConceptNameCodeSequence=[coded(*concept)],
        MeasurementUnitsCodeSequence=[coded(*unit)],
        MeasurementValuesSequence=[held],
    )


def group(name, number, graphic_type, shapes, vr="OF", label="group", generation="MANUAL", **more):
    """One item of the Annotation Group Sequence; shapes are lists of points, more are attributes by keyword."""
    item = Dataset()
    item.AnnotationGroupNumber = number
    item.AnnotationGroupUID = slides.uid(f"case {name} group {number}")
    item.AnnotationGroupLabel = label
    item.AnnotationGroupGenerationType = generation
    if generation != "MANUAL":
        item.AnnotationGroupAlgorithmIdentificationSequence = [algorithm()]
    item.AnnotationPropertyCategoryCodeSequence = [coded(*CODES["category"])]
    item.AnnotationPropertyTypeCodeSequence = [coded(*CODES["nucleus"])]
    item.NumberOfAnnotations = len(shapes)
    item.GraphicType = graphic_type
    item.AnnotationAppliesToAllOpticalPaths = "YES"
    flat = [ordinate for shape in shapes for point in shape for ordinate in point]
    if vr == "OD":
        item.DoublePointCoordinatesData = np.array(flat, "<f8").tobytes()
    else:
        item.PointCoordinatesData = np.array(flat, "<f4").tobytes()
    if graphic_type in ("POLYLINE", "POLYGON"):
        spans = [sum(len(point) for point in shape) for shape in shapes]
        starts = np.cumsum([0, *spans[:-1]]) + 1 if spans else []
        item.LongPrimitivePointIndexList = np.array(starts, "<u4").tobytes()
    for keyword, value in more.items():
        setattr(item, keyword, value)
    return item


def annotations(name, slide, groups, level=0, space="2D", frame=None, transfer_syntax=ExplicitVRLittleEndian, **more):
    """A whole annotation object that refers to one level of a slide; with frame it is relative to that frame."""
    d = Dataset()
    d.SpecificCharacterSet = "ISO_IR 192"
    slides.patient_and_study(d)
    slides.equipment(d)
    slides.container(d)
    d.SOPClassUID, d.SOPInstanceUID = ANN, slides.uid(f"case {name}")
    d.Modality, d.SeriesInstanceUID = "ANN", slides.uid(f"case {name} series")
    d.SeriesNumber, d.InstanceNumber = 100, 1
    d.ContentDate, d.ContentTime = "20260101", "120000"
    d.ContentLabel, d.ContentDescription, d.ContentCreatorName = "CASE", name, ""
    d.AnnotationCoordinateType = space
    reference = item_of(ReferencedSOPClassUID=slides.SM, ReferencedSOPInstanceUID=slide.instance_uid(level))
    if space == "3D":
        d.FrameOfReferenceUID = slides.uid(f"slide {slide.name} frame of reference")
        d.PositionReferenceIndicator = "SLIDE_CORNER"
    else:
        d.PixelOriginInterpretation = "VOLUME" if frame is None else "FRAME"
    image = item_of(**{e.keyword: e.value for e in reference})
    if frame is not None:
        image.ReferencedFrameNumber = frame
    d.ReferencedImageSequence = [image]
    series = slides.uid(f"slide {slide.name}")
    d.ReferencedSeriesSequence = [item_of(SeriesInstanceUID=series, ReferencedInstanceSequence=[reference])]
    d.AnnotationGroupSequence = groups
    for keyword, value in more.items():
        setattr(d, keyword, value)
    return slides.file_meta(d, transfer_syntax)
