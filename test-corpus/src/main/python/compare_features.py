"""Compares two FeatureCollections of one Feature a line: ids, names, classes, measurements (NaN included) and coordinates.

compare_features.py SOURCE.geojson OTHER.geojson
Prints how many Features are equal; exits with 1 at the first that differs. Members `dicom` are ours and left out.
"""

import itertools
import json
import sys


def features(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            text = line.strip().strip(",")
            if text.endswith("]}") and not text.startswith('{"type":"Feature",'):
                text = text[:-2].rstrip(",")
            if text.startswith('{"type":"Feature",'):
                while True:
                    try:
                        yield json.loads(text)
                        break
                    except json.JSONDecodeError as error:
                        if not error.msg.startswith("Extra data"):
                            raise
                        text = text[: error.pos]  # what ends the collection stands on the last line


def number(value):
    return str(float(value)) if isinstance(value, (int, float)) else str(float(value.replace("Infinity", "inf")))


def said(feature):
    properties = feature["properties"]
    geometry = feature["geometry"]
    classification = properties.get("classification")
    if (properties.get("dicom") or {}).get("colour") == "supplied" and classification:
        classification = {k: v for k, v in classification.items() if k != "color"}
    return {
        "id": feature.get("id"),
        "name": properties.get("name"),
        "objectType": properties.get("objectType"),
        "classification": classification,
        "measurements": {k: number(v) for k, v in properties.get("measurements", {}).items()},
        "type": geometry["type"],
        "coordinates": geometry["coordinates"],
    }


def main():
    equal = 0
    nans = 0
    for one, other in itertools.zip_longest(features(sys.argv[1]), features(sys.argv[2])):
        if one is None or other is None:
            print(f"one file has more Features than {equal}")
            return 1
        a, b = said(one), said(other)
        if a != b:
            print(f"Feature {equal} (from 0) differs\n{a}\n{b}")
            return 1
        nans += sum(value == "nan" for value in a["measurements"].values())
        equal += 1
    print(f"{equal} equal, {nans} NaN")
    return 0


if __name__ == "__main__":
    sys.exit(main())
