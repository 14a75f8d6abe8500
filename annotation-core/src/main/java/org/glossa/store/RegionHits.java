package org.glossa.store;

import java.util.Objects;

/** One page of the answer to a {@link RegionQuery}: positions in ascending order. */
public final class RegionHits {
    private final long numberMatched;
    private final long[] positions;
    private final int count;
    private final long nextPosition;

    RegionHits(long numberMatched, long[] positions, int count, long nextPosition) {
        this.numberMatched = numberMatched;
        this.positions = positions;
        this.count = count;
        this.nextPosition = nextPosition;
    }

    /** Hits in the whole set, whatever page and limit. */
    public long numberMatched() {
        return numberMatched;
    }

    /** Hits in this page. */
    public int count() {
        return count;
    }

    /** Where {@link Cursor#moveTo} finds the hit, {@code 0 <= i < count()}. */
    public long position(int i) {
        return positions[Objects.checkIndex(i, count)];
    }

    /** Where the next page begins, −1 when this one completes the answer. */
    public long nextPosition() {
        return nextPosition;
    }
}
