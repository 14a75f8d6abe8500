package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.RewrittenCorpus.Rewritten;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a file and written again says the same to us and to others, bit for bit, and is valid. */
class BulkAnnotationWriterCorpusTest {
    @TempDir
    static Path folder;

    private static List<Rewritten> all;

    @BeforeAll
    static void rewrite() throws Exception {
        all = RewrittenCorpus.in(folder);
    }

    @Test
    void we_read_what_pydicom_and_numpy_read_in_the_original() throws Exception {
        for (Rewritten one : all) {
            BulkAnnotations read = BulkAnnotationReader.read(DicomFile.open(one.file()));
            try (AnnotationSet set = read.set()) {
                ExpectedSets.assertSame(set, one.original().expected());
                assertThat(set.sopInstanceUid()).isEqualTo(one.written().sopInstanceUid());
            }
        }
    }

    @Test
    void pydicom_and_numpy_read_the_same_bytes_in_both() {
        List<String> arguments = new ArrayList<>();
        arguments.add(Oracle.script("same_annotations.py").toString());
        for (Rewritten one : all) {
            arguments.add(one.original().input().toString());
            arguments.add(one.file().toString());
        }
        Oracle.Result said = Oracle.python().cases(all.size()).run(arguments).orFail();
        assertThat(said.outLines()).hasSize(1).first().asString().startsWith(all.size() + " pairs");
    }

    @Test
    void generated_slides_keep_their_bytes_and_fit_their_slide() throws Exception {
        SlideRequest request = new SlideRequest(3000, 12, 5, 1024, 4, SlideKind.PLAIN, AnnotationFormat.ANN);
        Path generated = folder.resolve("generated");
        List<Path> instances = SyntheticSlide.generate(request, generated, (step, done, total) -> {})
                .instances();
        Path original = generated.resolve("annotations.dcm");
        Path file = folder.resolve("generated.dcm");
        assertThat(RewrittenCorpus.rewrite(original, file).findings()).isEmpty();
        Oracle.Result said = Oracle.python()
                .run(Oracle.script("same_annotations.py").toString(), original.toString(), file.toString())
                .orFail();
        assertThat(said.outLines()).containsExactly("1 pairs, 4 groups");
        List<String> study = new ArrayList<>(List.of(file.toString()));
        instances.forEach(instance -> study.add(instance.toString()));
        Oracle.Result consistent = Oracle.dcentvfy().cases(study.size()).run(study);
        assertThat(consistent.out() + consistent.err()).isEmpty();
    }
}
