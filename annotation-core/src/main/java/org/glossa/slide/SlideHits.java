package org.glossa.slide;

import java.util.List;
import org.glossa.store.RegionHits;
import org.jspecify.annotations.Nullable;

/**
 * One page of the answer of a union: the hits of its sets in the order of the sets.
 *
 * @param numberMatched hits in all sets, whatever page and limit
 * @param parts the page's hits, in ascending order of their sets; sets without a hit in the page are left out
 * @param next where the next page begins, null when this one completes the answer
 */
public record SlideHits(
        long numberMatched, List<Part> parts, @Nullable SlidePosition next) {
    /**
     * What a page has of one set.
     *
     * @param set zero-based, in the order of the union
     * @param hits at least one
     */
    public record Part(int set, RegionHits hits) {}

    public SlideHits {
        parts = List.copyOf(parts);
    }

    /** Hits in this page. */
    public long count() {
        return parts.stream().mapToLong(part -> part.hits().count()).sum();
    }
}
