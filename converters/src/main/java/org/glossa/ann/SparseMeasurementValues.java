package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import org.glossa.annotation.MeasurementValues;

/** Values for some annotations, named by an ascending index list. */
record SparseMeasurementValues(AnnotationIndexes indexes, MemorySegment values) implements MeasurementValues {
    @Override
    public boolean isPresent(long annotation) {
        return indexes.find(annotation + 1) >= 0; // zero-based to one-based
    }

    @Override
    public float value(long annotation) {
        long position = indexes.find(annotation + 1); // zero-based to one-based
        return position < 0 ? Float.NaN : values.get(DenseMeasurementValues.VALUE, position * Float.BYTES);
    }
}
