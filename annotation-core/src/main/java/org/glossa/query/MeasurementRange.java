package org.glossa.query;

import org.glossa.annotation.AnnotationView.MeasurementName;

/**
 * Annotations of which something was measured and found in an interval. A value that is absent, or NaN, is in none. Of an annotation
 * that has several measurements of this name, one in the interval is enough.
 *
 * @param concept what was measured
 * @param unit its unit
 */
public record MeasurementRange(ConceptMatch concept, ConceptMatch unit, Interval interval) {
    /** In whatever unit. */
    public MeasurementRange(ConceptMatch concept, Interval interval) {
        this(concept, new ConceptMatch.Any(), interval);
    }

    public boolean isOf(MeasurementName measurement) {
        return concept.matches(measurement.concept()) && unit.matches(measurement.unit());
    }
}
