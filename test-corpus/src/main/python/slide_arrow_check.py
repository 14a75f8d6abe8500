"""Asks a running Glossa for all sets of a slide as Arrow, and compares with the files and with each set alone at /collections.

Usage: slide_arrow_check.py URL FOLDER SEED BOXES; highdicom writes sets of unlike layers and measurements to FOLDER. Prints what was
compared last; the first difference ends the run with a non-zero exit code.
"""
import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from highdicom.ann import AnnotationGroup, Measurements

import case_shapes
import region_sets
import slides
from arrow_check import ArrowService, measured
from arrow_regions import POLYGON, WKB
from region_check import require

ORIENTATION = (0, 1, 0, 1, 0, 0)
FINE, COARSE = (0.0005, 0.0005), (0.002, 0.002)
SLIDE = slides.Slide(
    "slide as arrow",
    ORIENTATION,
    (
        slides.Level(800, 640, FINE, (10.0, 4.0)),
        slides.Level(200, 160, COARSE, slides.centred_origin((10.0, 4.0), 4, FINE, ORIENTATION)),
    ),
    sparse=True,
    kept_tiles=(0,),
)
MEASURES = {"area": (case_shapes.AREA, case_shapes.SQUARE_MICROMETRE), "diameter": (case_shapes.DIAMETER, case_shapes.MICROMETRE)}


def group(random, name, number, graphic_type, count, dtype, extent, measures):
    """Every measure is absent of about a third of the annotations."""
    said = []
    for measure in measures:
        values = random.uniform(0, 100, count).astype(np.float32)
        values[random.random(count) < 1 / 3] = np.nan
        said.append(Measurements(name=MEASURES[measure][0], values=values, unit=MEASURES[measure][1]))
    return AnnotationGroup(
        number=number,
        uid=slides.uid(f"{name} group {number}"),
        label=f"{graphic_type} {number}",
        annotated_property_category=case_shapes.CATEGORY,
        annotated_property_type=case_shapes.NUCLEUS,
        graphic_type=graphic_type,
        graphic_data=region_sets.shapes(random, graphic_type, count, dtype, extent),
        algorithm_type="MANUAL",
        measurements=said or None,
    )


def sets(random, images):
    """Groups of each set: (graphic type, how many, precision, measures)."""
    small, double = np.float32, np.float64
    plans = {
        "a": (0, [("POLYGON", 40, small, ["area"])]),
        "b": (0, [("POLYGON", 25, double, ["diameter", "area"]), ("POLYGON", 10, double, [])]),
        "c": (1, [("POLYGON", 30, small, ["diameter"])]),
        "d": (0, [("POLYGON", 15, small, [])]),
        "e": (0, [("ELLIPSE", 12, small, ["area"]), ("POINT", 9, double, []), ("POLYLINE", 8, small, ["diameter"])]),
    }
    for name, (level, planned) in plans.items():
        extent = (SLIDE.levels[level].columns, SLIDE.levels[level].rows)
        named = f"slide as arrow {name}"
        groups = [group(random, named, n, t, c, d, extent, m) for n, (t, c, d, m) in enumerate(planned, 1)]
        yield name, region_sets.by_highdicom(named, images[level], groups)


