package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;

/**
 * Values of which those that are no floats stand apart, in our private block: others see them rounded, or not at all.
 *
 * @param others all that others read
 * @param indexes ascending
 * @param values as many doubles
 */
record RestoredDoubles(MeasurementValues others, AnnotationIndexes indexes, MemorySegment values)
        implements MeasurementValues {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public boolean isPresent(long annotation) {
        return others.isPresent(annotation) || indexes.find(annotation + 1) >= 0; // zero-based to one-based
    }

    @Override
    public float value(long annotation) {
        return (float) number(annotation);
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public double number(long annotation) {
        long position = indexes.find(annotation + 1); // zero-based to one-based
        return position < 0 ? others.number(annotation) : values.get(DOUBLE, position * Double.BYTES);
    }
}
