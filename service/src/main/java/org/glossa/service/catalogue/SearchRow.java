package org.glossa.service.catalogue;

/**
 * One result of a search. What is below its level is empty.
 *
 * @param studyAttributes DICOM JSON
 * @param seriesAttributes DICOM JSON
 * @param instanceAttributes DICOM JSON
 * @param modalitiesInStudy with backslashes between
 * @param sopClassesInStudy with backslashes between
 * @param matched results of the search, whatever its limit and offset
 */
public record SearchRow(
        String studyInstanceUid,
        String seriesInstanceUid,
        String sopInstanceUid,
        String studyAttributes,
        String seriesAttributes,
        String instanceAttributes,
        String modalitiesInStudy,
        String sopClassesInStudy,
        long seriesInStudy,
        long instancesInStudy,
        long instancesInSeries,
        long matched) {}
