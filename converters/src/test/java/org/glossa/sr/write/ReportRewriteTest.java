package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.annotation.CodedConcept;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DicomValidator;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.ledger.Restoration;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrClasses;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.read.SrDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that is read and written again has every content item of its source, where it was, as pydicom sees them. */
class ReportRewriteTest {
    private static final int SEED = 20260402;

    @TempDir
    Path folder;

    private Rewritten rewrite(Path source, Restoration restoration) throws Exception {
        return Rewritten.of(source, restoration, folder);
    }

    private Path identified(SrDocument document) throws Exception {
        return Rewritten.identified(document).write(folder.resolve("source.dcm"));
    }

    @Test
    void seeded_reports_of_highdicom() throws Exception {
        int count = Depth.count(30, 300);
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Oracle.python()
                .cases(count)
                .within(Duration.ofMinutes(10))
                .run(
                        Oracle.script("make_reports.py").toString(),
                        sources.toString(),
                        Integer.toString(count),
                        Integer.toString(SEED))
                .orFail();
        List<Path> files;
        try (Stream<Path> found = Files.list(sources)) {
            files = found.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSize(count);
        List<Path> again = new ArrayList<>();
        for (Path file : files) {
            Rewritten rewritten = rewrite(file, Restoration.RESTORE);
            assertThat(rewritten.ledger().entries()).as("%s", file).isEmpty();
            assertThat(rewritten.findings()).as("%s", file).isEmpty();
            again.add(rewritten.file());
        }
        Rewritten.assertSameContent(files, again);
        // what others read of it is the same once more, and so is what we restore
        for (Restoration restoration : Restoration.values()) {
            List<Path> twice = new ArrayList<>();
            for (Path file : again) {
                twice.add(rewrite(file, restoration).file());
            }
            Rewritten.assertSameContent(files, twice);
        }
    }

    @Test
    void the_sample_of_highdicom() throws Exception {
        Path file = Shared.require("corpus/highdicom/sr_document.dcm");
        Rewritten.assertSameContent(
                List.of(file), List.of(rewrite(file, Restoration.RESTORE).file()));
    }

    @Test
    void what_no_column_takes_stands_where_it_stood() throws Exception {
        CodedConcept unknown = new CodedConcept("12", "99TEST", "Something");
        DataSet foreign = SrDocument.scoord(SrDocument.OTHER_IMAGE, "VOLUME", "POINT", 9, 9)
                .build();
        DataSet purpose = SrDocument.scoord(SrDocument.IMAGE, "VOLUME", "POLYLINE", 1, 1, 9, 1, 9, 9, 1, 1)
                .build();
        SrDocument document = new SrDocument(
                SrDocument.group(
                        SrDocument.text(RelationshipType.HAS_OBS_CONTEXT, SrConcepts.TRACKING_IDENTIFIER, "first"),
                        SrDocument.uid("2.25.17"),
                        SrDocument.text(RelationshipType.CONTAINS, unknown, "kept"),
                        SrDocument.finding(SrDocument.NEOPLASM),
                        SrDocument.scoord("CIRCLE", 5, 5, 8, 5),
                        SrDocument.scoord("POINT", 1, 2),
                        foreign,
                        SrDocument.scoord("POINT", 3, 4),
                        SrDocument.num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "0.10"),
                        SrDocument.qualified(SrDocument.AREA, new CodedConcept("114000", "DCM", "none")),
                        SrDocument.code(RelationshipType.CONTAINS, unknown, SrDocument.NEOPLASM)),
                SrDocument.group(SrDocument.uid("1.2.3.4.5"), purpose, SrDocument.finding(SrDocument.NEOPLASM)),
                SrDocument.group(
                        SrDocument.uid("1.2.3.4.6"),
                        SrDocument.qualified(SrDocument.AREA, SrConcepts.POSITIVE_INFINITY)));
        document.root().string(Tag.SOPClassUID, SrClasses.COMPREHENSIVE);
        Rewritten rewritten = rewrite(identified(document), Restoration.RESTORE);
        assertThat(rewritten.ledger().entries()).isEmpty();
        Rewritten.assertSameContent(List.of(folder.resolve("source.dcm")), List.of(rewritten.file()));
    }

    @Test
    void an_ellipsoid_in_millimetres() throws Exception {
        DataSet solid = SrDocument.solid("ELLIPSOID", 1, 5, 5, 9, 5, 5, 5, 1, 5, 5, 9, 5, 5, 5, 1, 5, 5, 9)
                .build();
        SrDocument document = new SrDocument(
                SrDocument.group(SrDocument.uid("2.25.17"), solid),
                SrDocument.group(
                        SrDocument.uid("2.25.18"),
                        SrDocument.solid("POINT", 1, 2, 3).build()));
        Rewritten rewritten = rewrite(identified(document), Restoration.RESTORE);
        assertThat(rewritten.ledger().entries()).isEmpty();
        Rewritten.assertSameContent(List.of(folder.resolve("source.dcm")), List.of(rewritten.file()));
    }

    @Test
    void a_verified_report_is_written_unverified() throws Exception {
        SrDocument document =
                new SrDocument(SrDocument.group(SrDocument.uid("2.25.17"), SrDocument.scoord("POINT", 1, 2)));
        document.root()
                .string(Tag.VerificationFlag, "VERIFIED")
                .string(Tag.CompletionFlag, "PARTIAL")
                .sequence(
                        Tag.VerifyingObserverSequence,
                        DataSet.builder()
                                .string(Tag.VerifyingObserverName, "Doe^Jane")
                                .build());
        Rewritten rewritten = rewrite(identified(document), Restoration.RESTORE);
        assertThat(rewritten.findings()).extracting(Finding::code).containsExactly("VERIFICATION_NOT_CARRIED");
        try (DicomFile file = DicomFile.open(rewritten.file())) {
            assertThat(file.dataSet().string(Tag.VerificationFlag)).contains("UNVERIFIED");
            assertThat(file.dataSet().string(Tag.CompletionFlag)).contains("PARTIAL");
            assertThat(file.dataSet().contains(Tag.VerifyingObserverSequence)).isFalse();
        }
        for (DicomValidator validator :
                List.of(DicomValidator.edition2022(AllowList.empty()), DicomValidator.edition2026(AllowList.empty()))) {
            assertThat(validator.errors(rewritten.file())).isEmpty();
        }
    }
}
