package org.glossa.geojson.read;

import org.glossa.annotation.GraphicType;
import org.jspecify.annotations.Nullable;

/** What our output says of one part of a feature beside its geometry. */
final class DicomPart {
    private static final int ABSENT = -1;

    /** Index into the groups of the collection, −1 when it is not said. */
    int group;

    @Nullable
    GraphicType graphicType;

    /** Of {@link org.glossa.feature.Features}; −1 when they follow from the geometry. */
    int marks;

    long pointsStart;
    long pointsEnd;

    /** Ordinates of each point. */
    int pointsStride;

    long sourceStart;
    long sourceEnd;
    int sourceStride;

    DicomPart() {
        clear();
    }

    void clear() {
        group = ABSENT;
        graphicType = null;
        marks = ABSENT;
        pointsStart = ABSENT;
        pointsEnd = ABSENT;
        pointsStride = 0;
        sourceStart = ABSENT;
        sourceEnd = ABSENT;
        sourceStride = 0;
    }

    boolean hasPoints() {
        return pointsStart >= 0;
    }

    boolean hasSource() {
        return sourceStart >= 0;
    }
}
