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
    private final long count;
    private final long restPosition;
    private final int runCount;

    /** First positions of the runs. */
    private final long[] starts;

    /** Held hits of the page up to the end of each run. */
    private final long[] ends;

    private RegionHits(Builder built) {
        this.numberMatched = built.numberMatched;
        this.nextPosition = built.nextPosition;
        this.count = built.count;
        this.restPosition = built.restPosition;
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
        return count;
    }

    /** Hits of this page that the runs hold: all, unless the question said to hold fewer. */
    public long heldCount() {
        return runCount == 0 ? 0 : ends[runCount - 1];
    }

    /** Where the hits of this page begin that the runs do not hold, −1 when they hold all. */
    public long restPosition() {
        return restPosition;
    }

    /** Runs held of this page; no run could be joined to the one before. */
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

    /** Where {@link Cursor#moveTo} finds the hit, {@code 0 <= i < heldCount()}; searches for its run. */
    public long position(long i) {
        Objects.checkIndex(i, heldCount());
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
        private final long held;
        private long numberMatched;
        private long nextPosition = -1;
        private long restPosition = -1;
        private long count;
        private long heldCount;
        private long runEnd = -1;
        private int runCount;
        private long[] starts = new long[32];
        private long[] ends = new long[32];

        /**
         * @param firstPosition hits before it are counted alone
         * @param limit most hits of the page
         * @param held most hits of the page that the runs hold
         */
        Builder(long firstPosition, long limit, long held) {
            this.firstPosition = firstPosition;
            this.limit = limit;
            this.held = held;
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
            long kept = Math.min(taken, held - Math.min(held, count));
            count += taken;
            if (kept < taken && restPosition < 0) {
                restPosition = start + kept;
            }
            if (kept > 0) {
                take(start, kept);
            }
        }

        private void take(long start, long taken) {
            if (start != runEnd) {
                if (runCount == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * runCount);
                    ends = Arrays.copyOf(ends, 2 * runCount);
                }
                starts[runCount++] = start;
            }
            ends[runCount - 1] = heldCount += taken;
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
