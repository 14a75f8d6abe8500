"""Writes which attributes belong to patient, study and specimen, from the module tables of the installed highdicom.

Usage: python make_context.py converters/src/main/resources/org/glossa/header/context.tsv

One line an attribute at the root of a data set, by module and tag: module, tag (8 hex digits), type, keyword. Facts only.
"""

import sys

import highdicom
from highdicom._standard_utils import get_module_attribute_map
from pydicom.datadict import tag_for_keyword

MODULES = [
    "patient",
    "clinical-trial-subject",
    "general-study",
    "patient-study",
    "clinical-trial-study",
    "specimen",
]


def main(target: str) -> None:
    modules = get_module_attribute_map()
    lines = [f"# Attributes of modules of DICOM PS3.3, from highdicom {highdicom.__version__}"]
    for module in MODULES:
        rows = {tag_for_keyword(row["keyword"]): row for row in modules[module] if not row["path"]}
        lines += [f"{module}\t{tag:08X}\t{rows[tag]['type']}\t{rows[tag]['keyword']}" for tag in sorted(rows)]
    with open(target, "w", encoding="ascii", newline="\n") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
