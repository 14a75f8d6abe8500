package org.glossa.synthetic;

import java.util.Arrays;

/**
 * Which part of each pixel an outline covers, exactly: for each row of pixels the signed area to the right of every edge is summed,
 * and a running sum along the row gives the coverage. Holds for simple polygons of either winding. One thread.
 */
final class OutlineCoverage {
    private double[] areas = new double[64 * 64];
    private int left;
    private int top;
    private int columns;
    private int rows;

    /**
     * @param xy x and y of each vertex in turn; pixel (column, row) reaches from (column, row) to (column + 1, row + 1)
     */
    void cover(float[] xy) {
        float minX = xy[0];
        float minY = xy[1];
        float maxX = minX;
        float maxY = minY;
        for (int i = 2; i < xy.length; i += 2) {
            minX = Math.min(minX, xy[i]);
            maxX = Math.max(maxX, xy[i]);
            minY = Math.min(minY, xy[i + 1]);
            maxY = Math.max(maxY, xy[i + 1]);
        }
        left = (int) Math.floor(minX);
        top = (int) Math.floor(minY);
        // One column more, which takes what lies to the right of an edge in the last pixel.
        columns = (int) Math.floor(maxX) - left + 2;
        rows = (int) Math.floor(maxY) - top + 1;
        if (areas.length < columns * rows) {
            areas = new double[columns * rows];
        }
        Arrays.fill(areas, 0, columns * rows, 0);
        for (int i = 0; i < xy.length; i += 2) {
            int next = i + 2 == xy.length ? 0 : i + 2;
            addEdge(
                    (double) xy[i] - left,
                    (double) xy[i + 1] - top,
                    (double) xy[next] - left,
                    (double) xy[next + 1] - top);
        }
        accumulate();
    }

    private void addEdge(double fromX, double fromY, double toX, double toY) {
        if (fromY > toY) {
            addDescending(toX, toY, fromX, fromY, -1);
            return;
        }
        if (fromY < toY) {
            addDescending(fromX, fromY, toX, toY, 1);
        }
    }

    private void addDescending(double fromX, double fromY, double toX, double toY, int sign) {
        double slope = (toX - fromX) / (toY - fromY);
        for (int row = (int) fromY; row < rows && row < toY; row++) {
            double high = Math.max(row, fromY);
            double low = Math.min(row + 1, toY);
            double highX = fromX + (high - fromY) * slope;
            double lowX = low == toY ? toX : fromX + (low - fromY) * slope;
            addWithinRow(row, Math.min(highX, lowX), Math.max(highX, lowX), sign * (low - high));
        }
    }

    /** An edge that falls by {@code height} within one row, between two places along the row. */
    private void addWithinRow(int row, double leftX, double rightX, double height) {
        int first = Math.clamp((long) leftX, 0, columns - 2);
        int last = Math.clamp((long) rightX, first, columns - 2);
        for (int column = first; column <= last; column++) {
            double from = column == first ? leftX : column;
            double to = column == last ? rightX : column + 1;
            double share = first == last ? height : height * (to - from) / (rightX - leftX);
            double rightOfEdge = column + 1 - (from + to) / 2;
            areas[row * columns + column] += share * rightOfEdge;
            areas[row * columns + column + 1] += share * (1 - rightOfEdge);
        }
    }

    private void accumulate() {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                sum += areas[i];
                areas[i] = Math.min(1, Math.abs(sum));
            }
        }
    }

    /** The leftmost column of pixels that the outline touches. */
    int left() {
        return left;
    }

    int top() {
        return top;
    }

    /** Columns from {@link #left()}; the last is never covered. */
    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** From 0 to 1, of the pixel that lies so many columns and rows from the top left. */
    double share(int column, int row) {
        return areas[row * columns + column];
    }
}
