package org.glossa.service.region;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.spatial.Box;
import org.glossa.store.StoredGroup;
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;

/**
 * What a set is about, without its coordinates: known from the original before there are columns. It never changes.
 *
 * @param image the annotated image, null when the set names none
 * @param bounds a box around all annotations in {@code space}; null before there are columns, or when nothing has a place
 */
record SetShape(
        CoordinateSpace space,
        @Nullable ImageReference image,
        List<StoredGroup> groups,
        @Nullable Box bounds) {
    SetShape {
        groups = List.copyOf(groups);
    }

    static SetShape of(StoredSet set) {
        return new SetShape(set.space(), set.image(), set.groups(), set.bounds());
    }

    static SetShape of(AnnotationSet set) {
        return new SetShape(
                set.space(),
                set.image(),
                set.groups().stream().map(SetShape::group).toList(),
                null);
    }

    /** Annotation Group Numbers, ascending. */
    SortedSet<Integer> groupNumbers() {
        return groups.stream()
                .map(group -> group.description().number())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static StoredGroup group(AnnotationGroup group) {
        return new StoredGroup(
                group.description(),
                group.graphicType(),
                group.coordinates().precision(),
                group.coordinates().ordinates(),
                group.annotationCount(),
                group.measurements().stream()
                        .map(measurement -> new MeasurementName(measurement.concept(), measurement.unit()))
                        .toList());
    }
}
