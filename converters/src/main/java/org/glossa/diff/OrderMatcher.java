package org.glossa.diff;

/**
 * Finds counterparts of rows by their order within groups that are counterparts: from the beginning, from the end, and between those that are
 * known. Takes time in proportion to the rows.
 */
final class OrderMatcher {
    private final SetView first;
    private final SetView second;
    private final GroupPairs pairs;
    private final CoordinateComparison coordinates;
    private final RowMatches matches;
    private final DiffOptions options;

    OrderMatcher(
            SetView first,
            SetView second,
            GroupPairs pairs,
            CoordinateComparison coordinates,
            RowMatches matches,
            DiffOptions options) {
        this.first = first;
        this.second = second;
        this.pairs = pairs;
        this.coordinates = coordinates;
        this.matches = matches;
        this.options = options;
    }

    void matchInPlace() {
        for (int group = 0; group < first.groupCount(); group++) {
            matchInPlace(group);
        }
    }

    /** Rows of equal content at the beginning of two groups, at the end, and at the same distance from both. */
    private void matchInPlace(int group) {
        int other = pairs.second(group);
        if (other < 0) {
            return;
        }
        long start = first.firstRow(group);
        long end = first.firstRow(group + 1);
        long otherStart = second.firstRow(other);
        long otherEnd = second.firstRow(other + 1);
        while (start < end && otherStart < otherEnd && isSame(start, otherStart)) {
            matches.match(start++, otherStart++);
            tell(start);
        }
        boolean areAsMany = end - start == otherEnd - otherStart;
        while (start < end
                && otherStart < otherEnd
                && (areAsMany || isWhole(end - 1))
                && isSame(end - 1, otherEnd - 1)) {
            matches.match(--end, --otherEnd);
            tell(end);
        }
        if (end - start == otherEnd - otherStart) {
            for (long i = 0; i < end - start; i++) {
                if (isSame(start + i, otherStart + i)) {
                    matches.match(start + i, otherStart + i);
                }
                tell(start + i);
            }
        }
    }

    private void tell(long row) {
        if (row % 65_536 == 0) {
            options.progress().done("aligning", matches.count(), first.rowCount());
        }
    }

    private boolean isSame(long row, long other) {
        return RowKeys.beside(first, row) == RowKeys.beside(second, other)
                && coordinates.isSame(row, other)
                && !(haveObjects() && coordinates.isCollapsed(row));
    }

    /** One annotation of several may lie where one of another object lies: from the end alone it cannot be told whose it is. */
    private boolean isWhole(long row) {
        return !haveObjects() || first.features().partCount(first.featureOf(row)) == 1;
    }

    private boolean haveObjects() {
        return !first.features().isPlain() && !second.features().isPlain();
    }

    /** As many rows of the same shapes and numbers of vertices, between counterparts in two groups. */
    void matchGaps() {
        for (int group = 0; group < first.groupCount(); group++) {
            int other = pairs.second(group);
            if (other < 0) {
                continue;
            }
            long from = first.firstRow(group);
            long otherFrom = second.firstRow(other);
            long otherEnd = second.firstRow(other + 1);
            for (long row = from; row < first.firstRow(group + 1); row++) {
                long counterpart = matches.second(row);
                if (counterpart >= otherFrom && counterpart < otherEnd) {
                    matchGap(from, row, otherFrom, counterpart);
                    from = row + 1;
                    otherFrom = counterpart + 1;
                }
            }
            matchGap(from, first.firstRow(group + 1), otherFrom, otherEnd);
        }
    }

    private void matchGap(long from, long to, long otherFrom, long otherTo) {
        if (to - from != otherTo - otherFrom) {
            return;
        }
        for (long i = 0; i < to - from; i++) {
            if (matches.second(from + i) >= 0
                    || matches.first(otherFrom + i) >= 0
                    || RowMatcher.outline(first, from + i) != RowMatcher.outline(second, otherFrom + i)) {
                return;
            }
        }
        for (long i = 0; i < to - from; i++) {
            matches.match(from + i, otherFrom + i);
        }
    }

    /** A row goes with the row after the counterpart of the row before it, or before that of the row after it. */
    void matchBetweenNeighbours() {
        for (int group = 0; group < first.groupCount(); group++) {
            int other = pairs.second(group);
            if (other < 0) {
                continue;
            }
            long start = first.firstRow(group);
            long end = first.firstRow(group + 1);
            long otherStart = second.firstRow(other);
            long otherEnd = second.firstRow(other + 1);
            long before = otherStart - 1;
            for (long row = start; row < end; row++) {
                before = neighbour(row, before, 1, otherStart, otherEnd);
            }
            long after = otherEnd;
            for (long row = end - 1; row >= start; row--) {
                after = neighbour(row, after, -1, otherStart, otherEnd);
            }
        }
    }

    private long neighbour(long row, long last, int step, long otherStart, long otherEnd) {
        long candidate = last + step;
        if (matches.second(row) < 0 && candidate >= otherStart && candidate < otherEnd) {
            matches.matchIfFree(row, candidate);
        }
        long found = matches.second(row);
        return found < otherStart || found >= otherEnd ? last : found;
    }
}
