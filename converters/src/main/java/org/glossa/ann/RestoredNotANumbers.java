package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import org.glossa.annotation.MeasurementValues;

/**
 * Values of which those that are no numbers stand apart, in our private block: a conversion leaves them out of what others read.
 *
 * @param others all that others read
 * @param indexes ascending, of annotations that {@code others} lacks
 * @param values as many floats
 */
record RestoredNotANumbers(MeasurementValues others, AnnotationIndexes indexes, MemorySegment values)
        implements MeasurementValues {
    @Override
    public boolean isPresent(long annotation) {
        return others.isPresent(annotation) || indexes.find(annotation + 1) >= 0; // zero-based to one-based
    }

    @Override
    public float value(long annotation) {
        long position = indexes.find(annotation + 1); // zero-based to one-based
        return position < 0
                ? others.value(annotation)
                : values.get(DenseMeasurementValues.VALUE, position * Float.BYTES);
    }
}
