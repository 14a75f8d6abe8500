package org.glossa.slide;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.query.Selection;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.jspecify.annotations.Nullable;

/**
 * The sets of a slide as one: the annotations of the first set in their order, then those of the second, and so on. Asks each set once,
 * one after the other, so that no more than one need be open, and keeps nothing but the runs of the page. Immutable; as thread-safe as
 * its sets.
 */
public final class SlideUnion {
    private final int count;
    private final Sets sets;

    /** How the sets are had. */
    @FunctionalInterface
    public interface Sets {
        /**
         * Runs a query on one set.
         *
         * @param set zero-based, in the order of the union
         * @param selection its region is in the space in which all sets are asked; how this one lies in it is for who has the set to say
         * @param firstPosition as {@link RegionQuery#run} takes it
         * @param limit as {@link RegionQuery#run} takes it
         * @param held as {@link RegionQuery#run} takes it
         */
        RegionHits run(int set, Selection selection, long firstPosition, long limit, long held) throws IOException;
    }

    /** @param count how many sets there are */
    public SlideUnion(int count, Sets sets) {
        this.count = count;
        this.sets = sets;
    }

    /**
     * A page of the annotations that are selected in any of the sets.
     *
     * @param selection its region is in the space in which all are asked; a set without the group that it names has no hit
     * @param first {@link SlidePosition#FIRST} for the first page, else {@link SlideHits#next()} of the page before
     * @param limit most hits of the page, at least 0
     * @param held most positions that the page holds, but one of each set that has any, so that where the others begin is known
     * @throws IllegalArgumentException when {@code first} is in a set that the union has not
     * @throws IOException when a set cannot be opened; like the unchecked exceptions of {@link RegionQuery#run} it ends the whole
     *     answer, which is never one of fewer sets
     */
    public SlideHits run(Selection selection, SlidePosition first, long limit, long held) throws IOException {
        if (first.set() > 0 && first.set() >= count) {
            throw new IllegalArgumentException(
                    "The union has " + count + " sets, got a position in set " + first.set());
        }
        List<SlideHits.Part> parts = new ArrayList<>();
        long matched = 0;
        long left = limit;
        long room = held;
        SlidePosition next = null;
        for (int set = 0; set < count; set++) {
            boolean isBefore = set < first.set();
            long from = set == first.set() ? first.position() : 0;
            RegionHits hits = sets.run(set, selection, from, isBefore ? 0 : left, Math.max(1, room));
            matched += hits.numberMatched();
            if (hits.count() > 0) {
                parts.add(new SlideHits.Part(set, hits));
                left -= hits.count();
                room -= hits.heldCount();
            }
            next = isBefore ? null : firstOf(next, set, hits);
        }
        return new SlideHits(matched, parts, next);
    }

    private static @Nullable SlidePosition firstOf(@Nullable SlidePosition known, int set, RegionHits hits) {
        if (known != null || hits.nextPosition() < 0) {
            return known;
        }
        return new SlidePosition(set, hits.nextPosition());
    }
}
