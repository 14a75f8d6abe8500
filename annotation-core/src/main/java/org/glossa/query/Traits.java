package org.glossa.query;

import java.util.List;
import java.util.Set;

/**
 * What is said of an annotation, apart from where it lies.
 *
 * @param groupNumbers Annotation Group Numbers, any of them; empty for all groups
 * @param classes any of them; empty for all classes
 * @param measurements all of them
 */
public record Traits(Set<Integer> groupNumbers, List<PropertyClass> classes, List<MeasurementRange> measurements) {
    public static final Traits ANY = new Traits(Set.of(), List.of(), List.of());

    public Traits {
        groupNumbers = Set.copyOf(groupNumbers);
        classes = List.copyOf(classes);
        measurements = List.copyOf(measurements);
    }

    public static Traits ofGroups(Set<Integer> groupNumbers) {
        return groupNumbers.isEmpty() ? ANY : new Traits(groupNumbers, List.of(), List.of());
    }

    /** Whether every annotation has them. */
    public boolean isAny() {
        return groupNumbers.isEmpty() && classes.isEmpty() && measurements.isEmpty();
    }
}
