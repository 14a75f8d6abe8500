package org.glossa.order;

import org.glossa.spatial.HilbertCurve;

/** The smallest box that holds the centres of boxes, which the curve's grid is laid over. */
record CentreExtent(double minX, double minY, double maxX, double maxY) {
    static final CentreExtent NOTHING = new CentreExtent(
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** The middle of an interval; a finite float's where the interval ends at an infinity. */
    static double centre(float low, float high) {
        return Math.clamp(((double) low + high) / 2, -Float.MAX_VALUE, Float.MAX_VALUE);
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

    /** How far along the curve the centre of a box lies; 32 bits, unsigned. */
    int distance(double x, double y) {
        return HilbertCurve.distance(cell(x, minX, maxX), cell(y, minY, maxY));
    }

    private static int cell(double value, double min, double max) {
        if (max <= min) {
            return 0;
        }
        return (int) Math.clamp((value - min) / (max - min) * HilbertCurve.SIDE, 0, HilbertCurve.SIDE - 1);
    }
}
