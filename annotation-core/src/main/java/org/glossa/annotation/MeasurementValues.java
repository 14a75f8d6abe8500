package org.glossa.annotation;

/** Values of one measurement, by zero-based annotation. Absence is not a value: NaN is a value. Thread-safe. */
public interface MeasurementValues {
    boolean isPresent(long annotation);

    /** The value as the source wrote it; meaningless when absent. */
    float value(long annotation);
}
