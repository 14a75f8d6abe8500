"""Reads a stored set as the pages columns.md and level-of-detail.md say, and compares it with the annotation object that it was made of.

    columns_check.py ANNOTATIONS.dcm FOLDER [ANNOTATIONS.dcm FOLDER ...]

The object is read by pydicom, the files of the folder by pyarrow and by the pages alone. Prints how many annotations, values, blocks,
cells and outlines were compared. Needs pydicom, numpy, pyarrow; nothing of Glossa.
"""

import struct
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.ipc
import pydicom

MEBIBYTE = 1 << 20
BLOCK_ROWS = 1024
BATCH_ROWS = 65536
FEW_ROWS = 8192
BATCH_VERTICES = 4194304
PERMILLES = (1, 10, 50, 100, 250, 500, 750, 900, 950, 990, 999)


def crc_table():
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        yield byte


TABLE = tuple(crc_table())


def crc32c(*pieces):
    crc = 0xFFFFFFFF
    for piece in pieces:
        for byte in piece:
            crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return f"{crc ^ 0xFFFFFFFF:08x}"


def record_batches(footer):
    """Offset, length of the message and length of the body of each record batch, by Footer of File.fbs."""
    table = struct.unpack_from("<I", footer)[0]
    vtable = table - struct.unpack_from("<i", footer, table)[0]
    vector = table + struct.unpack_from("<H", footer, vtable + 4 + 2 * 3)[0]
    vector += struct.unpack_from("<I", footer, vector)[0]
    count = struct.unpack_from("<I", footer, vector)[0]
    return [struct.unpack_from("<qi4xq", footer, vector + 4 + 24 * i) for i in range(count)]


def structure(data):
    """The Arrow messages in turn, then everything from the footer on."""
    footer = len(data) - 10 - struct.unpack_from("<I", data, len(data) - 10)[0]
    yield data[: 16 + struct.unpack_from("<i", data, 12)[0]]
    for offset, length, _ in record_batches(data[footer : len(data) - 10]):
        yield data[offset : offset + length]
    yield data[footer:]


def check_manifest(folder):
    """The names of the files that it lists."""
    text = (folder / "manifest.txt").read_bytes()
    assert text.endswith(b"\n")
    lines = text.decode("ascii").split("\n")[:-1]
    assert lines[0] == "glossa columns 2", lines[0]
    end = text.rindex(b"checksum ")
    assert lines[-1] == f"checksum {crc32c(text[:end])}", lines[-1]
    listed = []
    for line in lines[1:-1]:
        word, *words = line.split(" ")
        if word == "file":
            listed.append((*words, []))
        else:
            assert word == "block" and len(words) <= 8
            listed[-1][3].extend(words)
    for name, length, of_structure, blocks in listed:
        data = (folder / name).read_bytes()
        assert len(data) == int(length), name
        assert crc32c(*structure(data)) == of_structure, name
        assert [crc32c(data[at : at + MEBIBYTE]) for at in range(0, len(data), MEBIBYTE)] == blocks, name
    names = [name for name, *_ in listed]
    assert sorted([*names, "manifest.txt"]) == sorted(path.name for path in folder.iterdir())
    return set(names)


def read(path):
    """Schema and record batches; every buffer begins at a multiple of 64 bytes of the file, which a mapping keeps."""
    with pa.memory_map(str(path)) as source:
        reader = pa.ipc.open_file(source)
        batches = [reader.get_batch(i) for i in range(reader.num_record_batches)]
    for batch in batches:
        batch.validate(full=True)
        for column in batch.columns:
            for buffer in column.buffers():
                assert buffer is None or buffer.size == 0 or buffer.address % 64 == 0
    return reader.schema, batches


def text(metadata, key):
    return metadata[key.encode()].decode()


def code(item):
    return {
        "value": item.get("CodeValue") or item.get("LongCodeValue") or item.get("URNCodeValue") or "",
        "scheme": item.get("CodingSchemeDesignator", ""),
        "schemeVersion": item.get("CodingSchemeVersion", ""),
        "meaning": item.CodeMeaning,
    }


