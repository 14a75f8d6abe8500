package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.glossa.ann.AnnotationContext;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.glossa.sr.read.SrReader;
import org.junit.jupiter.api.Test;

/** What is too much, outside or no number, and that the same input gives the same bytes. */
class ReportLimitsTest extends ReportWriting {
    @Test
    void the_same_input_gives_the_same_bytes_and_another_input_other_uids() throws Exception {
        AnnotationSet set = SampleReports.geoJson(scratch, image, Precision.FLOAT64);
        Path one = folder.resolve("one.dcm");
        Path two = folder.resolve("two.dcm");
        SrWriter.Written first =
                SampleReports.write(set, image, SpaceName.SLIDE_MM, one).written();
        SrWriter.Written second = SampleReports.write(
                        SampleReports.geoJson(scratch, image, Precision.FLOAT64), image, SpaceName.SLIDE_MM, two)
                .written();
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
        assertThat(second.sopInstanceUid()).isEqualTo(first.sopInstanceUid());
        Path third = folder.resolve("three.dcm");
        SrWriter.Written other = SampleReports.write(set, image, SpaceName.SLIDE_MM, Holes.SPLIT, third)
                .written();
        assertThat(other.sopInstanceUid()).isNotEqualTo(first.sopInstanceUid());
    }

    @Test
    void more_objects_than_asked_for_are_refused_with_their_number() throws Exception {
        int points = group(GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4});
        assertThat(points).isZero();
        AnnotationSet set = maker.pixels();
        SrOptions two = new SrOptions(AnswerSpace.ofSource(set), slide(), Holes.KEYHOLE, OutOfBounds.KEEP, 1);
        assertThatThrownBy(() ->
                        SrWriter.write(set, AnnotationContext.ofImage(image.dataSet()), two, new Losses(), new Sink()))
                .isInstanceOf(UnwritableAnnotationsException.class)
                .hasMessageContaining("TOO_MANY_FOR_SR")
                .hasMessageContaining("2 objects")
                .hasMessageContaining("--max-sr");
    }

    @Test
    void what_is_outside_the_image_is_told_clipped_or_refused() throws Exception {
        int points = group(GraphicType.POINT, new double[] {-0.25, 7});
        maker.single(points, 0, SetMaker.said());
        AnnotationSet set = maker.pixels();
        WrittenReport kept = write(set, OutOfBounds.KEEP);
        assertThat(kept.regions()).containsExactly("SCOORD POINT [-0.25, 7.0] VOLUME");
        assertThat(kept.codes()).isEqualTo(Map.of("OUT_OF_BOUNDS*", 1L));
        WrittenReport clipped = write(set, OutOfBounds.CLIP);
        assertThat(clipped.regions()).containsExactly("SCOORD POINT [0.0, 7.0] VOLUME");
        assertThat(clipped.codes()).isEqualTo(Map.of("OUT_OF_BOUNDS_CLIPPED*", 1L));
        assertThat(clipped.ledger().entries().getFirst().maxAbsError()).isEqualTo(0.25);
        assertThat(clipped.findings()).isEmpty();
        AnnotationSet read = SrReader.read(DicomFile.open(folder.resolve("written.dcm")), Restoration.RESTORE, scratch)
                .set();
        try (read) {
            assertThat(read.groups().getFirst().coordinates().ordinate(0, 0)).isEqualTo(-0.25);
        }
        assertThatThrownBy(() -> write(set, OutOfBounds.FAIL))
                .isInstanceOf(UnwritableAnnotationsException.class)
                .hasMessageContaining("OUT_OF_BOUNDS");
    }

    @Test
    void a_coordinate_that_is_no_number_is_refused() throws Exception {
        maker.single(group(GraphicType.POINT, new double[] {Double.NaN, 7}), 0, SetMaker.said());
        AnnotationSet set = maker.pixels();
        assertThatThrownBy(() -> write(set, SpaceName.SOURCE_PIXELS, Holes.KEYHOLE))
                .isInstanceOf(UnwritableAnnotationsException.class)
                .hasMessageContaining("COORDINATE_NOT_FINITE");
    }

    @Test
    void many_objects_are_written_in_reasonable_time_and_size() throws Exception {
        int count = Depth.count(10_000, 50_000);
        double[][] shapes = new double[count][];
        Double[] areas = new Double[count];
        for (int i = 0; i < count; i++) {
            double at = i % 50 + 0.1;
            shapes[i] = new double[40];
            for (int k = 0; k < 20; k++) {
                shapes[i][2 * k] = at + k;
                shapes[i][2 * k + 1] = at + k * k % 13;
            }
            areas[i] = i / 7.0;
        }
        int group = polygons(shapes);
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "Area", Precision.FLOAT64, areas);
        for (int i = 0; i < count; i++) {
            maker.single(group, i, SetMaker.said().name("n" + i));
        }
        Sink sink = new Sink();
        long began = System.nanoTime();
        AnnotationSet set = maker.pixels();
        SrOptions options = SrOptions.in(AnswerSpace.ofSource(set), slide());
        SrWriter.Written written =
                SrWriter.write(set, AnnotationContext.ofImage(image.dataSet()), options, new Losses(), sink);
        assertThat((System.nanoTime() - began) / 1e9).isLessThan(120);
        assertThat(sink.bytes / count).isBetween(500L, 2048L);
        assertThat(written.findings()).extracting(Finding::code).containsExactly("MANY_FOR_SR");
    }

    private static final class Sink implements WritableByteChannel {
        private long bytes;

        @Override
        public int write(ByteBuffer from) throws IOException {
            int count = from.remaining();
            from.position(from.limit());
            bytes += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
