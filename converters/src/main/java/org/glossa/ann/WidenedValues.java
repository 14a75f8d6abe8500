package org.glossa.ann;

import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;

/** Values that were doubles before they were written, whether a float says them or not. */
record WidenedValues(MeasurementValues values) implements MeasurementValues {
    @Override
    public boolean isPresent(long annotation) {
        return values.isPresent(annotation);
    }

    @Override
    public float value(long annotation) {
        return values.value(annotation);
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public double number(long annotation) {
        return values.number(annotation);
    }
}
