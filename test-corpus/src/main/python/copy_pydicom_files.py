"""Copies the DICOM files that come with pydicom: real files of many producers, and the character set examples of PS3.5.

Usage: python copy_pydicom_files.py FOLDER
"""

import shutil
import sys
from pathlib import Path

import pydicom.data


def main(target: Path) -> None:
    source = Path(pydicom.data.__file__).parent
    for folder in ("test_files", "charset_files"):
        for file in sorted((source / folder).glob("*.dcm")):
            shutil.copyfile(file, target / file.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
