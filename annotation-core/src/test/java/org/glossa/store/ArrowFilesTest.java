package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are Arrow's, not only ours: pyarrow reads them and sees the same bits. */
class ArrowFilesTest {
    private static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");
    private static final CodedConcept PIXELS = new CodedConcept("{pixels}", "UCUM", "Pixels");

    @TempDir
    Path folder;

    private record Thirds(int step) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return annotation % step == 0;
        }

        @Override
        public float value(long annotation) {
            return annotation / 3f;
        }
    }

    @Test
    void pyarrowSeesTheSameBits() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        SampleSet sample = new SampleSet();
        for (GraphicType type : GraphicType.values()) {
            for (Precision precision : Precision.values()) {
                for (int ordinates = 2; ordinates <= 3; ordinates++) {
                    sample.group(
                            type,
                            ordinates,
                            precision,
                            shapes(type, ordinates, random),
                            new Measurement(AREA, PIXELS, new Thirds(1)),
                            new Measurement(AREA, PIXELS, new Thirds(4)));
                }
            }
        }
        sample.group(GraphicType.POINT, 2, Precision.FLOAT32, points(66_000, random));
        sample.group(GraphicType.POLYGON, 2, Precision.FLOAT32, List.of());
        try (AnnotationSet set = sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
            Oracle.Result read = Oracle.python()
                    .cases(set.annotationCount())
                    .run(script().toString(), folder.resolve("set").toString())
                    .orFail();
            List<String> found = read.outLines().stream().sorted().toList();
            List<String> wanted = expected(set).stream().sorted().toList();
            assertThat(found).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(found.get(i)).isEqualTo(wanted.get(i));
            }
        }
    }

    private Path script() throws IOException {
        Path script = folder.resolve("read_columns.py");
        try (InputStream resource =
                Objects.requireNonNull(ArrowFilesTest.class.getResourceAsStream("read_columns.py"))) {
            Files.copy(resource, script);
        }
        return script;
    }

    private static List<String> expected(AnnotationSet set) {
        List<String> lines = new ArrayList<>();
        for (AnnotationGroup group : set.groups()) {
            int vertexBytes = group.coordinates().vertexBytes();
            for (long i = 0; i < group.annotationCount(); i++) {
                long first = group.coordinates().firstVertex(i);
                MemorySegment bytes = group.coordinates()
                        .chunk(0)
                        .asSlice(first * vertexBytes, group.coordinates().vertexCount(i) * vertexBytes);
                StringBuilder line = new StringBuilder()
                        .append(group.description().number())
                        .append(' ')
                        .append(i + 1)
                        .append(' ')
                        .append(group.graphicType())
                        .append(' ')
                        .append(HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE)));
                for (Measurement measurement : group.measurements()) {
                    int bits = Integer.reverseBytes(
                            Float.floatToRawIntBits(measurement.values().value(i)));
                    line.append(' ').append(measurement.values().isPresent(i) ? String.format("%08x", bits) : "-");
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static List<double[]> shapes(GraphicType type, int ordinates, SplittableRandom random) {
        List<double[]> shapes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int vertices =
                    type.hasFixedVertexCount() ? type.fixedVertexCount() : random.nextInt(type.minimumVertices(), 9);
            shapes.add(random.doubles((long) vertices * ordinates, -1e4, 1e5).toArray());
        }
        return shapes;
    }

    private static List<double[]> points(int count, SplittableRandom random) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(random.doubles(2, 0, 1e5).toArray());
        }
        return points;
    }
}
