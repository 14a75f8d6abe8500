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
import org.glossa.feature.Features;

/**
 * Finds for each row of the first side its counterpart. Equal rows first, in their order, within groups that are counterparts and then
 * anywhere; then rows that have something in common; in the end those between the same neighbours, and those of the same objects. Each step
 * takes time in proportion to the rows.
 */
final class RowMatcher {
    /** Annotations of an object that tell which other object it is. */
    private static final int MOST_PARTS = 64;

    private final SetView first;
    private final SetView second;
    private final GroupPairs pairs;
    private final CoordinateComparison coordinates;
    private final RowMatches matches;
    private final DiffOptions options;
    private final OrderMatcher order;

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
        this.order = new OrderMatcher(first, second, pairs, coordinates, matches, options);
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
            order.matchInPlace();
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
        order.matchBetweenNeighbours();
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
        order.matchGaps();
        match(RowKeys::firstVertex, Where.IN_GROUP);
        match(RowMatcher::regionless, Where.IN_GROUP);
        match(RowKeys::firstVertex, Where.ANYWHERE);
        double coarse = Tolerance.isInMillimetres(first.set().space()) ? 1e-3 : 1;
        matchCentres(coarse, RowMatcher::role, Where.IN_GROUP);
        matchCentres(coarse, RowMatcher::role, Where.ANYWHERE);
    }

    private static long role(SetView view, long row) {
        return 1L + view.group(view.groupOf(row)).role().ordinal();
    }

    static long outline(SetView view, long row) {
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
                    long other = ofSameObject(row, key, index);
                    if (other < 0) {
                        other = index.firstFree(key, matches);
                    }
                    if (other >= 0) {
                        matches.match(row, other);
                    }
                }
            }
        }
    }

    /** Of the object that has the counterpart of another annotation of this one's; −1 when that is not known. */
    private long ofSameObject(long row, long key, RowIndex index) {
        if (!haveObjects()) {
            return -1;
        }
        Features features = first.features();
        long feature = first.featureOf(row);
        long end = Math.min(features.firstPart(feature + 1), features.firstPart(feature) + MOST_PARTS);
        for (long part = features.firstPart(feature); part < end; part++) {
            long other = matches.second(first.rowOfPart(part));
            if (other >= 0) {
                long object = second.featureOf(other);
                return index.firstFree(key, matches, candidate -> second.featureOf(candidate) == object);
            }
        }
        return -1;
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
}
