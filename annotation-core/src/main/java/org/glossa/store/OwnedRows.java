package org.glossa.store;

import org.glossa.detail.CellPyramid;
import org.glossa.detail.RowPoints;
import org.glossa.detail.Tile;
import org.glossa.detail.TileCounts;
import org.glossa.spatial.HilbertCurve;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.QuadGrid;

/** The rows that a tile owns, of the groups that are kept: counted all, and remembered while they are few. */
final class OwnedRows {
    private final StoredSet set;
    private final KeptRows kept;
    private final RegionHits.Builder found;

    /** @param room rows that are remembered at most */
    OwnedRows(StoredSet set, KeptRows kept, long room) {
        this.set = set;
        this.kept = kept;
        this.found = new RegionHits.Builder(0, room, room);
    }

    /** Layers in ascending order. */
    void find(int layer, QuadGrid grid, Tile tile, PlanarTransform toGrid) {
        var window = new OwnedCells.CellWindow(tile.column(), tile.row(), tile.column(), tile.row());
        switch (kept.share(layer)) {
            case ALL ->
                new OwnedCells(
                                set,
                                layer,
                                grid,
                                tile.zoom(),
                                window,
                                toGrid,
                                (_, _, first, end, _, _) -> found.add(StoredSet.position(layer, first), end - first))
                        .run();
            case SOME ->
                new OwnedCells(
                                set,
                                layer,
                                grid,
                                tile.zoom(),
                                window,
                                toGrid,
                                (level, place, first, end, _, _) -> addKept(layer, level, place, first, end))
                        .run();
            case NONE -> {}
        }
    }

    long count() {
        return found.matched();
    }

    KeptRows kept() {
        return kept;
    }

    /** All of them when there was room. */
    RegionHits hits() {
        return found.hits();
    }

    private void addKept(int layer, int level, int place, long first, long end) {
        if (place < 0) {
            addEach(layer, first, end);
            return;
        }
        CellPyramid pyramid = set.layers().get(layer).detail().cells();
        long[] ofKept = {0};
        pyramid.groups(level, place, (group, annotations) -> ofKept[0] += kept.keepsGroup(group) ? annotations : 0);
        if (ofKept[0] == 0) {
            return;
        }
        if (ofKept[0] == end - first || found.isFull()) {
            found.add(StoredSet.position(layer, first), ofKept[0]);
            return;
        }
        boolean divided = false;
        if (level < HilbertCurve.LEVELS) {
            int below = level + 1;
            long cell = pyramid.cell(level, place);
            for (int child = pyramid.placeFrom(below, 4 * cell);
                    child < pyramid.cells(below) && pyramid.cell(below, child) >>> 2 == cell;
                    child++) {
                divided = true;
                long firstOfChild = pyramid.firstRow(below, child);
                addKept(layer, below, child, firstOfChild, firstOfChild + pyramid.rows(below, child));
            }
        }
        if (!divided) {
            addEach(layer, first, end);
        }
    }

    private void addEach(int layer, long first, long end) {
        StoredLayer in = set.layers().get(layer);
        int batch = -1;
        for (long row = first; row < end; row++) {
            batch = in.batch(row, batch);
            if (kept.keepsGroup(in.guardedGroup(batch, row - in.firstRow(batch)))) {
                found.add(StoredSet.position(layer, row), 1);
            }
        }
    }

    /** Counts the same rows of a layer in the cells of the tile. */
    void count(int layer, QuadGrid grid, Tile tile, PlanarTransform toGrid, TileCounts.Builder counts) {
        if (kept.share(layer) == KeptRows.Share.NONE) {
            return;
        }
        long column = tile.column() * Tile.CELLS;
        long row = tile.row() * Tile.CELLS;
        var window = new OwnedCells.CellWindow(column, row, column + Tile.CELLS - 1, row + Tile.CELLS - 1);
        CellPyramid pyramid = set.layers().get(layer).detail().cells();
        OwnedCells.Sink sink = (level, place, first, end, ofColumn, ofRow) -> {
            CellPyramid.GroupVisitor add = (group, annotations) -> {
                if (kept.keepsGroup(group)) {
                    counts.add((int) (ofColumn - column), (int) (ofRow - row), group, annotations);
                }
            };
            if (place >= 0) {
                pyramid.groups(level, place, add);
            } else {
                groupsOfRows(layer, first, end, add);
            }
        };
        new OwnedCells(set, layer, grid, tile.zoom() + Tile.CELL_LEVELS, window, toGrid, sink).run();
    }

    /** Row by row, but for neighbours of one group. */
    private void groupsOfRows(int layer, long first, long end, CellPyramid.GroupVisitor visitor) {
        StoredLayer in = set.layers().get(layer);
        int batch = -1;
        int group = -1;
        long alike = 0;
        for (long row = first; row < end; row++) {
            batch = in.batch(row, batch);
            int next = in.guardedGroup(batch, row - in.firstRow(batch));
            if (next != group && alike > 0) {
                visitor.visit(group, alike);
                alike = 0;
            }
            group = next;
            alike++;
        }
        visitor.visit(group, alike);
    }

    /** All of them as points; there must have been room. */
    TileContent.Points points() {
        RegionHits hits = hits();
        int count = Math.toIntExact(hits.count());
        double[] numbers = new double[3 * count];
        int[] groups = new int[count];
        long[] indexes = new long[count];
        int point = 0;
        for (int run = 0; run < hits.runCount(); run++) {
            StoredLayer in = set.layers().get(StoredSet.layerOf(hits.runStart(run)));
            RowPoints points = in.detail().points();
            long first = StoredSet.rowOf(hits.runStart(run));
            int batch = -1;
            for (long row = first; row < first + hits.runLength(run); row++, point++) {
                batch = in.batch(row, batch);
                numbers[3 * point] = points.x(row);
                numbers[3 * point + 1] = points.y(row);
                numbers[3 * point + 2] = points.area(row);
                groups[point] = in.guardedGroup(batch, row - in.firstRow(batch));
                indexes[point] = in.guardedAnnotationIndex(batch, row);
            }
        }
        return new TileContent.Points(hits, numbers, groups, indexes);
    }
}
