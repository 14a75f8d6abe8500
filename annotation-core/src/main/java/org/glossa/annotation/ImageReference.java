package org.glossa.annotation;

/**
 * The image that annotations were made on. Every part but the SOP Instance UID may be empty when the source does not say it.
 *
 * @param sopClassUid ReferencedSOPClassUID
 */
public record ImageReference(
        String studyInstanceUid, String seriesInstanceUid, String sopClassUid, String sopInstanceUid) {}
