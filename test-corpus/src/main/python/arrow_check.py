"""Asks a running Glossa for regions as Arrow and compares every value with what pydicom, numpy and shapely make of the same file.

Usage: arrow_check.py URL FOLDER CORPUS SEED BOXES; FOLDER is for sets that highdicom writes, CORPUS holds cases and slides. Prints
what was compared last; the first difference ends the run with a non-zero exit code.
"""
import json
import sys
from pathlib import Path

import numpy as np
import pydicom
import shapely

import decode
import region_sets
from arrow_regions import MEDIA_TYPE, Stream, extension_of
from region_check import Service, identifiers, on_ellipse, require
from region_oracle import RegionOracle, boxes, geometry
from spaces_check import ROUNDING, Placed, own_space

CASES = (
    "*-3d-o[fd]-sparse", "*-3d-commonz-of-dense", "several-groups", "many-groups", "empty-group", "only-empty-group",
    "frame-origin", "lower-level", "oblique-millimetres", "large-coordinates", "vertices-at-zero", "ellipse-thirty-degrees",
)


class ArrowService(Service):
    def arrow(self, uid, **parameters):
        return self.stream(f"{self.url}/collections/{uid}/items", {"f": "arrow", **parameters})

    def stream(self, url, parameters=None):
        answer = self.http.get(url, params=parameters, timeout=120)
        require(answer.status_code == 200, "GET", answer.url, "answered", answer.status_code, answer.text[:500])
        require(answer.headers["Content-Type"] == MEDIA_TYPE, answer.url, answer.headers)
        stream = Stream(answer.content)
        require(int(answer.headers["OGC-NumberMatched"]) == stream.matched, answer.headers)
        require(int(answer.headers["OGC-NumberReturned"]) == stream.returned == len(stream.table), answer.headers)
        link = answer.links.get("next", {}).get("url")
        require(link == stream.next, "header Link", link, "schema", stream.next)
        return stream


def measured(path):
    """For each annotation its values, by concept, unit and place among those of the same."""
    rows = {}
    for item in pydicom.dcmread(path).AnnotationGroupSequence:
        number, count, taken = int(item.AnnotationGroupNumber), int(item.NumberOfAnnotations), {}
        for said in item.get("MeasurementsSequence", []):
            one = decode.measurement(said, count)
            code = (one["concept"][0], one["unit"][0])
            key = (*code, taken.setdefault(code, 0))
            taken[code] += 1
            for index, value in enumerate(one["values"], 1):
                if value is not None:
                    rows.setdefault((number, index), {})[key] = value
    return rows


def same_measurements(stream, expected, where):
    for identifier, got in zip(stream.ids(), stream.measurements()):
        wanted = expected.get(identifier, {})
        same = got.keys() == wanted.keys() and all(np.float32(got[k]).tobytes() == np.float32(wanted[k]).tobytes() for k in got)
        require(same, where, identifier, "measures", got, "expected", wanted)


def same_shapes(stream, shape_of, type_of, tolerance, where, with_z=False):
    """Each geometry against the points of the file; exactly, when the tolerance is 0."""
    for identifier, got, beside in zip(stream.ids(), stream.geometries(), stream.points()):
        graphic_type, points = type_of(identifier), np.asarray(shape_of(identifier), float)
        z = with_z and points.shape[1] == 3
        here = (where, identifier, graphic_type)
        coordinates = shapely.get_coordinates(got, include_z=z)
        require(shapely.has_z(got) == z, *here, got)
        if graphic_type in ("ELLIPSE", "RECTANGLE"):
            away = np.abs(beside[:, : 3 if z else 2] - points[:, : 3 if z else 2]).max()
            require(beside.shape[0] == 4 and away <= tolerance, *here, "points", beside.tolist())
        else:
            require(beside is None, *here, "has points beside:", beside)
        if graphic_type == "ELLIPSE":
            on_ellipse(coordinates, points, str(here))
            require((coordinates[0] == coordinates[-1]).all(), *here, "is not closed")
            flat = z and len(np.unique(points[:, 2])) == 1
            require(not flat or (coordinates[:, 2] == points[0, 2]).all(), *here, "leaves its plane", coordinates)
            continue
        expected = geometry(graphic_type, points)
        require(got.geom_type == expected.geom_type, *here, got.geom_type)
        wanted = shapely.get_coordinates(expected)
        if z:
            closed = np.concatenate([points, points[:1]]) if got.geom_type == "Polygon" else points
            wanted = closed if got.geom_type != "Point" else points[:1]
        require(coordinates.shape == wanted.shape and np.abs(coordinates - wanted).max() <= tolerance, *here, got)
        require(tolerance > 0 or got.area == expected.area, *here, "area", got.area, "expected", expected.area)


def same_source(stream, oracle, where):
    for identifier, got in zip(stream.ids(), stream.source()):
        expected = oracle.points(identifier)
        require(got.dtype == expected.dtype and got.shape == expected.shape, where, identifier, got.dtype, got.shape)
        require(got.tobytes() == np.ascontiguousarray(expected).tobytes(), where, identifier, "is not the source's bytes")


