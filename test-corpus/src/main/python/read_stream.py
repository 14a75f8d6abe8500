"""Prints what pyarrow, geoarrow-c and shapely read of Arrow streams, one JSON object a file: read_stream.py FILE ..."""
import json
import sys

from arrow_regions import Stream


def plain(value):
    """NaN is a value like others, but JSON has none."""
    return repr(value) if isinstance(value, float) else value


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    stream = Stream(data)
    names = stream.table.schema.names
    geometries = stream.geometries() if "geometry" in names else [None] * len(stream.table)
    others = [n for n in names if n not in ("group", "annotationIndex", "geometry")]
    rows = [
        [f"{group}-{index}", None if geometry is None else geometry.wkt, {k: plain(stream.table[k][i].as_py()) for k in others}]
        for i, ((group, index), geometry) in enumerate(zip(stream.ids(), geometries))
    ]
    return {
        "extension": stream.extension() if "geometry" in names else None,
        "batches": stream.table["group"].num_chunks,
        "types": {n: str(stream.table.schema.field(n).type) for n in others},
        "rows": rows,
    }


for name in sys.argv[1:]:
    print(json.dumps(read(name)))
