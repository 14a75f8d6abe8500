package org.glossa.diff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.glossa.annotation.GroupRole;
import org.glossa.column.ScratchColumns;
import org.glossa.diff.ObjectMatcher.Places;
import org.glossa.diff.RowKeys.Grain;

/**
 * Finds for each row of the first side its counterpart. Equal rows first, in their order, within groups that are counterparts and then
 * anywhere; then rows that have something in common; in the end those between the same neighbours, and those of the same objects. Each step
 * takes time in proportion to the rows.
 */
final class RowMatcher {
    private final SetView first;
    private final SetView second;
    private final GroupPairs pairs;
    private final CoordinateComparison coordinates;
    private final RowMatches matches;
    private final DiffOptions options;

    RowMatcher(
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

    /** A hash of a row, 0 when it has none. */
    @FunctionalInterface
    interface Key {
        long of(SetView view, long row);
    }

    private enum Where {
        IN_GROUP,
        ANYWHERE
    }

    /** @param spaces whether coordinates can be compared */
    void matchAll(Comparable spaces) throws IOException {
        if (spaces == Comparable.COORDINATES) {
            for (int group = 0; group < first.groupCount(); group++) {
                matchInPlace(group);
            }
            matchObjects(Places.SAME);
            matchEqual();
        }
        match(RowMatcher::idAndShape, Where.IN_GROUP);
        match(RowMatcher::idAndShape, Where.ANYWHERE);
        match(RowMatcher::idAndRegion, Where.ANYWHERE);
        match(RowKeys::id, Where.ANYWHERE);
        if (spaces == Comparable.COORDINATES) {
            matchNear();
            matchObjects(Places.ANY);
        } else {
            match(RowMatcher::regionless, Where.ANYWHERE);
        }
        matchBetweenNeighbours();
        new PartMatcher(first, second, matches).matchAll();
        if (spaces == Comparable.COORDINATES) {
            matchObjects(Places.ANY); // with what neighbours told
        }
    }

    private void matchObjects(Places places) {
        if (haveObjects()) {
            new ObjectMatcher(first, second, pairs, coordinates, matches, places).matchAll();
            adopt();
        }
    }

    /** What of two rows can be compared. */
    enum Comparable {
        COORDINATES,
        /** Their spaces are different ones. */
        NOTHING_BUT_ORDER
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

    private void matchEqual() throws IOException {
        Key exact = (view, row) -> Numbers.mixed(
                RowKeys.coordinates(view, row, Grain.EXACT) + RowKeys.shape(view, row), RowKeys.beside(view, row));
        Key coarse = (view, row) -> Numbers.mixed(
                RowKeys.coordinates(view, row, Grain.COARSE) + RowKeys.shape(view, row), RowKeys.beside(view, row));
        Key outline = (view, row) ->
                isRegionless(view, row) ? 0 : RowKeys.coordinates(view, row, Grain.COARSE) + RowKeys.shape(view, row);
        Key bare = (view, row) -> isRegionless(view, row) ? 0 : RowKeys.coordinates(view, row, Grain.COARSE);
        match(exact, Where.IN_GROUP);
        match(coarse, Where.IN_GROUP);
        match(exact, Where.ANYWHERE);
        match(outline, Where.IN_GROUP);
        match(coarse, Where.ANYWHERE);
        match(outline, Where.ANYWHERE);
        match(bare, Where.ANYWHERE);
    }

    /** What has the same centre or begins with the same vertex. */
    private void matchNear() throws IOException {
        double cell = Math.max(coordinates.tolerance() * 4, 1e-3);
        if (coordinates.tolerance() > 0) {
            // what has come to lie in one place is told apart by what stands beside, then by its shape
            for (Where where : Where.values()) {
                matchCentres(cell, RowMatcher::measuredOutline, where);
            }
            for (Where where : Where.values()) {
                matchCentres(cell, RowMatcher::outline, where);
            }
            for (Where where : Where.values()) {
                matchCentres(cell, RowMatcher::role, where);
            }
        }
        matchGaps();
        match(RowKeys::firstVertex, Where.IN_GROUP);
        match(RowMatcher::regionless, Where.IN_GROUP);
        match(RowKeys::firstVertex, Where.ANYWHERE);
        double coarse = Tolerance.isInMillimetres(first.set().space()) ? 1e-3 : 1;
        matchCentres(coarse, RowMatcher::role, Where.IN_GROUP);
        matchCentres(coarse, RowMatcher::role, Where.ANYWHERE);
    }

    /** As many rows of the same shapes and numbers of vertices, between counterparts in two groups. */
    private void matchGaps() {
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
                    || outline(first, from + i) != outline(second, otherFrom + i)) {
                return;
            }
        }
        for (long i = 0; i < to - from; i++) {
            matches.match(from + i, otherFrom + i);
        }
    }

    private static long role(SetView view, long row) {
        return 1L + view.group(view.groupOf(row)).role().ordinal();
    }

