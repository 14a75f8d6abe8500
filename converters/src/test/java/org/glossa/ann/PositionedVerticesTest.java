package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.option.CoordinatePrecision;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vertices that clipping or rounding puts on the first of their polygon, with and without further ordinates beside. */
class PositionedVerticesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"CLIP, AUTO, false, 4", "CLIP, AUTO, true, 5", "KEEP, FLOAT32, false, 4", "KEEP, FLOAT32, true, 5"})
    void stayWhereFurtherOrdinatesBelongToThem(
            OutOfBounds outOfBounds, CoordinatePrecision precision, boolean positioned, int vertices) throws Exception {
        double[] ring = outOfBounds == OutOfBounds.CLIP
                ? new double[] {-3, -1, 5, 0, 5, 5, 0, 5, -1, -4}
                : new double[] {20, 1, 30, 1, 30, 9, 20, 9, 20 + 1e-9, 1};
        try (ScratchColumns scratch = new ScratchColumns(folder);
                DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            FeatureColumnsBuilder features = new FeatureColumnsBuilder(scratch);
            features.part(0, 0, Features.BEGINS_MEMBER);
            features.feature(
                    Features.Kind.GEOMETRY,
                    new FeatureColumnsBuilder.Said()
                            .members(positioned ? "{\"positions\":[[1],[2],[3],[4],[5]]}" : null));
            AnnotationSet like = ObjectSets.of(0, image.dataSet(), scratch);
            AnnotationGroup group = new AnnotationGroup(
                    Descriptions.named(1, "ring"),
                    GraphicType.POLYGON,
                    new Coordinates(MemorySegment.ofArray(ring), Precision.FLOAT64, 2, VertexOffsets.fixed(5, 1)),
                    List.of());
            AnnotationSet set = new AnnotationSet(
                    "", like.space(), like.image(), List.of(group), features.build(), DocumentExtras.NONE, () -> {});
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BulkAnnotationWriter.write(
                    set,
                    AnnotationContext.ofImage(image.dataSet()),
                    new AnnOptions(Holes.KEYHOLE, precision, outOfBounds),
                    new Losses(),
                    Channels.newChannel(bytes),
                    folder);
            DicomFile made = DicomFile.open(Files.write(folder.resolve("a.dcm"), bytes.toByteArray()));
            try (AnnotationSet back = BulkAnnotationReader.read(made, Restoration.RESTORE, scratch)
                    .set()) {
                assertThat(back.groups().getFirst().coordinates().vertexCount()).isEqualTo(vertices);
            }
        }
    }
}
