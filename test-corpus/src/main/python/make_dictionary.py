"""Writes the table of DICOM attributes that org.glossa.dicom.Dictionary reads, from the tables of the installed pydicom.

Usage: python make_dictionary.py converters/src/main/resources/org/glossa/dicom/dictionary.tsv

One line an attribute, sorted by tag: tag (8 hex digits, x for any digit), VR (alternatives separated by a bar), VM,
keyword, name, R when retired. Lines with an x come last. Facts only: no definitions, no text of the standard.
"""

import sys

import pydicom
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom._version import __dicom_version__

def line(tag: str, entry: tuple[str, str, str, str, str]) -> str:
    vr, vm, name, retired, keyword = entry
    return "\t".join([tag, vr.replace(" or ", "|"), vm, keyword, name, "R" if retired else ""])


def main(target: str) -> None:
    lines = [f"# DICOM PS3.6, PS3.7 and PS3.10 attributes, edition {__dicom_version__}, from pydicom {pydicom.__version__}"]
    lines += [line(f"{tag:08X}", DicomDictionary[tag]) for tag in sorted(DicomDictionary) if tag >> 16 != 0xFFFE]
    lines += [line(mask.upper().replace("X", "x"), RepeatersDictionary[mask]) for mask in sorted(RepeatersDictionary)]
    with open(target, "w", encoding="ascii", newline="\n") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
