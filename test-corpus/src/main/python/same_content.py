"""Whether a structured report that was written again has the content items of its source, read with pydicom.

Usage: same_content.py SOURCE.dcm WRITTEN.dcm [SOURCE.dcm WRITTEN.dcm ...]

Items are equal when all their attributes are, private ones and Content Sequence left out: value type, relationship, concept, template, value,
references. Numbers of NUM are compared as float64, the Floating Point Value before the decimal string. Children must be the same as often, in
the same order where they stand beside or above Measurement Groups; in a Measurement Group the order is free. Two things are the writer's:
the name of an image that a region is selected from, for which PS3.16 TID 1410 has none, and concept names of SNOMED RT, which become their
successors in SNOMED CT. Prints a line for each difference, then how many items were compared.
"""

import json
import sys
from collections import Counter

import numpy as np
import pydicom

MEASUREMENT_GROUP = "125007"
SOURCES = ({"CodeValue": "260753009", "CodingSchemeDesignator": "SCT", "CodeMeaning": "Source"},)
SUCCESSORS = {
    ("G-C0E3", "SRT"): {"CodeValue": "363698007", "CodingSchemeDesignator": "SCT", "CodeMeaning": "Finding Site"},
    ("G-A1F8", "SRT"): {"CodeValue": "106233006", "CodingSchemeDesignator": "SCT", "CodeMeaning": "Topographical modifier"},
}


def element(found):
    if found.VR == "SQ":
        return [own(item) for item in found.value]
    if found.VR in ("FL", "FD", "OF", "OD"):
        return [float(value).hex() for value in np.atleast_1d(found.value)]
    return str(found.value)


def own(item):
    """All that an item says without its children."""
    said = {}
    for found in item:
        if found.tag.is_private or found.keyword == "ContentSequence":
            continue
        said[found.keyword or str(found.tag)] = element(found)
    if "NumericValue" in item or "FloatingPointValue" in item:
        value = item.get("FloatingPointValue", item.get("NumericValue"))
        said.pop("NumericValue", None)
        said["FloatingPointValue"] = float(value).hex()
    for name in said.get("ConceptNameCodeSequence", [])[:1]:
        if said.get("RelationshipType") == "SELECTED FROM" and said.get("ValueType") == "IMAGE" and name in SOURCES:
            del said["ConceptNameCodeSequence"]
        elif (name.get("CodeValue"), name.get("CodingSchemeDesignator")) in SUCCESSORS:
            said["ConceptNameCodeSequence"] = [SUCCESSORS[name["CodeValue"], name["CodingSchemeDesignator"]]]
    return said


def text(item):
    return json.dumps(own(item), sort_keys=True)


def whole(item):
    """An item with all below it, whose order is free."""
    children = sorted(whole(child) for child in item.get("ContentSequence", []))
    return text(item) + ("[" + ", ".join(children) + "]" if children else "")


def is_measurement_group(item):
    names = item.get("ConceptNameCodeSequence") or [None]
    return names[0] is not None and names[0].get("CodeValue") == MEASUREMENT_GROUP


def count(item):
    return 1 + sum(count(child) for child in item.get("ContentSequence", []))


def differences(source, written, path):
    if text(source) != text(written):
        yield f"{path}: {text(source)} -> {text(written)}"
    if is_measurement_group(source):
        before = Counter(map(whole, source.get("ContentSequence", [])))
        after = Counter(map(whole, written.get("ContentSequence", [])))
        yield from (f"{path}: lost {item}" for item in (before - after).elements())
        yield from (f"{path}: added {item}" for item in (after - before).elements())
        return
    children, others = source.get("ContentSequence", []), written.get("ContentSequence", [])
    if len(children) != len(others):
        yield f"{path}: {len(children)} items -> {len(others)}"
    for number, (child, other) in enumerate(zip(children, others, strict=False), start=1):
        yield from differences(child, other, f"{path}.{number}")


def root(dataset):
    """The root as a content item."""
    item = pydicom.dataset.Dataset()
    for keyword in ("ValueType", "ConceptNameCodeSequence", "ContinuityOfContent", "ContentTemplateSequence", "ContentSequence"):
        if keyword in dataset:
            item[keyword] = dataset[keyword]
    return item


def main(arguments):
    compared = 0
    for source_path, written_path in zip(arguments[::2], arguments[1::2], strict=True):
        source, written = pydicom.dcmread(source_path), pydicom.dcmread(written_path)
        if source.SOPClassUID != written.SOPClassUID:
            print(f"{source_path}: class {source.SOPClassUID} -> {written.SOPClassUID}")
        for difference in differences(root(source), root(written), "1"):
            print(f"{source_path}: {difference}")
        compared += count(root(source))
    print(f"{compared} items")


if __name__ == "__main__":
    main(sys.argv[1:])
