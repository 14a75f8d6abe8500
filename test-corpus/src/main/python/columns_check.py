"""Reads a stored set as the page columns.md says, and compares it with the annotation object that it was made of.

    columns_check.py ANNOTATIONS.dcm FOLDER [ANNOTATIONS.dcm FOLDER ...]

The object is read by pydicom, the files of the folder by pyarrow and by the page alone. Prints how many annotations, values and blocks
were compared. Needs pydicom, numpy, pyarrow; nothing of Glossa.
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


def cells(low, high):
    centre = np.clip((low.astype(float) + high) / 2, -np.finfo("f4").max, np.finfo("f4").max)
    least, greatest = centre.min(), centre.max()
    if greatest <= least:
        return np.zeros(len(centre), int)
    return np.clip((centre - least) / (greatest - least) * 65536, 0, 65535).astype(int)


def check_order(boxes, groups, indexes):
    """Rows that the tree holds, then the others."""
    held = len(boxes)
    place = groups.astype(np.int64) << 32 | indexes
    assert (np.diff(place[held:]) > 0).all()
    if held:
        distance = hilbert(cells(boxes[:, 0], boxes[:, 2]), cells(boxes[:, 1], boxes[:, 3]))
        step = np.diff(distance)
        assert (step >= 0).all()
        assert (np.diff(place[:held])[step == 0] > 0).all()


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
        self.values = 0

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
        first_row = 0
        for batch in self.batches:
            assert batch.num_rows <= BATCH_ROWS
            self.check_batch(batch, boxes[first_row : first_row + batch.num_rows], graphic_type)
            first_row += batch.num_rows
        if self.batches:
            groups, indexes = (
                np.concatenate([batch.column(name).to_numpy() for batch in self.batches])
                for name in ("group", "annotationIndex")
            )
            check_order(boxes, groups, indexes)
        if self.columns:
            schema, ranges = read(self.folder / f"{self.name}.ranges.arrow")
            return check_ranges(schema, ranges, self.columns, self.batches)
        return 0

    def check_batch(self, batch, boxes, graphic_type):
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
    seen = values = blocks = 0
    for name in sorted({layer_of(said) for said in groups}):
        layer = Layer(folder, name, groups, sources)
        blocks += layer.check()
        seen += len(layer.seen)
        values += layer.values
        wanted |= {f"{name}.arrow", f"{name}.tree.arrow"} | ({f"{name}.ranges.arrow"} if layer.columns else set())
    assert seen == sum(source.count for source in sources)
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
    return seen, values, blocks


def main(arguments):
    sums = [check(Path(a), Path(f)) for a, f in zip(arguments[::2], arguments[1::2], strict=True)]
    seen, values, blocks = map(sum, zip(*sums))
    print(f"{len(sums)} sets, {seen} annotations, {values} values, {blocks} blocks")


if __name__ == "__main__":
    main(sys.argv[1:])