    private static long outline(SetView view, long row) {
        // two small numbers beside each other are those of another shape with another count
        return Numbers.mixed(Numbers.mixed(17, RowKeys.shape(view, row)), RowKeys.vertexCount(view, row));
    }

    /** 0 for a row of which nothing is measured. */
    private static long measuredOutline(SetView view, long row) {
        long measured = RowKeys.measured(view, row);
        return measured == 0 ? 0 : Numbers.mixed(outline(view, row), measured);
    }

    /** @param more to be the same, 0 for a row that is passed over */
    private void matchCentres(double cell, Key more, Where where) throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            double shiftX = (shift & 1) * 0.5;
            double shiftY = (shift >> 1) * 0.5;
            match(
                    (view, row) -> {
                        long key = RowKeys.centre(view, row, cell, shiftX, shiftY);
                        long other = more.of(view, row);
                        return key == 0 || other == 0 ? 0 : key + other;
                    },
                    where);
        }
    }

    /** An id may be given twice, such as to an object without geometry and to another. */
    private static long idAndShape(SetView view, long row) {
        long id = RowKeys.id(view, row);
        return id == 0 ? 0 : Numbers.mixed(id, RowKeys.shape(view, row));
    }

    private static long idAndRegion(SetView view, long row) {
        long id = RowKeys.id(view, row);
        return id == 0 || isRegionless(view, row) ? 0 : Numbers.mixed(id, 1);
    }

    private static boolean isRegionless(SetView view, long row) {
        return view.group(view.groupOf(row)).role() == GroupRole.REGIONLESS;
    }

    private static long regionless(SetView view, long row) {
        return isRegionless(view, row) ? Numbers.mixed(19, RowKeys.beside(view, row)) : 0;
    }

    private void match(Key key, Where where) throws IOException {
        long open = second.rowCount() - matches.count();
        if (open == 0 || matches.count() == first.rowCount()) {
            return;
        }
        options.progress().done("aligning", matches.count(), first.rowCount());
        try (ScratchColumns scratch = new ScratchColumns(options.scratchFolder())) {
            RowIndex index = new RowIndex(scratch, open, second.rowCount());
            MemorySegment keys = scratch.allocate(first.rowCount() * Long.BYTES);
            for (long row = second.rowCount() - 1; row >= 0; row--) {
                if (matches.first(row) < 0) {
                    long found = placed(key.of(second, row), where, secondPair(row));
                    if (found != 0) {
                        index.add(found, row);
                    }
                }
            }
            for (long row = 0; row < first.rowCount(); row++) {
                if (matches.second(row) < 0) {
                    long found = placed(key.of(first, row), where, firstPair(row));
                    if (found != 0) {
                        keys.setAtIndex(ValueLayout.JAVA_LONG, row, found);
                        index.count(found);
                    }
                }
            }
            take(index, keys);
        }
        adopt();
    }

    /** Where both sides have as many of a key, their order tells; the rest goes to its neighbours first. */
    private void take(RowIndex index, MemorySegment keys) {
        for (Rest rest : Rest.values()) {
            for (long row = 0; row < first.rowCount(); row++) {
                long key = keys.getAtIndex(ValueLayout.JAVA_LONG, row);
                if (key != 0 && matches.second(row) < 0 && (rest == Rest.ALL || index.isBalanced(key))) {
                    long other = index.firstFree(key, matches);
                    if (other >= 0) {
                        matches.match(row, other);
                    }
                }
            }
        }
    }

    private enum Rest {
        BALANCED,
        ALL
    }

    private static long placed(long key, Where where, int pair) {
        if (key == 0) {
            return 0;
        }
        long found = switch (where) {
            case ANYWHERE -> key;
            case IN_GROUP -> pair == 0 ? 0 : Numbers.mixed(key, pair);
        };
        return found == 0 && (where == Where.ANYWHERE || pair != 0) ? 1 : found;
    }

    private int firstPair(long row) {
        int group = first.groupOf(row);
        return pairs.second(group) < 0 ? 0 : group + 1;
    }

    private int secondPair(long row) {
        return pairs.first(second.groupOf(row)) + 1;
    }

    /** Groups without counterpart whose rows are each other's become counterparts, those with the most first. */
    private void adopt() {
        Map<Long, Long> shared = new HashMap<>();
        for (int group = 0; group < first.groupCount(); group++) {
            if (pairs.second(group) < 0) {
                for (long row = first.firstRow(group); row < first.firstRow(group + 1); row++) {
                    long other = matches.second(row);
                    if (other >= 0 && pairs.first(second.groupOf(other)) < 0) {
                        shared.merge((long) group << 32 | second.groupOf(other), 1L, Long::sum);
                    }
                }
            }
        }
        shared.entrySet().stream()
                .sorted(Map.Entry.<Long, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> {
                    int group = (int) (entry.getKey() >>> 32);
                    int other = entry.getKey().intValue();
                    if (pairs.second(group) < 0 && pairs.first(other) < 0) {
                        pairs.pair(group, other);
                    }
                });
    }

    /** A row goes with the row after the counterpart of the row before it, or before that of the row after it. */
    private void matchBetweenNeighbours() {
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