class Check:
    def __init__(self, service, random):
        self.service, self.random = service, random
        self.counts = {"sets": 0, "boxes": 0, "rows": 0, "pages": 0, "spaces": 0}

    def set(self, path, count):
        oracle = RegionOracle(path)
        self.service.wait(oracle.uid)
        expected = measured(path)
        for kind, box in boxes(oracle, self.random, max(3, count)):
            self.box(oracle, expected, kind, box)
        for group in oracle.groups:
            alone = self.service.arrow(oracle.uid, crs="source-pixels", group=group.number, limit=5)
            require(alone.extension() == extension_of([(group.graphic_type, 2)]), path, group.number, alone.extension())
        self.pages(oracle)
        self.counts["sets"] += 1

    def box(self, oracle, expected, kind, box):
        where = f"{oracle.uid} {kind} {box}:"
        sure, near = oracle.hits(box)
        asked = {"bbox": ",".join(map(repr, box)), "limit": 10_000}
        stream, features = self.service.arrow(oracle.uid, **asked), self.service.items(oracle.uid, **asked)
        ids = stream.ids()
        require(ids == identifiers(features), where, "another order than GeoJSON's")
        require(sure <= set(ids) <= sure | near and len(set(ids)) == len(ids), where, "hits", ids[:5])
        require(stream.matched == features["numberMatched"], where, stream.matched)
        require(stream.metadata["glossa.coordRefSys"] == features["coordRefSys"], where, stream.metadata)
        shapes = [(g.graphic_type, 2) for g in oracle.groups]
        require(stream.extension() == extension_of(shapes), where, stream.extension())
        same_shapes(stream, oracle.points, self.types(oracle), 0, where)
        same_measurements(stream, expected, where)
        source = self.service.arrow(oracle.uid, coords="source", **asked)
        require(source.ids() == ids, where, "another order of the source's coordinates")
        same_source(source, oracle, where)
        same_measurements(source, expected, where)
        self.counts["boxes"] += 1
        self.counts["rows"] += len(ids)

    @staticmethod
    def types(oracle):
        return lambda identifier: oracle.by_number[identifier[0]].graphic_type

    def pages(self, oracle):
        """Pages are the whole in its order, of one schema; the last says nothing of a next one."""
        for coords in ("geometry", "source"):
            whole = self.service.arrow(oracle.uid, coords=coords, limit=10_000_000)
            page, parts = self.service.arrow(oracle.uid, coords=coords, limit=7), []
            while True:
                parts.append(page.table)
                require(page.table.schema.equals(whole.table.schema, check_metadata=False), oracle.uid, page.table.schema)
                require(page.matched == whole.matched == oracle.count, oracle.uid, page.matched)
                self.counts["pages"] += 1
                if page.next is None or len(parts) == 20:
                    break
                page = self.service.stream(page.next)
            rows = [row for part in parts for row in zip(part["group"].to_pylist(), part["annotationIndex"].to_pylist())]
            require(rows == whole.ids()[: len(rows)], oracle.uid, "pages", rows[:10])
            require(page.next is not None or len(rows) == oracle.count, oracle.uid, len(rows), "of", oracle.count)

    def spaces(self, path):
        """A case of the corpus in its own space, in level 0 pixels as numpy computed them, and as its own bytes."""
        expected = json.loads((path.parent / "expected.json").read_text("utf-8"))
        oracle, own = RegionOracle(path), own_space(expected)
        self.service.wait(oracle.uid)
        ordinates = {g["number"]: g["ordinates"] if own == "slide-mm" else 2 for g in expected["groups"]}
        stream = self.service.arrow(oracle.uid, crs=own, limit=10_000_000)
        require(len(stream.table) == oracle.count and set(stream.groups) == set(ordinates), path, stream.metadata)
        kinds = [(g.graphic_type, ordinates[g.number]) for g in oracle.groups]
        require(stream.extension() == extension_of(kinds), path, stream.extension())
        same_shapes(stream, oracle.points, self.types(oracle), 0, path, with_z=own == "slide-mm")
        same_measurements(stream, measured(path), path)
        source = self.service.arrow(oracle.uid, coords="source", limit=10_000_000)
        same_source(source, oracle, path)
        own_name = stream.metadata["glossa.coordRefSys"]
        require(source.metadata["glossa.coordRefSys"] == own_name, path, source.metadata)
        placed = {(g.number, i + 1): s for g in Placed(expected).groups for i, s in enumerate(g.shapes)}
        level_zero = self.service.arrow(oracle.uid, limit=10_000_000)
        require(expected["levelZeroImage"] in level_zero.metadata["glossa.coordRefSys"], path, level_zero.metadata)
        same_shapes(level_zero, placed.__getitem__, self.types(oracle), ROUNDING, path)
        self.counts["spaces"] += 1


def main(url, folder, corpus, seed, count):
    service, random = ArrowService(url), np.random.default_rng(int(seed))
    slide, sets = region_sets.write(folder, int(seed), "reduced")
    sets = [p for p in sets if p.stem.split("-")[-1] in ("0", "1", "17", "1000")]
    cases = [p / "input.dcm" for pattern in CASES for p in sorted(Path(corpus).glob(f"cases/{pattern}"))]
    service.post([slide, *sorted(Path(corpus).glob("slides/*/*.dcm"))])
    service.post(sets + cases)
    check = Check(service, random)
    for path in sets:
        check.set(path, int(count))
    for path in cases:
        check.spaces(path)
    print(json.dumps(check.counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
