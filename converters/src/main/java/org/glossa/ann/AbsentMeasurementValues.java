package org.glossa.ann;

import org.glossa.annotation.MeasurementValues;

/** No annotation was measured: what a part of a group has of a measurement that is written in its other parts only. */
record AbsentMeasurementValues() implements MeasurementValues {
    @Override
    public boolean isPresent(long annotation) {
        return false;
    }

    @Override
    public float value(long annotation) {
        return Float.NaN;
    }
}
