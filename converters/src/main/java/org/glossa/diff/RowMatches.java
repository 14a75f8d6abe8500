package org.glossa.diff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.glossa.column.ScratchColumns;

/** Which row of the second side each row of the first is, and the other way round. */
final class RowMatches {
    /** Rows plus one; zero for none. */
    private final MemorySegment ofFirst;

    private final MemorySegment ofSecond;
    private long count;

    RowMatches(SetView first, SetView second, ScratchColumns scratch) throws IOException {
        this.ofFirst = scratch.allocate(first.rowCount() * Long.BYTES);
        this.ofSecond = scratch.allocate(second.rowCount() * Long.BYTES);
    }

    /** The counterpart of a row of the first side, −1 for none. */
    long second(long first) {
        return ofFirst.getAtIndex(ValueLayout.JAVA_LONG, first) - 1;
    }

    /** The counterpart of a row of the second side, −1 for none. */
    long first(long second) {
        return ofSecond.getAtIndex(ValueLayout.JAVA_LONG, second) - 1;
    }

    void match(long first, long second) {
        ofFirst.setAtIndex(ValueLayout.JAVA_LONG, first, second + 1);
        ofSecond.setAtIndex(ValueLayout.JAVA_LONG, second, first + 1);
        count++;
    }

    long count() {
        return count;
    }

    /** Matches two rows if neither has a counterpart. */
    boolean matchIfFree(long first, long second) {
        if (second(first) >= 0 || first(second) >= 0) {
            return false;
        }
        match(first, second);
        return true;
    }
}
