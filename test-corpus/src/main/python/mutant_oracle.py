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

from compare_dicom_json import WORDS, attribute, differences, model
import numpy as np

UNDECODED = "value that pydicom cannot decode"


def element_model(ds: pydicom.Dataset, tag, little_endian: bool):
    """One element as compare_dicom_json has it; its value alone is missing where pydicom cannot decode that."""
    try:
        unknown = ds.get_item(tag).VR == "UN"  # asked before pydicom takes it for the VR of its dictionary
        element = ds[tag]
        if element.VR == "SQ":
            items = [dataset_model(item, little_endian) for item in element.value]
            return "SQ", items or None
        if not little_endian and element.VR in WORDS and element.value and not unknown:
            element.value = np.frombuffer(element.value, WORDS[element.VR]).byteswap().tobytes()
        return attribute(element.to_json_dict(None, 0))
    except Exception:  # noqa: BLE001 - whatever pydicom throws on a broken value
        return UNDECODED


def dataset_model(ds: pydicom.Dataset, little_endian: bool) -> dict:
    tags = [tag for tag in ds.keys() if tag not in (0x00080005, 0xFFFCFFFC) and tag.element != 0]
    return {f"{tag:08X}": element_model(ds, tag, little_endian) for tag in tags}


def without_undecoded(ours, theirs):
    """Drops from both what pydicom could not decode; returns both and how many that were."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        count = 0
        kept_ours, kept_theirs = dict(ours), dict(theirs)
        for tag in theirs:
            if tag not in ours:
                continue
            if theirs[tag] == UNDECODED:
                del kept_ours[tag], kept_theirs[tag]
                count += 1
            else:
                kept_ours[tag], kept_theirs[tag], more = without_undecoded(ours[tag], theirs[tag])
                count += more
        return kept_ours, kept_theirs, count
    if isinstance(ours, (list, tuple)) and isinstance(theirs, (list, tuple)) and len(ours) == len(theirs):
        pairs = [without_undecoded(one, other) for one, other in zip(ours, theirs)]
        return [p[0] for p in pairs], [p[1] for p in pairs], sum(p[2] for p in pairs)
    return ours, theirs, 0


def answer(file: Path) -> str:
    try:
        ds = pydicom.dcmread(file)
        theirs = dataset_model(ds, ds.original_encoding[1])
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
