package org.glossa.service.items;

import java.io.IOException;
import org.glossa.open.OpenSet;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;

/**
 * What a page has of one set.
 *
 * @param opening of the set, when its turn comes; whoever goes through the page closes it
 * @param query that {@code hits} are of, with the way from the set's own space to that of the answer
 * @param hits at least one, unless the page is of one set
 */
public record PagePart(String sopInstanceUid, Opening opening, RegionQuery query, RegionHits hits) {
    /** Opens a set. */
    @FunctionalInterface
    public interface Opening {
        OpenSet open() throws IOException;
    }
}
