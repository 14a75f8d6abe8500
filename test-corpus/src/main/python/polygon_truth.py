"""Which polygons of a bulk annotation object meet a box, by looking at every one of them with numpy and shapely."""
import numpy as np
import pydicom
import shapely

import decode


class PolygonTruth:
    """2D polygons, all of one number of vertices, group after group."""

    def __init__(self, path):
        dataset = pydicom.dcmread(path)
        self.uid = str(dataset.SOPInstanceUID)
        points, numbers, indexes = [], [], []
        for item in dataset.AnnotationGroupSequence:
            count = int(item.NumberOfAnnotations)
            _, _, group = decode.group_coordinates(item, dataset.AnnotationCoordinateType)
            points.append(group.reshape(count, -1, 2))
            numbers.append(np.full(count, int(item.AnnotationGroupNumber), np.int32))
            indexes.append(np.arange(1, count + 1, dtype=np.int64))
        self.points = np.concatenate(points)
        self.numbers, self.indexes = np.concatenate(numbers), np.concatenate(indexes)
        self.least, self.greatest = self.points.min(axis=1), self.points.max(axis=1)
        self.first = {int(n): int(np.argmax(self.numbers == n)) for n in np.unique(self.numbers)}

    def __len__(self):
        return len(self.points)

    def rows(self, ids):
        """The rows of (group, annotation index) pairs, an array of two columns."""
        starts = np.array([self.first[int(n)] for n in ids[:, 0]], np.int64)
        return starts + ids[:, 1] - 1

    def hits(self, box, groups=()):
        """Rows in ascending order whose polygon and the closed box have a point in common."""
        low, high = np.array(box[:2]), np.array(box[2:])
        # First in float32, with the box rounded outward, because every row is looked at; then as numbers are.
        wide_low, wide_high = np.nextafter(np.float32(low), np.float32(-np.inf)), np.nextafter(np.float32(high), np.float32(np.inf))
        near = self.least[:, 0] <= wide_high[0]
        near &= self.greatest[:, 0] >= wide_low[0]
        near &= self.least[:, 1] <= wide_high[1]
        near &= self.greatest[:, 1] >= wide_low[1]
        rows = np.flatnonzero(near)
        if groups:
            rows = rows[np.isin(self.numbers[rows], groups)]
        least, greatest = self.least[rows].astype(float), self.greatest[rows].astype(float)
        inside = ((least >= low) & (greatest <= high)).all(axis=1)
        open_ = ~inside & ((least <= high) & (greatest >= low)).all(axis=1)
        polygons = shapely.polygons(self.points[rows[open_]].astype(float))
        inside[open_] = shapely.intersects(polygons, shapely.box(*box))
        return rows[inside]
