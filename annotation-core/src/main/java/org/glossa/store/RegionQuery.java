package org.glossa.store;

import java.util.Set;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;

/**
 * Which annotations of a set meet a box.
 *
 * @param box closed, in the query space
 * @param sourceToQuery from the space of the set to the query space
 * @param groupNumbers Annotation Group Numbers to keep; empty keeps all
 */
public record RegionQuery(Box box, PlanarTransform sourceToQuery, Set<Integer> groupNumbers) {
    public RegionQuery {
        groupNumbers = Set.copyOf(groupNumbers);
    }

    /**
     * An annotation is a hit when JTS {@code intersects(geometry, box)} of its geometry in the query space and of
     * {@code GeometryFactory.toGeometry(Envelope)}.
     *
     * @param firstPosition 0 for the first page, else {@link RegionHits#nextPosition()} of the page before
     * @param limit most positions to return, at least 0; {@link RegionHits#numberMatched()} does not depend on it
     */
    public RegionHits run(StoredSet set, long firstPosition, int limit) {
        throw new UnsupportedOperationException();
    }
}
