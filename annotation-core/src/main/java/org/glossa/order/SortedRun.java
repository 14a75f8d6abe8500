package org.glossa.order;

import java.lang.foreign.MemorySegment;
import org.glossa.annotation.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow each other in the order, sorted, column by column; counted from 0. Immutable; lives until it is given back.
 *
 * <p>Records are looked at in their order once, when the run is made. What reads rows afterwards goes through memory from front to back:
 * each further pass over records that lie in the order of the source would wait for the memory again.
 */
public final class SortedRun {
    private final int rows;
    private final RunArrays arrays;
    private final MemorySegment coordinates;
    private final @Nullable LayerSource source;

    /** @param arrays filled; given back with the run */
    private SortedRun(int rows, RunArrays arrays, MemorySegment coordinates, @Nullable LayerSource source) {
        this.rows = rows;
        this.arrays = arrays;
        this.coordinates = coordinates;
        this.source = source;
    }

    /**
     * @param records headers with their coordinates, in source order; not needed afterwards
     * @param target where the coordinates go, one after another; as large as the records
     */
    static SortedRun of(MemorySegment records, int rows, RowShape shape, RunArrays arrays, MemorySegment target) {
        arrays.sort(records, rows, shape);
        long end = 0;
        for (int row = 0; row < rows; row++) {
            long start = arrays.start(row);
            long bytes = shape.byteSize(records, start) - shape.headerBytes();
            MemorySegment.copy(records, start + shape.headerBytes(), target, end, bytes);
            arrays.offsets[row] = end;
            end += bytes;
        }
        return new SortedRun(rows, arrays, target, null);
    }

    /** @param records headers with their coordinates, in source order; the coordinates stay there */
    static SortedRun ofMapped(MemorySegment records, int rows, RowShape shape, RunArrays arrays) {
        arrays.sort(records, rows, shape);
        for (int row = 0; row < rows; row++) {
            arrays.offsets[row] = arrays.start(row) + shape.headerBytes();
        }
        return new SortedRun(rows, arrays, records, null);
    }

    /**
     * @param arrays filled with the rows, and with where their coordinates begin in the target
     * @param target has the coordinates of all rows
     */
    static SortedRun gathered(int rows, RunArrays arrays, MemorySegment target) {
        return new SortedRun(rows, arrays, target, null);
    }

    /**
     * Of rows whose coordinates stay in the source.
     *
     * @param arrays filled with the rows
     * @param target of no use to this run, given back with it
     */
    static SortedRun inSource(int rows, RunArrays arrays, MemorySegment target, LayerSource source) {
        return new SortedRun(rows, arrays, target, source);
    }

    /** To be filled again when nothing of the run is read any more. */
    RunArrays arrays() {
        return arrays;
    }

    /** What the coordinates lie in, or would if they had not stayed in the source. */
    MemorySegment memory() {
        return coordinates;
    }

    public int rows() {
        return rows;
    }

    /** How far along the curve the row lies, unsigned; of no meaning when it has no box. */
    public int distance(int row) {
        return arrays.distances[row];
    }

    /** Position in the layer of the group of a row. */
    public int group(int row) {
        return arrays.groups[row];
    }

    /** One-based position in the group; unsigned. */
    public int annotation(int row) {
        return arrays.annotations[row];
    }

    public int vertices(int row) {
        return arrays.vertices[row];
    }

    /** Ordinate 0 to 3 (minX, minY, maxX, maxY) of the box of a row; NaN when it has none. */
    public float box(int row, int ordinate) {
        return arrays.boxes[4 * row + ordinate];
    }

    public boolean isPresent(int row, int column) {
        return arrays.isPresent(row, column);
    }

    /** The bits of the value of a measurement column; 0 when absent. */
    public int valueBits(int row, int column) {
        return arrays.valueBits(row, column);
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
            return arrays.offsets[row];
        }
        Coordinates ofGroup = source.groups().get(group(row)).coordinates();
        long vertex = firstVertex(ofGroup, row);
        return (vertex - ofGroup.chunkStart(ofGroup.chunkOf(vertex))) * source.vertexBytes();
    }

    private long firstVertex(Coordinates ofGroup, int row) {
        return ofGroup.firstVertex(Integer.toUnsignedLong(annotation(row)) - 1); // one-based to zero-based
    }
}
