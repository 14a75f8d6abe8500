package org.glossa.diff;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.glossa.ledger.Attribute;

/**
 * What two sets differ in.
 *
 * @param differences at most one for each attribute, in the order of {@link Attribute}
 * @param annotationsCompared how many rows of the first set have a counterpart in the second
 * @param remarks what was not compared, and why, in words
 */
public record Diff(List<Difference> differences, long annotationsCompared, List<String> remarks) {
    public Diff {
        differences = List.copyOf(differences);
        remarks = List.copyOf(remarks);
    }

    public boolean isEmpty() {
        return differences.isEmpty();
    }

    public Set<Attribute> attributes() {
        Set<Attribute> all = EnumSet.noneOf(Attribute.class);
        differences.forEach(difference -> all.add(difference.attribute()));
        return Set.copyOf(all);
    }

    public Optional<Difference> of(Attribute attribute) {
        return differences.stream()
                .filter(difference -> difference.attribute() == attribute)
                .findFirst();
    }
}
