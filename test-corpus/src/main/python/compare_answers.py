"""Compares what a DICOMweb server answers with what pydicom reads in the files that were posted.

Usage: python compare_answers.py [--broken] FOLDER

FOLDER holds NAME.dcm as posted, NAME.answer as retrieved without a transfer syntax, and NAME.metadata, the DICOM JSON of it. The
answer must be Explicit VR Little Endian (encapsulated pixel data: as posted) and hold the same data set; so must the metadata, whose
bulk values are addresses. No difference is allowed, nor a file or value that pydicom cannot read.

With --broken the files are broken, and three things are counted apart: files that pydicom cannot open, single values that it cannot
decode (their tag and place are compared), and files beside which NAME.told lies: the server said in a finding which of two readings
it took, and pydicom may take the other.
"""

import json
import sys
import warnings
from pathlib import Path

import pydicom
from pydicom._private_dict import private_dictionaries
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from broken_model import file_model, without_undecoded
from compare_dicom_json import BULK, differences, model


# all others, unknown ones too, have Explicit VR Little Endian with fragments, PS3.5 A.4
NOT_ENCAPSULATED = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
)


def without_bulk(ours, theirs):
    """What the metadata says by an address counts as equal when pydicom has a value there too."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {tag: without_bulk(value, theirs.get(tag)) for tag, value in ours.items()}
    if isinstance(ours, (list, tuple)) and isinstance(theirs, (list, tuple)) and len(ours) == len(theirs):
        if len(ours) == 2 and ours[1] is BULK:
            return theirs if ours[0] == theirs[0] and theirs[1] is not None else ours
        return [without_bulk(one, other) for one, other in zip(ours, theirs)]
    return ours


def syntax_differences(posted: Path, answer: Path) -> list[str]:
    before, syntax = (pydicom.dcmread(file).file_meta.get("TransferSyntaxUID") for file in (posted, answer))
    if before is None and posted.read_bytes() == answer.read_bytes():
        return []  # no syntax was named, and as it stands it is the one that was asked for
    if syntax == (ExplicitVRLittleEndian if before is None or before in NOT_ENCAPSULATED else before):
        return []
    return [f"{posted.name}: the answer's transfer syntax is {syntax}"]


def check(posted: Path, ds: pydicom.Dataset) -> tuple[list[str], int]:
    """The differences, and how many values pydicom could not decode."""
    theirs = file_model(ds)
    metadata = json.loads(posted.with_suffix(".metadata").read_text("utf-8"))[0]
    ours, expected, undecoded = without_undecoded(without_bulk(model(metadata), theirs), theirs)
    found = differences(f"{posted.name}: metadata", ours, expected)
    answer_file = posted.with_suffix(".answer")
    if answer_file.exists():
        ours, expected, _ = without_undecoded(file_model(pydicom.dcmread(answer_file)), theirs)
        found += syntax_differences(posted, answer_file)
        found += differences(f"{posted.name}: answer", ours, expected)
    return found, undecoded


def main(broken: bool, folder: Path) -> int:
    warnings.simplefilter("ignore")
    private_dictionaries.clear()
    files = sorted(folder.glob("*.dcm"))
    found, unread, undecoded, told = [], [], 0, 0
    for file in files:
        try:
            ds = pydicom.dcmread(file)
        except Exception as refusal:  # whatever pydicom does with a broken file is its affair
            unread.append(f"{file.name}: pydicom cannot read it: {refusal}")
            continue
        differences_of_file, undecoded_of_file = check(file, ds)
        undecoded += undecoded_of_file
        if file.with_suffix(".told").exists():
            told += bool(differences_of_file)
        else:
            found += differences_of_file
    print("\n".join(unread + found))
    print(
        f"{len(files)} files, {len(unread)} that pydicom cannot open; {len(found)} differences;"
        f" {undecoded} values that pydicom cannot decode, {told} files that differ where a finding says how they are read"
    )
    most_unread = len(files) // 100 if broken else 0
    failed = found or not files or len(unread) > most_unread or undecoded and not broken
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main("--broken" in sys.argv, Path(sys.argv[-1])))
