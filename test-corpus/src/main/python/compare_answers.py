"""Compares what a DICOMweb server answers with what pydicom reads in the files that were posted.

Usage: python compare_answers.py [--lenient] FOLDER

FOLDER holds NAME.dcm as posted, NAME.answer as retrieved without a transfer syntax, and NAME.metadata, the DICOM JSON of it. The
answer must be Explicit VR Little Endian (encapsulated pixel data: as posted) and hold the same data set; so must the metadata, whose
bulk values are addresses. Elements of group 0002 behind a group length that ends too early do not count. With --lenient a file that pydicom itself cannot make JSON of is counted and passed over.
"""

import json
import sys
import warnings
from pathlib import Path

import pydicom
from pydicom._private_dict import private_dictionaries
from pydicom.uid import ExplicitVRLittleEndian

from compare_dicom_json import differences, model, read


def as_json(ds: pydicom.Dataset) -> dict:
    content = ds.to_json_dict()
    if "PixelData" in ds and ds["PixelData"].is_undefined_length:
        content["7FE00010"] = ds["7FE00010"].to_json_dict(None, 0)
    return content


def without_bulk(ours: dict, theirs: dict) -> None:
    """What the metadata says by an address counts as equal when pydicom has a value there too."""
    for tag in list(ours):
        content, counterpart = ours[tag], theirs.get(tag)
        if counterpart is None:
            continue
        if "BulkDataURI" in content:
            has_value = "InlineBinary" in counterpart or "Value" in counterpart
            ours[tag] = counterpart if has_value and content["vr"] == counterpart["vr"] else content
        elif content["vr"] == "SQ" and counterpart["vr"] == "SQ":
            for one, other in zip(content.get("Value", []), counterpart.get("Value", [])):
                without_bulk(one, other)


def check(posted: Path) -> list[str]:
    theirs = read(posted)
    answer_file = posted.with_suffix(".answer")
    answer = pydicom.dcmread(answer_file) if answer_file.exists() else None
    metadata = json.loads(posted.with_suffix(".metadata").read_text("utf-8"))[0]
    expected = {tag: value for tag, value in as_json(theirs).items() if not tag.startswith("0002")}
    without_bulk(metadata, expected)
    found = differences(f"{posted.name}: metadata", model(metadata), model(expected))
    if answer is not None:
        syntax = answer.file_meta.TransferSyntaxUID
        compressed = theirs.file_meta.TransferSyntaxUID.is_compressed and "PixelData" in theirs
        if syntax != (theirs.file_meta.TransferSyntaxUID if compressed else ExplicitVRLittleEndian):
            found.append(f"{posted.name}: the answer's transfer syntax is {syntax}")
        found += differences(f"{posted.name}: answer", model(as_json(answer)), model(expected))
    return found


def main(lenient: bool, folder: Path) -> int:
    warnings.simplefilter("ignore")
    private_dictionaries.clear()
    files = sorted(folder.glob("*.dcm"))
    found, unread, differing = [], 0, 0
    for file in files:
        if lenient:
            try:
                as_json(read(file))
            except Exception:  # whatever pydicom does with a broken file is its affair
                unread += 1
                continue
        differences_of_file = check(file)
        found += differences_of_file
        differing += bool(differences_of_file)
    print("\n".join(found))
    print(f"{len(files)} files, {unread} that pydicom does not read, {len(found)} differences in {differing} files")
    # broken files that two readers may well read in two ways, each listed above
    most = len(files) // 100 if lenient else 0
    return 1 if differing > most or not files else 0


if __name__ == "__main__":
    sys.exit(main("--lenient" in sys.argv, Path(sys.argv[-1])))
