package org.glossa.slide;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.query.Selection;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.jspecify.annotations.Nullable;

/**
 * The sets of a slide as one: the annotations of the first set in their order, then those of the second, and so on. Asks one set after
 * the other, so that no more than one need be open, and keeps nothing but the runs of the page. Immutable; as thread-safe as its sets.
 */
public final class SlideUnion {
    private final List<PlanarTransform> sourceToQuery;
    private final Sets sets;

    /** How the sets are had. */
    @FunctionalInterface
    public interface Sets {
        /**
         * Runs a query on one set.
         *
         * @param set zero-based, in the order of the union
         * @param query in the space that all sets are asked in
         * @param firstPosition as {@link RegionQuery#run} takes it
         * @param limit as {@link RegionQuery#run} takes it
         */
        RegionHits run(int set, RegionQuery query, long firstPosition, long limit) throws IOException;
    }

    /** @param sourceToQuery for each set, in the order of the union, from its space to the one in which all are asked */
    public SlideUnion(List<PlanarTransform> sourceToQuery, Sets sets) {
        this.sourceToQuery = List.copyOf(sourceToQuery);
        this.sets = sets;
    }

    /**
     * A page of the annotations that are selected in any of the sets.
     *
     * @param selection its region is in the space in which all are asked; a set without the group that it names has no hit
     * @param first {@link SlidePosition#FIRST} for the first page, else {@link SlideHits#next()} of the page before
     * @param limit most hits of the page, at least 0
     * @throws IllegalArgumentException when {@code first} is in a set that the union has not
     * @throws IOException when a set cannot be opened; like the unchecked exceptions of {@link RegionQuery#run} it ends the whole
     *     answer, which is never one of fewer sets
     */
    public SlideHits run(Selection selection, SlidePosition first, long limit) throws IOException {
        if (first.set() > 0 && first.set() >= sourceToQuery.size()) {
            throw new IllegalArgumentException(
                    "The union has " + sourceToQuery.size() + " sets, got a position in set " + first.set());
        }
        List<SlideHits.Part> parts = new ArrayList<>();
        long matched = 0;
        long left = limit;
        SlidePosition next = null;
        for (int set = 0; set < sourceToQuery.size(); set++) {
            RegionQuery query = new RegionQuery(selection, sourceToQuery.get(set));
            boolean isBefore = set < first.set();
            long from = set == first.set() ? first.position() : 0;
            RegionHits hits = sets.run(set, query, from, isBefore ? 0 : left);
            matched += hits.numberMatched();
            if (hits.count() > 0) {
                parts.add(new SlideHits.Part(set, hits));
                left -= hits.count();
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
