"""Starts Glossa again and again on a stored set, until a region has been answered whole with the right checksum.

Usage: serve_restart.py GLOSSA ANNOTATIONS FOLDER RUNS. The set is stored in FOLDER/data unless it is there. Each run drops the page cache and
starts (cold), then starts again (warm); where dropping is not allowed, warm alone.
"""
import hashlib
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from arrow_large import plain
from polygon_truth import PolygonTruth
from served import Glossa, get, load, post, row, write_multipart

WIDTH, HEIGHT = 2_000, 1_200
LEAST_HITS = 1_000


def checksum(ids, points):
    """Of (group, annotation index) and coordinates, in the order of the ids."""
    order = np.lexsort((ids[:, 1], ids[:, 0]))
    digest = hashlib.sha256(np.ascontiguousarray(ids[order], "<i8").tobytes())
    digest.update(np.ascontiguousarray(points[order], "<f4").tobytes())
    return digest.hexdigest()


def region(truth):
    """A viewport with enough polygons around one that a seed gives; its path, hits and checksum."""
    random = np.random.default_rng(1)
    while True:
        x, y = np.rint(truth.points[random.integers(len(truth)), 0]).astype(float)
        box = [x - WIDTH / 2, y - HEIGHT / 2, x + WIDTH / 2, y + HEIGHT / 2]
        hits = truth.hits(box)
        if len(hits) >= LEAST_HITS:
            ids = np.stack([truth.numbers[hits].astype(np.int64), truth.indexes[hits]], axis=1)
            path = f"/collections/{truth.uid}/items?f=arrow&coords=source&crs=source-pixels&limit=1000000&bbox={','.join(map(repr, map(float, box)))}"
            return path, len(hits), checksum(ids, truth.points[hits])


def answered(data, vertices):
    table = pa.ipc.open_stream(data).read_all()
    ids = np.stack([table[name].to_numpy().astype(np.int64) for name in ("group", "annotationIndex")], axis=1)
    return checksum(ids, plain(table["coordinates"]).flatten().flatten().to_numpy().reshape(-1, vertices, 2))


def store(program, data, annotations, uid, body):
    write_multipart(annotations, body)
    with Glossa(program, data) as server:
        begun = time.perf_counter()
        post(f"{server.url}/dicom-web/studies", body)
        while (state := json.loads(get(f"{server.url}/collections/{uid}"))["state"]) != "ready":
            if state == "failed":
                raise SystemExit("no columns were made")
            time.sleep(0.1)
        print(f"stored, and ready after {time.perf_counter() - begun:.1f} s")
    os.remove(body)


def drop_page_cache():
    os.sync()
    with open("/proc/sys/vm/drop_caches", "w") as drop:
        drop.write("3")


def main(program, annotations, folder, runs):
    truth = PolygonTruth(annotations)
    data = str(Path(folder) / "data")
    if not Path(data).exists():
        store(program, data, annotations, truth.uid, str(Path(folder) / "body"))
    path, hits, expected = region(truth)
    count, vertices = len(truth), truth.points.shape[1]
    del truth
    os.sync()
    times, listening, loads = {"cold": [], "warm": []}, {"cold": [], "warm": []}, []
    may_drop = os.access("/proc/sys/vm/drop_caches", os.W_OK)
    for run in range(-1, int(runs)):
        for kind in ("cold", "warm"):
            if kind == "cold" and not (may_drop and run >= 0):
                continue
            if kind == "cold":
                drop_page_cache()
            loads.append(load())
            with Glossa(program, data) as server:
                said = answered(get(server.url + path), vertices)
                took = server.since_start()
                if said != expected:
                    raise SystemExit(f"{path} has the checksum {said}, not {expected}")
            if run >= 0:
                times[kind].append(took)
                listening[kind].append(server.listening)
    print(
        f"{count:,} annotations stored; ./glossa serve, -Xmx256m, until a region of {hits:,} polygons had come with checksum"
        f" {expected[:16]}; {runs} starts of each, in turn; {os.cpu_count()} cores"
    )
    if not may_drop:
        print("  cold: not measured, only root may drop the page cache")
    for kind in ("warm", "cold") if may_drop else ("warm",):
        row(kind, times[kind])
        row(f"{kind}, listening", listening[kind])
    print(f"  load before each: {', '.join(f'{one:.1f}' for one in loads)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
