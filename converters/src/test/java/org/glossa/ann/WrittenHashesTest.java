package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.ImageReference;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same input gives the same bytes for ever. When this fails because the writer writes otherwise on purpose, raise
 * {@link BulkAnnotationWriter#REVISION} and replace {@code written-sha256.tsv} by the lines that the failure shows.
 */
class WrittenHashesTest {
    private static final int RANDOM_SETS = 10;

    @TempDir
    Path folder;

    @Test
    void the_same_input_gives_the_bytes_that_are_written_down() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("# revision " + BulkAnnotationWriter.REVISION + ": input, SOP Instance UID, SHA-256 of the file");
        for (CorpusCase one : Corpus.cases()) {
            Path file = folder.resolve("a.dcm");
            lines.add(line(one.name(), RewrittenCorpus.rewrite(one.input(), file), file));
        }
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            for (int seed = 0; seed < RANDOM_SETS; seed++) {
                Path file = folder.resolve("b.dcm");
                Written written = BulkAnnotationWriter.write(
                        RandomSets.of(seed, image.dataSet()), AnnotationContext.ofImage(image.dataSet()), file);
                lines.add(line("random " + seed, written, file));
            }
        }
        try (InputStream committed =
                Objects.requireNonNull(WrittenHashesTest.class.getResourceAsStream("written-sha256.tsv"))) {
            String expected = new String(committed.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(String.join("\n", lines) + "\n").isEqualTo(expected);
        }
    }

    @Test
    void another_image_another_original_and_another_value_give_another_uid() throws Exception {
        List<String> uids = new ArrayList<>();
        DicomFile original = DicomFile.open(Corpus.named("several-groups").input());
        DicomFile image = DicomFile.open(Corpus.slide("square").getFirst());
        try (AnnotationSet set = BulkAnnotationReader.read(original).set();
                image) {
            AnnotationContext context = AnnotationContext.ofOriginal(original.dataSet());
            uids.add(uid(set, context));
            assertThat(uid(set, context)).isEqualTo(uids.getFirst());
            uids.add(uid(set, context.withImage(image.dataSet())));
            uids.add(uid(set, AnnotationContext.ofImage(image.dataSet())));
            DataSet.Builder renamed = DataSet.builder();
            original.dataSet().forEach(renamed::verbatim);
            uids.add(uid(
                    set,
                    AnnotationContext.ofOriginal(
                            renamed.string(Tag.SOPInstanceUID, "2.25.5").build())));
            List<AnnotationGroup> relabelled = new ArrayList<>(set.groups());
            AnnotationGroup first = relabelled.getFirst();
            relabelled.set(
                    0,
                    new AnnotationGroup(
                            first.description().named(1, first.description().uid(), "another label"),
                            first.graphicType(),
                            first.coordinates(),
                            first.measurements()));
            ImageReference reference = set.image();
            uids.add(uid(
                    new AnnotationSet(set.sopInstanceUid(), set.space(), reference, relabelled, () -> {}), context));
        }
        assertThat(uids).hasSize(5).doesNotHaveDuplicates();
    }

    private String uid(AnnotationSet set, AnnotationContext context) throws Exception {
        return BulkAnnotationWriter.write(set, context, folder.resolve("c.dcm")).sopInstanceUid();
    }

    private static String line(String input, Written written, Path file) throws Exception {
        return input + "\t" + written.sopInstanceUid() + "\t" + sha256(file);
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }
}
