package org.glossa.spatial;

/**
 * The Hilbert curve over a grid of 65,536 × 65,536 cells: cells that follow each other on the curve are neighbours in the plane.
 *
 * <p>Computed without a loop over the levels by prefix operations on all bits at once, as rawrunprotected described it ("2D Hilbert
 * curves in O(1)", public domain) and flatbush uses it.
 */
public final class HilbertCurve {
    /** Cells on each axis. */
    public static final int SIDE = 1 << 16;

    /** Times that the square is cut into quarters. */
    public static final int LEVELS = 16;

    private HilbertCurve() {}

    /**
     * The distance of a cell along the curve.
     *
     * @param column 0 to 65,535
     * @param row 0 to 65,535
     * @return 32 bits, unsigned: compare with {@link Integer#compareUnsigned}
     */
    public static int distance(int column, int row) {
        int a = column ^ row;
        int b = 0xFFFF ^ a;
        int c = 0xFFFF ^ (column | row);
        int d = column & (row ^ 0xFFFF);

        int e = a | (b >>> 1);
        int f = (a >>> 1) ^ a;
        int g = ((c >>> 1) ^ (b & (d >>> 1))) ^ c;
        int h = ((a & (c >>> 1)) ^ (d >>> 1)) ^ d;

        a = e;
        b = f;
        c = g;
        d = h;
        e = (a & (a >>> 2)) ^ (b & (b >>> 2));
        f = (a & (b >>> 2)) ^ (b & ((a ^ b) >>> 2));
        g ^= (a & (c >>> 2)) ^ (b & (d >>> 2));
        h ^= (b & (c >>> 2)) ^ ((a ^ b) & (d >>> 2));

        a = e;
        b = f;
        c = g;
        d = h;
        e = (a & (a >>> 4)) ^ (b & (b >>> 4));
        f = (a & (b >>> 4)) ^ (b & ((a ^ b) >>> 4));
        g ^= (a & (c >>> 4)) ^ (b & (d >>> 4));
        h ^= (b & (c >>> 4)) ^ ((a ^ b) & (d >>> 4));

        a = e;
        b = f;
        c = g;
        d = h;
        g ^= (a & (c >>> 8)) ^ (b & (d >>> 8));
        h ^= (b & (c >>> 8)) ^ ((a ^ b) & (d >>> 8));

        a = g ^ (g >>> 1);
        b = h ^ (h >>> 1);
        int low = column ^ row;
        int high = b | (0xFFFF ^ (low | a));
        return (spread(high) << 1) | spread(low);
    }

    /** Column and row of the cell at a distance, which is unsigned. */
    public static int[] cell(int distance) {
        int column = 0;
        int row = 0;
        for (int bit = 0; bit < 16; bit++) {
            int quarter = distance >>> 2 * bit & 3;
            int side = 1 << bit;
            boolean right = quarter >= 2;
            boolean below = quarter == 1 || quarter == 2;
            if (!below) {
                // The first and the last quarter are turned.
                int turned = right ? side - 1 - row : row;
                row = right ? side - 1 - column : column;
                column = turned;
            }
            column += right ? side : 0;
            row += below ? side : 0;
        }
        return new int[] {column, row};
    }

    /** Puts the 16 bits of a value on the even places of 32. */
    private static int spread(int bits) {
        int spread = (bits | (bits << 8)) & 0x00FF00FF;
        spread = (spread | (spread << 4)) & 0x0F0F0F0F;
        spread = (spread | (spread << 2)) & 0x33333333;
        return (spread | (spread << 1)) & 0x55555555;
    }
}
