"""Which annotations of a file does a box touch? Decoded by pydicom and numpy, tested by shapely; ellipses by arithmetic."""
import numpy as np
import pydicom
import shapely

import decode

# An ellipse nearer than this to the box's edge may be answered either way, in pixels.
ELLIPSE_TOLERANCE = 0.01


class Ellipses:
    """Ellipses as centres and semi-axis vectors; a box is tested in the frame in which each is the unit circle."""

    def __init__(self, quads):
        q = np.asarray(quads, float).reshape(-1, 4, 2)
        self.centre = (q[:, 0] + q[:, 1]) / 2
        u, v = (q[:, 1] - q[:, 0]) / 2, (q[:, 3] - q[:, 2]) / 2
        axes = np.stack([u, v], axis=-1)
        self.inverse = np.linalg.inv(axes) if len(q) else axes
        self.minor = np.linalg.svd(axes, compute_uv=False)[:, -1] if len(q) else np.zeros(0)
        self.half = np.hypot(u, v)

    def distance(self, which, box):
        """From each centre to the box, in units in which the outline is at 1; 0 when the centre is inside."""
        x0, y0, x1, y1 = box
        corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
        p = np.einsum("nij,nkj->nki", self.inverse[which], corners[None] - self.centre[which][:, None])
        a, b = p, np.roll(p, -1, axis=1)
        along = b - a
        length = np.maximum((along * along).sum(-1), 1e-300)
        t = np.clip(-(a * along).sum(-1) / length, 0, 1)
        nearest = np.hypot(*np.moveaxis(a + t[..., None] * along, -1, 0)).min(axis=1)
        c = self.centre[which]
        inside = (c[:, 0] >= x0) & (c[:, 0] <= x1) & (c[:, 1] >= y0) & (c[:, 1] <= y1)
        return np.where(inside, 0, nearest)

    def hits(self, box):
        """(ordinals that are hit for certain, those near enough to the outline to be left open)."""
        x0, y0, x1, y1 = box
        reach = self.half + ELLIPSE_TOLERANCE
        c = self.centre
        near = (c[:, 0] - reach[:, 0] <= x1) & (c[:, 0] + reach[:, 0] >= x0)
        near &= (c[:, 1] - reach[:, 1] <= y1) & (c[:, 1] + reach[:, 1] >= y0)
        which = np.flatnonzero(near)
        away = self.distance(which, box) - 1
        open_ = np.abs(away) <= ELLIPSE_TOLERANCE / self.minor[which]
        return which[(away <= 0) & ~open_], which[open_]


def geometry(graphic_type, points):
    points = np.asarray(points, float)[:, :2]
    if graphic_type == "POINT":
        return shapely.Point(points[0])
    if graphic_type == "POLYLINE":
        return shapely.LineString(points)
    return shapely.Polygon(points)


def box_geometry(box):
    """As JTS makes a geometry of an envelope: a point or a line when it has no area."""
    x0, y0, x1, y1 = box
    if x0 == x1 and y0 == y1:
        return shapely.Point(x0, y0)
    if x0 == x1 or y0 == y1:
        return shapely.LineString([(x0, y0), (x1, y1)])
    return shapely.box(x0, y0, x1, y1)


class Group:
    """The annotations of one group: points x ordinates each, in whatever plane space."""

    def __init__(self, number, graphic_type, precision, shapes):
        self.number, self.graphic_type, self.precision, self.shapes = number, graphic_type, precision, shapes
        self.ellipses = Ellipses([s[:, :2] for s in self.shapes]) if self.graphic_type == "ELLIPSE" else None
        self.tree = None
        if self.ellipses is None:
            self.tree = shapely.STRtree([geometry(self.graphic_type, s) for s in self.shapes])

    def hits(self, box):
        if self.ellipses is not None:
            return self.ellipses.hits(box)
        return self.tree.query(box_geometry(box), predicate="intersects"), ()

    def boxes(self):
        return [decode.box(self.graphic_type, s) for s in self.shapes]


def group_of(item, coordinate_type):
    precision = decode.group_coordinates(item, coordinate_type)[0]
    shapes = decode.annotations(item, coordinate_type)
    return Group(int(item.AnnotationGroupNumber), item.GraphicType, precision, shapes)


class RegionOracle:
    """All annotations of one file, in its own space; of 3D the plane of x and y."""

    def __init__(self, path):
        dataset = pydicom.dcmread(path)
        self.uid = str(dataset.SOPInstanceUID)
        self.groups = [group_of(item, dataset.AnnotationCoordinateType) for item in dataset.AnnotationGroupSequence]
        self.count = sum(len(g.shapes) for g in self.groups)
        self.by_number = {g.number: g for g in self.groups}

    def hits(self, box, numbers=()):
        """(ids hit for certain, ids left open) among the groups asked for; none asked for are all."""
        sure, open_ = set(), set()
        for g in self.groups:
            if numbers and g.number not in numbers:
                continue
            certain, near = g.hits(box)
            sure.update((g.number, int(i) + 1) for i in certain)
            open_.update((g.number, int(i) + 1) for i in near)
        return sure, open_

    def points(self, identifier):
        number, index = identifier
        return self.by_number[number].shapes[index - 1]


def boxes(oracle, random, count):
    """Seeded boxes: of all sizes, touching by an edge or a corner, without area, everything, nothing; as (kind, box)."""
    held = [b for g in oracle.groups for b in g.boxes()]
    vertices = [(float(x), float(y)) for g in oracle.groups for s in g.shapes[:200] for x, y in s[:, :2]]
    if not held:
        held, vertices = [[10.0, 10.0, 20.0, 20.0]], [(10.0, 10.0)]
    extent = np.array(held)
    low, high = extent[:, :2].min(axis=0), extent[:, 2:].max(axis=0)
    yield "everything", (-1e9, -1e9, 1e9, 1e9)
    yield "exactly everything", (*map(float, low), *map(float, high))
    yield "nothing", (float(high[0]) + 100, float(high[1]) + 100, float(high[0]) + 200, float(high[1]) + 300)
    for number in range(3, count):
        kind = ("any", "any", "any", "edge", "corner", "point", "vertex", "line", "own box", "next float")[number % 10]
        x0, y0, x1, y1 = held[int(random.integers(len(held)))]
        vx, vy = vertices[int(random.integers(len(vertices)))]
        size = float(np.exp(random.uniform(0, np.log(max(4.0, float((high - low).max()) / 8)))))
        cx, cy = (float(v) for v in random.uniform(low - 5, high + 5))
        yield kind, {
            "any": (cx - size / 2, cy - size / 3, cx + size / 2, cy + size / 3),
            "edge": (vx - size, vy - size, vx, vy + size) if number % 2 else (vx - size, vy, vx + size, vy + size),
            "corner": (x1, y1, x1 + size, y1 + size) if number % 2 else (vx, vy, vx + size, vy + size),
            "point": (cx, cy, cx, cy),
            "vertex": (vx, vy, vx, vy),
            "line": (vx - size, vy, vx + size, vy) if number % 2 else (vx, vy - size, vx, vy + size),
            "own box": (x0, y0, x1, y1),
            "next float": (float(np.nextafter(x1, np.inf)), y0 - size, x1 + size, y1 + size),
        }[kind]
