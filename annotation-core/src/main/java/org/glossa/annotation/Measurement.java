package org.glossa.annotation;

/**
 * An item of Measurements Sequence (0066,0121).
 *
 * @param concept what was measured
 * @param unit UCUM unit (MeasurementUnitsCodeSequence)
 */
public record Measurement(CodedConcept concept, CodedConcept unit, MeasurementValues values) {}
