package org.glossa.detail;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.ArrowSchema;
import org.glossa.spatial.HilbertCurve;
import org.glossa.spatial.ReadGuard;

/**
 * Rows in the cells of a grid: a record batch for each level 0 to 16, and in it the cells of that level that hold rows, along the curve.
 * {@code cell} is the upper 2 × level bits of the distances of its rows, {@code firstRow} and {@code rows} say which those are, and {@code
 * groups} how many are of each group (its place in the set), ascending by group, none with 0.
 *
 * <p>A level is there within those cells four levels above that hold more than 8,192 rows: a tile of so many finds its 16 × 16 cells, one
 * of fewer finds its rows and has few to look at. All cells above one that is there are there. Thread-safe.
 */
public final class CellPyramid {
    /** Rows of a cell at most that are looked at one by one rather than counted before. */
    static final int SCANNED_ROWS = 8_192;

    static final ArrowSchema SCHEMA = new ArrowSchema(
            List.of(
                    ArrowField.of("cell", Kind.UINT32),
                    ArrowField.of("firstRow", Kind.INT64),
                    ArrowField.of("rows", Kind.INT64),
                    ArrowField.list(
                            "groups",
                            ArrowField.struct(
                                    "ofGroup",
                                    ArrowField.of("group", Kind.INT32),
                                    ArrowField.of("annotations", Kind.INT64)))),
            Map.of());

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int CELL = 0;
    private static final int FIRST_ROW = 1;
    private static final int ROWS = 2;
    private static final int LIST = 3;
    private static final int GROUP = 4;
    private static final int ANNOTATIONS = 5;
    private static final int[] BUFFERS = {1, 3, 5, 7, 10, 12};

    private final MemorySegment segment;
    private final ReadGuard guard;
    private final int[] cells = new int[HilbertCurve.LEVELS + 1];
    private final long[][] offsets = new long[HilbertCurve.LEVELS + 1][BUFFERS.length];

    /** Told how many annotations a group has. */
    @FunctionalInterface
    public interface GroupVisitor {
        void visit(int group, long annotations);
    }

    /**
     * @param guard asked before anything is read; offsets count from the begin of the file
     * @throws IllegalArgumentException when the file is another
     */
    public CellPyramid(ArrowFile file, ReadGuard guard) {
        this.segment = file.segment();
        this.guard = guard;
        FileShape.require(file, SCHEMA, cells.length);
        for (int level = 0; level < cells.length; level++) {
            cells[level] = Math.toIntExact(file.rows(level));
            long entries = file.length(level, 4);
            long[] bytes = {
                4L * cells[level],
                8L * cells[level],
                8L * cells[level],
                4L * (cells[level] + 1),
                4 * entries,
                8 * entries
            };
            for (int i = 0; i < BUFFERS.length; i++) {
                offsets[level][i] = FileShape.buffer(file, level, BUFFERS[i], bytes[i]);
            }
        }
    }

    /** How many cells of a level are there. */
    public int cells(int level) {
        return cells[level];
    }

    /** The place, among those of its level, of the first cell that is there from a cell on; {@code cells(level)} when none is. */
    public int placeFrom(int level, long cell) {
        int low = 0;
        int high = cells[level];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cell(level, middle) < cell) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public long cell(int level, int place) {
        return Integer.toUnsignedLong(readInt(level, CELL, place));
    }

    public long firstRow(int level, int place) {
        return readLong(level, FIRST_ROW, place);
    }

    public long rows(int level, int place) {
        return readLong(level, ROWS, place);
    }

    /** Tells how many annotations each group has in a cell, ascending by its place in the set. */
    public void groups(int level, int place, GroupVisitor visitor) {
        int end = readInt(level, LIST, place + 1L);
        for (int entry = readInt(level, LIST, place); entry < end; entry++) {
            visitor.visit(readInt(level, GROUP, entry), readLong(level, ANNOTATIONS, entry));
        }
    }

    private int readInt(int level, int column, long index) {
        long offset = offsets[level][column] + 4 * index;
        guard.beforeRead(offset, 4);
        return segment.get(INT, offset);
    }

    private long readLong(int level, int column, long index) {
        long offset = offsets[level][column] + 8 * index;
        guard.beforeRead(offset, 8);
        return segment.get(LONG, offset);
    }
}
