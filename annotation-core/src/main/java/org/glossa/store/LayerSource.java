package org.glossa.store;

import java.util.Arrays;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;

/**
 * The annotations of all groups of one layer, numbered through: the first group's from 0 in the order of the source, then the
 * second's.
 */
final class LayerSource {
    private final LayerKey key;
    private final List<AnnotationGroup> groups;
    private final int[] setIndexes;
    private final long[] starts;

    /** @param setIndexes position of each group in the set */
    LayerSource(LayerKey key, List<AnnotationGroup> groups, int[] setIndexes) {
        this.key = key;
        this.groups = List.copyOf(groups);
        this.setIndexes = setIndexes.clone();
        this.starts = new long[groups.size() + 1];
        for (int i = 0; i < groups.size(); i++) {
            starts[i + 1] = starts[i] + groups.get(i).annotationCount();
        }
    }

    LayerKey key() {
        return key;
    }

    List<AnnotationGroup> groups() {
        return groups;
    }

    /** Position in the set of the layer's group. */
    int setIndex(int group) {
        return setIndexes[group];
    }

    long annotationCount() {
        return starts[groups.size()];
    }

    /** The layer's group that holds an annotation. */
    int groupOf(long ordinal) {
        if (groups.size() == 1) {
            return 0;
        }
        int found = Arrays.binarySearch(starts, ordinal);
        if (found < 0) {
            return -found - 2;
        }
        // Groups without annotations begin where the next begins.
        while (starts[found + 1] == ordinal) {
            found++;
        }
        return found;
    }

    /** Where a group's annotations begin. */
    long start(int group) {
        return starts[group];
    }
}
