package org.glossa.diff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongPredicate;
import org.glossa.column.ScratchColumns;

/** Rows of the second side by a key, in their order, with how many rows of either side have that key. A key is not zero. */
final class RowIndex {
    private static final int SLOT = 4;
    private static final int HEAD = 1;
    private static final int SECONDS = 2;
    private static final int FIRSTS = 3;
    private static final int MOST_SEEN = 64;

    private final MemorySegment slots;
    private final MemorySegment next;
    private final long mask;

    /** @param rows of the second side that will be added */
    RowIndex(ScratchColumns scratch, long rows, long rowCount) throws IOException {
        long capacity = Long.highestOneBit(Math.max(1, rows)) << 2;
        this.slots = scratch.allocate(capacity * SLOT * Long.BYTES);
        this.next = scratch.allocate(rowCount * Long.BYTES);
        this.mask = capacity - 1;
    }

    /** Rows are added from the last to the first. */
    void add(long key, long row) {
        long slot = slot(key);
        next.setAtIndex(ValueLayout.JAVA_LONG, row, get(slot, HEAD));
        set(slot, 0, key);
        set(slot, HEAD, row + 1);
        set(slot, SECONDS, get(slot, SECONDS) + 1);
    }

    /** A row of the first side has that key. */
    void count(long key) {
        long slot = slot(key);
        if (get(slot, 0) != 0) {
            set(slot, FIRSTS, get(slot, FIRSTS) + 1);
        }
    }

    /** Whether both sides have as many rows of that key. */
    boolean isBalanced(long key) {
        long slot = slot(key);
        return get(slot, 0) != 0 && get(slot, FIRSTS) == get(slot, SECONDS);
    }

    /** The first row of that key that is left, −1 for none; those that have a counterpart are forgotten. */
    long firstFree(long key, RowMatches matches) {
        long slot = slot(key);
        long row = get(slot, HEAD) - 1;
        while (row >= 0 && matches.first(row) >= 0) {
            row = next.getAtIndex(ValueLayout.JAVA_LONG, row) - 1;
        }
        if (get(slot, 0) != 0) {
            set(slot, HEAD, row + 1);
        }
        return row;
    }

    /** The first of the rows of that key that is left and wanted, −1 when none of the first {@value #MOST_SEEN} is. */
    long firstFree(long key, RowMatches matches, LongPredicate wanted) {
        long row = firstFree(key, matches);
        for (int seen = 0; row >= 0 && seen < MOST_SEEN; seen++) {
            if (matches.first(row) < 0 && wanted.test(row)) {
                return row;
            }
            row = next.getAtIndex(ValueLayout.JAVA_LONG, row) - 1;
        }
        return -1;
    }

    private long slot(long key) {
        long slot = (key ^ key >>> 32) & mask;
        while (get(slot, 0) != 0 && get(slot, 0) != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private long get(long slot, int field) {
        return slots.getAtIndex(ValueLayout.JAVA_LONG, slot * SLOT + field);
    }

    private void set(long slot, int field, long value) {
        slots.setAtIndex(ValueLayout.JAVA_LONG, slot * SLOT + field, value);
    }
}
