package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.glossa.ann.AnnotationContext;
import org.glossa.annotation.CodedConcept;
import org.glossa.code.CodeItems;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.header.ContentTime;
import org.glossa.header.GlossaEquipment;
import org.glossa.header.SharedContext;
import org.glossa.sr.ReportAttributes;
import org.glossa.sr.SrClasses;
import org.glossa.sr.SrConcepts;
import org.jspecify.annotations.Nullable;

/** Everything of a report but its UIDs and its content items (PS3.3 A.35.3, A.35.13). */
final class SrHeader {
    /** Who verified the source did not verify what is written now, and no document is identical with it. */
    private static final Set<Integer> OF_THE_SOURCE_ALONE =
            Set.of(Tag.VerifyingObserverSequence, ReportAttributes.IDENTICAL_DOCUMENTS_SEQUENCE);

    private final AnnotationContext context;
    private final @Nullable DataSet report;
    private final GlossaEquipment equipment;
    private final SrProblems problems;

    /** @param report what the source report says of itself, null for another language */
    SrHeader(AnnotationContext context, @Nullable DataSet report, GlossaEquipment equipment, SrProblems problems) {
        this.context = context;
        this.report = report;
        this.equipment = equipment;
        this.problems = problems;
    }

    DataSet.Builder build(String sopClassUid, EvidenceItems evidence) {
        DataSet.Builder root = DataSet.builder();
        DataSet said = report == null ? DataSet.builder().build() : report;
        for (int tag : ReportAttributes.kept()) {
            if (!OF_THE_SOURCE_ALONE.contains(tag)) {
                root.copy(said, tag);
            }
        }
        SharedContext.copy(context.shared(), root);
        requireStudy();
        root.string(Tag.SOPClassUID, sopClassUid)
                .string(Tag.Modality, "SR")
                .string(Tag.SeriesNumber, "1")
                .string(Tag.InstanceNumber, "1")
                .empty(Tag.ReferencedPerformedProcedureStepSequence);
        equipment.enhancedEquipment().forEach(root::verbatim);
        addContentTime(root);
        addFlags(root, said);
        addRootItem(root, said);
        addPredecessor(root, said);
        evidence.addAll(said);
        evidence.addTo(root);
        root.sequence(Tag.ContributingEquipmentSequence, equipment.contribution(contributors(), contribution()));
        return root;
    }

    private void requireStudy() {
        if (context.shared().string(Tag.StudyInstanceUID).isEmpty()) {
            problems.refuse(
                    "ATTRIBUTE_MISSING",
                    SrProblems.at(Tag.StudyInstanceUID),
                    "no value",
                    "a value",
                    "give an instance that belongs to a study",
                    "PS3.3 C.7.2.1");
        }
    }

    private void addContentTime(DataSet.Builder root) {
        Optional<ContentTime> time = ContentTime.of(context.contentTime(), context.original(), context.image());
        time.ifPresent(content -> content.addTo(root));
        if (time.isEmpty()) {
            problems.refuse(
                    "CONTENT_DATE_MISSING",
                    SrProblems.at(Tag.ContentDate),
                    "no date and time in what is given",
                    "when the annotations were made; the clock is never asked",
                    "give a content date",
                    "PS3.3 C.17.2");
        }
    }

    /** Nobody verified what is written now, whoever verified its source. */
    private void addFlags(DataSet.Builder root, DataSet said) {
        root.string(Tag.CompletionFlag, said.string(Tag.CompletionFlag).orElse("COMPLETE"))
                .string(Tag.VerificationFlag, "UNVERIFIED");
        if (said.items(Tag.PerformedProcedureCodeSequence).isEmpty()) {
            root.empty(Tag.PerformedProcedureCodeSequence);
        }
        if (said.string(Tag.VerificationFlag).orElse("").equals("VERIFIED")) {
            problems.tell(Finding.information(
                    "VERIFICATION_NOT_CARRIED",
                    SrProblems.at(Tag.VerificationFlag),
                    "a verified report; written as UNVERIFIED",
                    "a report that was verified as it is",
                    "have the written report verified",
                    "PS3.3 C.17.2"));
        }
    }

    private static void addRootItem(DataSet.Builder root, DataSet said) {
        root.string(Tag.ValueType, "CONTAINER")
                .string(
                        Tag.ContinuityOfContent,
                        said.string(Tag.ContinuityOfContent).orElse("SEPARATE"));
        if (said.items(Tag.ConceptNameCodeSequence).isEmpty()) {
            CodedConcept name = SrConcepts.IMAGING_MEASUREMENT_REPORT;
            root.sequence(Tag.ConceptNameCodeSequence, CodeItems.of(name));
        }
        if (said.items(Tag.ContentTemplateSequence).isEmpty()) {
            root.sequence(Tag.ContentTemplateSequence, ItemMaker.template("1500"));
        }
    }

    /** A report that is written again says of which it is made. */
    private void addPredecessor(DataSet.Builder root, DataSet said) {
        DataSet original = context.original();
        String sopClass =
                original == null ? "" : original.string(Tag.SOPClassUID).orElse("");
        if (original == null || !SrClasses.READ.contains(sopClass)) {
            return;
        }
        EvidenceItems predecessor =
                new EvidenceItems(original.string(Tag.StudyInstanceUID).orElse(""));
        predecessor.add(new org.glossa.annotation.ImageReference(
                "",
                original.string(Tag.SeriesInstanceUID).orElse(""),
                sopClass,
                original.string(Tag.SOPInstanceUID).orElse("")));
        List<DataSet> items = new ArrayList<>(said.items(Tag.PredecessorDocumentsSequence));
        items.addAll(predecessor.current());
        root.sequence(Tag.PredecessorDocumentsSequence, items);
    }

    private List<DataSet> contributors() {
        DataSet original = context.original();
        return original == null ? List.of() : original.items(Tag.ContributingEquipmentSequence);
    }

    private String contribution() {
        DataSet original = context.original();
        return original == null
                ? "Written as structured report"
                : "Written as structured report from the instance "
                        + original.string(Tag.SOPInstanceUID).orElse("without UID");
    }

    /** Coding Scheme Identification Sequence: of schemes of our own the name, of others of that kind the designator alone. */
    static List<DataSet> schemes(List<String> designators) {
        List<DataSet> schemes = new ArrayList<>();
        for (String designator : designators) {
            DataSet.Builder scheme = DataSet.builder().string(Tag.CodingSchemeDesignator, designator);
            if (designator.equals("99GLOSSA")) {
                scheme.string(Tag.CodingSchemeName, "Names that Glossa has no code for")
                        .string(Tag.CodingSchemeResponsibleOrganization, "Glossa");
            }
            schemes.add(scheme.build());
        }
        return schemes;
    }
}
