package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.glossa.ann.AnnotationContext;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DicomFile;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.option.Holes;
import org.glossa.sr.read.SrReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same input gives the same bytes for ever. When this fails because the writer writes otherwise on purpose, raise {@link SrWriter#REVISION}
 * and replace {@code written-sha256.tsv} by the lines that the failure shows.
 */
class ReportHashesTest {
    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    /** Makes a set. */
    private interface Maker {
        AnnotationSet make(ScratchColumns scratch, DicomFile image, Precision precision) throws Exception;
    }

    @Test
    void the_same_input_gives_the_bytes_that_are_written_down() throws Exception {
        lines.add("# revision " + SrWriter.REVISION + ": input, SOP Instance UID, SHA-256 of the file");
        for (Precision precision : Precision.values()) {
            for (Holes holes : List.of(Holes.KEYHOLE, Holes.SPLIT, Holes.DROP)) {
                add("features", SampleReports::geoJson, precision, SpaceName.SOURCE_PIXELS, holes);
                add("features", SampleReports::geoJson, precision, SpaceName.SLIDE_MM, holes);
            }
            add("millimetres", SampleReports::millimetres, precision, SpaceName.SLIDE_MM, Holes.KEYHOLE);
            add("millimetres", SampleReports::millimetres, precision, SpaceName.LEVEL0_PIXELS, Holes.KEYHOLE);
        }
        assertThat(String.join("\n", lines)).isEqualTo(committed());
    }

    /** The report of a set, and that report as others read it, written again. */
    private void add(String name, Maker maker, Precision precision, SpaceName space, Holes holes) throws Exception {
        Path file = folder.resolve("report.dcm");
        Path again = folder.resolve("again.dcm");
        String input = name + " " + precision + " " + space + " " + holes;
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst());
                ScratchColumns scratch = new ScratchColumns(folder)) {
            SrWriter.Written written = SampleReports.write(
                            maker.make(scratch, image, precision), image, space, holes, file)
                    .written();
            lines.add(input + "\t" + written.sopInstanceUid() + "\t" + sha256(file));
            DicomFile report = DicomFile.open(file);
            try (AnnotationSet set =
                            SrReader.read(report, Restoration.IGNORE, scratch).set();
                    FileChannel channel =
                            FileChannel.open(again, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                SrWriter.Written rewritten = SrWriter.write(
                        set,
                        AnnotationContext.ofOriginal(report.dataSet()),
                        SrOptions.in(AnswerSpace.ofSource(set), null),
                        new Losses(),
                        channel);
                lines.add(input + ", again\t" + rewritten.sopInstanceUid() + "\t" + sha256(again));
            }
        }
        Files.delete(again);
    }

    private static String committed() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ReportHashesTest.class.getResourceAsStream("written-sha256.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }
}
