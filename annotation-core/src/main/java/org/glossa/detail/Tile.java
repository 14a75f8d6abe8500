package org.glossa.detail;

import org.glossa.spatial.Box;
import org.glossa.spatial.QuadGrid;

/**
 * A cell of a grid that is shown as 256 × 256 pixels.
 *
 * @param zoom level of the grid, 0 to 24
 * @param column from the left, 0 to 2^zoom − 1
 * @param row from the top, 0 to 2^zoom − 1
 */
public record Tile(int zoom, long column, long row) {
    public static final int MOST_ZOOM = 24;

    /** Cells on each side that annotations are counted in. */
    public static final int CELLS = 16;

    /** Levels of the grid from tiles to such cells. */
    public static final int CELL_LEVELS = 4;

    private static final int PIXELS = 256;

    public Tile {
        if (zoom < 0 || zoom > MOST_ZOOM) {
            throw new IllegalArgumentException("A zoom is 0 to " + MOST_ZOOM + ", got " + zoom);
        }
        long last = (1L << zoom) - 1;
        if (column < 0 || column > last || row < 0 || row > last) {
            throw new IllegalArgumentException(
                    "A tile of zoom " + zoom + " has column and row of 0 to " + last + ", got " + column + ", " + row);
        }
    }

    /** The side of a pixel, in units of the space of the grid. */
    public static double pixel(QuadGrid grid, int zoom) {
        return grid.cellSide(zoom) / PIXELS;
    }

    /** What it is drawn for: without what lies beyond the grid, which tiles on the rim own too. */
    public Box box(QuadGrid grid) {
        return new Box(
                grid.start(column, zoom), grid.start(row, zoom),
                grid.start(column + 1, zoom), grid.start(row + 1, zoom));
    }
}
