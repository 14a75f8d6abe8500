package org.glossa.service.catalogue;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * Series attributes, as the first stored instance of the series says them; empty text where it says nothing.
 *
 * @param id row, null before it is stored
 * @param studyId row of the study; 0 before it is known
 * @param attributes DICOM JSON of the attributes at series level
 */
@MappedEntity("series")
public record Series(
        @Id @GeneratedValue @Nullable Long id,
        long studyId,
        String seriesInstanceUid,
        String modality,
        String seriesNumber,
        String seriesDescription,
        String seriesDate,
        String bodyPartExamined,
        String attributes) {}
