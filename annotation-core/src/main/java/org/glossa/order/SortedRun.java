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
    private static final int INDEX_BITS = 30;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

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
