"""Asks a running Glossa for seeded boxes and compares every answer with region_oracle.py.

Usage: region_check.py URL FOLDER SEED BOXES DEPTH [SLIDE:ANNOTATIONS ...]; DEPTH is reduced or deep. Each further pair names
a folder of slide instances and an annotation file made by others, which are posted and asked too. Prints what was compared
last; the first difference ends the run with a non-zero exit code.
"""
import json
import random as pseudo
import sys
import time
from decimal import Decimal
from pathlib import Path

import numpy as np
import requests

import region_sets
from region_oracle import ELLIPSE_TOLERANCE, RegionOracle, boxes

LIMIT = 10_000
PAGE = 7
DTYPES = {"float32": np.float32, "float64": np.float64}


class Difference(AssertionError):
    pass


def require(condition, *words):
    if not condition:
        raise Difference(" ".join(str(w) for w in words))


class Service:
    def __init__(self, url):
        self.url = url.rstrip("/")
        self.http = requests.Session()
        self.http.trust_env = False

    def post(self, paths):
        boundary = "oracle-5e2f0c1b7a"
        parts = [
            f"--{boundary}\r\nContent-Type: application/dicom\r\n\r\n".encode() + Path(p).read_bytes() + b"\r\n" for p in paths
        ]
        kind = f'multipart/related; type="application/dicom"; boundary={boundary}'
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        answer = self.http.post(f"{self.url}/dicom-web/studies", data=body, headers={"Content-Type": kind}, timeout=300)
        require(answer.status_code in (200, 202), "STOW answered", answer.status_code, answer.text[:500])

    def wait(self, uid):
        end = time.monotonic() + 120
        while time.monotonic() < end:
            state = self.http.get(f"{self.url}/collections/{uid}", timeout=60).json()
            if state["state"] == "ready":
                return
            require(state["state"] != "failed", "set", uid, state)
            time.sleep(0.05)
        raise Difference(f"set {uid} was not ready within two minutes: {state}")

    def items(self, uid, **parameters):
        return self.get(f"{self.url}/collections/{uid}/items", parameters)

    def get(self, url, parameters=None):
        answer = self.http.get(url, params=parameters, timeout=120)
        require(answer.status_code == 200, "GET", answer.url, "answered", answer.status_code, answer.text[:500])
        return answer.json(parse_float=Number)


class Number(float):
    """A float that remembers how it was written."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number


def identifiers(answer):
    return [tuple(int(part) for part in feature["id"].split("-")) for feature in answer["features"]]


def next_link(answer):
    return next((link["href"] for link in answer.get("links", []) if link["rel"] == "next"), None)


def shortest(number, value, dtype):
    """Whether the text is the shortest decimal of the file's own float; integers may be written without a point."""
    text = number.text if isinstance(number, Number) else str(number)
    return Decimal(text) == Decimal(np.format_float_scientific(dtype(value), unique=True))


def same_points(got, expected, precision, where):
    dtype = DTYPES[precision]
    require(len(got) == len(expected), where, "has", len(got), "points, expected", len(expected))
    numbers = np.array([[float(v) for v in point[:2]] for point in got], np.float64).astype(dtype)
    wanted = np.ascontiguousarray(expected[:, :2].astype(dtype))
    require(numbers.tobytes() == wanted.tobytes(), where, "coordinates", got, "expected", wanted.tolist())
    for point, values in zip(got, wanted):
        require(all(shortest(n, v, dtype) for n, v in zip(point, values)), where, "not the shortest decimals:", point)


def on_ellipse(ring, quad, where):
    """Every vertex of the outline lies on the true ellipse, and the outline stays within the tolerance of it."""
    q = quad[:, :2].astype(float)
    centre, u, v = (q[0] + q[1]) / 2, (q[1] - q[0]) / 2, (q[3] - q[2]) / 2
    inverse = np.linalg.inv(np.stack([u, v], axis=-1))
    unit = np.array([[float(x) for x in p[:2]] for p in ring]) - centre
    minor, major = sorted((np.hypot(*u), np.hypot(*v)))
    away = np.abs(np.hypot(*(unit @ inverse.T).T) - 1)
    require(away.max() * major <= ELLIPSE_TOLERANCE, where, "outline leaves the ellipse by", away.max() * major)
    middles = (unit + np.roll(unit, -1, axis=0))[:-1] / 2
    sag = (1 - np.hypot(*(middles @ inverse.T).T)).max() * major
    require(sag <= ELLIPSE_TOLERANCE + 1e-9, where, "outline is coarser than the tolerance:", sag)


