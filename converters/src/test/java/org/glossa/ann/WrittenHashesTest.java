package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    private static final String RANDOM = "random ";

    @TempDir
    Path folder;

    @Test
    void the_same_input_gives_the_bytes_that_are_written_down() throws Exception {
        List<String> committed = committed();
        List<String> lines = new ArrayList<>();
        lines.add("# revision " + BulkAnnotationWriter.REVISION + ": input, SOP Instance UID, SHA-256 of the file");
        Path file = folder.resolve("a.dcm");
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            for (String line : committed.subList(1, committed.size())) {
                String input = line.split("\t")[0];
                Written written = input.startsWith(RANDOM)
                        ? BulkAnnotationWriter.write(
                                RandomSets.of(Long.parseLong(input.substring(RANDOM.length())), image.dataSet()),
                                AnnotationContext.ofImage(image.dataSet()),
                                file)
                        : RewrittenCorpus.rewrite(Corpus.named(input).input(), file);
                lines.add(input + "\t" + written.sopInstanceUid() + "\t" + sha256(file));
            }
        }
        assertThat(String.join("\n", lines)).isEqualTo(String.join("\n", committed));
    }

    private static List<String> committed() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(WrittenHashesTest.class.getResourceAsStream("written-sha256.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
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

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }
}
