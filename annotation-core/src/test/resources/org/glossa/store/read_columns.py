"""Reads a stored set with pyarrow alone and prints every annotation, one to a line.

A line: groupNumber annotationIndex graphicType, then the bytes of its ordinates in hexadecimal, then each measurement as its bits or
"-". The tree is checked here: every parent's box is the union of its children's, every row's box holds its vertices.
"""

import pathlib
import sys

import numpy
import pyarrow
import pyarrow.ipc


def batches_of(path):
    with pyarrow.memory_map(str(path)) as source:
        reader = pyarrow.ipc.open_file(source)
        batches = [reader.get_batch(i) for i in range(reader.num_record_batches)]
        for batch in batches:
            batch.validate(full=True)
        return reader.schema, batches


def ordinates_of(batch):
    """Where each row's vertices begin, and the ordinates of all, one vertex to a row."""
    column = batch.column("coordinates")
    size = column.type.value_type.list_size
    return column.offsets.to_numpy(), column.values.flatten().to_numpy().reshape(-1, size)


def tree_of(path):
    _, batches = batches_of(path)
    boxes = numpy.concatenate([batch.column("box").flatten().to_numpy() for batch in batches])
    return boxes.reshape(-1, 4)


def check_tree(boxes, indexed):
    level, rest = boxes[:indexed], boxes[indexed:]
    while len(level) > 1:
        starts = numpy.arange(0, len(level), 16)
        low = numpy.minimum.reduceat(level[:, :2], starts, axis=0)
        high = numpy.maximum.reduceat(level[:, 2:], starts, axis=0)
        level, rest = rest[: len(starts)], rest[len(starts) :]
        assert (level == numpy.hstack([low, high])).all(), "a parent is not the union of its children"
    assert len(rest) == 0


def check_rows(boxes, first_row, batch):
    offsets, vertices = ordinates_of(batch)
    boxes = boxes[first_row : first_row + batch.num_rows].astype(numpy.float64)
    low = numpy.minimum.reduceat(vertices[:, :2], offsets[:-1], axis=0)
    high = numpy.maximum.reduceat(vertices[:, :2], offsets[:-1], axis=0)
    assert (boxes[:, :2] <= low).all() and (boxes[:, 2:] >= high).all(), "a box does not hold its vertices"


def lines_of(batch, groups):
    offsets, vertices = ordinates_of(batch)
    data = vertices.tobytes()
    width = vertices.shape[1] * vertices.dtype.itemsize
    measured = {}
    for name in batch.schema.names[3:]:
        column = batch.column(name)
        bits = numpy.frombuffer(column.buffers()[1], dtype="<u4", count=batch.num_rows)
        measured[name] = (column.is_valid().to_numpy(zero_copy_only=False), bits)
    numbers = zip(batch.column("group").to_pylist(), batch.column("annotationIndex").to_pylist())
    for row, (group, index) in enumerate(numbers):
        said = groups[group]
        ordinates = data[offsets[row] * width : offsets[row + 1] * width]
        line = [str(said["number"]), str(index), said["graphicType"], ordinates.hex()]
        for measurement in said["measurements"]:
            valid, bits = measured[f"measurement{measurement['column']}"]
            line.append(int(bits[row]).to_bytes(4, "little").hex() if valid[row] else "-")
        yield " ".join(line)


BESIDE = (".tree.arrow", ".ranges.arrow", ".points.arrow", ".cells.arrow", ".outlines.arrow")


def check_detail(folder, layer, groups):
    """Rows follow the curve, and each cell of the pyramid has the rows and the annotations of each group that it says."""
    _, (points,) = batches_of(folder / f"{layer}.points.arrow")
    along = points.column("cell").to_numpy().astype(numpy.uint64)
    assert len(along) == len(groups) and (along[1:] >= along[:-1]).all(), "rows do not follow the curve"
    assert numpy.isfinite(points.column("point").flatten().to_numpy()).all()
    _, levels = batches_of(folder / f"{layer}.cells.arrow")
    assert len(levels) == 17
    for level, batch in enumerate(levels):
        for cell in batch.to_pylist()[:3000]:
            end = cell["firstRow"] + cell["rows"]
            shift = numpy.uint64(32 - 2 * level)
            rows = numpy.flatnonzero(along >> shift == cell["cell"])
            assert rows[0] == cell["firstRow"] and rows[-1] + 1 == end == rows[0] + len(rows), "rows of a cell"
            found, counts = numpy.unique(groups[cell["firstRow"] : end], return_counts=True)
            said = [(of["group"], of["annotations"]) for of in cell["groups"]]
            assert said == list(zip(found.tolist(), counts.tolist())), "groups of a cell"
    if (folder / f"{layer}.outlines.arrow").exists():
        batches_of(folder / f"{layer}.outlines.arrow")


def main(folder):
    _, batches = batches_of(folder / "groups.arrow")
    groups = pyarrow.Table.from_batches(batches).to_pylist()
    for path in sorted(folder.glob("*.arrow")):
        if path.name in ("groups.arrow", "statistics.arrow") or path.name.endswith(BESIDE):
            batches_of(path)
            continue
        schema, batches = batches_of(path)
        boxes = tree_of(folder / f"{path.stem}.tree.arrow")
        indexed = int(schema.metadata[b"glossa.indexedRows"])
        assert indexed == sum(batch.num_rows for batch in batches)
        check_tree(boxes, indexed)
        first_row = 0
        for batch in batches:
            check_rows(boxes, first_row, batch)
            first_row += batch.num_rows
        check_detail(folder, path.stem, numpy.concatenate([batch.column("group").to_numpy() for batch in batches]))
        for batch in batches:
            print("\n".join(lines_of(batch, groups)))


main(pathlib.Path(sys.argv[1]))
