"""What pydicom makes of a broken file, element by element, in the terms of compare_dicom_json.

An element whose value pydicom cannot decode, or says that it replaced characters of, has UNDECODED for its value: its tag and place are
compared, its value is not.
"""

import struct

import numpy as np
import pydicom
import pydicom.charset

from compare_dicom_json import WORDS, attribute

UNDECODED = "value that pydicom cannot decode"


class Replaced(Exception):
    """No ValueError: upon that pydicom tries other VRs."""


def refuse_replacements(message: str, *arguments, **named) -> None:
    """Broken code extensions; of a single character set both sides replace the same bytes, which is compared."""
    if message.startswith(("Found unknown escape sequence", "Failed to decode byte string with encodings")):
        raise Replaced(message)


pydicom.charset.warn_and_log = refuse_replacements


def little_endian_items(value: bytes) -> bytes:
    """Fragments of a big-endian file: the headers of their items alone have an order."""
    out, at = bytearray(), 0
    while at + 8 <= len(value):
        group, element, length = struct.unpack_from(">HHL", value, at)
        out += struct.pack("<HHL", group, element, length) + value[at + 8 : at + 8 + length]
        at += 8 + length
    return bytes(out + value[at:])


def element_model(ds: pydicom.Dataset, tag, little_endian: bool):
    """One element as compare_dicom_json has it; its value alone is missing where pydicom cannot decode that."""
    try:
        unknown = ds.get_item(tag).VR == "UN"  # asked before pydicom takes it for the VR of its dictionary
        element = ds[tag]
        if element.VR == "SQ":
            items = [dataset_model(item, little_endian) for item in element.value]
            return "SQ", items or None
        if element.VR == "UN" and element.is_undefined_length and not element.value:
            return "SQ", None  # a sequence without items, PS3.5 6.2.2; pydicom looks for one
        if not little_endian and element.is_undefined_length:
            element.value = little_endian_items(element.value)
        elif not little_endian and element.VR in WORDS and element.value and not unknown:
            element.value = np.frombuffer(element.value, WORDS[element.VR]).byteswap().tobytes()
        return attribute(element.to_json_dict(None, 0))
    except Exception:  # noqa: BLE001 - whatever pydicom throws on a broken value
        return UNDECODED


def dataset_model(ds: pydicom.Dataset, little_endian: bool) -> dict:
    tags = [tag for tag in ds.keys() if tag not in (0x00080005, 0xFFFCFFFC) and tag.element != 0]
    return {f"{tag:08X}": element_model(ds, tag, little_endian) for tag in tags}


def file_model(ds: pydicom.Dataset) -> dict:
    """A file's data set, without elements of group 0002 behind a group length that ends too early."""
    model = dataset_model(ds, ds.original_encoding[1])
    return {tag: value for tag, value in model.items() if not tag.startswith("0002")}


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
