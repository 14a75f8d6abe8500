package org.glossa.store;

import java.util.Set;
import org.glossa.query.Region;
import org.glossa.query.Selection;
import org.glossa.query.Traits;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;

/**
 * Which annotations of a set are selected.
 *
 * @param selection its region is in the query space
 * @param sourceToQuery from the space of the set to the query space
 */
public record RegionQuery(Selection selection, PlanarTransform sourceToQuery) {
    /**
     * Of a box.
     *
     * @param box closed, in the query space
     * @param groupNumbers Annotation Group Numbers to keep; empty keeps all
     */
    public RegionQuery(Box box, PlanarTransform sourceToQuery, Set<Integer> groupNumbers) {
        this(Selection.inBox(box, groupNumbers), sourceToQuery);
    }

    /**
     * An annotation is a hit when it has the traits and JTS {@code intersects(geometry, region)} of its geometry in the query space
     * and of the box ({@code GeometryFactory.toGeometry(Envelope)}) or polygon, or when its centroid lies in the polygon; an ELLIPSE
     * within 0.01 px. One with an x or y that is not finite, or without vertices, is in no box and no polygon, but
     * {@link Region.Everywhere} has it. The predicates of {@link org.glossa.geometry} tell of the other corners.
     *
     * <p>Holds the set while it runs: beside a close it ends as if there were none, or does not begin.
     *
     * @param firstPosition 0 for the first page, else {@link RegionHits#nextPosition()} of the page before
     * @param limit most positions to return, at least 0; {@link RegionHits#numberMatched()} does not depend on it
     * @throws IllegalStateException when the set was closed
     * @throws ArithmeticException when the transform has no inverse
     * @throws java.io.UncheckedIOException of a {@link StoreCorruptException} when something that decides the answer is damaged
     */
    public RegionHits run(StoredSet set, long firstPosition, long limit) {
        return run(set, firstPosition, limit, limit);
    }

    /**
     * As above, for a page that may be so large that its runs would fill the heap.
     *
     * @param held most positions that the answer holds; where the others begin is {@link RegionHits#restPosition()}, and asking
     *     from there goes on
     */
    public RegionHits run(StoredSet set, long firstPosition, long limit, long held) {
        if (limit < 0 || firstPosition < 0) {
            throw new IllegalArgumentException(
                    "A page needs limit >= 0 and firstPosition >= 0, got " + limit + " and " + firstPosition);
        }
        if (held < 1 && limit > 0) {
            throw new IllegalArgumentException("Of a page at least one position is held, got " + held);
        }
        try (StoredSet.Lease _ = set.acquire()) {
            RegionHits.Builder hits = new RegionHits.Builder(firstPosition, limit, held);
            new RegionSearch(set, set.kept(selection.traits()), hits).run(selection.region(), sourceToQuery);
            return hits.hits();
        }
    }

    /** How many are selected; reads no coordinates of those that boxes decide. Throws as {@link #run}. */
    public long count(StoredSet set) {
        return run(set, 0, 0).numberMatched();
    }

    /**
     * A page of all annotations, wherever they are: also those that no box meets, because an ordinate is not finite.
     *
     * @param groupNumbers Annotation Group Numbers to keep; empty keeps all
     * @param firstPosition as {@link #run}
     * @param limit as {@link #run}
     */
    public static RegionHits everything(StoredSet set, Set<Integer> groupNumbers, long firstPosition, long limit) {
        return everything(groupNumbers).run(set, firstPosition, limit);
    }

    /**
     * All annotations, wherever they are: also those that no box meets, because an ordinate is not finite.
     *
     * @param groupNumbers Annotation Group Numbers to keep; empty keeps all
     */
    public static RegionQuery everything(Set<Integer> groupNumbers) {
        Selection all = Selection.EVERYTHING.with(Traits.ofGroups(groupNumbers));
        return new RegionQuery(all, PlanarTransform.IDENTITY);
    }
}
