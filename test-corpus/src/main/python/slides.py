"""Small whole slide images that the cases refer to, written with pydicom; every pixel tells where it is.

Pixel (x, y) of level l is (3 x mod 256, 3 y mod 256, 50 l + 10 plane + 5 path): a test can see which frame it got.
"""
import math
import uuid
from dataclasses import dataclass, field

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

SM = "1.2.840.10008.5.1.4.1.1.77.1.6"
TILE = 16


def uid(name):
    """The same UID for the same name, for ever."""
    return f"2.25.{uuid.uuid5(uuid.NAMESPACE_URL, 'glossa test corpus ' + name).int}"


def coded(value, scheme, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def item_of(**attributes):
    item = Dataset()
    for keyword, value in attributes.items():
        setattr(item, keyword, value)
    return item


@dataclass(frozen=True)
class Level:
    """columns x rows pixels; spacing in mm (between columns, between rows); origin is the centre of pixel 1\\1 in mm."""

    columns: int
    rows: int
    spacing: tuple
    origin: tuple


@dataclass(frozen=True)
class Slide:
    name: str
    orientation: tuple
    levels: tuple
    planes: int = 1
    paths: int = 1
    sparse: bool = False
    kept_tiles: tuple = field(default=())

    def instance_uid(self, level):
        return uid(f"slide {self.name} level {level}")


def centred_origin(first, scale, spacing, orientation):
    """Origin of a level whose top-left corner is level 0's: its first pixel's centre lies (scale-1)/2 pixels further in."""
    across, down = (scale - 1) / 2 * spacing[0], (scale - 1) / 2 * spacing[1]
    r, c = orientation[:2], orientation[3:5]
    return tuple(round(first[i] + across * r[i] + down * c[i], 9) for i in (0, 1))


def square():
    """Square spacing, the usual orientation in which x and y swap and negate; corners of the levels agree."""
    orientation, spacing, origin = (0, -1, 0, -1, 0, 0), (0.0005, 0.0005), (20.5, 40.25)
    levels = tuple(
        Level(96 // s, 64 // s, (0.0005 * s, 0.0005 * s), centred_origin(origin, s, spacing, orientation)) for s in (1, 2, 4)
    )
    return Slide("square", orientation, levels)


def oblique():
    """Unequal spacing, turned orientation, sizes that are no multiples and, as many converters do, one origin for all levels."""
    sizes = ((97, 65), (48, 33), (24, 16))
    levels = tuple(
        Level(w, h, (round(0.00025 * 97 / w, 12), round(0.0005 * 65 / h, 12)), (12.25, -3.5)) for w, h in sizes
    )
    return Slide("oblique", (0.8, 0.6, 0, -0.6, 0.8, 0), levels)


def cropped():
    """Level 1 lacks two of its rows: across, the count of pixels tells the scale; down, only the spacing does."""
    levels = (Level(96, 64, (0.0005, 0.0005), (20.5, 40.25)), Level(24, 14, (0.002, 0.002), (20.49925, 40.24925)))
    return Slide("cropped", (0, -1, 0, -1, 0, 0), levels)


def sparse():
    """TILED_SPARSE: seven of twelve tiles, in no regular order."""
    level = Level(64, 48, (0.0005, 0.0005), (20.5, 40.25))
    return Slide("sparse", (0, -1, 0, -1, 0, 0), (level,), sparse=True, kept_tiles=(5, 0, 3, 11, 6, 10, 1))


def planes():
    """TILED_FULL with two focal planes and two optical paths: tiles fastest, then planes, then paths."""
    level = Level(32, 32, (0.0005, 0.0005), (20.5, 40.25))
    return Slide("planes", (0, -1, 0, -1, 0, 0), (level,), planes=2, paths=2)


ALL = (square(), oblique(), sparse(), planes(), cropped())


def tiles(slide, level):
    """(column offset, row offset, plane, path) of each frame, in frame order; offsets are zero-based."""
    across, down = math.ceil(level.columns / TILE), math.ceil(level.rows / TILE)
    order = slide.kept_tiles if slide.sparse else range(across * down)
    return [
        (t % across * TILE, t // across * TILE, plane, path)
        for path in range(slide.paths)
        for plane in range(slide.planes)
        for t in order
    ]


def pixels(number, level, frames):
    out = np.full((len(frames), TILE, TILE, 3), 255, np.uint8)
    for frame, (left, top, plane, path) in enumerate(frames):
        ys, xs = np.mgrid[top : top + TILE, left : left + TILE]
        inside = (xs < level.columns) & (ys < level.rows)
        rgb = np.stack([xs * 3 % 256, ys * 3 % 256, np.full_like(xs, 50 * number + 10 * plane + 5 * path)], axis=-1)
        out[frame][inside] = rgb[inside]
    return out.tobytes()


def specimen():
    return item_of(
        SpecimenIdentifier="SPECIMEN-1",
        SpecimenUID=uid("specimen"),
        IssuerOfTheSpecimenIdentifierSequence=[],
        SpecimenTypeCodeSequence=[coded("430856003", "SCT", "Tissue section")],
        SpecimenPreparationSequence=[item_of(SpecimenPreparationStepContentItemSequence=preparation_step())],
        PrimaryAnatomicStructureSequence=[coded("76752008", "SCT", "Breast")],
    )


def preparation_step():
    def content(concept, **value):
        kind = "TEXT" if "TextValue" in value else "CODE"
        return item_of(ValueType=kind, ConceptNameCodeSequence=[coded(*concept)], **value)

    substance = ("424361007", "SCT", "Using substance")
    return [
        content(("121041", "DCM", "Specimen Identifier"), TextValue="SPECIMEN-1"),
        content(("111701", "DCM", "Processing type"), ConceptCodeSequence=[coded("127790008", "SCT", "Staining")]),
        content(substance, ConceptCodeSequence=[coded("12710003", "SCT", "Hematoxylin stain")]),
        content(substance, ConceptCodeSequence=[coded("36879007", "SCT", "Water soluble eosin stain")]),
    ]


def optical_path(number):
    return item_of(
        IlluminationTypeCodeSequence=[coded("111744", "DCM", "Brightfield illumination")],
        IlluminationColorCodeSequence=[coded("414298005", "SCT", "Full Spectrum")],
        ICCProfile=icc_profile(),
        ColorSpace="SRGB",
        OpticalPathIdentifier=str(number + 1),
    )


def icc_profile():
    """sRGB as littleCMS writes it; its date of creation is set to a fixed one."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes.fromhex("07EA00010001000000000000")
    profile[84:100] = bytes(16)
    return bytes(profile) + bytes(len(profile) % 2)


def position(slide, level, left, top, plane):
    """Plane position of a frame: one-based offsets in the matrix, and the centre of its first pixel on the slide."""
    (dx, dy), r, c = level.spacing, slide.orientation[:2], slide.orientation[3:5]
    x, y = (level.origin[i] + left * dx * r[i] + top * dy * c[i] for i in (0, 1))
    return item_of(
        ColumnPositionInTotalImagePixelMatrix=left + 1,
        RowPositionInTotalImagePixelMatrix=top + 1,
        XOffsetInSlideCoordinateSystem=round(x, 9),
        YOffsetInSlideCoordinateSystem=round(y, 9),
        ZOffsetInSlideCoordinateSystem=float(plane),
    )


def frame_groups(slide, level, frames):
    path_of = [item_of(OpticalPathIdentifier=str(path + 1)) for _, _, _, path in frames]
    return [
        item_of(
            FrameContentSequence=[item_of(DimensionIndexValues=[top // TILE + 1, left // TILE + 1])],
            PlanePositionSlideSequence=[position(slide, level, left, top, plane)],
            OpticalPathIdentificationSequence=[path_of[frame]],
        )
        for frame, (left, top, plane, _) in enumerate(frames)
    ]


def patient_and_study(dataset):
    """What an annotation object must copy unchanged from its image."""
    dataset.PatientName, dataset.PatientID = "Glossa^Corpus", "GLOSSA-1"
    dataset.IssuerOfPatientID = "GLOSSA"
    dataset.PatientBirthDate, dataset.PatientSex = "19000101", "O"
    dataset.StudyInstanceUID = uid("study")
    dataset.StudyDate, dataset.StudyTime = "20260101", "120000"
    dataset.StudyID, dataset.AccessionNumber, dataset.ReferringPhysicianName = "1", "A-1", ""


def equipment(dataset):
    dataset.Manufacturer, dataset.ManufacturerModelName = "Glossa", "Test corpus"
    dataset.DeviceSerialNumber, dataset.SoftwareVersions = "1", "1"


def container(dataset):
    dataset.ContainerIdentifier = "SLIDE-1"
    dataset.IssuerOfTheContainerIdentifierSequence = []
    dataset.ContainerTypeCodeSequence = [coded("433466003", "SCT", "Microscope slide")]
    dataset.SpecimenDescriptionSequence = [specimen()]


def file_meta(dataset, transfer_syntax=ExplicitVRLittleEndian):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = dataset.SOPClassUID, dataset.SOPInstanceUID
    meta.TransferSyntaxUID = transfer_syntax
    meta.ImplementationClassUID, meta.ImplementationVersionName = uid("implementation"), "GLOSSA_CORPUS"
    dataset.file_meta = meta
    return dataset


def dimensions(dataset, slide):
    organization = uid(f"slide {slide.name} dimensions")
    dataset.DimensionOrganizationSequence = [item_of(DimensionOrganizationUID=organization)]
    dataset.DimensionOrganizationType = "TILED_SPARSE" if slide.sparse else "TILED_FULL"
    dataset.DimensionIndexSequence = [
        item_of(DimensionOrganizationUID=organization, DimensionIndexPointer=pointer, FunctionalGroupPointer=0x0048021A)
        for pointer in (0x0048021F, 0x0048021E)
    ]


def image(slide, number):
    """The data set of one level."""
    level = slide.levels[number]
    frames = tiles(slide, level)
    d = Dataset()
    image_type = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"] if number == 0 else ["DERIVED", "PRIMARY", "VOLUME", "RESAMPLED"]
    d.ImageType, d.SOPClassUID, d.SOPInstanceUID = image_type, SM, slide.instance_uid(number)
    patient_and_study(d)
    equipment(d)
    container(d)
    dimensions(d, slide)
    d.Modality, d.SeriesInstanceUID, d.SeriesNumber, d.InstanceNumber = "SM", uid(f"slide {slide.name}"), 1, number + 1
    d.ContentDate, d.ContentTime, d.AcquisitionDateTime = "20260101", "120000", "20260101120000"
    d.FrameOfReferenceUID, d.PositionReferenceIndicator = uid(f"slide {slide.name} frame of reference"), "SLIDE_CORNER"
    d.PyramidUID = uid(f"slide {slide.name} pyramid")
    d.VolumetricProperties, d.BurnedInAnnotation, d.LossyImageCompression = "VOLUME", "NO", "00"
    d.SamplesPerPixel, d.PhotometricInterpretation, d.PlanarConfiguration = 3, "RGB", 0
    d.NumberOfFrames, d.Rows, d.Columns = len(frames), TILE, TILE
    d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 8, 8, 7, 0
    d.AcquisitionContextSequence = []
    d.ImagedVolumeWidth, d.ImagedVolumeHeight = level.columns * level.spacing[0], level.rows * level.spacing[1]
    d.ImagedVolumeDepth = 1.0 * slide.planes
    d.TotalPixelMatrixColumns, d.TotalPixelMatrixRows = level.columns, level.rows
    d.TotalPixelMatrixOriginSequence = [
        item_of(XOffsetInSlideCoordinateSystem=level.origin[0], YOffsetInSlideCoordinateSystem=level.origin[1])
    ]
    d.ImageOrientationSlide = list(slide.orientation)
    d.SpecimenLabelInImage, d.FocusMethod, d.ExtendedDepthOfField = "NO", "AUTO", "NO"
    d.AcquisitionDuration = 1.0
    d.OpticalPathSequence = [optical_path(path) for path in range(slide.paths)]
    d.NumberOfOpticalPaths, d.TotalPixelMatrixFocalPlanes = slide.paths, slide.planes
    measures = item_of(SliceThickness=0.001, PixelSpacing=[level.spacing[1], level.spacing[0]])
    if slide.planes > 1:
        measures.SpacingBetweenSlices = 0.001
    frame_type = item_of(FrameType=image_type)
    d.SharedFunctionalGroupsSequence = [
        item_of(PixelMeasuresSequence=[measures], WholeSlideMicroscopyImageFrameTypeSequence=[frame_type])
    ]
    if slide.sparse:
        d.PerFrameFunctionalGroupsSequence = frame_groups(slide, level, frames)
    d.PixelData = pixels(number, level, frames)
    d["PixelData"].VR = "OB"
    return file_meta(d)
