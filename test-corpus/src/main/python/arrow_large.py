"""Asks a running Glossa for all of a large set of polygons as Arrow, beside clients that never read, and compares every vertex.

Usage: arrow_large.py URL ANNOTATIONS; every group has POLYGONs of one number of vertices. Prints what was compared.
"""
import json
import socket
import sys
from urllib.parse import urlsplit

import geoarrow.pyarrow  # noqa: F401  registers the extension types
import numpy as np
import pyarrow as pa
import pydicom
import requests
import shapely

import decode
from region_check import require

IDLE_CLIENTS = 40
WHOLE = 10_000_000


class Source:
    """Per group one array of annotations x vertices x 2, as pydicom has it."""

    def __init__(self, path):
        dataset = pydicom.dcmread(path)
        self.uid, self.groups = str(dataset.SOPInstanceUID), {}
        for item in dataset.AnnotationGroupSequence:
            _, _, points = decode.group_coordinates(item, dataset.AnnotationCoordinateType)
            count = int(item.NumberOfAnnotations)
            areas = decode.measurement(item.MeasurementsSequence[0], count)["values"]
            self.groups[int(item.AnnotationGroupNumber)] = points.reshape(count, -1, 2), np.array(areas, np.float32)
        self.count = sum(len(points) for points, _ in self.groups.values())


def plain(column):
    column = column.combine_chunks()
    column = column.storage if isinstance(column, pa.ExtensionArray) else column
    require(column.null_count == 0, "nulls among", column.type)
    return column


def get(url, uid, **parameters):
    answer = requests.get(f"{url}/collections/{uid}/items", params={"f": "arrow", **parameters}, timeout=300)
    require(answer.status_code == 200, answer.url, answer.status_code, answer.text[:300])
    table = pa.ipc.open_stream(answer.content).read_all()
    table.validate(full=True)
    return answer, table


def ring_coordinates(column, vertices):
    """annotations x vertices x 2 of closed rings, each of that many vertices."""
    rings = plain(column)
    starts = np.arange(len(rings) + 1)
    require((rings.offsets.to_numpy() == starts).all(), "polygons have other than one ring")
    require((rings.flatten().offsets.to_numpy() == starts * vertices).all(), "rings have other than", vertices, "vertices")
    return rings.flatten().flatten().flatten().to_numpy().reshape(-1, vertices, 2)


def compare(table, source, groups):
    """Every vertex, area and measurement of the groups, each annotation once."""
    number, index = (table[name].to_numpy() for name in ("group", "annotationIndex"))
    require(set(np.unique(number)) == set(groups), "groups", np.unique(number))
    for group in groups:
        points, areas = source.groups[group]
        rows = np.flatnonzero(number == group)
        order = rows[np.argsort(index[rows])]
        require((index[order] == np.arange(1, len(points) + 1)).all(), "annotations of group", group)
        part = table.take(order)
        name = next(f.name for f in table.schema if f.metadata and b"concept.value" in f.metadata)
        require(part[name].to_numpy().astype(np.float32).tobytes() == areas.tobytes(), "areas of group", group)
        if "coordinates" in table.schema.names:
            raw = plain(part["coordinates"]).flatten().flatten().to_numpy()
            require(raw.dtype == points.dtype and raw.tobytes() == points.tobytes(), "bytes of group", group)
            continue
        got = ring_coordinates(part["geometry"], points.shape[1] + 1)
        closed = np.concatenate([points, points[:, :1]], axis=1).astype(np.float64)
        require(got.tobytes() == closed.tobytes(), "rings of group", group)
        expected = shapely.area(shapely.polygons(points.astype(np.float64)))
        require((shapely.area(shapely.polygons(got)) == expected).all(), "areas in shapely of group", group)


def idle(url, uid, count):
    """Clients that ask for answers of all sizes and read nothing of them."""
    server, held = urlsplit(url), []
    for number in range(count):
        client = socket.create_connection((server.hostname, server.port))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        limit = WHOLE if number % 2 else 9_000  # a stream, or 3.7 MB in one buffer
        request = f"GET /collections/{uid}/items?f=arrow&limit={limit} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        client.sendall(request.encode())
        held.append(client)
    return held


def main(url, path):
    source = Source(path)
    clients = idle(url, source.uid, IDLE_CLIENTS)
    answer, table = get(url, source.uid, limit=WHOLE)
    require("Content-Length" not in answer.headers, answer.headers)
    require(int(answer.headers["OGC-NumberReturned"]) == len(table) == source.count, answer.headers)
    compare(table, source, source.groups)
    batches = table["group"].num_chunks
    _, raw = get(url, source.uid, limit=WHOLE, coords="source")
    compare(raw, source, source.groups)
    for group in source.groups:
        _, one = get(url, source.uid, limit=WHOLE, group=group)
        compare(one, source, [group])
    _, part = get(url, source.uid, limit=3_000)
    same = all(plain(part[name]).equals(plain(table.slice(0, 3_000)[name])) for name in part.schema.names)
    require(same, "the first page is not the beginning of all")
    for client in clients:
        client.close()
    print(json.dumps({"rows": len(table), "bytes": len(answer.content), "batches": batches, "idle clients": len(clients)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
