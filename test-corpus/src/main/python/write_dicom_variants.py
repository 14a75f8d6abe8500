"""Writes small DICOM files in every form that a reader meets, with pydicom.

Usage: python write_dicom_variants.py FOLDER

One file a form: explicit-*, implicit-*, encapsulated-*, charset-*. The same call writes the same files.
"""

import struct
import sys
import warnings
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit, RLELossless, UID

NAMES = {
    "ISO_IR 6": "Adams^John Robert Quincy^^Rev.^B.A. M.Div.",
    "ISO_IR 100": "Äneas^Rüdiger",
    "ISO_IR 101": "Wałęsa^Łukasz",
    "ISO_IR 109": "Ġorġ^Ħal",
    "ISO_IR 110": "Jānis^Ģirts",
    "ISO_IR 144": "Люкceмбypг",
    "ISO_IR 127": "قباني^لنزار",
    "ISO_IR 126": "Διονυσιος",
    "ISO_IR 138": "שרון^דבורה",
    "ISO_IR 148": "Çavuşoğlu^Şükrü",
    "ISO_IR 166": "นามสกุล^ชื่อ",
    "ISO_IR 13": "ﾔﾏﾀﾞ^ﾀﾛｳ",
    "ISO_IR 192": "Wang^XiaoDong=王^小东=",
    "GB18030": "Wang^XiaoDong=王^小东=㐀",
    "GBK": "Wang^XiaoDong=王^小东=",
    "\\ISO 2022 IR 87": "Yamada^Tarou=山田^太郎=やまだ^たろう",
    "ISO 2022 IR 13\\ISO 2022 IR 87": "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
    "\\ISO 2022 IR 149": "Hong^Gildong=洪^吉洞=홍^길동",
    "\\ISO 2022 IR 58": "Zhang^XiaoDong=张^小东=",
    "\\ISO 2022 IR 159": "Yamada=丂^丄",
    "ISO 2022 IR 100\\ISO 2022 IR 144": "Äneas=Люкceмбypг",
}


