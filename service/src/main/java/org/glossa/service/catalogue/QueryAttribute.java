package org.glossa.service.catalogue;

import java.util.Optional;
import org.glossa.dicom.Tag;

/** The attributes that a search can match on: those of PS3.18 table 10.6.1-5 and a few more. */
public enum QueryAttribute {
    STUDY_INSTANCE_UID(Tag.StudyInstanceUID, AttributeLevel.STUDY, "s.study_instance_uid", Matching.UID),
    STUDY_DATE(Tag.StudyDate, AttributeLevel.STUDY, "s.study_date", Matching.DATE),
    STUDY_TIME(Tag.StudyTime, AttributeLevel.STUDY, "s.study_time", Matching.TIME),
    ACCESSION_NUMBER(Tag.AccessionNumber, AttributeLevel.STUDY, "s.accession_number", Matching.TEXT),
    STUDY_ID(Tag.StudyID, AttributeLevel.STUDY, "s.study_id", Matching.TEXT),
    STUDY_DESCRIPTION(Tag.StudyDescription, AttributeLevel.STUDY, "s.study_description", Matching.TEXT),
    REFERRING_PHYSICIAN_NAME(
            Tag.ReferringPhysicianName, AttributeLevel.STUDY, "s.referring_physician_name", Matching.NAME),
    PATIENT_NAME(Tag.PatientName, AttributeLevel.STUDY, "s.patient_name", Matching.NAME),
    PATIENT_ID(Tag.PatientID, AttributeLevel.STUDY, "s.patient_id", Matching.TEXT),
    PATIENT_BIRTH_DATE(Tag.PatientBirthDate, AttributeLevel.STUDY, "s.patient_birth_date", Matching.DATE),
    PATIENT_SEX(Tag.PatientSex, AttributeLevel.STUDY, "s.patient_sex", Matching.TEXT),
    MODALITIES_IN_STUDY(Tag.ModalitiesInStudy, AttributeLevel.STUDY, "m.modality", Matching.CODE),
    SOP_CLASSES_IN_STUDY(Tag.SOPClassesInStudy, AttributeLevel.STUDY, "n.sop_class_uid", Matching.UID),
    SERIES_INSTANCE_UID(Tag.SeriesInstanceUID, AttributeLevel.SERIES, "r.series_instance_uid", Matching.UID),
    MODALITY(Tag.Modality, AttributeLevel.SERIES, "r.modality", Matching.CODE),
    SERIES_NUMBER(Tag.SeriesNumber, AttributeLevel.SERIES, "r.series_number", Matching.TEXT),
    SERIES_DESCRIPTION(Tag.SeriesDescription, AttributeLevel.SERIES, "r.series_description", Matching.TEXT),
    SERIES_DATE(Tag.SeriesDate, AttributeLevel.SERIES, "r.series_date", Matching.DATE),
    BODY_PART_EXAMINED(Tag.BodyPartExamined, AttributeLevel.SERIES, "r.body_part_examined", Matching.CODE),
    SOP_INSTANCE_UID(Tag.SOPInstanceUID, AttributeLevel.INSTANCE, "i.sop_instance_uid", Matching.UID),
    SOP_CLASS_UID(Tag.SOPClassUID, AttributeLevel.INSTANCE, "i.sop_class_uid", Matching.UID),
    INSTANCE_NUMBER(Tag.InstanceNumber, AttributeLevel.INSTANCE, "i.instance_number", Matching.TEXT),
    CONTENT_DATE(Tag.ContentDate, AttributeLevel.INSTANCE, "i.content_date", Matching.DATE),
    FRAME_OF_REFERENCE_UID(Tag.FrameOfReferenceUID, AttributeLevel.INSTANCE, "i.frame_of_reference_uid", Matching.UID);

    /** How a value of a query is compared, PS3.4 section C.2.2.2. */
    public enum Matching {
        /** One of a list. */
        UID,
        /** One of a list, with wildcards. */
        CODE,
        /** With wildcards {@code *} and {@code ?}. */
        TEXT,
        /** Without regard to case, with wildcards, any of the component groups. */
        NAME,
        /** A day or a range of days. */
        DATE,
        /** A time or a range of times. */
        TIME
    }

    private final int tag;
    private final AttributeLevel level;
    private final String column;
    private final Matching matching;

    QueryAttribute(int tag, AttributeLevel level, String column, Matching matching) {
        this.tag = tag;
        this.level = level;
        this.column = column;
        this.matching = matching;
    }

    public static Optional<QueryAttribute> ofTag(int tag) {
        for (QueryAttribute attribute : values()) {
            if (attribute.tag == tag) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    public int tag() {
        return tag;
    }

    public Matching matching() {
        return matching;
    }

    AttributeLevel level() {
        return level;
    }

    /** With the alias of its table: {@code s}, {@code r}, {@code i}; {@code m} and {@code n} for what is below a study. */
    String column() {
        return column;
    }
}
