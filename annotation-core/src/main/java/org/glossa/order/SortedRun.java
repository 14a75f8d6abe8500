package org.glossa.order;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.glossa.annotation.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow each other in the order, sorted, column by column; counted from 0. Immutable; lives until it is given back.
 *
 * <p>Records are looked at in their order once, when the run is made. What reads rows afterwards goes through memory from front to back:
 * each further pass over records that lie in the order of the source would wait for the memory again.
 */
public final class SortedRun {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private final int columns;
    private final int[] distances;
    private final int[] groups;
    private final int[] annotations;
    private final int[] vertices;
    private final float[] boxes;
    // Row after row: the bits of the values, and a bit for each that is present.
    private final int[] values;
    private final int[] presence;
    private final MemorySegment coordinates;
    private final long[] offsets;
    private final @Nullable LayerSource source;

    private SortedRun(
            MemorySegment records,
            long[] starts,
            RowShape shape,
            MemorySegment coordinates,
            long[] offsets,
            @Nullable LayerSource source) {
        int rows = starts.length;
        int headerValues = shape.columns();
        int words = presenceWords(headerValues);
        this.columns = headerValues;
        this.distances = new int[rows];
        this.groups = new int[rows];
        this.annotations = new int[rows];
        this.vertices = new int[rows];
        this.boxes = new float[4 * rows];
        this.values = new int[Math.multiplyExact(headerValues, rows)];
        this.presence = new int[words * rows];
        this.coordinates = coordinates;
        this.offsets = offsets;
        this.source = source;
        for (int row = 0; row < rows; row++) {
            long record = starts[row];
            distances[row] = records.get(RowRecord.INT, record + RowRecord.DISTANCE);
            groups[row] = records.get(RowRecord.INT, record + RowRecord.GROUP);
            annotations[row] = records.get(RowRecord.INT, record + RowRecord.ANNOTATION);
            vertices[row] = records.get(RowRecord.INT, record + RowRecord.VERTICES);
            for (int ordinate = 0; ordinate < 4; ordinate++) {
                boxes[4 * row + ordinate] = records.get(RowRecord.FLOAT, record + RowRecord.BOX + 4L * ordinate);
            }
            for (int column = 0; column < headerValues; column++) {
                values[headerValues * row + column] =
                        records.get(RowRecord.INT, record + RowRecord.VALUES + 4L * column);
            }
            long bits = record + RowRecord.presence(headerValues);
            for (int word = 0; word < words; word++) {
                presence[words * row + word] = records.get(RowRecord.INT, bits + 4L * word);
            }
        }
    }

    /**
     * @param records headers with their coordinates, in source order; not needed afterwards
     * @param target where the coordinates go, one after another; as large as the records
     */
    static SortedRun of(MemorySegment records, int rows, RowShape shape, MemorySegment target) {
        long[] starts = sorted(records, rows, shape);
        long[] offsets = new long[rows];
        long end = 0;
        for (int row = 0; row < rows; row++) {
            offsets[row] = end;
            long bytes = shape.byteSize(records, starts[row]) - shape.headerBytes();
            MemorySegment.copy(records, starts[row] + shape.headerBytes(), target, end, bytes);
            end += bytes;
        }
        return new SortedRun(records, starts, shape, target, offsets, null);
    }

    /** @param records headers with their coordinates, in source order; the coordinates stay there */
    static SortedRun ofMapped(MemorySegment records, int rows, RowShape shape) {
        long[] starts = sorted(records, rows, shape);
        long[] offsets = new long[rows];
        Arrays.setAll(offsets, row -> starts[row] + shape.headerBytes());
        return new SortedRun(records, starts, shape, records, offsets, null);
    }

    /** @param headers without coordinates, in source order; not needed afterwards */
    static SortedRun ofHeaders(MemorySegment headers, int rows, RowShape shape, LayerSource source) {
        long[] starts = sorted(headers, rows, shape.withoutCoordinates());
        return new SortedRun(headers, starts, shape, MemorySegment.NULL, new long[0], source);
    }