def same_geometry(feature, oracle):
    number, index = (int(part) for part in feature["id"].split("-"))
    group, expected = oracle.by_number[number], oracle.points((number, index))
    where = f"{oracle.uid} {feature['id']} ({group.graphic_type})"
    geometry, dicom = feature["geometry"], feature["properties"]["dicom"]
    require(dicom["graphicType"] == group.graphic_type, where, "graphicType", dicom["graphicType"])
    require(dicom["groupNumber"] == number and dicom["annotationIndex"] == index, where, dicom)
    kind = {"POINT": "Point", "POLYLINE": "LineString"}.get(group.graphic_type, "Polygon")
    require(geometry["type"] == kind, where, "geometry", geometry["type"])
    coordinates = geometry["coordinates"]
    if kind == "Point":
        same_points([coordinates], expected, group.precision, where)
        return
    if kind == "LineString":
        same_points(coordinates, expected, group.precision, where)
        return
    require(len(coordinates) == 1, where, "rings", len(coordinates))
    ring = coordinates[0]
    require([str(v) for v in ring[0]] == [str(v) for v in ring[-1]], where, "ring is not closed", ring)
    if group.graphic_type == "ELLIPSE":
        on_ellipse(ring, expected, where)
        same_points(dicom["points"], expected, group.precision, where)
        return
    same_points(ring[:-1], expected, group.precision, where)
    if group.graphic_type == "RECTANGLE":
        same_points(dicom["points"], expected, group.precision, where)


class Check:
    def __init__(self, service, seed):
        self.service, self.choose = service, pseudo.Random(seed)
        self.boxes = self.features = self.pages = self.sets = 0

    def set(self, path, count, random):
        oracle = RegionOracle(path)
        self.service.wait(oracle.uid)
        for kind, box in boxes(oracle, random, count):
            self.box(oracle, kind, box)
        self.sets += 1

    def box(self, oracle, kind, box):
        where = f"{oracle.uid} {kind} {box}:"
        numbers = ()
        if len(oracle.groups) > 1 and self.choose.random() < 0.3:
            numbers = tuple(self.choose.sample(sorted(oracle.by_number), 2))
        sure, open_ = oracle.hits(box, numbers)
        parameters = {"bbox": ",".join(repr(v) for v in box), "crs": "level0-pixels"}
        if numbers:
            parameters["group"] = ",".join(map(str, numbers))
        large = len(sure) > 1500
        limit = LIMIT if not large or self.choose.random() < 0.1 else 50
        answer = self.service.items(oracle.uid, limit=limit, **parameters)
        got, matched = identifiers(answer), answer["numberMatched"]
        require(len(set(got)) == len(got) == answer["numberReturned"], where, "repeated ids or wrong numberReturned")
        require(len(got) == min(matched, limit), where, len(got), "features of", matched, "at limit", limit)
        require(set(got) <= sure | open_, where, "not hit:", sorted(set(got) - sure - open_)[:5])
        most = len(sure) + len(open_)
        require(len(sure) <= matched <= most, where, "numberMatched", matched, "expected", len(sure), "to", most)
        if matched <= limit:
            require(sure <= set(got), where, "missing:", sorted(sure - set(got))[:5])
        require((next_link(answer) is not None) == (matched > limit), where, "next link", next_link(answer), "of", matched)
        features = answer["features"] if len(got) <= 200 else self.choose.sample(answer["features"], 50)
        for feature in features:
            same_geometry(feature, oracle)
        self.boxes += 1
        self.features += len(features)
        if matched <= 300 and self.choose.random() < 0.5 or limit == LIMIT and large:
            self.follow(oracle, parameters, got, matched, where)

    def follow(self, oracle, parameters, expected, matched, where):
        """The pages at limit 7 are the whole answer in its order; of a huge one the first pages."""
        enough = len(expected) if matched <= 300 else 20 * PAGE
        answer, collected = self.service.items(oracle.uid, limit=PAGE, **parameters), []
        while True:
            self.pages += 1
            collected += identifiers(answer)
            require(answer["numberMatched"] == matched, where, "a page says numberMatched", answer["numberMatched"])
            link = next_link(answer)
            if link is None or len(collected) >= enough:
                break
            require(len(answer["features"]) == PAGE, where, "a page before the last has", len(answer["features"]))
            answer = self.service.get(link)
        require(collected == expected[: len(collected)], where, "pages give", collected[:20], "the whole gives", expected[:20])
        require(link is not None or len(collected) == matched, where, "pages end after", len(collected), "of", matched)


def shares(paths, total):
    """How many boxes for each set: small sets a few each, large ones the rest."""
    few = max(12, total * 2 // 5 // max(1, len(paths)))
    small = [p for p in paths if Path(p).stat().st_size < 20_000]
    rest = max(12, -(-(total - few * len(small)) // max(1, len(paths) - len(small))))
    return {p: few if p in small else rest for p in paths}


def main(url, folder, seed, total, depth, *others):
    service, random = Service(url), np.random.default_rng(int(seed))
    slide, sets = region_sets.write(folder, int(seed), depth)
    service.post([slide])
    for place, annotations in (pair.split(":") for pair in others):
        service.post(sorted(Path(place).glob("*.dcm")))
        sets.append(Path(annotations))
    small = [p for p in sets if p.stat().st_size < 1_000_000]
    service.post(small)
    for path in sets:
        if path not in small:
            service.post([path])
    check = Check(service, int(seed))
    for path, count in shares(sets, int(total)).items():
        check.set(path, count, random)
    print(json.dumps({"sets": check.sets, "boxes": check.boxes, "features": check.features, "pages": check.pages}))


if __name__ == "__main__":
    main(*sys.argv[1:])
