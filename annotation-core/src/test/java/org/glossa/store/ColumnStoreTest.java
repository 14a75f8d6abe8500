package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupCursor;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnStoreTest {
    private static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");
    private static final CodedConcept MICROMETRES = new CodedConcept("um2", "UCUM", "µm²");
    private static final CodedConcept PIXELS = new CodedConcept("{pixels}", "UCUM", "Pixels");

    @TempDir
    Path folder;

    /** Values of annotations whose ordinal is divisible; every seventh of them is a NaN with a payload. */
    private record Every(int step) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return annotation % step == 0;
        }

        @Override
        public float value(long annotation) {
            return annotation % 7 == 0 ? Float.intBitsToFloat(0x7FC01234) : annotation / 3f;
        }
    }

    private static Measurement measurement(CodedConcept concept, CodedConcept unit, int step) {
        return new Measurement(concept, unit, new Every(step));
    }

    private StoredSet store(AnnotationSet set) throws IOException {
        ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        return StoredSet.open(folder.resolve("set"));
    }

    /** Every annotation of the source once, with its bits, its measurements and its group. */
    private static void assertSame(AnnotationSet set, StoredSet stored) {
        assertThat(stored.annotationCount()).isEqualTo(set.annotationCount());
        assertThat(stored.sopInstanceUid()).isEqualTo(set.sopInstanceUid());
        assertThat(stored.space()).isEqualTo(set.space());
        assertThat(stored.image()).isEqualTo(set.image());
        assertThat(stored.groups()).hasSameSizeAs(set.groups());
        RegionHits all = RegionQuery.everything(stored, Set.of(), 0, Integer.MAX_VALUE);
        assertThat(all.count()).isEqualTo((int) set.annotationCount());
        List<GroupCursor> sources = set.groups().stream().map(GroupCursor::new).toList();
        Cursor cursor = stored.cursor();
        Set<List<Long>> seen = new HashSet<>();
        for (int i = 0; i < all.count(); i++) {
            cursor.moveTo(all.position(i));
            GroupCursor source = sources.get(cursor.groupIndex()).moveTo(cursor.annotationIndex() - 1);
            assertThat(seen.add(List.of((long) cursor.groupIndex(), cursor.annotationIndex())))
                    .isTrue();
            assertThat(cursor.group()).isEqualTo(source.group());
            assertThat(cursor.graphicType()).isEqualTo(source.graphicType());
            assertThat(cursor.precision()).isEqualTo(source.precision());
            assertThat(cursor.ordinates()).isEqualTo(source.ordinates());
            assertThat(cursor.vertexCount()).isEqualTo(source.vertexCount());
            assertThat(cursor.measurementNames()).isEqualTo(source.measurementNames());
            for (int m = 0; m < source.measurementNames().size(); m++) {
                assertThat(cursor.hasMeasurement(m)).isEqualTo(source.hasMeasurement(m));
                if (source.hasMeasurement(m)) {
                    assertThat(Float.floatToRawIntBits(cursor.measurement(m)))
                            .isEqualTo(Float.floatToRawIntBits(source.measurement(m)));
                }
            }
            assertSameBits(set.groups().get(cursor.groupIndex()), cursor);
        }
    }

    private static void assertSameBits(AnnotationGroup group, Cursor cursor) {
        long first = group.coordinates().firstVertex(cursor.annotationIndex() - 1);
        int vertexBytes = group.coordinates().vertexBytes();
        long bytes = (long) cursor.vertexCount() * vertexBytes;
        assertThat(group.coordinates()
                        .chunk(0)
                        .asSlice(first * vertexBytes, bytes)
                        .mismatch(cursor.coordinates()))
                .isEqualTo(-1);
    }

    @Test
    void keepsEveryBitOfEveryLayer() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        SampleSet sample = new SampleSet();
        for (GraphicType type : GraphicType.values()) {
            for (Precision precision : Precision.values()) {
                for (int ordinates = 2; ordinates <= 3; ordinates++) {
                    List<double[]> annotations = new ArrayList<>();
                    for (int i = 0; i < 50; i++) {
                        int vertices = type.hasFixedVertexCount()
                                ? type.fixedVertexCount()
                                : random.nextInt(type.minimumVertices(), 9);
                        annotations.add(random.doubles((long) vertices * ordinates, -1e5, 1e5)
                                .toArray());
                    }
                    annotations.get(3)[0] = Double.NaN;
                    annotations.get(4)[1] = Double.NEGATIVE_INFINITY;
                    annotations.get(5)[0] = -0.0;
                    sample.group(type, ordinates, precision, annotations, measurement(AREA, MICROMETRES, 2));
                }
            }
        }
        try (AnnotationSet set = sample.build();
                StoredSet stored = store(set)) {
            assertThat(stored.layers()).hasSize(20);
            assertSame(set, stored);
            stored.verify();
        }
    }

    @Test
    void keepsMeasurementsOfSeveralGroupsApart() throws IOException {
        List<double[]> points = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 70_000; i++) {
            points.add(new double[] {random.nextDouble(1000), random.nextDouble(1000)});
        }
        AnnotationSet set = new SampleSet()
                .group(
                        GraphicType.POINT,
                        2,
                        Precision.FLOAT32,
                        points,
                        measurement(AREA, MICROMETRES, 1),
                        measurement(AREA, PIXELS, 3),
                        measurement(AREA, MICROMETRES, 5))
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points.subList(0, 10), measurement(AREA, PIXELS, 1))
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points.subList(5, 9))
                .build();
        try (set;
                StoredSet stored = store(set)) {
            assertSame(set, stored);
            assertThat(stored.groups().getFirst().measurements())
                    .containsExactly(
                            new MeasurementName(AREA, MICROMETRES),
                            new MeasurementName(AREA, PIXELS),
                            new MeasurementName(AREA, MICROMETRES));
            // Two record batches; the second group shares the column of the pair that it names.
            assertThat(stored.measurementColumn(1, 0)).isEqualTo(stored.measurementColumn(0, 1));
        }
    }

    @Test
    void sharesColumnsByPositionWhenNamesAreTooMany() throws IOException {
        SampleSet sample = new SampleSet();
        for (int g = 0; g < 300; g++) {
            sample.group(
                    GraphicType.POINT,
                    2,
                    Precision.FLOAT32,
                    List.of(new double[] {g, g}, new double[] {g, -g}),
                    measurement(new CodedConcept("C" + g, "99G", "Concept " + g), PIXELS, 1),
                    measurement(AREA, PIXELS, 2));
        }
        try (AnnotationSet set = sample.build();
                StoredSet stored = store(set)) {
            assertSame(set, stored);
            assertThat(stored.measurementColumn(299, 1)).isEqualTo(1);
        }
    }

    @Test
    void keepsGroupDescriptions() throws IOException {
        GroupDescription full = new GroupDescription(
                7,
                "2.25.7",
                "Étiquette \"7\"",
                "a longer text\nof two lines",
                GenerationType.SEMIAUTOMATIC,
                List.of(
                        new Algorithm("net", "2.1", new CodedConcept("123109", "DCM", "01", "AI"), "p=1", "lab"),
                        new Algorithm("hand", "", null, "", "")),
                new CodedConcept("91723000", "SCT", "2024", "Anatomical structure"),
                AREA,
                List.of(PIXELS, MICROMETRES),
                List.of("1", "2"),
                List.of(0.0015, -1.0),
                new CieLab(65535, 1, 32768),
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED);
        AnnotationSet set = new SampleSet()
                .group(full, GraphicType.POINT, 2, Precision.FLOAT32, List.of(new double[] {1, 2}))
                .group(SampleSet.description(8), GraphicType.POLYLINE, 3, Precision.FLOAT64, List.of())
                .build();
        try (set;
                StoredSet stored = store(set)) {
            assertThat(stored.groups().get(0).description()).isEqualTo(full);
            assertThat(stored.groups().get(1).description()).isEqualTo(SampleSet.description(8));
            assertThat(stored.groups().get(1).annotationCount()).isZero();
            assertThat(stored.groups().get(1).ordinates()).isEqualTo(3);
            assertThat(stored.groups().get(1).precision()).isEqualTo(Precision.FLOAT64);
        }
    }

    static Stream<CoordinateSpace> spaces() {
        return Stream.of(
                new ImagePixels("1.2"), new FramePixels("1.2", 17), new SlideMillimetres("1.3"), new Level0Pixels());
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void keepsTheSpace(CoordinateSpace space) throws IOException {
        try (AnnotationSet set = new AnnotationSet("1.9", space, null, List.of(), () -> {});
                StoredSet stored = store(set)) {
            assertThat(stored.space()).isEqualTo(space);
            assertThat(stored.image()).isNull();
            assertThat(stored.annotationCount()).isZero();
            assertThat(stored.groups()).isEmpty();
            assertThat(RegionQuery.everything(stored, Set.of(), 0, 5).numberMatched())
                    .isZero();
            stored.verify();
        }
    }

    @Test
    void holdsAsManyGroupsAsDicomAllows() throws IOException {
        SampleSet sample = new SampleSet();
        for (int g = 0; g < 65_535; g++) {
            sample.group(GraphicType.POINT, 2, Precision.FLOAT32, List.of(new double[] {g % 256, g / 256}));
        }
        try (AnnotationSet set = sample.build();
                StoredSet stored = store(set)) {
            assertThat(stored.groups()).hasSize(65_535);
            assertThat(stored.groups().getLast().description().number()).isEqualTo(65_535);
            assertThat(stored.layers()).hasSize(1);
            RegionHits hits = RegionQuery.everything(stored, Set.of(40_000), 0, 5);
            assertThat(hits.numberMatched()).isEqualTo(1);
            Cursor cursor = stored.cursor();
            cursor.moveTo(hits.position(0));
            assertThat(cursor.ordinate(0, 0)).isEqualTo(39_999 % 256);
            assertThat(cursor.ordinate(0, 1)).isEqualTo(39_999 / 256);
        }
    }

    /** More vertices than a record batch takes, in few annotations; one of them longer than a batch. */
    @Test
    void splitsBatchesByVertices() throws IOException {
        List<double[]> lines = new ArrayList<>();
        for (int vertices : new int[] {2_500_000, 2_000_000, 4_300_000, 2}) {
            double[] line = new double[2 * vertices];
            for (int i = 0; i < line.length; i++) {
                line[i] = i % 1013 + vertices;
            }
            lines.add(line);
        }
        AnnotationSet set = new SampleSet()
                .group(GraphicType.POLYLINE, 2, Precision.FLOAT32, lines)
                .build();
        lines.clear();
        try (set;
                StoredSet stored = store(set)) {
            assertSame(set, stored);
            stored.verify();
        }
    }

    @Test
    void tellsProgressToTheEnd() throws IOException {
        List<double[]> points = Collections.nCopies(150_000, new double[] {1, 2});
        List<Long> told = new ArrayList<>();
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points)
                .build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {
                assertThat(total).isEqualTo(150_000);
                told.add(done);
            });
        }
        assertThat(told).isSorted().hasSizeGreaterThan(2).endsWith(150_000L);
    }

    @Test
    void refusesToOverwrite() throws IOException {
        Files.createDirectory(folder.resolve("set"));
        try (AnnotationSet set = new SampleSet().build()) {
            assertThatThrownBy(() -> ColumnStore.write(set, folder.resolve("set"), (done, total) -> {}))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        MeasurementValues broken = new MeasurementValues() {
            @Override
            public boolean isPresent(long annotation) {
                throw new IllegalStateException("disk on fire");
            }

            @Override
            public float value(long annotation) {
                return 0;
            }
        };
        try (AnnotationSet set = new SampleSet()
                .group(
                        GraphicType.POINT,
                        2,
                        Precision.FLOAT32,
                        List.of(new double[] {1, 2}),
                        new Measurement(AREA, PIXELS, broken))
                .build()) {
            assertThatThrownBy(() -> ColumnStore.write(set, folder.resolve("set"), (done, total) -> {}))
                    .hasMessage("disk on fire");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void removesWhatAKilledBuildLeft() throws IOException {
        Files.createDirectory(folder.resolve("set.building"));
        Files.writeString(folder.resolve("set.building/groups.arrow"), "half");
        try (AnnotationSet set = new SampleSet().build();
                StoredSet stored = store(set)) {
            assertThat(stored.groups()).isEmpty();
            assertThat(folder.resolve("set.building")).doesNotExist();
        }
    }
}
