package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Depth;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.ledger.Restoration;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrConcepts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeReportTest {
    @TempDir
    Path folder;

    @Test
    void the_time_for_many_groups_grows_as_they_do() throws Exception {
        int count = Depth.count(5_000, 50_000);
        DataSet[] groups = new DataSet[count];
        for (int i = 0; i < count; i++) {
            groups[i] = SrDocument.group(
                    SrDocument.text(RelationshipType.HAS_OBS_CONTEXT, SrConcepts.TRACKING_IDENTIFIER, "region " + i),
                    SrDocument.uid("2.25." + (i + 1)),
                    SrDocument.finding(SrDocument.NEOPLASM),
                    SrDocument.scoord("POLYLINE", i, 1, i, 2, i + 1, 2, i, 1),
                    SrDocument.num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, Integer.toString(i)));
        }
        Path file = new SrDocument(groups).write(folder.resolve("large.dcm"));
        long begin = System.nanoTime();
        try (ScratchColumns scratch = new ScratchColumns(folder);
                AnnotationSet set = SrReader.read(DicomFile.open(file), Restoration.RESTORE, scratch)
                        .set()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(10_000 + 2L * count));
            assertThat(set.features().featureCount()).isEqualTo(count);
            assertThat(set.groups()).hasSize(1);
            assertThat(set.features().name(count - 1L)).isEqualTo("region " + (count - 1));
            assertThat(set.groups().getFirst().coordinates().ordinate(3L * (count - 1), 0))
                    .isEqualTo(count - 1.0);
            assertThat(set.groups()
                            .getFirst()
                            .measurements()
                            .getFirst()
                            .values()
                            .number(count - 1L))
                    .isEqualTo(count - 1.0);
        }
    }
}
