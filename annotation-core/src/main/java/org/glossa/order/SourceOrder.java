package org.glossa.order;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The order of a layer that is small enough for its keys and boxes to stay in memory. Its rows stay where they are in the source until a
 * run of them is gathered, by random access to what measuring has just read. Thread-safe once made.
 */
final class SourceOrder {
    /** Of a key and a box while they are sorted. */
    private static final int ROW_BYTES = 2 * Long.BYTES + RowRecord.BOX_BYTES;

    /** Keys and boxes may take so much of what the records may. */
    private static final int MEMORY_PART = 4;

    /** Rows between two looks at whether to go on. */
    private static final int STEP = 1 << 13;

    private final SourceRows rows;
    private final RowShape shape;
    private final BuildWorkers workers;
    private final KeyedPlaces order = new KeyedPlaces();

    /**
     * @param rows of a layer of which {@link #holds} is true
     * @param progress told of rows whose keys are known
     */
    SourceOrder(SourceRows rows, RowShape shape, BuildWorkers workers, RowProgress progress) throws IOException {
        this.rows = rows;
        this.shape = shape;
        this.workers = workers;
        order.reserve(Math.toIntExact(rows.count()));
        workers.run(rows.parts(), part -> readKeys(part, progress));
        order.sort();
    }

    /** Whether a layer is sorted so. A few rows are, however long. */
    static boolean holds(LayerSource source, BuildLimits limits) {
        long count = source.annotationCount();
        return count <= limits.wholeRows()
                || count <= limits.gatheredBytes() / MEMORY_PART / ROW_BYTES
                        && SourceRows.byteSize(source) <= limits.gatheredBytes();
    }

    private void readKeys(int part, RowProgress progress) throws IOException {
        int place = Math.toIntExact(rows.firstRow(part));
        int told = place;
        try (SourceRows.Reader row = rows.read(part)) {
            for (; row.next(); place++) {
                if (place % STEP == 0) {
                    workers.requireRunning();
                    progress.add(place - told);
                    told = place;
                }
                order.put(place, row.key());
            }
        }
        progress.add(place - told);
    }

    /**
     * Rows first … end - 1 in the order.
     *
     * @param target where their coordinates go, one after another; they stay in the source when it has no room for all
     */
    SortedRun gather(int first, int end, RunArrays arrays, MemorySegment target) throws IOException {
        int count = end - first;
        arrays.reserve(count, shape.columns());
        long bytes = 0;
        try (Arena arena = Arena.ofConfined();
                SourceRows.Reader row = rows.anywhere()) {
            MemorySegment header = arena.allocate(shape.headerBytes(), 16);
            for (int i = 0; i < count; i++) {
                if (i % STEP == 0) {
                    workers.requireRunning();
                }
                row.moveTo(order.place(first + i), order.key(first + i));
                row.writeHeader(header, 0);
                arrays.take(i, header, 0);
                arrays.offsets[i] = bytes;
                long ofRow = row.byteSize() - shape.headerBytes();
                if (bytes + ofRow <= target.byteSize()) {
                    MemorySegment.copy(row.coordinates(), row.coordinatesOffset(), target, bytes, ofRow);
                }
                bytes += ofRow;
            }
        }
        return bytes <= target.byteSize()
                ? SortedRun.gathered(count, arrays, target)
                : SortedRun.inSource(count, arrays, target, rows.source());
    }
}
