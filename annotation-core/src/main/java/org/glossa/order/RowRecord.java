package org.glossa.order;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A row on its way into the order, in memory and in temporary files, in the byte order of the machine: distance along the curve
 * (int, unsigned), group in the layer (int), one-based place in the group (int, unsigned), vertices (int), box (four floats; NaN when
 * it has none), a float for each measurement column, a bit for each that has a value in whole ints, then the coordinates bit for bit.
 */
final class RowRecord {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    static final int DISTANCE = 0;
    static final int GROUP = 4;
    static final int ANNOTATION = 8;
    static final int VERTICES = 12;
    static final int BOX = 16;
    static final int VALUES = 32;

    static final int BOX_BYTES = 16;

    /** Sorts behind all distances: rows without a box. */
    static final long NO_BOX = 1L << 32;

    private RowRecord() {}

    /** Bytes before the coordinates. */
    static int headerBytes(int columns) {
        return presence(columns) + 4 * ((columns + 31) / 32);
    }

    /** Where the presence bits begin. */
    static int presence(int columns) {
        return VALUES + 4 * columns;
    }

    /** What rows are sorted by before their place in the source: 33 bits. */
    static long key(MemorySegment segment, long record) {
        return Float.isNaN(segment.get(FLOAT, record + BOX))
                ? NO_BOX
                : Integer.toUnsignedLong(segment.get(INT, record + DISTANCE));
    }
}
