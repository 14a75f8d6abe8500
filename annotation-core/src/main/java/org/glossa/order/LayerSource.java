package org.glossa.order;

import java.util.Arrays;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.MeasurementValues;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of all groups of one layer, numbered through: the first group's from 0 in the order of the source, then the
 * second's. Thread-safe.
 */
public final class LayerSource {
    private static final long MOST_ANNOTATIONS = (1L << 32) - 1;

    private final List<AnnotationGroup> groups;
    private final int[] setIndexes;
    private final MeasurementColumns columns;
    private final long[] starts;

    /**
     * @param groups at least one, all of one graphic type, precision and number of ordinates
     * @param setIndexes position of each group in the set
     * @throws ArithmeticException when a group has more annotations than 32 bits count
     */
    public LayerSource(List<AnnotationGroup> groups, int[] setIndexes) {
        this.groups = List.copyOf(groups);
        this.setIndexes = setIndexes.clone();
        this.columns = new MeasurementColumns(groups);
        this.starts = new long[groups.size() + 1];
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).annotationCount() > MOST_ANNOTATIONS) {
                throw new ArithmeticException("A group has at most " + MOST_ANNOTATIONS + " annotations, got "
                        + groups.get(i).annotationCount());
            }
            starts[i + 1] = Math.addExact(starts[i], groups.get(i).annotationCount());
        }
    }

    public List<AnnotationGroup> groups() {
        return groups;
    }

    /** Which column holds which measurement. */
    public MeasurementColumns columns() {
        return columns;
    }

    /** Position in the set of the layer's group. */
    public int setIndex(int group) {
        return setIndexes[group];
    }

    public long annotationCount() {
        return starts[groups.size()];
    }

    /** Bytes of one vertex. */
    public int vertexBytes() {
        return groups.getFirst().coordinates().vertexBytes();
    }

    /** The layer's group that holds an annotation. */
    public int groupOf(long ordinal) {
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
    public long start(int group) {
        return starts[group];
    }

    /** The values of a group for each column; null where it does not measure that. */
    @Nullable
    MeasurementValues[] values(int group) {
        @Nullable
        MeasurementValues[] values =
                new @Nullable MeasurementValues[columns.fields().size()];
        for (int column = 0; column < values.length; column++) {
            int measurement = columns.measurementAt(group, column);
            if (measurement >= 0) {
                values[column] =
                        groups.get(group).measurements().get(measurement).values();
            }
        }
        return values;
    }
}
