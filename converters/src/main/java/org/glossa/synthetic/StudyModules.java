package org.glossa.synthetic;

import java.util.Locale;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;

/** What the image and the annotations share: patient, study, equipment and specimen, attribute for attribute. */
final class StudyModules {
    static final String DATE = "20260101";
    static final String TIME = "120000";

    private static final CodedConcept MICROSCOPE_SLIDE = new CodedConcept("433466003", "SCT", "Microscope slide");
    private static final String SPECIMEN_IDENTIFIER = "SYNTHETIC-SECTION";
    private static final CodedConcept SPECIMEN_IDENTIFIER_NAME =
            new CodedConcept("121041", "DCM", "Specimen Identifier");
    private static final CodedConcept PROCESSING_TYPE = new CodedConcept("111701", "DCM", "Processing type");
    private static final CodedConcept STAINING = new CodedConcept("127790008", "SCT", "Staining");
    private static final CodedConcept USING_SUBSTANCE = new CodedConcept("424361007", "SCT", "Using substance");
    private static final CodedConcept HEMATOXYLIN = new CodedConcept("12710003", "SCT", "hematoxylin stain");
    private static final CodedConcept EOSIN = new CodedConcept("36879007", "SCT", "water soluble eosin stain");
    // Unpaired, so that no laterality is asked for.
    private static final CodedConcept COLON = new CodedConcept("71854001", "SCT", "Colon");
    private static final CodedConcept TISSUE_SECTION = new CodedConcept("430856003", "SCT", "Tissue section");

    private final SlideRequest request;
    private final GeneratedUids uids;

    StudyModules(SlideRequest request, GeneratedUids uids) {
        this.request = request;
        this.uids = uids;
    }

    void addTo(DataSet.Builder dataSet) {
        dataSet.string(Tag.PatientName, "Synthetic^Slide")
                .string(Tag.PatientID, "GLOSSA-SYNTHETIC")
                .empty(Tag.PatientBirthDate)
                .empty(Tag.PatientSex)
                .string(Tag.StudyInstanceUID, uids.study())
                .string(Tag.StudyDate, DATE)
                .string(Tag.StudyTime, TIME)
                .empty(Tag.ReferringPhysicianName)
                .string(Tag.StudyID, "1")
                .empty(Tag.AccessionNumber)
                .string(Tag.StudyDescription, studyDescription())
                .string(Tag.Manufacturer, "Glossa")
                .string(Tag.ManufacturerModelName, "glossa generate")
                .string(Tag.DeviceSerialNumber, "1")
                .string(Tag.SoftwareVersions, "revision " + GeneratedUids.REVISION)
                .string(Tag.ContentDate, DATE)
                .string(Tag.ContentTime, TIME);
        addSpecimenTo(dataSet);
    }

    private String studyDescription() {
        return String.format(
                Locale.ROOT,
                "Synthetic slide S(%d,%d) seed %d",
                request.annotations(),
                request.vertices(),
                request.seed());
    }

    private void addSpecimenTo(DataSet.Builder dataSet) {
        DataSet section = DataSet.builder()
                .string(Tag.SpecimenIdentifier, SPECIMEN_IDENTIFIER)
                .string(Tag.SpecimenUID, uids.of("specimen"))
                .sequence(Tag.IssuerOfTheSpecimenIdentifierSequence)
                .sequence(Tag.SpecimenTypeCodeSequence, code(TISSUE_SECTION))
                .string(Tag.SpecimenShortDescription, "Computed, not cut from anybody")
                .sequence(Tag.PrimaryAnatomicStructureSequence, code(COLON))
                .sequence(Tag.SpecimenPreparationSequence, staining())
                .build();
        dataSet.string(Tag.ContainerIdentifier, "SYNTHETIC-SLIDE")
                .sequence(Tag.IssuerOfTheContainerIdentifierSequence)
                .sequence(Tag.ContainerTypeCodeSequence, code(MICROSCOPE_SLIDE))
                .sequence(Tag.SpecimenDescriptionSequence, section);
    }

    /** TID 8001 and 8003: the colours are those of haematoxylin and eosin. */
    private static DataSet staining() {
        return DataSet.builder()
                .sequence(
                        Tag.SpecimenPreparationStepContentItemSequence,
                        text(SPECIMEN_IDENTIFIER_NAME, SPECIMEN_IDENTIFIER),
                        coded(PROCESSING_TYPE, STAINING),
                        coded(USING_SUBSTANCE, HEMATOXYLIN),
                        coded(USING_SUBSTANCE, EOSIN))
                .build();
    }

    private static DataSet text(CodedConcept name, String value) {
        return DataSet.builder()
                .string(Tag.ValueType, "TEXT")
                .sequence(Tag.ConceptNameCodeSequence, code(name))
                .string(Tag.TextValue, value)
                .build();
    }

    private static DataSet coded(CodedConcept name, CodedConcept value) {
        return DataSet.builder()
                .string(Tag.ValueType, "CODE")
                .sequence(Tag.ConceptNameCodeSequence, code(name))
                .sequence(Tag.ConceptCodeSequence, code(value))
                .build();
    }

    /** Code Sequence macro, PS3.3 8.8. */
    static DataSet code(CodedConcept concept) {
        return DataSet.builder()
                .string(Tag.CodeValue, concept.value())
                .string(Tag.CodingSchemeDesignator, concept.scheme())
                .string(Tag.CodeMeaning, concept.meaning())
                .build();
    }
}
