"""Asks a running Glossa for the corpus in level 0 pixels and in each set's own space, before and after its slides are there.

Usage: spaces_check.py URL CORPUS before|with|after reduced|deep; CORPUS is the folder that holds cases and slides. The first word
says when the annotations are posted: before the slides, in one request with them, or after. A reduced run leaves out the doubles
of the matrix when they come with or after the slides, and asks for fewer boxes. Prints what was compared last.
"""
import json
import re
import sys
from pathlib import Path

import numpy as np

from region_check import Service, identifiers, require, same_geometry
from region_oracle import Group, RegionOracle

# Level 0 coordinates are computed twice in double; they may part by the last digits of a pixel number.
ROUNDING = 1e-7
EVERYTHING = "-1e9,-1e9,1e9,1e9"


class Placed:
    """A case's annotations in level 0 pixels, as numpy computed them."""

    def __init__(self, expected):
        self.groups = [
            Group(g["number"], g["graphicType"], "float64", [np.array(s).reshape(-1, 2) for s in g["levelZero"]])
            for g in expected["groups"]
        ]

    def hits(self, box):
        """(certain, possible): hits of the box made smaller, and made larger, by the rounding."""
        x0, y0, x1, y1 = box
        small, large = (
            (x0 + ROUNDING, y0 + ROUNDING, x1 - ROUNDING, y1 - ROUNDING),
            (x0 - ROUNDING, y0 - ROUNDING, x1 + ROUNDING, y1 + ROUNDING),
        )
        certain = {(g.number, int(i) + 1) for g in self.groups for i in g.hits(small)[0]}
        possible = {(g.number, int(i) + 1) for g in self.groups for part in g.hits(large) for i in part}
        return certain, possible

    def boxes(self, random, count):
        held = [b for g in self.groups for b in g.boxes()]
        for x0, y0, x1, y1 in (held[int(i)] for i in random.integers(len(held), size=min(count, len(held)))):
            w, h = x1 - x0 + 1, y1 - y0 + 1
            yield x0 - w, y0 - h, x0 + w / 2, y0 + h / 2
            yield x1 - w / 3, y0 - h, x1 + w, y1 + h
            yield x1 + 0.5, y0, x1 + w, y1 + h


def own_space(expected):
    if expected["coordinateType"] == "3D":
        return "slide-mm"
    return "frame" if expected["pixelOrigin"] == "FRAME" else "source-pixels"


def points_of(feature):
    """The annotation's own points, of an outline without the vertex that closes it; an ellipse's four."""
    dicom, geometry = feature["properties"]["dicom"], feature["geometry"]
    if dicom["graphicType"] in ("ELLIPSE", "RECTANGLE"):
        return dicom["points"]
    if geometry["type"] == "Polygon":
        return geometry["coordinates"][0][:-1]
    return [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]


class Check:
    def __init__(self, service, boxes):
        self.service, self.random, self.boxes = service, np.random.default_rng(5), boxes
        self.counts = {"cases": 0, "boxes": 0, "features": 0, "refused": 0}

    def refused(self, expected):
        """Level 0 of an absent slide: 409 that names what is missing, never an empty answer."""
        url = f"{self.service.url}/collections/{expected['sopInstanceUid']}/items"
        answer = self.service.http.get(url, params={"bbox": EVERYTHING}, timeout=60)
        named = expected["referencedImage"] in answer.text or (expected["frameOfReferenceUid"] or "-") in answer.text
        require(answer.status_code == 409, url, "answered", answer.status_code, "without the slide")
        require(answer.headers["Content-Type"].startswith("application/problem+json"), url, answer.headers)
        require(named, url, "does not name the missing image:", answer.text)
        self.counts["refused"] += 1

    def own(self, path, expected):
        """In its own space a set can be asked at once, bit for bit."""
        oracle = RegionOracle(path)
        answer = self.service.items(oracle.uid, bbox=EVERYTHING, crs=own_space(expected), limit=10_000)
        require(len(identifiers(answer)) == oracle.count == answer["numberMatched"], path, identifiers(answer))
        for feature in answer["features"]:
            same_geometry(feature, oracle)
        self.counts["features"] += oracle.count

    def level_zero(self, path, expected):
        placed, uid = Placed(expected), expected["sopInstanceUid"]
        shapes = {(g.number, i + 1): s for g in placed.groups for i, s in enumerate(g.shapes)}
        answer = self.service.items(uid, bbox=EVERYTHING, limit=10_000)
        require(set(identifiers(answer)) == set(shapes), path, "level 0 answers", identifiers(answer))
        require(expected["levelZeroImage"] in json.dumps(answer.get("coordRefSys")), path, answer.get("coordRefSys"))
        at_level_zero = expected["referencedImage"] == expected["levelZeroImage"] and own_space(expected) == "source-pixels"
        oracle = RegionOracle(path) if at_level_zero else None
        for identifier, feature in zip(identifiers(answer), answer["features"]):
            if oracle is not None:
                same_geometry(feature, oracle)
                continue
            got = np.array([[float(v) for v in p[:2]] for p in points_of(feature)])
            away = np.abs(got - shapes[identifier]).max()
            require(away <= ROUNDING, path, identifier, "lies", away, "px from where numpy puts it")
        for box in placed.boxes(self.random, self.boxes) if shapes else ():
            certain, possible = placed.hits(box)
            got = set(identifiers(self.service.items(uid, bbox=",".join(map(repr, map(float, box))), limit=10_000)))
            require(certain <= got <= possible, path, box, "hits", sorted(got), "expected", sorted(certain))
            self.counts["boxes"] += 1
        self.counts["cases"] += 1


def inputs(corpus, when, depth):
    paths = sorted(corpus.glob("cases/*/input.dcm"))
    if depth == "reduced" and when != "before":
        paths = [p for p in paths if not re.search("-od-(none|dense|sparse)$", p.parent.name)]
    return {p: json.loads((p.parent / "expected.json").read_text("utf-8")) for p in paths}


def main(url, corpus, when, depth):
    service, corpus = Service(url), Path(corpus)
    files = inputs(corpus, when, depth)
    slides = sorted(corpus.glob("slides/*/*.dcm"))
    check = Check(service, 6 if depth == "deep" else 1)
    service.post({"before": list(files), "with": slides[:4] + list(files) + slides[4:], "after": slides}[when])
    if when == "before":
        for path, expected in files.items():
            service.wait(expected["sopInstanceUid"])
            check.refused(expected)
            check.own(path, expected)
        service.post(slides)
    if when == "after":
        service.post(list(files))
    for path, expected in files.items():
        service.wait(expected["sopInstanceUid"])
        if when != "before":
            check.own(path, expected)
        check.level_zero(path, expected)
    print(json.dumps(check.counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
