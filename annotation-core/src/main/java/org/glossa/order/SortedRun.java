package org.glossa.order;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.glossa.annotation.Coordinates;
import org.jspecify.annotations.Nullable;

/** Rows that follow each other in the order, sorted; counted from 0. Immutable; lives until it is given back. */
public final class SortedRun {
    private static final int INDEX_BITS = 30;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private final MemorySegment records;
    private final RowShape shape;
    private final long[] offsets;
    private final @Nullable LayerSource source;

    private SortedRun(MemorySegment records, RowShape shape, long[] offsets, @Nullable LayerSource source) {
        this.records = records;
        this.shape = shape;
        this.offsets = offsets;
        this.source = source;
    }

    /** @param records headers with their coordinates, in source order */
    static SortedRun of(MemorySegment records, int rows, RowShape shape) {
        return new SortedRun(records, shape, sorted(records, rows, shape), null);
    }

    /** @param headers without coordinates, in source order */
    static SortedRun ofHeaders(MemorySegment headers, int rows, RowShape shape, LayerSource source) {
        return new SortedRun(headers, shape, sorted(headers, rows, shape.withoutCoordinates()), source);
    }

    /**
     * Where the records begin, sorted by key, then by place in the source.
     *
     * <p>The key stands above the place in one long that is never negative: 33 + 30 bits. A distance of 32 bits above an int would not do:
     * from 2³¹ on it is negative, and the upper half of the curve would come before the lower.
     */
    private static long[] sorted(MemorySegment records, int rows, RowShape shape) {
        long[] keys = new long[rows];
        long[] starts = new long[rows];
        long record = 0;
        for (int row = 0; row < rows; row++) {
            keys[row] = RowRecord.key(records, record) << INDEX_BITS | row;
            starts[row] = record;
            record += shape.byteSize(records, record);
        }
        Arrays.sort(keys);
        for (int row = 0; row < rows; row++) {
            keys[row] = starts[(int) keys[row] & INDEX_MASK];
        }
        return keys;
    }

    /** What the headers, and the coordinates unless they stayed in the source, lie in. */
    MemorySegment records() {
        return records;
    }

    public int rows() {
        return offsets.length;
    }

    /** How far along the curve the row lies, unsigned; of no meaning when it has no box. */
    public int distance(int row) {
        return records.get(RowRecord.INT, offsets[row] + RowRecord.DISTANCE);
    }

    /** Position in the layer of the group of a row. */
    public int group(int row) {
        return records.get(RowRecord.INT, offsets[row] + RowRecord.GROUP);
    }

    /** One-based position in the group; unsigned. */
    public int annotation(int row) {
        return records.get(RowRecord.INT, offsets[row] + RowRecord.ANNOTATION);
    }

    public int vertices(int row) {
        return records.get(RowRecord.INT, offsets[row] + RowRecord.VERTICES);
    }

    /** Ordinate 0 to 3 (minX, minY, maxX, maxY) of the box of a row; NaN when it has none. */
    public float box(int row, int ordinate) {
        return records.get(RowRecord.FLOAT, offsets[row] + RowRecord.BOX + 4L * ordinate);
    }

    public boolean isPresent(int row, int column) {
        long bits = offsets[row] + RowRecord.presence(shape.columns()) + (column >>> 5) * 4L;
        return (records.get(RowRecord.INT, bits) >>> (column & 31) & 1) != 0;
    }

    /** The bits of the value of a measurement column; 0 when absent. */
    public int valueBits(int row, int column) {
        return records.get(RowRecord.INT, offsets[row] + RowRecord.VALUES + 4L * column);
    }

    /** What the coordinates of a row lie in, from {@link #coordinatesOffset} on. */
    public MemorySegment coordinates(int row) {
        if (source == null) {
            return records;
        }
        Coordinates coordinates = source.groups().get(group(row)).coordinates();
        return coordinates.chunk(coordinates.chunkOf(firstVertex(coordinates, row)));
    }

    public long coordinatesOffset(int row) {
        if (source == null) {
            return offsets[row] + shape.headerBytes();
        }
        Coordinates coordinates = source.groups().get(group(row)).coordinates();
        long vertex = firstVertex(coordinates, row);
        return (vertex - coordinates.chunkStart(coordinates.chunkOf(vertex))) * shape.vertexBytes();
    }

    private long firstVertex(Coordinates coordinates, int row) {
        return coordinates.firstVertex(Integer.toUnsignedLong(annotation(row)) - 1); // one-based to zero-based
    }
}
