package org.glossa.annotation;

/** Values of one measurement, by zero-based annotation. Absence is not a value: NaN is a value. Thread-safe. */
public interface MeasurementValues {
    boolean isPresent(long annotation);

    /** The value as the source wrote it; meaningless when absent. */
    float value(long annotation);

    /** FLOAT64 when {@link #number} says more than {@link #value}. */
    default Precision precision() {
        return Precision.FLOAT32;
    }

    /** The value in the precision of the source; a float is widened. Meaningless when absent. */
    default double number(long annotation) {
        return value(annotation);
    }
}
