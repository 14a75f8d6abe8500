package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.sr.read.SrDocument.code;
import static org.glossa.sr.read.SrDocument.finding;
import static org.glossa.sr.read.SrDocument.group;
import static org.glossa.sr.read.SrDocument.num;
import static org.glossa.sr.read.SrDocument.scoord;
import static org.glossa.sr.read.SrDocument.text;
import static org.glossa.sr.read.SrDocument.uid;

import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.glossa.ann.AnnOptions;
import org.glossa.ann.AnnotationContext;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.BulkAnnotationWriter;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.diff.Diff;
import org.glossa.diff.DiffOptions;
import org.glossa.diff.SetDiff;
import org.glossa.diff.Sides;
import org.glossa.finding.Severity;
import org.glossa.ledger.Attribute;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrConcepts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports become bulk annotations: what others no longer see is told, and comes back to us. */
class ReportToAnnotationsTest {
    @TempDir
    Path folder;

    private ScratchColumns scratch;
    private DicomFile image;
    private AnnotationSet report;
    private Losses losses;
    private byte[] written;

    @BeforeEach
    void open() throws Exception {
        scratch = new ScratchColumns(folder);
        image = DicomFile.open(Corpus.slide("square").getFirst());
    }

    @AfterEach
    void close() throws Exception {
        report.close();
        scratch.close();
        image.close();
    }

    private void write(SrDocument document) throws Exception {
        report = SrReader.read(
                        DicomFile.open(document.write(folder.resolve("report.dcm"))), Restoration.RESTORE, scratch)
                .set();
        losses = new Losses();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BulkAnnotationWriter.write(
                report,
                AnnotationContext.ofImage(annotated()),
                AnnOptions.DEFAULT,
                losses,
                Channels.newChannel(bytes),
                folder);
        written = bytes.toByteArray();
    }

    /** The image of {@link SrDocument}. */
    private DataSet annotated() {
        return DataSet.builder()
                .all(image.dataSet())
                .string(Tag.StudyInstanceUID, "1.2.3.1")
                .string(Tag.SeriesInstanceUID, "1.2.3.2")
                .string(Tag.SOPInstanceUID, SrDocument.IMAGE)
                .build();
    }

    private AnnotationSet read(Restoration restoration) throws Exception {
        Path file = Files.write(folder.resolve("annotations-" + restoration), written);
        BulkAnnotations read = BulkAnnotationReader.read(DicomFile.open(file), restoration, scratch);
        assertThat(read.findings()).isEmpty();
        return read.set();
    }

    private TreeMap<String, Long> noted() {
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        TreeMap<String, Long> noted = new TreeMap<>();
        for (LedgerEntry entry : ledger.entries()) {
            assertThat(entry.carriage()).isEqualTo(LedgerEntry.Carriage.RESTORABLE);
            noted.put(entry.code(), entry.count());
        }
        return noted;
    }

    /**
     * What others lose is explained by the ledger, each loss in it is one, and nothing is lost to us.
     *
     * @param untold what may differ without a note
     */
    private void assertLedgerIsTrue(Set<Attribute> untold) throws Exception {
        try (AnnotationSet ours = read(Restoration.RESTORE);
                AnnotationSet others = read(Restoration.IGNORE)) {
            DiffOptions options = DiffOptions.exact().with(Sides.SECOND_FROM_FIRST);
            assertThat(SetDiff.compare(report, ours, options).differences()).isEmpty();
            Diff diff = SetDiff.compare(report, others, options);
            Set<Attribute> explained = EnumSet.copyOf(untold);
            for (String code : noted().keySet()) {
                LedgerCode said = LedgerCode.valueOf(code);
                explained.addAll(said.attributes());
                if (said.severity() == Severity.LOSS) {
                    assertThat(diff.attributes()).as(code).containsAnyElementsOf(said.attributes());
                }
            }
            assertThat(explained).as("%s of %s", diff, noted()).containsAll(diff.attributes());
        }
    }

    @Test
    void what_columns_and_codes_say_of_a_report_is_written_and_the_rest_is_noted() throws Exception {
        SrDocument document = new SrDocument(
                group(
                        text(RelationshipType.HAS_OBS_CONTEXT, SrConcepts.TRACKING_IDENTIFIER, "lesion"),
                        uid("1.2.840.5"),
                        code(
                                RelationshipType.CONTAINS,
                                SrConcepts.FINDING_CATEGORY,
                                new CodedConcept("49755003", "SCT", "Morphologically Abnormal Structure")),
                        finding(SrDocument.NEOPLASM),
                        scoord("CIRCLE", 5, 5, 5, 8),
                        num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "0.1234567890123")),
                group(
                        code(
                                RelationshipType.CONTAINS,
                                SrConcepts.FINDING_CATEGORY,
                                new CodedConcept("49755003", "SCT", "Morphologically Abnormal Structure")),
                        finding(SrDocument.NEOPLASM),
                        scoord("CIRCLE", 9, 9, 9, 10),
                        scoord("CIRCLE", 20, 20, 20, 21),
                        text(RelationshipType.CONTAINS, new CodedConcept("X1", "99TEST", "Remark"), "seen twice")));
        write(document);
        assertThat(noted())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "CIRCLE_AS_ELLIPSE", 3L,
                        "CONTENT_HEADER_NOT_CARRIED", 1L,
                        "CONTENT_NOT_CARRIED", 1L,
                        "ID_NOT_CARRIED", 1L,
                        "MEASUREMENT_FLOAT32", 1L,
                        "MULTIPART_SPLIT", 1L,
                        "NAME_NOT_CARRIED", 1L,
                        "OBSERVER_NOT_CARRIED", 1L));
        assertLedgerIsTrue(EnumSet.noneOf(Attribute.class));
    }

    @Test
    void stated_stand_ins_are_written_where_a_report_states_nothing() throws Exception {
        SrDocument document = new SrDocument(
                group(scoord("POINT", 1, 2)),
                group(scoord("POINT", 3, 4)),
                group(text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_NAME, "net"), scoord("POINT", 5, 6)));
        document.children().removeFirst(); // who observed
        write(document);
        List<GenerationType> stated = new ArrayList<>();
        report.groups().forEach(group -> stated.add(group.description().generation()));
        try (AnnotationSet others = read(Restoration.IGNORE)) {
            for (int i = 0; i < stated.size(); i++) {
                GroupDescription seen = others.groups().get(i).description();
                assertThat(seen.category())
                        .isEqualTo(ClassMapping.standard().withoutClass().category());
                assertThat(seen.type())
                        .isEqualTo(ClassMapping.standard().withoutClass().type());
                boolean named =
                        !report.groups().get(i).description().algorithms().isEmpty();
                assertThat(seen.generation()).isEqualTo(named ? GenerationType.AUTOMATIC : GenerationType.MANUAL);
                if (named) {
                    assertThat(seen.algorithms().getFirst().name()).isEqualTo("net");
                    assertThat(seen.algorithms().getFirst().version()).isEqualTo("unspecified");
                    assertThat(seen.algorithms().getFirst().family())
                            .isEqualTo(ClassMapping.UNSTATED_ALGORITHM.family());
                }
            }
        }
        assertThat(stated).containsExactly(GenerationType.UNSPECIFIED, GenerationType.AUTOMATIC);
        assertThat(noted())
                .containsEntry("CLASS_ABSENT", 3L)
                .containsEntry("ALGORITHM_UNSTATED", 1L)
                .containsEntry("GENERATION_UNSTATED", 2L);
        // what any report has beside its measurements is nothing that the ledger tells
        assertLedgerIsTrue(EnumSet.of(Attribute.CONTENT));
    }
}
