package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;

/**
 * Cuts a group so that no element of a part is larger than a DICOM value may be. Parts are as large as they can be, so that the same
 * group is always cut in the same places.
 */
final class GroupSplit {
    private GroupSplit() {}

    /**
     * One range for a group that fits. Empty when a single annotation does not fit.
     *
     * @param limitBytes of an element's value
     */
    static List<AnnotationRange> of(AnnotationGroup group, long limitBytes) {
        Coordinates coordinates = group.coordinates();
        long count = coordinates.annotationCount();
        long limitVertices = limitBytes / coordinates.vertexBytes();
        // index lists and measurements have four bytes for an annotation
        long limitAnnotations = limitBytes / Integer.BYTES;
        List<AnnotationRange> parts = new ArrayList<>();
        long first = 0;
        do {
            long end = end(coordinates, first, Math.min(count, first + limitAnnotations), limitVertices);
            if (end == first && count > 0) {
                return List.of();
            }
            parts.add(new AnnotationRange(first, end));
            first = end;
        } while (first < count);
        return parts;
    }

    /** The greatest end at which the annotations from {@code first} have no more vertices than allowed. */
    private static long end(Coordinates coordinates, long first, long greatest, long limitVertices) {
        long allowed = coordinates.firstVertex(first) + limitVertices;
        long low = first;
        long high = greatest;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (coordinates.firstVertex(middle) <= allowed) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