def code(value: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue = value
    item.CodingSchemeDesignator = "SCT"
    item.CodeMeaning = meaning
    return item


def annotations() -> Dataset:
    """Every VR, empty values, private elements, nested sequences."""
    ds = Dataset()
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.91.1"
    ds.SOPInstanceUID = "2.25.12345"
    ds.ImageType = ["ORIGINAL", "", "VOLUME", "NONE"]
    ds.StudyDate = "20240229"
    ds.StudyTime = "101010.5"
    ds.AcquisitionDateTime = "20240229101010.123456+0100"
    ds.AccessionNumber = ""
    ds.Modality = "ANN"
    ds.RetrieveURL = "http://example.org/a\\b"
    ds.PatientName = "Doe^Jane"
    ds.OtherPatientNames = ["Doe^J", "Roe^Jane=X^Y"]
    ds.PatientID = " 42"
    ds.PatientAge = "042Y"
    ds.PatientComments = " leading and\\backslash, trailing  "
    ds.PatientWeight = "70.50"
    ds.SliceThickness = "1e-3"
    ds.PixelSpacing = ["0.000499", "0.25"]
    ds.ReferencedFrameNumber = [1, 20, 300]
    ds.InstanceNumber = None
    ds.DimensionIndexPointer = 0x0048021E
    ds.TriggerTime = None
    ds.ReferencePixelX0 = -5
    ds.RecommendedDisplayCIELabValue = [1, 32896, 65535]
    ds.LongCodeValue = "long code\\value"
    ds.add_new(0x00080040, "UV", [0, 2**64 - 1])
    ds.add_new(0x00081901, "SV", [-(2**62), 5])
    ds.ImageOrientationSlide = [0.0, -1.0, 0.0, -1.0, 0.0, 0.0]
    ds.TagThresholdValue = 7
    ds.add_new(0x00720068, "LT", "text")
    ds.PresentationPixelSpacing = ["1", "1"]
    ds.AnnotationCoordinateType = "2D"
    ds.DataPointRows = 3
    ds.add_new(0x00090010, "LO", "GLOSSA TEST")
    ds.add_new(0x00091001, "OB", b"\x01\x02\x03\x04")
    ds.add_new(0x00091002, "UN", b"\x01\x02")
    ds.add_new(0x00091003, "SH", "private")
    ds.add_new(0x00091004, "SQ", [code("1", "private item")])
    groups = []
    for number in range(1, 4):
        group = Dataset()
        group.AnnotationGroupNumber = number
        group.AnnotationGroupUID = f"2.25.{number}"
        group.AnnotationGroupLabel = f"group {number}"
        group.AnnotationGroupDescription = ""
        group.NumberOfAnnotations = 2**32 - number
        group.GraphicType = "POLYGON"
        group.CommonZCoordinateValue = [0.1 * number, float(number)]
        group.AnnotationPropertyTypeCodeSequence = [code("4421005", "Cell")]
        group.AnnotationPropertyCategoryCodeSequence = []
        group.PointCoordinatesData = np.arange(number * 200, dtype="<f4").tobytes()
        group.LongPrimitivePointIndexList = np.arange(1, 9, dtype="<u4").tobytes()
        measurement = Dataset()
        measurement.ConceptNameCodeSequence = [code("42798000", "Area")]
        values = Dataset()
        values.FloatingPointValues = np.linspace(0, 1, 4, dtype="<f4").tobytes()
        measurement.MeasurementValuesSequence = [values]
        group.MeasurementsSequence = [measurement, Dataset()]
        groups.append(group)
    ds.AnnotationGroupSequence = groups
    ds.GraphicData = [0.1, -2.5, 1e10, 3.4e38]
    ds.DoublePointCoordinatesData = np.array([1.0, np.nan]).tobytes()
    ds.ExtendedOffsetTable = struct.pack("<2Q", 0, 100)
    return ds


def image() -> Dataset:
    ds = Dataset()
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.77.1.6"
    ds.SOPInstanceUID = "2.25.678"
    ds.SamplesPerPixel = 1
    ds.PhotometricInterpretation = "MONOCHROME2"
    ds.NumberOfFrames = 3
    ds.Rows = 4
    ds.Columns = 4
    ds.BitsAllocated = 16
    ds.BitsStored = 16
    ds.HighBit = 15
    ds.PixelRepresentation = 1
    ds.SmallestImagePixelValue = -3
    ds["SmallestImagePixelValue"].VR = "SS"
    ds.PixelData = np.arange(48, dtype="<i2").tobytes()
    ds["PixelData"].VR = "OW"
    return ds


def save(folder: Path, name: str, ds: Dataset, syntax: UID) -> None:
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.save_as(folder / f"{name}.dcm", implicit_vr=syntax == ImplicitVRLittleEndian, little_endian=True, enforce_file_format=True)


def undefined_lengths(ds: Dataset) -> Dataset:
    for element in ds:
        if element.VR == "SQ":
            element.is_undefined_length = True
            for item in element.value:
                item.is_undefined_length_sequence_item = True
                undefined_lengths(item)
    return ds


def with_un(path: Path) -> None:
    """Turns OL and OF into UN in place, as dcmjs does with OL: the header keeps its size."""
    data = path.read_bytes()
    for tag, vr in ((b"\x66\x00\x40\x00", b"OL"), (b"\x66\x00\x16\x00", b"OF")):
        data = data.replace(tag + vr, tag + b"UN")
    path.with_name("explicit-un.dcm").write_bytes(data)


def main(folder: Path) -> None:
    warnings.simplefilter("ignore")
    save(folder, "explicit-defined", annotations(), ExplicitVRLittleEndian)
    save(folder, "explicit-undefined", undefined_lengths(annotations()), ExplicitVRLittleEndian)
    save(folder, "implicit-defined", annotations(), ImplicitVRLittleEndian)
    save(folder, "implicit-undefined", undefined_lengths(annotations()), ImplicitVRLittleEndian)
    with_un(folder / "explicit-defined.dcm")
    save(folder, "explicit-image", image(), ExplicitVRLittleEndian)
    save(folder, "implicit-image", image(), ImplicitVRLittleEndian)
    frames = [bytes([frame] * (10 + frame)) for frame in range(3)]
    for name, table in (("encapsulated-table", True), ("encapsulated-no-table", False)):
        ds = image()
        ds.PixelData = encapsulate(frames, has_bot=table)
        ds["PixelData"].VR = "OB"
        ds["PixelData"].is_undefined_length = True
        save(folder, name, ds, JPEGBaseline8Bit if table else RLELossless)
    for number, (term, name) in enumerate(NAMES.items()):
        ds = Dataset()
        ds.SpecificCharacterSet = term.split("\\") if "\\" in term else term
        ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.91.1"
        ds.SOPInstanceUID = f"2.25.99{number}"
        ds.PatientName = name
        ds.PatientComments = name.split("=")[-1] + "\r\n" + name.split("=")[0]
        ds.PatientID = name.split("^")[0][:16]
        ds.ReferencedImageSequence = [code("1", name.split("=")[0])]
        if term == "ISO_IR 192":
            inner = code("2", "Rüdiger")
            inner.SpecificCharacterSet = "ISO_IR 100"
            ds.ReferencedImageSequence.append(inner)
        save(folder, f"charset-{number:02d}", ds, ExplicitVRLittleEndian)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