class Source:
    """A group as pydicom reads it: ordinates of each annotation as bytes, and each measurement as values and presence."""

    def __init__(self, dataset, item):
        self.item = item
        single = "PointCoordinatesData" in item
        self.precision = "FLOAT32" if single else "FLOAT64"
        self.kind = "<f4" if single else "<f8"
        self.data = bytes((item.PointCoordinatesData if single else item.DoublePointCoordinatesData) or b"")
        flat = dataset.AnnotationCoordinateType == "2D" or "CommonZCoordinateValue" in item
        self.ordinates = 2 if flat else 3
        width = int(self.kind[2])
        if "LongPrimitivePointIndexList" in item:
            starts = (np.frombuffer(item.LongPrimitivePointIndexList, "<u4").astype(int) - 1) * width
        else:
            step = {"POINT": 1, "ELLIPSE": 4, "RECTANGLE": 4}[item.GraphicType] * self.ordinates * width
            starts = np.arange(0, len(self.data), step)
        self.starts = [*starts.tolist(), len(self.data)]
        self.count = len(self.starts) - 1
        self.measurements = [self.measurement(m) for m in item.get("MeasurementsSequence", [])]

    def measurement(self, item):
        values = item.MeasurementValuesSequence[0]
        numbers = np.frombuffer(values.FloatingPointValues, "<u4")
        bits = np.zeros(self.count, "<u4")
        present = np.zeros(self.count, bool)
        rows = slice(None)
        if "AnnotationIndexList" in values:
            rows = np.frombuffer(values.AnnotationIndexList, "<u4").astype(int) - 1
        bits[rows] = numbers
        present[rows] = True
        return bits, present

    def annotation(self, index):
        return self.data[self.starts[index] : self.starts[index + 1]]


def check_group(said, source):
    item = source.item
    assert said["number"] == item.AnnotationGroupNumber
    assert said["uid"] == item.AnnotationGroupUID
    assert said["label"] == item.AnnotationGroupLabel
    assert said["generation"] == item.AnnotationGroupGenerationType
    assert said["category"] == code(item.AnnotationPropertyCategoryCodeSequence[0])
    assert said["type"] == code(item.AnnotationPropertyTypeCodeSequence[0])
    assert said["graphicType"] == item.GraphicType
    assert (said["precision"], said["ordinates"]) == (source.precision, source.ordinates)
    assert said["annotationCount"] == source.count
    assert said["commonZ"] == [float(z) for z in np.atleast_1d(item.get("CommonZCoordinateValue", []))]
    assert said["opticalPaths"] == list(np.atleast_1d(item.get("ReferencedOpticalPathIdentifier", [])))
    all_planes = item.get("AnnotationAppliesToAllZPlanes")
    assert said["zPlanes"] == {"YES": "ALL", "NO": "OWN", None: "UNSTATED"}[all_planes]
    lab = item.get("RecommendedDisplayCIELabValue")
    assert said["cieLab"] == (None if lab is None else list(lab))
    names = [(m["concept"], m["unit"]) for m in said["measurements"]]
    wanted = item.get("MeasurementsSequence", [])
    assert names == [(code(m.ConceptNameCodeSequence[0]), code(m.MeasurementUnitsCodeSequence[0])) for m in wanted]
    algorithms = item.get("AnnotationGroupAlgorithmIdentificationSequence", [])
    assert [a["name"] for a in said["algorithms"]] == [a.AlgorithmName for a in algorithms]


def layer_of(said):
    return f"{said['graphicType'].lower()}-{said['ordinates']}d-{said['precision'].lower()}"


def hilbert(column, row):
    """How far along the curve each cell of a grid of 65,536 x 65,536 lies."""
    x, y = column.astype(np.int64), row.astype(np.int64)
    distance = np.zeros_like(x)
    side = 1 << 15
    while side:
        right, below = (x & side) > 0, (y & side) > 0
        distance += side * side * ((3 * right) ^ below)
        turned = right & ~below
        x, y = np.where(turned, 65535 - x, x), np.where(turned, 65535 - y, y)
        x, y = np.where(below, x, y), np.where(below, y, x)
        side >>= 1
    return distance


def middle(low, high):
    with np.errstate(over="ignore", invalid="ignore"):
        whole = low + high
        return np.where(np.isinf(whole), low / 2 + high / 2, whole / 2)


