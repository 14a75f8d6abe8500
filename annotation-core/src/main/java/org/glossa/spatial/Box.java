package org.glossa.spatial;

/**
 * An axis-aligned, closed box; the unit is its owner's. A box of zero width or height is a segment or a point.
 *
 * @param minX smallest x, not NaN
 * @param minY smallest y, not NaN
 * @param maxX largest x, at least {@code minX}
 * @param maxY largest y, at least {@code minY}
 */
public record Box(double minX, double minY, double maxX, double maxY) {
    public Box {
        if (!(minX <= maxX && minY <= maxY)) {
            throw new IllegalArgumentException("Box needs minX <= maxX and minY <= maxY, got " + minX + "," + minY + ","
                    + maxX + "," + maxY + "; swap the corners");
        }
    }

    /** Whether the two closed boxes share at least one point. */
    public boolean intersects(Box other) {
        return minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY;
    }

    /** The smallest box that holds both. */
    public Box union(Box other) {
        return new Box(
                Math.min(minX, other.minX),
                Math.min(minY, other.minY),
                Math.max(maxX, other.maxX),
                Math.max(maxY, other.maxY));
    }

    public boolean contains(Box other) {
        return minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY;
    }

    public boolean contains(double x, double y) {
        return minX <= x && x <= maxX && minY <= y && y <= maxY;
    }
}
