package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.MeasurementValues;

/** A value for every annotation, in order. */
record DenseMeasurementValues(MemorySegment values) implements MeasurementValues {
    static final ValueLayout.OfFloat VALUE = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public boolean isPresent(long annotation) {
        return true;
    }

    @Override
    public float value(long annotation) {
        return values.get(VALUE, annotation * Float.BYTES);
    }
}
