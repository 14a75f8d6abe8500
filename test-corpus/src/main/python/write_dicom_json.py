"""Writes the DICOM JSON model of DICOM files with pydicom, every value inline.

Usage: python write_dicom_json.py FOLDER

Beside each NAME.dcm a NAME.pydicom.json; of encapsulated pixel data, which has no inline form, nothing.
"""

import json
import sys
import warnings
from pathlib import Path

from compare_dicom_json import read


def main(folder: Path) -> None:
    warnings.simplefilter("ignore")
    for file in sorted(folder.glob("*.dcm")):
        ds = read(file)
        if "PixelData" in ds and ds["PixelData"].is_undefined_length:
            del ds.PixelData
        file.with_suffix(".pydicom.json").write_text(json.dumps(ds.to_json_dict()), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