def grid_of(boxes):
    """Origin and exponent of the square that the curve runs through."""
    if len(boxes) == 0:
        return "CORNER", 0
    most = float(np.finfo("f4").max)
    with np.errstate(invalid="ignore"):
        centres = (boxes[:, :2].astype(float) + boxes[:, 2:]) / 2
    centres = np.clip(np.nan_to_num(centres, nan=0, posinf=most, neginf=-most), -most, most)
    reach = np.abs(centres).max() if centres.min() < 0 else centres.max()
    exponent = int(np.frexp(reach)[1]) if reach >= 1 else 0
    return ("CENTRE", min(exponent + 1, 24)) if centres.min() < 0 else ("CORNER", min(exponent, 24))


def cells_of(values, origin, exponent):
    columns = np.floor(values * 2.0 ** (16 - exponent)) + (32768 if origin == "CENTRE" else 0)
    return np.clip(columns, 0, 65535)


def centre_of(graphic_type, points):
    """Middle of the box in the source's own numbers, and how far rounding may move it."""
    points = points[: 1 if graphic_type == "POINT" else None, :2].astype(float)
    low, high = points.min(axis=0), points.max(axis=0)
    if graphic_type != "ELLIPSE":
        return *middle(low, high), 0.0
    centre = points.mean(axis=0)
    half = np.hypot(points[1] - points[0], points[3] - points[2]) / 2
    return *middle(np.minimum(centre - half, low), np.maximum(centre + half, high)), np.abs(points).max() * 2.0**-44


def check_order(along, grid, centres, groups, indexes):
    """Rows that the tree holds, along the curve, then the others."""
    held = len(along)
    place = groups.astype(np.int64) << 32 | indexes
    assert (np.diff(place[held:]) > 0).all()
    if held:
        x, y, rounding = np.array(centres).T
        found = np.zeros(held, bool)
        for right in (-rounding, rounding):
            for below in (-rounding, rounding):
                found |= along == hilbert(cells_of(x + right, *grid), cells_of(y + below, *grid))
        assert found.all()
        step = np.diff(along)
        assert (step >= 0).all()
        assert (np.diff(place[:held])[step == 0] > 0).all()


