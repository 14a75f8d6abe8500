package org.glossa.store;

import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.detail.CellPyramid;
import org.glossa.detail.RowPoints;
import org.glossa.geometry.BoxCentre;
import org.glossa.order.HilbertOrder;
import org.glossa.spatial.Box;
import org.glossa.spatial.HilbertCurve;
import org.glossa.spatial.PackedHilbertTree;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.QuadGrid;

/**
 * Finds the rows of one layer that cells of a tile's grid own. Walks the cells of the layer's own grid from the top down to where one
 * cell of the tile's grid holds them: at once when both are the same grid or one is the other's part; else rows on borders are looked at
 * one by one, by the centres of their boxes.
 */
final class OwnedCells {
    /** Told of rows that one cell owns. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param level of a cell of the layer's grid that has just these rows, for {@code place}
         * @param place of that cell in the pyramid; −1 when it is not there
         */
        void owned(int level, int place, long firstRow, long endRow, long column, long row);
    }

    /** Rows that are looked at one by one rather than cut further. */
    private static final int FEW_ROWS = 16;

    private final StoredLayer layer;
    private final RowPoints points;
    private final CellPyramid pyramid;
    private final QuadGrid own;
    private final Cursor cursor;
    private final int layerIndex;
    private final QuadGrid grid;
    private final int gridLevel;
    private final PlanarTransform toGrid;
    private final CellWindow window;
    private final Sink sink;

    /** Whether the centre of the box in the tree, rounded to float, is that of the row. */
    private final boolean boxTells;

    /**
     * Whether rows beyond the layer's grid are in the cells on its rim: when it is the largest, and when it was made around other centres
     * than those of its rows, of which a double may lie beyond 0 by less than a float tells, or anywhere.
     */
    private final boolean rimHoldsMore;

    private final BoxCentre centre = new BoxCentre();

    // Columns and rows of the tile's grid that the cell in hand reaches into.
    private long minColumn;
    private long maxColumn;
    private long minRow;
    private long maxRow;

    /** Cells that are asked for: first and last, both included. */
    record CellWindow(long minColumn, long minRow, long maxColumn, long maxRow) {}

    /**
     * @param gridLevel whose cells own
     * @param window cells of that level that are asked for
     * @param toGrid from the space of the set
     */
    OwnedCells(
            StoredSet set,
            int layerIndex,
            QuadGrid grid,
            int gridLevel,
            CellWindow window,
            PlanarTransform toGrid,
            Sink sink) {
        this.layer = set.layers().get(layerIndex);
        this.layerIndex = layerIndex;
        this.cursor = set.cursor();
        this.points = layer.detail().points();
        this.pyramid = layer.detail().cells();
        this.own = points.grid();
        this.boxTells =
                layer.key().precision() == Precision.FLOAT32 && layer.key().graphicType() != GraphicType.ELLIPSE;
        this.rimHoldsMore = !boxTells || own.sideExponent() == HilbertOrder.LARGEST_GRID;
        this.grid = grid;
        this.gridLevel = gridLevel;
        this.window = window;
        this.toGrid = toGrid;
        this.sink = sink;
    }

    void run() {
        if (points.rows() > 0) {
            visit(0, 0, 0, 0, points.rows());
        }
    }

    private void visit(int level, long cell, int place, long first, long end) {
        reach(level, cell);
        if (maxColumn < window.minColumn()
                || minColumn > window.maxColumn()
                || maxRow < window.minRow()
                || minRow > window.maxRow()) {
            return;
        }
        if (minColumn == maxColumn && minRow == maxRow) {
            sink.owned(level, place, first, end, minColumn, minRow);
        } else if (level == HilbertCurve.LEVELS || end - first <= FEW_ROWS) {
            eachRow(first, end);
        } else if (!visitStored(level + 1, cell, place)) {
            int shift = 2 * (HilbertCurve.LEVELS - level - 1);
            long from = first;
            for (long child = 4 * cell; child < 4 * cell + 4; child++) {
                long to = child == 4 * cell + 3 ? end : points.firstFrom(child + 1 << shift, from, end);
                if (to > from) {
                    visit(level + 1, child, -1, from, to);
                }
                from = to;
            }
        }
    }

    private boolean visitStored(int level, long parent, int parentPlace) {
        if (parentPlace < 0) {
            return false;
        }
        boolean found = false;
        for (int place = pyramid.placeFrom(level, 4 * parent); place < pyramid.cells(level); place++) {
            long cell = pyramid.cell(level, place);
            if (cell >>> 2 != parent) {
                break;
            }
            found = true;
            long first = pyramid.firstRow(level, place);
            visit(level, cell, place, first, first + pyramid.rows(level, place));
        }
        return found;
    }

    /** Which cells of the tile's grid own what may lie in a cell of the layer's. */
    private void reach(int level, long cell) {
        int shift = HilbertCurve.LEVELS - level;
        int[] place = HilbertCurve.cell((int) (cell << 2 * shift));
        int column = place[0] >>> shift;
        int row = place[1] >>> shift;
        double left = own.start(column, level);
        double top = own.start(row, level);
        double right = own.start(column + 1L, level);
        double bottom = own.start(row + 1L, level);
        if (rimHoldsMore) {
            long last = (1L << level) - 1;
            left = column == 0 ? Double.NEGATIVE_INFINITY : left;
            top = row == 0 ? Double.NEGATIVE_INFINITY : top;
            right = column == last ? Double.POSITIVE_INFINITY : right;
            bottom = row == last ? Double.POSITIVE_INFINITY : bottom;
        }
        if (toGrid instanceof PlanarTransform.Identity) {
            minColumn = grid.cell(left, gridLevel);
            minRow = grid.cell(top, gridLevel);
            maxColumn = grid.cell(Math.nextDown(right), gridLevel);
            maxRow = grid.cell(Math.nextDown(bottom), gridLevel);
            return;
        }
        Box image = toGrid.boundsOf(new Box(left, top, right, bottom));
        minColumn = grid.cell(image.minX(), gridLevel);
        minRow = grid.cell(image.minY(), gridLevel);
        maxColumn = grid.cell(image.maxX(), gridLevel);
        maxRow = grid.cell(image.maxY(), gridLevel);
    }

    private void eachRow(long first, long end) {
        for (long row = first; row < end; row++) {
            reach(HilbertCurve.LEVELS, points.distance(row));
            if (minColumn != maxColumn || minRow != maxRow) {
                loadCentre(row);
                minColumn = grid.cell(toGrid.x(centre.x(), centre.y()), gridLevel);
                minRow = grid.cell(toGrid.y(centre.x(), centre.y()), gridLevel);
            }
            if (minColumn >= window.minColumn()
                    && minColumn <= window.maxColumn()
                    && minRow >= window.minRow()
                    && minRow <= window.maxRow()) {
                sink.owned(HilbertCurve.LEVELS, -1, row, row + 1, minColumn, minRow);
            }
        }
    }

    private void loadCentre(long row) {
        if (boxTells) {
            PackedHilbertTree tree = layer.tree();
            centre.of(tree.box(row, 0), tree.box(row, 1), tree.box(row, 2), tree.box(row, 3));
        } else {
            cursor.moveTo(layerIndex, row);
            centre.of(cursor);
        }
    }
}
