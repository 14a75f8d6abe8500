package org.glossa.annotation;

/**
 * An item of Measurements Sequence (0066,0121).
 *
 * @param concept what was measured
 * @param unit UCUM unit (MeasurementUnitsCodeSequence)
 * @param name as GeoJSON names it; empty when the source has only codes
 */
public record Measurement(CodedConcept concept, CodedConcept unit, MeasurementValues values, String name) {
    /** Of a source that names measurements by codes alone. */
    public Measurement(CodedConcept concept, CodedConcept unit, MeasurementValues values) {
        this(concept, unit, values, "");
    }
}
