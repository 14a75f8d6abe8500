package org.glossa.service.catalogue;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * Patient and study attributes, as the first stored instance of the study says them; empty text where it says nothing.
 *
 * @param id row, null before it is stored
 * @param referringPhysicianName without regard to case: {@link KeyText#folded}
 * @param patientName without regard to case: {@link KeyText#folded}
 * @param attributes DICOM JSON of the attributes at study level
 */
@MappedEntity("study")
public record Study(
        @Id @GeneratedValue @Nullable Long id,
        String studyInstanceUid,
        String studyDate,
        String studyTime,
        String accessionNumber,
        String studyId,
        String studyDescription,
        String referringPhysicianName,
        String patientName,
        String patientId,
        String patientBirthDate,
        String patientSex,
        String attributes) {
    public Study {
        patientName = KeyText.folded(patientName);
        referringPhysicianName = KeyText.folded(referringPhysicianName);
    }
}
