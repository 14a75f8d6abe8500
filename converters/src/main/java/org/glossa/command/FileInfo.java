package org.glossa.command;

import java.util.ArrayList;
import java.util.List;
import org.glossa.finding.Finding;

/**
 * What {@code info} says of a file, before it is known whether a human or a program reads it.
 *
 * @param facts in the order in which they are shown
 * @param groups of an annotation object
 */
record FileInfo(List<Fact> facts, List<GroupRow> groups, List<Finding> findings) {
    /**
     * @param key in JSON
     * @param label for humans
     * @param value String, Long, Integer, Double or a list of these
     */
    record Fact(String key, String label, Object value) {}

    /** A group of an annotation object. */
    record GroupRow(
            int number,
            String uid,
            String label,
            String category,
            String type,
            String generationType,
            String graphicType,
            long annotationCount,
            long vertexCount,
            String precision,
            int ordinates,
            List<String> measurements) {}

    /** Facts in the making; empty texts are left out. */
    static final class Facts {
        private final List<Fact> facts = new ArrayList<>();

        Facts add(String key, String label, Object value) {
            if (!value.equals("") && !value.equals(List.of())) {
                facts.add(new Fact(key, label, value));
            }
            return this;
        }

        List<Fact> list() {
            return List.copyOf(facts);
        }
    }
}
