package org.glossa.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Depth;
import org.glossa.ledger.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large sets are compared without objects for each annotation. */
class LargeDiffTest {
    private static final int VERTICES = 24;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE.withOrder(ByteOrder.LITTLE_ENDIAN);

    @TempDir
    java.nio.file.Path folder;

    /** Values that no array holds. */
    private record Computed() implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return annotation % 3 > 0;
        }

        @Override
        public float value(long annotation) {
            return annotation;
        }
    }

    private static AnnotationSet set(MemorySegment values, long from, long count) {
        Coordinates coordinates = new Coordinates(
                values.asSlice(from * VERTICES * 16, count * VERTICES * 16),
                Precision.FLOAT64,
                2,
                VertexOffsets.fixed(VERTICES, count));
        List<Measurement> measurements = from > 0
                ? List.of()
                : List.of(new Measurement(RandomModels.AREA, RandomModels.SQUARE_MICROMETRE, new Computed()));
        return new AnnotationSet(
                "2.25.1",
                new CoordinateSpace.ImagePixels("1.2.3"),
                null,
                List.of(new AnnotationGroup(
                        RandomModels.description(1, "2.25.2", "a", RandomModels.NUCLEUS),
                        GraphicType.POLYGON,
                        coordinates,
                        from > 0 ? List.of() : measurements)),
                () -> {});
    }

    @Test
    void manyAnnotationsAreCompared() throws IOException {
        int count = Depth.count(100_000, 1_000_000);
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            long ordinates = (long) count * VERTICES * 2;
            MemorySegment values = scratch.allocate(ordinates * Double.BYTES);
            MemorySegment others = scratch.allocate(ordinates * Double.BYTES);
            SplittableRandom random = new SplittableRandom(1);
            for (long i = 0; i < ordinates; i++) {
                values.setAtIndex(DOUBLE, i, random.nextDouble(100_000));
            }
            MemorySegment.copy(values, 0, others, 0, values.byteSize());
            long annotation = VERTICES * 16L;
            MemorySegment.copy(values, 7 * annotation, others, (count - 9) * annotation, annotation);
            MemorySegment.copy(values, (count - 9) * annotation, others, 7 * annotation, annotation);
            long changed = (long) count / 2 * VERTICES * 2;
            others.setAtIndex(DOUBLE, changed, Math.nextUp(values.getAtIndex(DOUBLE, changed)));
            DiffOptions options = new DiffOptions(Tolerance.EXACT, Sides.ALIKE, null, 5, DiffProgress.SILENT, folder);
            Diff diff = SetDiff.compare(set(values, 0, count), set(others, 0, count), options);
            assertThat(diff.attributes())
                    .containsExactlyInAnyOrder(Attribute.ORDER, Attribute.COORDINATES, Attribute.MEASUREMENT);
            assertThat(diff.of(Attribute.COORDINATES).orElseThrow().count()).isEqualTo(1);

            Diff shifted = SetDiff.compare(set(values, 1, count - 2), set(values, 2, count - 2), options);
            assertThat(shifted.attributes()).containsExactly(Attribute.PRESENCE);
            assertThat(shifted.differences().getFirst().count()).isEqualTo(2);
        }
    }
}
