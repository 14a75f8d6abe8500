package org.glossa.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * One page of the answer to a {@link RegionQuery}: positions in ascending order, as runs of positions that follow each other. The
 * columns of a run lie side by side, so that a run is copied at once.
 */
public final class RegionHits {
    private final long numberMatched;
    private final long nextPosition;
    private final int runCount;

    /** First positions of the runs. */
    private final long[] starts;

    /** Hits of the page up to the end of each run. */
    private final long[] ends;

    private RegionHits(Builder built) {
        this.numberMatched = built.numberMatched;
        this.nextPosition = built.nextPosition;
        this.runCount = built.runCount;
        this.starts = built.starts;
        this.ends = built.ends;
    }

    /** Hits in the whole set, whatever page and limit. */
    public long numberMatched() {
        return numberMatched;
    }

    /** Hits in this page. */
    public long count() {
        return runCount == 0 ? 0 : ends[runCount - 1];
    }

    /** Runs in this page; no run could be joined to the one before. */
    public int runCount() {
        return runCount;
    }

    /** Where {@link Cursor#moveTo} finds the first hit of a run; the next ones follow at this position + 1, + 2, … */
    public long runStart(int run) {
        return starts[Objects.checkIndex(run, runCount)];
    }

    /** Hits of a run, at least one. */
    public long runLength(int run) {
        return ends[Objects.checkIndex(run, runCount)] - (run == 0 ? 0 : ends[run - 1]);
    }

    /** Where {@link Cursor#moveTo} finds the hit, {@code 0 <= i < count()}; searches for its run. */
    public long position(long i) {
        Objects.checkIndex(i, count());
        int found = Arrays.binarySearch(ends, 0, runCount, i + 1);
        int run = found < 0 ? -found - 1 : found;
        return starts[run] + i - (run == 0 ? 0 : ends[run - 1]);
    }

    /** Where the next page begins, −1 when this one completes the answer. */
    public long nextPosition() {
        return nextPosition;
    }

    /** Takes hits in ascending order. */
    static final class Builder {
        private final long firstPosition;
        private final long limit;
        private long numberMatched;
        private long nextPosition = -1;
        private long count;
        private long runEnd = -1;
        private int runCount;
        private long[] starts = new long[32];
        private long[] ends = new long[32];

        /**
         * @param firstPosition hits before it are counted alone
         * @param limit most hits of the page
         */
        Builder(long firstPosition, long limit) {
            this.firstPosition = firstPosition;
            this.limit = limit;
        }

        /** @param position of the first of {@code hits} that follow each other */
        void add(long position, long hits) {
            numberMatched += hits;
            long end = position + hits;
            if (nextPosition >= 0 || end <= firstPosition) {
                return;
            }
            long start = Math.max(position, firstPosition);
            long taken = Math.min(end - start, limit - count);
            if (taken < end - start) {
                nextPosition = start + taken;
            }
            if (taken > 0) {
                take(start, taken);
            }
        }

        private void take(long start, long taken) {
            count += taken;
            if (start != runEnd) {
                if (runCount == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * runCount);
                    ends = Arrays.copyOf(ends, 2 * runCount);
                }
                starts[runCount++] = start;
            }
            ends[runCount - 1] = count;
            runEnd = start + taken;
        }

        /** Hits so far, whatever page and limit. */
        long matched() {
            return numberMatched;
        }

        /** Whether more hits are counted alone. */
        boolean isFull() {
            return nextPosition >= 0;
        }

        RegionHits hits() {
            return new RegionHits(this);
        }
    }
}