class SlideCheck:
    def __init__(self, service, files):
        self.service, self.files = service, files
        self.url = f"{service.url}/slides/{SLIDE.instance_uid(0)}/items"
        self.measured = {uid: measured(path) for uid, path in files.items()}
        self.counts = {"answers": 0, "rows": 0, "pages": 0, "nulls": 0}

    def union(self, **parameters):
        return self.service.stream(self.url, {"f": "arrow", **parameters})

    def same(self, uids, extension, **parameters):
        """The union is each set after the other: ids, geometries, areas, four points and measurements; GeoJSON says the same ids."""
        asked = {"limit": 10_000, **parameters}
        stream = self.union(**asked)
        named = stream.table["sopInstanceUid"]
        require(pa.types.is_dictionary(named.type) and named.type.value_type == pa.string(), named.type)
        require(stream.extension() == extension, parameters, stream.extension())
        rows = list(zip(named.to_pylist(), stream.ids()))
        alone = [(uid, self.service.arrow(uid, **asked)) for uid in uids]
        require(rows == [(uid, i) for uid, one in alone for i in one.ids()], parameters, "rows", rows[:5])
        require(stream.matched == sum(one.matched for _, one in alone), parameters, stream.matched)
        features = self.service.get(self.url, asked)["features"]
        require([f["id"] for f in features] == [f"{uid}/{g}-{a}" for uid, (g, a) in rows], parameters, "GeoJSON's ids")
        expected = [g for _, one in alone for g in one.geometries()]
        require(all(a.wkb == b.wkb for a, b in zip(stream.geometries(), expected)), parameters, "geometries")
        areas = shapely.area(stream.geometries())
        require((areas == shapely.area(expected)).all(), parameters, "areas")
        shapes = [shapely.geometry.shape(f["geometry"]) for f in features]  # a float32 as its shortest decimal
        require(np.allclose(areas, shapely.area(shapes), rtol=1e-4, atol=1e-3), parameters, "areas of GeoJSON")
        points = [p for _, one in alone for p in one.points()]
        for row, got, wanted in zip(rows, stream.points(), points):
            same = wanted is None if got is None else wanted is not None and (got == wanted).all()
            require(same, row, "points", got, wanted)
        columns = {key for values in stream.measurements() for key in values}
        for (uid, identifier), got in zip(rows, stream.measurements()):
            wanted = self.measured[uid].get(identifier, {})
            require(got.keys() == wanted.keys(), uid, identifier, "measures", got, "expected", wanted)
            require(all(np.float32(got[k]) == np.float32(wanted[k]) for k in got), uid, identifier, got, wanted)
            self.counts["nulls"] += len(columns) - len(got)
        self.counts["answers"] += 1
        self.counts["rows"] += len(rows)
        return stream

    def pages(self, **parameters):
        whole, parts = self.union(limit=10_000, **parameters), []
        page = self.union(limit=7, **parameters)
        while True:
            require(page.table.schema.equals(whole.table.schema, check_metadata=False), page.table.schema)
            require(page.matched == whole.matched, page.matched)
            parts += zip(page.table["sopInstanceUid"].to_pylist(), page.ids())
            self.counts["pages"] += 1
            if page.next is None:
                break
            page = self.service.stream(page.next)
        require(len(parts) == len(set(parts)), "an annotation twice")
        require(parts == list(zip(whole.table["sopInstanceUid"].to_pylist(), whole.ids())), "pages are not the whole")

    def refused(self, status, words, **parameters):
        answer = self.service.http.get(self.url, params={"f": "arrow", **parameters}, timeout=60)
        require(answer.status_code == status, parameters, answer.status_code, answer.text)
        require(answer.headers["Content-Type"] == "application/problem+json", answer.headers)
        require(all(w in answer.json()["detail"] for w in ("got ", "allowed: ", "remedy: ", *words)), answer.text)

    def source(self, uids, **parameters):
        """The bytes of the sets, whatever crs says of the box."""
        stream = self.union(coords="source", limit=10_000, **parameters)
        alone = [self.service.arrow(uid, coords="source", limit=10_000, **parameters) for uid in uids]
        expected = [points for one in alone for points in one.source()]
        got = stream.source()
        require(len(got) == len(expected) > 0, parameters, len(got), len(expected))
        require(all(a.dtype == b.dtype and a.tobytes() == b.tobytes() for a, b in zip(got, expected)), parameters, "source")
        require(stream.metadata["glossa.coordRefSys"] == alone[0].metadata["glossa.coordRefSys"], stream.metadata)
        self.counts["answers"] += 1


def boxes(random, count):
    for _ in range(count):
        x, y = random.uniform(0, 800), random.uniform(0, 640)
        yield f"{x},{y},{x + random.uniform(0, 500)},{y + random.uniform(0, 400)}"


def main(url, folder, seed, count):
    folder, random, service = Path(folder), np.random.default_rng(int(seed)), ArrowService(url)
    folder.mkdir(parents=True)
    images = [slides.image(SLIDE, level) for level in range(2)]
    for level, image in enumerate(images):
        image.save_as(folder / f"level-{level}.dcm", enforce_file_format=True)
    service.post([folder / "level-0.dcm", folder / "level-1.dcm"])
    files, uids = {}, {}
    check = SlideCheck(service, files)
    empty = check.union()
    require(len(empty.table) == 0 and empty.extension() == POLYGON, empty.table.schema)
    for name, dataset in sets(random, images):
        uids[name] = str(dataset.SOPInstanceUID)
        path = folder / f"{name}.dcm"
        dataset.save_as(path, enforce_file_format=True)
        files[uids[name]] = path
    check = SlideCheck(service, files)

    def store(*names):
        for name in names:
            service.post([files[uids[name]]])
            service.wait(uids[name])

    store("a")
    check.source([uids["a"]])
    store("d")
    check.source([uids["a"], uids["d"]])
    check.source([uids["a"], uids["d"]], bbox="0,0,400,400")
    store("b")
    check.refused(400, (uids["a"], uids["b"], "float32", "float64"), coords="source")
    two = check.union(group="2", coords="source", limit=100)
    require(set(two.table["sopInstanceUid"].to_pylist()) == {uids["b"]}, "group 2 is of b alone")
    store("c")
    check.refused(400, (uids["a"], "pixels"), coords="source", group="1")
    polygons = [uids[n] for n in "adbc"]
    whole = check.same(polygons, POLYGON)
    require(len(whole.table) == 120 and len([f for f in whole.table.schema if b"concept.value" in (f.metadata or {})]) == 2, whole.table.schema)
    check.same(polygons, POLYGON, crs="slide-mm")
    check.pages()
    store("e")
    every = [uids[n] for n in "adbce"]
    for parameters in ({}, {"crs": "slide-mm"}, *({"bbox": b} for b in boxes(random, int(count)))):
        check.same(every, WKB, **parameters)
    check.pages()
    check.pages(bbox="100,100,700,500")
    ellipses = check.union(group="1,2", bbox="0,0,0,0")
    require(ellipses.extension() == WKB and len(ellipses.table) == 0, ellipses.table.schema)
    check.refused(400, ("group=4", "1, 2, 3"), group="4")
    described = {s["sopInstanceUid"]: s["groups"] for s in json.loads(whole.metadata["glossa.sets"])}
    require(list(described) == polygons and len(described[uids["b"]]) == 2, described)
    require(whole.metadata["glossa.slide"] == SLIDE.instance_uid(0), whole.metadata)
    require(check.counts["nulls"] > 0, check.counts)
    print(json.dumps(check.counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
