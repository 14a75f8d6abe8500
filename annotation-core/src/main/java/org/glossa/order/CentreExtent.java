package org.glossa.order;

import org.glossa.spatial.QuadGrid;

/** The smallest box that holds the centres of boxes, which says how large the curve's grid must be. */
record CentreExtent(double minX, double minY, double maxX, double maxY) {
    static final CentreExtent NOTHING = new CentreExtent(
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** The middle of an interval; a finite float's where the interval ends at an infinity, 0 where it ends at both. */
    static double centre(float low, float high) {
        double middle = ((double) low + high) / 2;
        return Double.isNaN(middle) ? 0 : Math.clamp(middle, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    CentreExtent with(double x, double y) {
        if (x >= minX && x <= maxX && y >= minY && y <= maxY) {
            return this;
        }
        return new CentreExtent(Math.min(minX, x), Math.min(minY, y), Math.max(maxX, x), Math.max(maxY, y));
    }

    CentreExtent union(CentreExtent other) {
        return new CentreExtent(
                Math.min(minX, other.minX),
                Math.min(minY, other.minY),
                Math.max(maxX, other.maxX),
                Math.max(maxY, other.maxY));
    }

    QuadGrid grid() {
        return minX > maxX
                ? new QuadGrid(QuadGrid.Origin.CORNER, 0)
                : QuadGrid.around(minX, minY, maxX, maxY, HilbertOrder.LARGEST_GRID);
    }
}
