package org.glossa.service.catalogue;

import java.util.List;

/**
 * A search of the catalogue.
 *
 * @param level what is searched for
 * @param criteria all must hold; one on a lower level holds when something below matches
 * @param limit most results, at least 0
 * @param offset results to leave out, at least 0
 */
public record Search(AttributeLevel level, List<Criterion> criteria, int limit, int offset) {
    public Search {
        criteria = List.copyOf(criteria);
    }

    /**
     * @param values as the client gave them; one is enough where lists are matched, and there is exactly one elsewhere
     */
    public record Criterion(QueryAttribute attribute, List<String> values) {
        public Criterion {
            values = List.copyOf(values);
        }
    }
}
