"""Compares data sets that another reader and writer made of DICOM files with what pydicom reads.

Usage: python compare_dicom_json.py FOLDER

FOLDER holds NAME.dcm, NAME.json (the DICOM JSON model of the data set, every value inline) and NAME.rewritten (the data set
written again). Prints one line a difference, and fails when there is any. The same in meaning: padding, the spaces around values
that PS3.5 calls insignificant, Specific Character Set, and the spelling of numbers do not count. Vendors' private dictionaries,
which pydicom brings, are left out.
"""

import base64
import json
import struct
import sys
import warnings
from decimal import Decimal
from pathlib import Path

import numpy as np
import pydicom
from pydicom._private_dict import private_dictionaries

SPACES_INSIGNIFICANT = {"AE", "CS", "DS", "IS", "LO", "SH"}
WORDS = {"OW": "u2", "OF": "u4", "OL": "u4", "OD": "u8", "OV": "u8"}
BULK = "a value elsewhere"
NUMBERS = {"DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"}


def number(vr: str, value):
    """A DS or IS that is no number is itself."""
    try:
        if vr == "FL":
            return struct.pack("<f", float(value))
        if vr in {"FD", "DS"}:
            return struct.pack("<d", float(value))
        # pydicom cuts the fraction of an IS off; whoever keeps the text means no other number
        return int(Decimal(value)) if isinstance(value, str) else int(value)
    except (ValueError, ArithmeticError):
        return str(value).strip()


def text(vr: str, value) -> str:
    if vr == "UI":
        return (value or "").strip("\0").strip()  # as pydicom does with every UID
    trimmed = (value or "").rstrip(" \0")
    return trimmed.lstrip(" ") if vr in SPACES_INSIGNIFICANT else trimmed


def meaning(vr: str, value):
    if value is None or value == "":
        return None
    if vr == "SQ":
        return model(value)
    if vr == "PN":
        return {key: part for key, part in value.items() if part} or None
    if vr in NUMBERS:
        return number(vr, value)
    return text(vr, value) or None


def attribute(content: dict):
    vr = content["vr"]
    if "BulkDataURI" in content:
        return vr, BULK
    if "InlineBinary" in content:
        value = base64.b64decode(content["InlineBinary"])
        return vr, value + b"\0" if len(value) % 2 else value
    values = [meaning(vr, value) for value in content.get("Value", [])]
    return vr, None if values in ([], [None]) else values


def model(content: dict) -> dict:
    return {
        tag: attribute(value)
        for tag, value in content.items()
        if tag not in ("00080005", "FFFCFFFC") and not tag.endswith("0000")
    }


def differences(path: str, ours, theirs) -> list[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        found = []
        for tag in sorted(ours.keys() | theirs.keys()):
            found += differences(f"{path}/{tag}", ours.get(tag, "absent"), theirs.get(tag, "absent"))
        return found
    if isinstance(ours, (list, tuple)) and isinstance(theirs, (list, tuple)) and len(ours) == len(theirs):
        found = []
        for index, (one, other) in enumerate(zip(ours, theirs)):
            found += differences(f"{path}[{index + 1}]", one, other)
        return found
    return [] if ours == theirs else [f"{path}: ours {ours!r}, pydicom {theirs!r}"]


def little_endian(ds: pydicom.Dataset) -> pydicom.Dataset:
    """Swaps what pydicom leaves in the byte order of the file: the bytes of OW, OF, OL, OD and OV."""
    for tag in list(ds.keys()):
        unknown = ds.get_item(tag).VR == "UN"  # asked before pydicom takes it for the VR of its dictionary
        element = ds[tag]
        if element.VR == "SQ":
            for item in element.value:
                little_endian(item)
        elif element.VR in WORDS and element.value and not unknown:  # UN is little-endian, PS3.5 6.2.2
            element.value = np.frombuffer(element.value, WORDS[element.VR]).byteswap().tobytes()
    return ds


def read(file: Path) -> pydicom.Dataset:
    ds = pydicom.dcmread(file)
    return ds if ds.original_encoding[1] else little_endian(ds)


def check(file: Path) -> list[str]:
    theirs = read(file)
    ours = json.loads(file.with_suffix(".json").read_text("utf-8"))
    rewritten = pydicom.dcmread(file.with_suffix(".rewritten"))
    expected = model(theirs.to_json_dict())
    if "PixelData" in theirs and theirs["PixelData"].is_undefined_length:
        if rewritten.PixelData != theirs.PixelData:
            return [f"{file.name}: fragments differ"]
    return [
        *differences(f"{file.name} as JSON", model(ours), expected),
        *differences(f"{file.name} rewritten", model(rewritten.to_json_dict()), expected),
    ]


def main(folder: Path) -> int:
    warnings.simplefilter("ignore")
    private_dictionaries.clear()
    files = sorted(folder.glob("*.dcm"))
    found = [difference for file in files for difference in check(file)]
    print("\n".join(found))
    print(f"{len(files)} files, {len(found)} differences")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
