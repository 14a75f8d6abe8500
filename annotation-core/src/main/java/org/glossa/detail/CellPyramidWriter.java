package org.glossa.detail;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.glossa.arrow.ArrowFileWriter;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.spatial.HilbertCurve;

/**
 * Counts the rows of a layer in the cells of its grid, from the top down to where there are few, and writes {@link CellPyramid}. A cell
 * is a range of rows, whose end is searched for; only groups are counted row by row, once.
 */
final class CellPyramidWriter {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int RECORD_BYTES = 24;
    private static final int ENTRY_BYTES = 12;

    private final MemorySegment distances;
    private final MemorySegment groups;
    private final Level[] levels = new Level[HilbertCurve.LEVELS + 1];

    /** What is counted in the cell of a level that the walk is in, and records of the cells that it left. */
    private static final class Level {
        final GrowingColumn records;
        final long[] counts;
        final int[] touched;
        int touchedCount;
        int cells;
        int entries;

        Level(GrowingColumn records, int groups) {
            this.records = records;
            this.counts = new long[groups];
            this.touched = new int[groups];
        }

        void count(int group, long rows) {
            if (counts[group] == 0) {
                touched[touchedCount++] = group;
            }
            counts[group] += rows;
        }

        void addTo(Level above) {
            for (int i = 0; i < touchedCount; i++) {
                above.count(touched[i], counts[touched[i]]);
            }
        }

        void clear() {
            for (int i = 0; i < touchedCount; i++) {
                counts[touched[i]] = 0;
            }
            touchedCount = 0;
        }
    }

    /**
     * @param distances of all rows along the curve, unsigned, ascending
     * @param groups place in the layer of the group of each row; empty when all are of one
     */
    CellPyramidWriter(MemorySegment distances, MemorySegment groups, int groupCount, ScratchColumns scratch) {
        this.distances = distances;
        this.groups = groups;
        for (int level = 0; level < levels.length; level++) {
            levels[level] = new Level(scratch.grow(), groupCount);
        }
    }

    /** As {@link LayerDetailWriter#fileBytes} says. */
    static long fileBytes(long rows, int groups) {
        return (HilbertCurve.LEVELS + 1L) * FileShape.EXTRA_BYTES + recordBytes(rows, groups);
    }

    /** Of the records of all cells; a file has as much for them. */
    static long recordBytes(long rows, int groups) {
        long most = rows / CellPyramid.SCANNED_ROWS << 2 * Tile.CELL_LEVELS;
        long bytes = 0;
        for (int level = 0; level <= HilbertCurve.LEVELS && 1L << 2 * level <= Math.max(1, 16 * most); level++) {
            long cells = Math.min(1L << 2 * level, Math.max(1, most));
            bytes += cells * RECORD_BYTES + Math.min(rows, cells * groups) * ENTRY_BYTES;
        }
        return bytes;
    }

    /** @param setIndexes of the groups of the layer, ascending */
    void write(WritableByteChannel channel, int[] setIndexes) throws IOException {
        long rows = distances.byteSize() / 4;
        if (rows > 0) {
            count(0, 0, 0, rows, new long[levels.length]);
        }
        ArrowFileWriter file = new ArrowFileWriter(channel, CellPyramid.SCHEMA);
        for (Level level : levels) {
            write(level, file, setIndexes);
        }
        file.finish();
    }

    /** @param rowsAbove rows of the cell that the walk is in, of each level above */
    private void count(int level, long cell, long first, long end, long[] rowsAbove) throws IOException {
        Level here = levels[level];
        here.clear();
        rowsAbove[level] = end - first;
        boolean deeper = level < HilbertCurve.LEVELS
                && rowsAbove[Math.max(0, level + 1 - Tile.CELL_LEVELS)] > CellPyramid.SCANNED_ROWS;
        if (deeper) {
            int shift = 2 * (HilbertCurve.LEVELS - level - 1);
            long from = first;
            for (long child = 4 * cell; child < 4 * cell + 4; child++) {
                long to = child == 4 * cell + 3 ? end : firstFrom(child + 1 << shift, from, end);
                if (to > from) {
                    count(level + 1, child, from, to, rowsAbove);
                    levels[level + 1].addTo(here);
                }
                from = to;
            }
        } else if (groups.byteSize() == 0) {
            here.count(0, end - first);
        } else {
            for (long row = first; row < end; row++) {
                here.count(groups.get(INT, 4 * row), 1);
            }
        }
        record(here, cell, first, end - first);
    }

    private long firstFrom(long distance, long first, long end) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Integer.toUnsignedLong(distances.get(INT, 4 * middle)) < distance) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static void record(Level level, long cell, long first, long rows) throws IOException {
        level.records.addInt((int) cell);
        level.records.addLong(first);
        level.records.addLong(rows);
        level.records.addInt(level.touchedCount);
        Arrays.sort(level.touched, 0, level.touchedCount);
        for (int i = 0; i < level.touchedCount; i++) {
            level.records.addInt(level.touched[i]);
            level.records.addLong(level.counts[level.touched[i]]);
        }
        level.cells++;
        level.entries = Math.addExact(level.entries, level.touchedCount);
    }

    private static void write(Level level, ArrowFileWriter file, int[] setIndexes) throws IOException {
        MemorySegment records = level.records.finish();
        long cells = level.cells;
        long entries = level.entries;
        file.beginBatch(
                cells,
                new long[] {cells, 0, cells, 0, cells, 0, cells, 0, entries, 0, entries, 0, entries, 0},
                new long[] {
                    0, 4 * cells, 0, 8 * cells, 0, 8 * cells, 0, 4 * (cells + 1), 0, 0, 4 * entries, 0, 8 * entries
                });
        begin(file, 2);
        for (long at = 0; at < records.byteSize(); at = next(records, at)) {
            file.appendInt(records.get(INT, at));
        }
        begin(file, 2);
        for (long at = 0; at < records.byteSize(); at = next(records, at)) {
            file.append(records, at + 4, 8);
        }
        begin(file, 2);
        for (long at = 0; at < records.byteSize(); at = next(records, at)) {
            file.append(records, at + 12, 8);
        }
        begin(file, 2);
        int end = 0;
        file.appendInt(end);
        for (long at = 0; at < records.byteSize(); at = next(records, at)) {
            end += records.get(INT, at + 20);
            file.appendInt(end);
        }
        begin(file, 3);
        for (long at = 0; at < records.byteSize(); at = next(records, at)) {
            for (long entry = at + RECORD_BYTES; entry < next(records, at); entry += ENTRY_BYTES) {
                file.appendInt(setIndexes[records.get(INT, entry)]);
            }
        }
        begin(file, 2);
        for (long at = 0; at < records.byteSize(); at = next(records, at)) {
            for (long entry = at + RECORD_BYTES; entry < next(records, at); entry += ENTRY_BYTES) {
                file.append(records, entry + 4, 8);
            }
        }
        file.endBatch();
    }

    private static void begin(ArrowFileWriter file, int buffers) throws IOException {
        for (int i = 0; i < buffers; i++) {
            file.beginBuffer();
        }
    }

    private static long next(MemorySegment records, long at) {
        return at + RECORD_BYTES + (long) records.get(INT, at + 20) * ENTRY_BYTES;
    }
}
