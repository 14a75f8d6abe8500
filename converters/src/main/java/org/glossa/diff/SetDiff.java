package org.glossa.diff;

import java.io.IOException;
import org.glossa.annotation.AnnotationSet;

/** Compares what two sets of annotations mean: groups, objects, coordinates, measurements. */
public final class SetDiff {
    private SetDiff() {}

    /**
     * @throws IOException when a temporary file cannot be written
     * @throws IllegalArgumentException for a tolerance in another unit than the coordinates of the first set
     */
    public static Diff compare(AnnotationSet first, AnnotationSet second, DiffOptions options) throws IOException {
        DifferenceLog log = new DifferenceLog(options.shown());
        options.tolerance().in(first.space());
        return log.result(Math.min(first.annotationCount(), second.annotationCount()));
    }
}
