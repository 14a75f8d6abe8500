"""What an Arrow answer of a region says, read by pyarrow, geoarrow-c and shapely alone."""
import json

import geoarrow.pyarrow as geoarrow  # registers the extension types: pyarrow then knows a geometry column by its metadata
import numpy as np
import pyarrow as pa
import shapely

MEDIA_TYPE = "application/vnd.apache.arrow.stream"
NATIVE = {"POINT": "geoarrow.point", "POLYLINE": "geoarrow.linestring"}
POLYGON, WKB = "geoarrow.polygon", "geoarrow.wkb"


class Stream:
    """One answer: its table, which must be valid Arrow to the last offset, and what its schema says."""

    def __init__(self, data):
        with pa.ipc.open_stream(data) as reader:
            batches = list(reader)
            self.table = pa.Table.from_batches(batches, reader.schema)
        for batch in batches:
            batch.validate(full=True)
        self.metadata = {k.decode(): v.decode() for k, v in (reader.schema.metadata or {}).items()}
        self.groups = {g["number"]: g for g in json.loads(self.metadata.get("glossa.groups", "[]"))}
        self.matched = int(self.metadata["glossa.numberMatched"])
        self.returned = int(self.metadata["glossa.numberReturned"])
        self.next = self.metadata.get("glossa.next")

    def ids(self):
        return list(zip(self.table["group"].to_pylist(), self.table["annotationIndex"].to_pylist()))

    def extension(self):
        return self.table.schema.field("geometry").type.extension_name

    def geometries(self):
        """As shapely has them, by way of geoarrow-c; None where there is none."""
        column = self.table["geometry"]
        if len(column) == 0:
            return np.array([], object)
        wkb = geoarrow.as_wkb(column)
        return shapely.from_wkb(np.array([b for chunk in wkb.chunks for b in chunk.storage.to_pylist()], object))

    def points(self):
        """The four points beside, for each row; None for rows that are no ellipse and no rectangle."""
        if "points" not in self.table.schema.names:
            return [None] * len(self.table)
        return [None if p is None else np.array(p) for p in self.table["points"].to_pylist()]

    def source(self):
        """The source's own points of each row, in its own precision."""
        rows = [None] * len(self.table)
        for field in self.table.schema:
            if not field.name.startswith("coordinates"):
                continue
            vertex = field.type.value_type
            dtype = {pa.float32(): np.float32, pa.float64(): np.float64}[vertex.value_type]
            for row, scalar in enumerate(self.table[field.name]):
                if scalar.is_valid:
                    if rows[row] is not None:
                        raise AssertionError(f"row {row} has coordinates in two columns")
                    flat = scalar.values.flatten().to_numpy(zero_copy_only=False)
                    rows[row] = np.ascontiguousarray(flat, dtype).reshape(-1, vertex.list_size)
        return rows

    def measurements(self):
        """For each row the values that it has, by concept, unit and place among those of the same."""
        rows = [{} for _ in range(len(self.table))]
        taken = {}
        for field in self.table.schema:
            if field.metadata is None or b"concept.value" not in field.metadata:
                continue
            code = (field.metadata[b"concept.value"].decode(), field.metadata[b"unit.value"].decode())
            key = (*code, taken.setdefault(code, 0))
            taken[code] += 1
            for row, value in zip(rows, self.table[field.name].to_pylist()):
                if value is not None:
                    row[key] = value
        return rows


def extension_of(groups):
    """What the geometry column of these groups (graphic type and ordinates each) has to be."""
    kinds = {NATIVE.get(graphic_type, POLYGON) for graphic_type, _ in groups}
    ordinates = {n for _, n in groups}
    if not groups:
        return POLYGON
    return kinds.pop() if len(kinds) == 1 and len(ordinates) == 1 else WKB
