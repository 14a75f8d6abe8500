package org.glossa.annotation;

import java.util.List;

/**
 * A cursor on one annotation, in a source or in a stored set; writers read through it, so that an answer and a conversion are made
 * by the same code. Not thread-safe.
 */
public interface AnnotationView {
    GroupDescription group();

    GraphicType graphicType();

    /** One-based position in its group, as AnnotationIndexList counts. */
    long annotationIndex();

    Precision precision();

    /** 2 or 3. */
    int ordinates();

    int vertexCount();

    /**
     * An ordinate in the source's own space, widened to double.
     *
     * @param vertex zero-based in this annotation
     * @param ordinate 0 (x), 1 (y) or 2 (z)
     */
    double ordinate(int vertex, int ordinate);

    /**
     * Copies all ordinates of some vertices of FLOAT32, as {@link #ordinate} has them.
     *
     * @param firstVertex zero-based in this annotation
     * @param target for {@code vertices * ordinates()} floats, from its begin
     */
    default void copyFloats(int firstVertex, int vertices, float[] target) {
        int ordinates = ordinates();
        for (int i = 0; i < vertices * ordinates; i++) {
            target[i] = (float) ordinate(firstVertex + i / ordinates, i % ordinates);
        }
    }

    /** Name and unit of each measurement of the group, in the group's order. */
    List<MeasurementName> measurementNames();

    boolean hasMeasurement(int measurement);

    float measurement(int measurement);

    /** FLOAT64 when {@link #measuredNumber} says more than {@link #measurement}. */
    default Precision measurementPrecision(int measurement) {
        return Precision.FLOAT32;
    }

    /** The value in the precision of the source; a float is widened. */
    default double measuredNumber(int measurement) {
        return measurement(measurement);
    }

    /** What a measurement is of, and its UCUM unit. */
    record MeasurementName(CodedConcept concept, CodedConcept unit) {}
}
