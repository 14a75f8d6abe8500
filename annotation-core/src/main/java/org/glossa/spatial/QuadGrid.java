package org.glossa.spatial;

import org.jspecify.annotations.Nullable;

/**
 * A square of a space, cut into quarters again and again: level 0 is the square, level l has 2^l × 2^l cells. Sides are powers of two
 * and borders multiples of them, so that the cell of a number is exact. A cell is half-open: it holds its left and top, not its right
 * and bottom border. The cells on the rim hold what lies beyond the square too, its right and bottom border among that, so that every
 * finite point is in one cell of each level, and in the parent of that of the level below.
 *
 * @param sideExponent the square has sides of 2^sideExponent units of its space
 */
public record QuadGrid(Origin origin, int sideExponent) {
    /** Cells of the deepest level have numbers of so many bits. */
    public static final int MOST_LEVELS = 30;

    private static final int MOST_EXPONENT = 512;

    /** Where the square lies. */
    public enum Origin {
        /** Its top-left corner is (0, 0): pixels of a matrix. */
        CORNER,
        /** Its centre is (0, 0): a space that goes below 0. */
        CENTRE
    }

    public QuadGrid {
        if (Math.abs(sideExponent) > MOST_EXPONENT) {
            throw new IllegalArgumentException("The side of a grid is 2^-512 to 2^512, got 2^" + sideExponent);
        }
    }

    /** The smallest square of at least 256 pixels that holds a total pixel matrix. */
    public static QuadGrid ofMatrix(long columns, long rows) {
        long longer = Math.max(columns, rows);
        if (Math.min(columns, rows) < 1 || longer > 1L << 40) {
            throw new IllegalArgumentException(
                    "A pixel matrix has 1 to 2^40 columns and rows, got " + columns + " x " + rows);
        }
        return new QuadGrid(Origin.CORNER, Math.max(8, 64 - Long.numberOfLeadingZeros(longer - 1)));
    }

    /**
     * The smallest square, of at least one unit, that holds the points of a box, its far sides included; not above a side of 2^largest.
     *
     * @param largest at least 0
     */
    public static QuadGrid around(double minX, double minY, double maxX, double maxY, int largest) {
        boolean goesBelow = minX < 0 || minY < 0;
        double reach = Math.max(Math.max(-minX, -minY), Math.max(maxX, maxY));
        int half = reach < 1 ? 0 : Math.getExponent(reach) + 1;
        return goesBelow
                ? new QuadGrid(Origin.CENTRE, Math.min(half + 1, largest))
                : new QuadGrid(Origin.CORNER, Math.min(half, largest));
    }

    /** The larger of two grids; one around the centre when one of them is. */
    public QuadGrid union(QuadGrid other) {
        if (origin == other.origin) {
            return sideExponent >= other.sideExponent ? this : other;
        }
        QuadGrid centred = origin == Origin.CENTRE ? this : other;
        QuadGrid cornered = origin == Origin.CENTRE ? other : this;
        return new QuadGrid(Origin.CENTRE, Math.max(centred.sideExponent, cornered.sideExponent + 1));
    }

    /** The number, from 0, of the column or row of cells that holds an x or y. */
    public long cell(double ordinate, int level) {
        if (level == 0) {
            return 0;
        }
        double scaled = Math.floor(ordinate * power(level - sideExponent));
        if (scaled == 0 && ordinate < 0) {
            scaled = -1; // the product was too small for a double
        }
        double shifted = origin == Origin.CENTRE ? scaled + (1L << level - 1) : scaled;
        return (long) Math.clamp(shifted, 0, (1L << level) - 1);
    }

    /** A power of two; the exponent is that of a normal double. Some ten times as fast as {@link Math#scalb}, and asked for each row. */
    private static double power(int exponent) {
        return Double.longBitsToDouble((long) (exponent + Double.MAX_EXPONENT) << 52);
    }

    /** Where a column or row of cells begins; of 2^level, where the last ends. */
    public double start(long cell, int level) {
        double cells = origin == Origin.CENTRE ? cell - Math.scalb(1.0, level - 1) : cell;
        return Math.scalb(cells, sideExponent - level);
    }

    /** The side of a cell. */
    public double cellSide(int level) {
        return Math.scalb(1.0, sideExponent - level);
    }

    /**
     * This grid in another space: cells are the images of its cells, when a map multiplies x and y by the same power of two.
     *
     * @return null for another map
     */
    public @Nullable QuadGrid seenBefore(PlanarTransform map) {
        return switch (map) {
            case PlanarTransform.Identity _ -> this;
            case PlanarTransform.AxisScale scale -> {
                double ratio = scale.numeratorX() / scale.denominatorX();
                boolean isPower = ratio > 0
                        && ratio == Math.scalb(1.0, Math.getExponent(ratio))
                        && scale.denominatorX() * ratio == scale.numeratorX()
                        && scale.denominatorY() * ratio == scale.numeratorY();
                yield isPower ? new QuadGrid(origin, sideExponent - Math.getExponent(ratio)) : null;
            }
            case PlanarTransform.Translation _, PlanarTransform.Affine _, PlanarTransform.Chain _ -> null;
        };
    }
}
