"""Says of one broken file after another whether another reader's DICOM JSON means what pydicom reads.

Usage: python mutant_oracle.py

Reads on standard input the path of a DICOM file on each line, beside which lies NAME.json, the other reader's; answers with one line:
  equal N         the same elements with the same values, but for N values that pydicom cannot decode
  refused REASON  pydicom cannot read the file at all
  differs WHERE   the first difference
"""

import json
import sys
import warnings
from pathlib import Path

import pydicom
from pydicom._private_dict import private_dictionaries

from broken_model import file_model, without_undecoded
from compare_dicom_json import differences, model


def answer(file: Path) -> str:
    try:
        theirs = file_model(pydicom.dcmread(file))
    except Exception as refusal:  # noqa: BLE001
        return f"refused {type(refusal).__name__} {refusal}"
    ours = model(json.loads(file.with_suffix(".json").read_text("utf-8")))
    ours, theirs, undecoded = without_undecoded(ours, theirs)
    found = differences("", ours, theirs)
    return f"differs {found[0]}" if found else f"equal {undecoded}"


def main() -> None:
    warnings.simplefilter("ignore")
    pydicom.config.logger.disabled = True
    private_dictionaries.clear()
    for line in sys.stdin:
        text = answer(Path(line.rstrip("\n")))
        print(text.encode("ascii", "backslashreplace").decode().replace("\n", " ")[:400], flush=True)


if __name__ == "__main__":
    main()
