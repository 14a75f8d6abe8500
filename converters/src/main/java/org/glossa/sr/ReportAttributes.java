package org.glossa.sr;

import org.glossa.dicom.Tag;

/**
 * Attributes of the root of a report, beside its content items, that are worth keeping when it is written again (PS3.3 C.17.2). Patient, study,
 * series and equipment are not among them: a new document has its own.
 */
public final class ReportAttributes {
    /** Predecessor Documents Sequence. */
    public static final int PREDECESSOR_DOCUMENTS_SEQUENCE = 0x0040A360;

    /** Identical Documents Sequence. */
    public static final int IDENTICAL_DOCUMENTS_SEQUENCE = 0x0040A525;

    private static final int AUTHOR_OBSERVER_SEQUENCE = 0x0040A078;
    private static final int PARTICIPANT_SEQUENCE = 0x0040A07A;
    private static final int CUSTODIAL_ORGANIZATION_SEQUENCE = 0x0040A07C;
    private static final int COMPLETION_FLAG_DESCRIPTION = 0x0040A492;
    private static final int REFERENCED_INSTANCE_SEQUENCE = 0x0008114A;

    private static final int[] KEPT = {
        Tag.SOPClassUID,
        Tag.ContentDate,
        Tag.ContentTime,
        Tag.TimezoneOffsetFromUTC,
        REFERENCED_INSTANCE_SEQUENCE,
        Tag.ConceptNameCodeSequence,
        Tag.ContinuityOfContent,
        Tag.VerifyingObserverSequence,
        AUTHOR_OBSERVER_SEQUENCE,
        PARTICIPANT_SEQUENCE,
        CUSTODIAL_ORGANIZATION_SEQUENCE,
        PREDECESSOR_DOCUMENTS_SEQUENCE,
        Tag.ReferencedRequestSequence,
        Tag.PerformedProcedureCodeSequence,
        Tag.CurrentRequestedProcedureEvidenceSequence,
        Tag.PertinentOtherEvidenceSequence,
        Tag.CompletionFlag,
        COMPLETION_FLAG_DESCRIPTION,
        Tag.VerificationFlag,
        Tag.PreliminaryFlag,
        Tag.ContentTemplateSequence,
        IDENTICAL_DOCUMENTS_SEQUENCE
    };

    private ReportAttributes() {}

    /** Their tags. */
    public static int[] kept() {
        return KEPT.clone();
    }
}
