package org.glossa.service.catalogue;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * A stored instance, of any SOP class. Texts are empty where the instance says nothing.
 *
 * @param id row, null before it is stored
 * @param seriesId row of the series; 0 before it is known
 * @param sha256 of the original, in lower-case hexadecimal: its name in the object store
 * @param byteLength of the original
 * @param receivedAt UTC, as {@code 2026-01-31T12:00:00.123Z}
 * @param annotationsDone how many annotations were in columns when the state was last written
 * @param annotationsTotal how many annotations the instance holds; 0 unless it is an annotation object
 * @param frameOfReferenceUid of the instance's own Frame of Reference module
 * @param referencedImageUid the one image that an annotation object was made on
 * @param referencedSeriesUid the series of that image, as the annotation object says
 * @param attributes DICOM JSON of all top-level attributes but bulk values and long sequences
 */
@MappedEntity("instance")
public record StoredInstance(
        @Id @GeneratedValue @Nullable Long id,
        long seriesId,
        String sopInstanceUid,
        String sopClassUid,
        String studyInstanceUid,
        String seriesInstanceUid,
        String instanceNumber,
        String contentDate,
        String transferSyntaxUid,
        String sha256,
        long byteLength,
        String receivedAt,
        ColumnState state,
        long annotationsDone,
        long annotationsTotal,
        String frameOfReferenceUid,
        String referencedImageUid,
        String referencedSeriesUid,
        String attributes) {}
