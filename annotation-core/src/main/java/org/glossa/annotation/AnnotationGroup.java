package org.glossa.annotation;

import java.util.List;

/** One Annotation Group: one property, one graphic type, many annotations as columns in the order of the source. */
public record AnnotationGroup(
        GroupDescription description,
        GraphicType graphicType,
        Coordinates coordinates,
        List<Measurement> measurements,
        GroupRole role) {
    public AnnotationGroup {
        measurements = List.copyOf(measurements);
    }

    /** Annotations, as bulk annotations have them. */
    public AnnotationGroup(
            GroupDescription description,
            GraphicType graphicType,
            Coordinates coordinates,
            List<Measurement> measurements) {
        this(description, graphicType, coordinates, measurements, GroupRole.ANNOTATIONS);
    }

    public long annotationCount() {
        return coordinates.annotationCount();
    }
}
