"""Writes twelve annotation objects and images as vendors' software really writes them, with pydicom and by hand.

Usage: python write_twelve_posts.py CASE.dcm FOLDER

CASE.dcm is a sound annotation object. The same call writes the same files.
"""

import copy
import struct
import sys
import warnings
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import validate_file_meta, write_dataset
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
)

from compare_dicom_json import WORDS
from write_dicom_variants import undefined_lengths

BULK = ("PointCoordinatesData", "DoublePointCoordinatesData", "LongPrimitivePointIndexList")


def named(case: Dataset, number: int) -> Dataset:
    ds = copy.deepcopy(case)
    ds.SOPInstanceUID = f"2.25.1200{number}"
    ds.AnnotationGroupSequence[0].AnnotationGroupUID = f"2.25.1200{number}.1"
    return ds


def save(path: Path, ds: Dataset, syntax: UID) -> None:
    ds.file_meta = getattr(ds, "file_meta", None) or FileMetaDataset()
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
    ds.file_meta.TransferSyntaxUID = syntax
    ds.file_meta.FileMetaInformationGroupLength = 0  # pydicom counts
    validate_file_meta(ds.file_meta)
    ds.preamble = getattr(ds, "preamble", None) or bytes(128)
    pydicom.dcmwrite(
        path,
        ds,
        implicit_vr=syntax == ImplicitVRLittleEndian,
        little_endian=syntax != ExplicitVRBigEndian,
        force_encoding=True,
    )


def swapped(ds: Dataset) -> Dataset:
    """pydicom writes the bytes of OW, OF, OL, OD and OV as they are."""
    for element in ds:
        if element.VR == "SQ":
            for item in element.value:
                swapped(item)
        elif element.VR in WORDS and element.value:
            element.value = np.frombuffer(element.value, WORDS[element.VR]).byteswap().tobytes()
    return ds


def encoded(ds: Dataset) -> bytes:
    out = DicomBytesIO()
    out.is_little_endian, out.is_implicit_VR = True, False
    write_dataset(out, ds)
    return out.getvalue()


def with_group_lengths(path: Path, ds: Dataset) -> None:
    """pydicom leaves group lengths out: each group by itself, its length before it."""
    data = path.read_bytes()
    start = len(data) - len(encoded(ds))
    out = bytearray(data[:start])
    for group in sorted({element.tag.group for element in ds}):
        of_group = Dataset()
        for element in ds:
            if element.tag.group == group:
                of_group.add(element)
        content = encoded(of_group)
        out += struct.pack("<HH2sHL", group, 0, b"UL", 4, len(content)) + content
    path.write_bytes(out)


def with_un(path: Path) -> None:
    """OF, OD and OL as UN: the header keeps its size."""
    data = path.read_bytes()
    for tag, vr in ((b"\x66\x00\x40\x00", b"OL"), (b"\x66\x00\x16\x00", b"OF"), (b"\x66\x00\x22\x00", b"OD")):
        data = data.replace(tag + vr, tag + b"UN")
    path.write_bytes(data)


def with_private(ds: Dataset) -> Dataset:
    block = ds.private_block(0x0099, "VENDOR OF SCANNERS", create=True)
    for element, (vr, value) in enumerate(
        [("OB", b"\1\2\3\4"), ("FD", [1.5, -2.5]), ("LT", "words"), ("SL", -7), ("UN", b"\xff\xfe\xfd\xfc"), ("AT", 0x00100010)]
    ):
        block.add_new(element + 1, vr, value)
    inner = Dataset()
    inner.private_block(0x0099, "VENDOR OF SCANNERS", create=True).add_new(1, "DS", "0.25")
    block.add_new(0x20, "SQ", [inner])
    return ds


def image(case: Dataset) -> Dataset:
    ds = Dataset()
    for keyword in ("StudyInstanceUID", "PatientID", "PatientName", "StudyDate"):
        ds[keyword] = case[keyword]
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.SOPInstanceUID = "2.25.120011"
    ds.SeriesInstanceUID = "2.25.1200110"
    ds.Modality = "OT"
    ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.NumberOfFrames = 1, "MONOCHROME2", 3
    ds.Rows = ds.Columns = 4
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 8, 8, 7, 0
    ds.PixelData = encapsulate([bytes([255, 216, frame, 255, 217, 0]) for frame in range(3)])
    ds["PixelData"].VR = "OB"
    ds["PixelData"].is_undefined_length = True
    return ds


def main(case: Dataset, folder: Path) -> None:
    warnings.simplefilter("ignore")
    case.file_meta.FileMetaInformationVersion = b"\0\1"

    ds = named(case, 1)
    ds.preamble = b"II*\0" + bytes(range(124))
    save(folder / "01-preamble.dcm", ds, ExplicitVRLittleEndian)
    save(folder / "02-implicit.dcm", named(case, 2), ImplicitVRLittleEndian)
    save(folder / "03-big-endian.dcm", swapped(named(case, 3)), ExplicitVRBigEndian)
    save(folder / "04-deflated.dcm", named(case, 4), DeflatedExplicitVRLittleEndian)
    ds = named(case, 5)
    save(folder / "05-group-lengths.dcm", ds, ExplicitVRLittleEndian)
    with_group_lengths(folder / "05-group-lengths.dcm", ds)
    save(folder / "06-undefined-lengths.dcm", undefined_lengths(named(case, 6)), ImplicitVRLittleEndian)
    ds = named(case, 7)
    ds.add_new(0xFFFCFFFC, "OB", bytes(1000))
    save(folder / "07-trailing-padding.dcm", ds, ImplicitVRLittleEndian)
    save(folder / "08-private.dcm", with_private(named(case, 8)), ImplicitVRLittleEndian)
    save(folder / "09-un.dcm", named(case, 9), ExplicitVRLittleEndian)
    with_un(folder / "09-un.dcm")
    ds = named(case, 10)
    ds.SpecificCharacterSet = ["", "ISO 2022 IR 87"]
    ds.PatientName = "Yamada^Tarou=山田^太郎=やまだ^たろう"
    ds.PatientID = "P-120010"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = "2.25.1200100", "2.25.12001000"
    save(folder / "10-multi-byte.dcm", ds, ImplicitVRLittleEndian)
    save(folder / "11-encapsulated.dcm", image(case), JPEGBaseline8Bit)
    ds = named(case, 12)
    ds.file_meta = copy.deepcopy(case.file_meta)
    ds.file_meta.PrivateInformationCreatorUID = "2.25.99"
    ds.file_meta.PrivateInformation = b"for the archive alone "
    save(folder / "12-file-meta.dcm", ds, ImplicitVRLittleEndian)


if __name__ == "__main__":
    main(pydicom.dcmread(sys.argv[1]), Path(sys.argv[2]))
