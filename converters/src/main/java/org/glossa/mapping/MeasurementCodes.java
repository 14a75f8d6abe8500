package org.glossa.mapping;

import org.glossa.annotation.CodedConcept;

/**
 * What a measurement is in DICOM.
 *
 * @param unit of UCUM; {@code 1} when the name says none
 */
public record MeasurementCodes(CodedConcept concept, CodedConcept unit, Match match) {}