def area_of(graphic_type, points):
    if graphic_type in ("POINT", "POLYLINE"):
        return 0
    x, y = (points[:, :2].astype(float) - points[0, :2]).T
    if graphic_type == "ELLIPSE":
        return np.pi / 4 * abs((x[1] - x[0]) * (y[3] - y[2]) - (y[1] - y[0]) * (x[3] - x[2]))
    return abs((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2


def check_point(point, box, graphic_type, points):
    """The centroid itself is compared with JTS elsewhere."""
    x, y, area = point.tolist()
    assert box[0] <= x <= box[2] and box[1] <= y <= box[3]
    sides = (float(box[2]) - box[0]) * (float(box[3]) - box[1])
    assert np.isclose(area, area_of(graphic_type, points), rtol=1e-6, atol=1e-6 * sides)
    if graphic_type == "POINT":
        assert (point[:2] == points[0, :2]).all()


def check_cells(batches, along, groups):
    """A row for each cell of each level that holds rows, down to four levels below the last that holds many."""
    assert len(batches) == 17
    number = 0
    for level, batch in enumerate(batches):
        of_above, above = np.unique(along >> 32 - 2 * max(0, level - 4), return_inverse=True)
        is_there = np.bincount(above, minlength=len(of_above))[above] > (FEW_ROWS if level else 0)
        rows = np.flatnonzero(is_there)
        cells, firsts, places, counts = np.unique(
            along[rows] >> 32 - 2 * level, return_index=True, return_inverse=True, return_counts=True
        )
        assert np.array_equal(batch.column("cell").to_numpy(), cells)
        assert np.array_equal(batch.column("firstRow").to_numpy(), rows[firsts])
        assert np.array_equal(batch.column("rows").to_numpy(), counts)
        pairs, of_pairs = np.unique(places.astype(np.int64) << 32 | groups[rows], return_counts=True)
        lists = batch.column("groups")
        assert np.array_equal(np.repeat(np.arange(len(cells)), np.diff(lists.offsets.to_numpy())), pairs >> 32)
        of_group, annotations = lists.values.flatten()
        assert np.array_equal(of_group.to_numpy(), pairs & 0xFFFFFFFF)
        assert np.array_equal(annotations.to_numpy(), of_pairs)
        number += len(cells)
    return number


def check_version(is_ring, outline, version, tolerance):
    """Its vertices are some of the outline's in their order, and those left out lie near the line that goes past them."""
    place = {vertex.tobytes(): i for i, vertex in enumerate(outline)}
    assert len(place) == len(outline), "this program tells vertices apart by where they are"
    kept = np.array([place[vertex.tobytes()] for vertex in version])
    steps = np.diff(kept)
    assert (steps > 0).sum() >= len(steps) - (1 if is_ring else 0)
    if is_ring:
        kept = np.append(kept, kept[0])
    else:
        assert (kept[0], kept[-1]) == (0, len(outline) - 1)
    flat = outline[:, :2].astype(float)
    for start, end in zip(kept[:-1], kept[1:]):
        out = np.arange(start + 1, end if end > start else end + len(outline)) % len(outline)
        a, along = flat[start], flat[end] - flat[start]
        length = along @ along
        share = np.clip((flat[out] - a) @ along / length, 0, 1) if length > 0 else np.zeros(len(out))
        assert (np.hypot(*(a + share[:, None] * along - flat[out]).T) <= tolerance * (1 + 1e-9)).all()


def check_outlines(batches, batches_of_layer, is_ring, held):
    last, vertices_left, number = (-1, 0), 0, 0
    firsts = np.cumsum([0, *(batch.num_rows for batch in batches_of_layer)])
    for batch in batches:
        lists = batch.column("coordinates")
        size = lists.values.type.list_size
        ordinates, offsets = lists.values.flatten().to_numpy().reshape(-1, size), lists.offsets.to_numpy()
        for i, at in enumerate(zip(batch.column("row").to_pylist(), batch.column("toleranceExponent").to_pylist())):
            row, exponent = at
            assert last < at and row < held
            of = np.searchsorted(firsts, row, side="right") - 1
            of_layer, row = batches_of_layer[of].column("coordinates"), row - firsts[of]
            start, end = of_layer.offsets[row : row + 2].to_pylist()
            outline = of_layer.values.flatten().to_numpy().reshape(-1, size)[start:end]
            version = ordinates[offsets[i] : offsets[i + 1]]
            assert len(outline) > 256
            assert len(version) <= (vertices_left if at[0] == last[0] else len(outline)) / 2
            check_version(is_ring, outline, version, 2.0**exponent)
            last, vertices_left, number = at, len(version), number + 1
    return number


def outward(values, side):
    near = values.astype("f4")
    wrong = near > values if side < 0 else near < values
    return np.where(wrong, np.nextafter(near, np.float32(side * np.inf)), near)


def check_box(box, graphic_type, points):
    low, high = outward(points[:, :2].min(axis=0), -1), outward(points[:, :2].max(axis=0), 1)
    if graphic_type == "ELLIPSE":
        assert (box[:2] <= low).all() and (box[2:] >= high).all()
        centre = points[:, :2].mean(axis=0)
        half = np.hypot(points[1, :2] - points[0, :2], points[3, :2] - points[2, :2]) / 2
        assert np.allclose(box, [*np.minimum(centre - half, low), *np.maximum(centre + half, high)], rtol=1e-5, atol=1e-5)
    else:
        assert (box == [*low, *high]).all()


def check_tree(boxes, held):
    """The boxes of the rows: all levels stand one after the other."""
    level, rest = boxes[:held], boxes[held:]
    while len(level) > 1:
        starts = np.arange(0, len(level), 16)
        parents = np.hstack(
            [np.minimum.reduceat(level[:, :2], starts), np.maximum.reduceat(level[:, 2:], starts)]
        )
        level, rest = rest[: len(starts)], rest[len(starts) :]
        assert (level == parents).all()
    assert len(rest) == 0
    return boxes[:held]


def check_ranges(schema, batches, columns, of_columns):
    """One row for each 1,024 rows of each record batch of the columns."""
    assert text(schema.metadata, "glossa.blockRows") == str(BLOCK_ROWS)
    assert len(batches) == len(of_columns)
    blocks = 0
    for batch, values in zip(batches, of_columns):
        assert batch.num_rows == -(-values.num_rows // BLOCK_ROWS)
        least, greatest, numbers = (
            batch.column(name).flatten().to_numpy().reshape(-1, columns) for name in ("least", "greatest", "numbers")
        )
        for number in range(columns):
            column = values.column(3 + number)
            bits = np.frombuffer(column.buffers()[1], "<f4", values.num_rows)
            counts = column.is_valid().to_numpy(zero_copy_only=False) & ~np.isnan(bits)
            for block in range(batch.num_rows):
                rows = slice(block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS)
                found = bits[rows][counts[rows]]
                assert numbers[block, number] == len(found)
                assert least[block, number] == (found.min() if len(found) else np.inf)
                assert greatest[block, number] == (found.max() if len(found) else -np.inf)
                blocks += 1
    return blocks


def check_statistics(row, values):
    finite = np.sort(values[np.isfinite(values)])
    assert row["values"] == len(values)
    assert row["notNumbers"] == np.isnan(values).sum()
    assert row["negativeInfinities"] == np.isneginf(values).sum()
    assert row["positiveInfinities"] == np.isposinf(values).sum()
    if len(finite) == 0:
        assert (row["least"], row["greatest"], row["histogram"], row["quantiles"]) == (None, None, [], [])
        return
    assert (row["least"], row["greatest"]) == (finite[0], finite[-1])
    bins = 1 if finite[0] == finite[-1] else min(64, len(finite))
    width = float(finite[-1]) - float(finite[0])
    places = (finite.astype(float) - finite[0]) / width * bins if bins > 1 else np.zeros(len(finite))
    counts = np.bincount(np.minimum(places.astype(int), bins - 1), minlength=bins)
    assert row["histogram"] == counts.tolist()
    ranks = [max(1, -(-permille * len(finite) // 1000)) for permille in PERMILLES]
    assert row["quantiles"] == [float(finite[rank - 1]) for rank in ranks]


class Layer:
    def __init__(self, folder, name, groups, sources):
        self.folder = folder
        self.name = name
        self.groups = groups
        self.sources = sources
        self.schema, self.batches = read(folder / f"{name}.arrow")
        self.columns = len(self.schema) - 3
        self.seen = set()
        self.values = self.blocks = self.cells = self.outlines = 0
        self.centres = []

    def check(self):
        assert self.schema.names == ["group", "annotationIndex", "coordinates"] + [
            f"measurement{i}" for i in range(self.columns)
        ]
        graphic_type = text(self.schema.metadata, "glossa.graphicType")
        assert self.name.startswith(graphic_type.lower() + "-")
        held = int(text(self.schema.metadata, "glossa.indexedRows"))
        _, tree = read(self.folder / f"{self.name}.tree.arrow")
        assert len(tree) == 1
        boxes = check_tree(tree[0].column("box").flatten().to_numpy().reshape(-1, 4), held)
        grid, points, along = self.read_points(boxes)
        first_row = 0
        for batch in self.batches:
            assert batch.num_rows <= BATCH_ROWS
            rows = slice(first_row, first_row + batch.num_rows)
            self.check_batch(batch, boxes[rows], points[rows], graphic_type)
            first_row += batch.num_rows
        groups, indexes = (
            np.concatenate([np.zeros(0, int), *(batch.column(name).to_numpy() for batch in self.batches)])
            for name in ("group", "annotationIndex")
        )
        check_order(along, grid, self.centres, groups, indexes)
        _, cells = read(self.folder / f"{self.name}.cells.arrow")
        self.cells = check_cells(cells, along, groups[:held])
        if graphic_type in ("POLYGON", "POLYLINE"):
            _, outlines = read(self.folder / f"{self.name}.outlines.arrow")
            self.outlines = check_outlines(outlines, self.batches, graphic_type == "POLYGON", held)
        if self.columns:
            schema, ranges = read(self.folder / f"{self.name}.ranges.arrow")
            self.blocks = check_ranges(schema, ranges, self.columns, self.batches)

    def read_points(self, boxes):
        schema, (batch,) = read(self.folder / f"{self.name}.points.arrow")
        grid = grid_of(boxes)
        said = text(schema.metadata, "glossa.grid.origin"), int(text(schema.metadata, "glossa.grid.sideExponent"))
        assert said == grid, (said, grid)
        assert batch.num_rows == len(boxes)
        points = batch.column("point").flatten().to_numpy().reshape(-1, 3)
        assert points.dtype == ("f8" if self.name.endswith("float64") else "f4")
        return grid, points, batch.column("cell").to_numpy().astype(np.int64)

    def check_batch(self, batch, boxes, points_of_rows, graphic_type):
        coordinates = batch.column("coordinates")
        offsets = coordinates.offsets.to_numpy()
        vertices = coordinates.values
        assert len(vertices) <= BATCH_VERTICES or batch.num_rows == 1
        size = vertices.type.list_size
        ordinates = vertices.flatten().to_numpy().reshape(-1, size)
        groups, indexes = batch.column("group").to_numpy(), batch.column("annotationIndex").to_numpy()
        columns = [batch.column(3 + i) for i in range(self.columns)]
        bits = [np.frombuffer(column.buffers()[1], "<u4", batch.num_rows) for column in columns]
        valid = [column.is_valid().to_numpy(zero_copy_only=False) for column in columns]
        for row, (group, index) in enumerate(zip(groups.tolist(), indexes.tolist())):
            said, source = self.groups[group], self.sources[group]
            assert layer_of(said) == self.name
            assert (group, index) not in self.seen
            self.seen.add((group, index))
            points = ordinates[offsets[row] : offsets[row + 1]]
            assert points.tobytes() == source.annotation(index - 1)
            if row < len(boxes):
                check_box(boxes[row], graphic_type, points)
                check_point(points_of_rows[row], boxes[row], graphic_type, points)
                self.centres.append(centre_of(graphic_type, points))
            else:
                assert len(points) == 0 or not np.isfinite(points[:, :2]).all()
            for measurement, (of_source, present) in zip(said["measurements"], source.measurements):
                column = measurement["column"]
                assert valid[column][row] == present[index - 1]
                assert not present[index - 1] or bits[column][row] == of_source[index - 1]
                self.values += 1


def check(annotations, folder):
    dataset = pydicom.dcmread(annotations)
    names = check_manifest(folder)
    schema, batches = read(folder / "groups.arrow")
    assert text(schema.metadata, "glossa.sopInstanceUid") == dataset.SOPInstanceUID
    groups = pa.Table.from_batches(batches).to_pylist()
    sources = [Source(dataset, item) for item in dataset.AnnotationGroupSequence]
    assert len(groups) == len(sources)
    for said, source in zip(groups, sources):
        check_group(said, source)
    wanted = {"groups.arrow"}
    sums = np.zeros(5, int)
    for name in sorted({layer_of(said) for said in groups}):
        layer = Layer(folder, name, groups, sources)
        layer.check()
        sums += (len(layer.seen), layer.values, layer.blocks, layer.cells, layer.outlines)
        kinds = ["", ".tree", ".points", ".cells"]
        kinds += [".ranges"] if layer.columns else []
        kinds += [".outlines"] if name.startswith("poly") else []
        wanted |= {f"{name}{kind}.arrow" for kind in kinds}
    assert sums[0] == sum(source.count for source in sources)
    if any(source.measurements for source in sources):
        wanted.add("statistics.arrow")
        schema, batches = read(folder / "statistics.arrow")
        assert text(schema.metadata, "glossa.quantilePermilles") == ",".join(map(str, PERMILLES))
        rows = pa.Table.from_batches(batches).to_pylist()
        pairs = [(g, m) for g, source in enumerate(sources) for m in range(len(source.measurements))]
        assert [(row["group"], row["measurement"]) for row in rows] == pairs
        for row, (group, measurement) in zip(rows, pairs):
            bits, present = sources[group].measurements[measurement]
            check_statistics(row, bits.view("<f4")[present])
    assert names == wanted, (names, wanted)
    return sums


def main(arguments):
    sums = [check(Path(a), Path(f)) for a, f in zip(arguments[::2], arguments[1::2], strict=True)]
    seen, values, blocks, cells, outlines = sum(sums)
    print(
        f"{len(sums)} sets, {seen} annotations, {values} values, {blocks} blocks, {cells} cells, {outlines} outlines"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