    /**
     * Where the records begin, sorted by key, then by place in the source: a radix sort, digit by digit from the lowest on, each of which
     * keeps the order of what is equal in it. Digits that are the same in all keys, as most of a partition's are, cost nothing. Keys have
     * 33 bits and are never negative: as an int, distances from 2³¹ on would come before the lower half of the curve.
     */
    private static long[] sorted(MemorySegment records, int rows, RowShape shape) {
        long[] keys = new long[rows];
        long[] starts = new long[rows];
        long record = 0;
        long differing = 0;
        for (int row = 0; row < rows; row++) {
            keys[row] = RowRecord.key(records, record);
            differing |= keys[row] ^ keys[0];
            starts[row] = record;
            record += shape.byteSize(records, record);
        }
        long[] sortedKeys = new long[rows];
        long[] sortedStarts = new long[rows];
        int[] next = new int[DIGITS];
        for (int shift = 0; differing >>> shift != 0; shift += DIGIT_BITS) {
            if ((differing >>> shift & DIGITS - 1) == 0) {
                continue;
            }
            Arrays.fill(next, 0);
            for (long key : keys) {
                next[(int) (key >>> shift) & DIGITS - 1]++;
            }
            int first = 0;
            for (int digit = 0; digit < DIGITS; digit++) {
                int count = next[digit];
                next[digit] = first;
                first += count;
            }
            for (int row = 0; row < rows; row++) {
                int place = next[(int) (keys[row] >>> shift) & DIGITS - 1]++;
                sortedKeys[place] = keys[row];
                sortedStarts[place] = starts[row];
            }
            long[] freeKeys = keys;
            long[] freeStarts = starts;
            keys = sortedKeys;
            starts = sortedStarts;
            sortedKeys = freeKeys;
            sortedStarts = freeStarts;
        }
        return starts;
    }

    private static int presenceWords(int columns) {
        return (columns + Integer.SIZE - 1) / Integer.SIZE;
    }

    /** What the coordinates lie in, unless they stayed in the source. */
    MemorySegment memory() {
        return coordinates;
    }

    public int rows() {
        return vertices.length;
    }

    /** How far along the curve the row lies, unsigned; of no meaning when it has no box. */
    public int distance(int row) {
        return distances[row];
    }

    /** Position in the layer of the group of a row. */
    public int group(int row) {
        return groups[row];
    }

    /** One-based position in the group; unsigned. */
    public int annotation(int row) {
        return annotations[row];
    }

    public int vertices(int row) {
        return vertices[row];
    }

    /** Ordinate 0 to 3 (minX, minY, maxX, maxY) of the box of a row; NaN when it has none. */
    public float box(int row, int ordinate) {
        return boxes[4 * row + ordinate];
    }

    public boolean isPresent(int row, int column) {
        int word = presence[presenceWords(columns) * row + column / Integer.SIZE];
        return (word >>> column % Integer.SIZE & 1) != 0;
    }

    /** The bits of the value of a measurement column; 0 when absent. */
    public int valueBits(int row, int column) {
        return values[columns * row + column];
    }

    /** What the coordinates of a row lie in, from {@link #coordinatesOffset} on. */
    public MemorySegment coordinates(int row) {
        if (source == null) {
            return coordinates;
        }
        Coordinates ofGroup = source.groups().get(group(row)).coordinates();
        return ofGroup.chunk(ofGroup.chunkOf(firstVertex(ofGroup, row)));
    }

    public long coordinatesOffset(int row) {
        if (source == null) {
            return offsets[row];
        }
        Coordinates ofGroup = source.groups().get(group(row)).coordinates();
        long vertex = firstVertex(ofGroup, row);
        return (vertex - ofGroup.chunkStart(ofGroup.chunkOf(vertex))) * source.vertexBytes();
    }

    private long firstVertex(Coordinates ofGroup, int row) {
        return ofGroup.firstVertex(Integer.toUnsignedLong(annotation(row)) - 1); // one-based to zero-based
    }
}
