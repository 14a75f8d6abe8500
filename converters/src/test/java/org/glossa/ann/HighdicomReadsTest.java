package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** highdicom opens what we write and gives back the numbers that the writer was given, with their bits. */
class HighdicomReadsTest {
    private static final long SEED = 20260301;

    @TempDir
    Path folder;

    @Test
    void what_we_write_of_seeded_sets() throws Exception {
        int count = Depth.count(30, 500);
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            for (int i = 0; i < count; i++) {
                AnnotationSet set = RandomSets.of(SEED + i, image.dataSet());
                SetTruth.write(set, folder.resolve("set-%04d.json".formatted(i)));
                BulkAnnotationWriter.write(
                        set, AnnotationContext.ofImage(image.dataSet()), folder.resolve("set-%04d.dcm".formatted(i)));
            }
        }
        Oracle.Result said = Oracle.python()
                .cases(count)
                .within(Duration.ofMinutes(10))
                .run(Oracle.script("highdicom_reads.py").toString(), folder.toString())
                .orFail();
        assertThat(said.outLines()).containsExactly(count + " sets");
    }
}
