package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.order.BuildLimits;
import org.glossa.spatial.HilbertCurve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds within limits so small that every set is split, most of them several times, beside a total sort in memory. */
class OutOfCoreTest {
    private static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");
    private static final CodedConcept PIXELS = new CodedConcept("{pixels}", "UCUM", "Pixels");

    /** Every row is split off alone. */
    private static final BuildLimits TINIEST = new BuildLimits(2, 1, 2, 2, 1, 0, 1, 0);

    /** By partitions, and gathered from the source. */
    private static final List<BuildLimits> SMALL = List.of(
            new BuildLimits(3, 1_000, 20, 100, 500, 16 << 10, 10, 0),
            new BuildLimits(3, 1_000, 20, 100, 500, 16 << 10, 10, 10 << 20));

    private static final double[] EXTREMES = {
        0,
        -0.0,
        1,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    @TempDir
    Path folder;

    private record Values(long seed, int present) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return new SplittableRandom(seed ^ annotation).nextInt(4) < present;
        }

        @Override
        public float value(long annotation) {
            // Any bits: also NaNs with payloads, and infinities.
            return Float.intBitsToFloat(new SplittableRandom(~seed ^ annotation).nextInt());
        }
    }

    private static BuildLimits limits(SplittableRandom random) {
        return new BuildLimits(
                random.nextInt(1, 5),
                random.nextInt(1, 500),
                random.nextInt(2, 20),
                random.nextInt(2, 60),
                random.nextInt(1, 400),
                random.nextInt(5_000),
                random.nextInt(1, 10),
                random.nextBoolean() ? 0 : random.nextInt(1 << 20));
    }

    private static List<double[]> annotations(GraphicType type, int ordinates, int count, SplittableRandom random) {
        List<double[]> annotations = new ArrayList<>();
        double extent = random.nextInt(3) == 0 ? 3 : 1e5;
        while (annotations.size() < count) {
            if (!annotations.isEmpty() && random.nextInt(4) == 0) {
                annotations.add(annotations.get(random.nextInt(annotations.size())));
                continue;
            }
            int vertices = type.hasFixedVertexCount()
                    ? type.fixedVertexCount()
                    : random.nextInt(50) == 0 ? random.nextInt(400) : random.nextInt(9);
            double[] annotation =
                    random.doubles((long) vertices * ordinates, -extent, extent).toArray();
            if (annotation.length > 0 && random.nextInt(20) == 0) {
                annotation[random.nextInt(annotation.length)] = EXTREMES[random.nextInt(EXTREMES.length)];
            }
            annotations.add(annotation);
        }
        return annotations;
    }

    private static AnnotationSet randomSet(SplittableRandom random) {
        SampleSet sample = new SampleSet();
        GraphicType[] types = GraphicType.values();
        int groups = random.nextInt(1, 6);
        int fewTypes = random.nextInt(1, types.length + 1);
        for (int i = 0; i < groups; i++) {
            GraphicType type = types[random.nextInt(fewTypes)];
            int ordinates = random.nextInt(4) == 0 ? 3 : 2;
            Measurement[] measurements = new Measurement[random.nextInt(5) == 0 ? 40 : random.nextInt(3)];
            for (int m = 0; m < measurements.length; m++) {
                measurements[m] = new Measurement(AREA, PIXELS, new Values(random.nextLong(), random.nextInt(5)));
            }
            sample.group(
                    type,
                    ordinates,
                    Precision.values()[random.nextInt(2)],
                    annotations(type, ordinates, random.nextInt(8) == 0 ? 0 : random.nextInt(700), random),
                    measurements);
        }
        return sample.build();
    }

    /** The files of all layers are those of a total sort, byte for byte, and the set is whole. */
    private void assertSameFiles(AnnotationSet set, BuildLimits limits) throws IOException {
        Path sorted = Files.createDirectory(folder.resolve("sorted"));
        Path built = folder.resolve("built");
        TotalSortWriter.write(set, sorted);
        ColumnStore.write(set, built, limits, (done, total) -> {});
        try (Stream<Path> files = Files.list(sorted)) {
            for (Path file : files.toList()) {
                assertThat(Files.mismatch(file, built.resolve(file.getFileName())))
                        .as("%s within %s", file.getFileName(), limits)
                        .isEqualTo(-1);
            }
        }
        assertThat(ColumnCheck.damages(built, bytes -> {})).isEmpty();
        assertNothingIsOpen();
        FolderTree.delete(sorted);
        FolderTree.delete(built);
    }

    private static boolean isOrdering() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("glossa-order"));
    }

    private static void assertNothingIsOpen() throws IOException {
        // A thread that was waited for may be seen a moment longer.
        for (int i = 0; i < 100 && isOrdering(); i++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(isOrdering()).isFalse();
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.exists(descriptors)) {
            return;
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            assertThat(open.filter(Files::isSymbolicLink).map(link -> {
                        try {
                            return Files.readSymbolicLink(link).toString();
                        } catch (IOException closedMeanwhile) {
                            return "";
                        }
                    }))
                    .noneMatch(name -> name.contains(".glossa-") && name.contains(".rows"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void writesWhatATotalSortWrites(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2; round++) {
            try (AnnotationSet set = randomSet(random)) {
                assertSameFiles(set, limits(random));
            }
        }
    }

    @Test
    void splitsDownToSingleRows() throws IOException {
        SplittableRandom random = new SplittableRandom(77);
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POLYLINE, 2, Precision.FLOAT32, annotations(GraphicType.POLYLINE, 2, 90, random))
                .build()) {
            assertSameFiles(set, TINIEST);
        }
    }

    /** No distance tells these rows apart: only their place in the source cuts them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void cutsRowsThatAllLieInOneCell(int threads) throws IOException {
        List<double[]> points = Collections.nCopies(5_000, new double[] {7, 7});
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points)
                .build()) {
            assertSameFiles(set, new BuildLimits(threads, 100, 8, 16, 100, 2_000, 2, 0));
        }
    }

    @Test
    void cutsRowsWithoutABox() throws IOException {
        List<double[]> points = Collections.nCopies(2_000, new double[] {Double.NaN, 7});
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT64, points)
                .build()) {
            assertSameFiles(set, new BuildLimits(2, 100, 8, 16, 100, 2_000, 2, 0));
        }
    }

    /** One outline is longer than a buffer and than a run, and lies among short ones. */
    @Test
    void takesOutlinesThatFitNowhere() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<double[]> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lines.add(random.doubles(i % 97 == 13 ? 100_000 : 6, 0, 1000).toArray());
        }
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POLYLINE, 2, Precision.FLOAT64, lines)
                .build()) {
            assertSameFiles(set, new BuildLimits(2, 10, 16, 200, 4_096, 50_000, 20, 0));
            assertSameFiles(set, new BuildLimits(2, 10, 16, 200, 4_096, 50_000, 4_000, 0)); // mapped
            assertSameFiles(
                    set, new BuildLimits(2, 10, 16, 200, 4_096, 50_000, 20, 1L << 30)); // where they lie in the source
        }
    }

    /** Two batches and the borders of many partitions between them, by more than one thread. */
    @Test
    void followsTheCurveThroughItsUpperHalf() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {0, 0});
        points.add(new double[] {65_535.5, 65_535.5});
        for (int i = 0; i < 80_000; i++) {
            points.add(new double[] {random.nextInt(65_536) + 0.5, random.nextInt(65_536) + 0.5});
        }
        points.add(7, new double[] {Double.NaN, 0});
        points.add(9, new double[] {0, Double.POSITIVE_INFINITY});
        BuildLimits small = new BuildLimits(3, 1_000, 40, 1_000, 1_000, 64 << 10, 10, 0);
        for (BuildLimits limits : List.of(BuildLimits.STANDARD, small)) {
            try (AnnotationSet set = new SampleSet()
                    .group(GraphicType.POINT, 2, Precision.FLOAT32, points)
                    .build()) {
                ColumnStore.write(set, folder.resolve("set"), limits, (done, total) -> {});
            }
            try (StoredSet stored = StoredSet.open(folder.resolve("set"))) {
                assertOrder(points, stored);
            }
            FolderTree.delete(folder.resolve("set"));
        }
    }

    /** Ascending by unsigned distance, then by place; worked out from the points. */
    private static void assertOrder(List<double[]> points, StoredSet stored) {
        RegionHits all = RegionQuery.everything(stored, Set.of(), 0, Integer.MAX_VALUE);
        assertThat(all.count()).isEqualTo(points.size());
        Cursor cursor = stored.cursor();
        long last = -1;
        long lastIndex = -1;
        for (int i = 0; i < points.size() - 2; i++) {
            cursor.moveTo(all.position(i));
            double[] point = points.get((int) cursor.annotationIndex() - 1);
            int column = (int) Math.min(65_535, point[0]);
            int row = (int) Math.min(65_535, point[1]);
            long distance = Integer.toUnsignedLong(HilbertCurve.distance(column, row));
            assertThat(distance).isGreaterThanOrEqualTo(last);
            if (distance == last) {
                assertThat(cursor.annotationIndex()).isGreaterThan(lastIndex);
            }
            last = distance;
            lastIndex = cursor.annotationIndex();
        }
        assertThat(last).isGreaterThan(1L << 31);
        cursor.moveTo(all.position(points.size() - 2));
        assertThat(cursor.annotationIndex()).isEqualTo(8);
        cursor.moveTo(all.position(points.size() - 1));
        assertThat(cursor.annotationIndex()).isEqualTo(10);
    }

    private static AnnotationSet points(int count, Measurement... measurements) {
        SplittableRandom random = new SplittableRandom(count);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(new double[] {random.nextDouble(1000), random.nextDouble(1000)});
        }
        return new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points, measurements)
                .build();
    }

    private void assertNothingIsLeft() throws IOException {
        assertNothingIsOpen();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    /** At each step of the build in turn; then the same folder is built. */
    @ParameterizedTest
    @FieldSource("SMALL")
    void anInterruptEndsItAndLeavesNothing(BuildLimits small) throws IOException {
        try (AnnotationSet set = points(50_000)) {
            int[] steps = {0};
            ColumnStore.write(set, folder.resolve("set"), small, (done, total) -> steps[0]++);
            FolderTree.delete(folder.resolve("set"));
            assertThat(steps[0]).isGreaterThan(4);
            for (int step = 1; step <= steps[0] - 2; step++) {
                int wanted = step;
                int[] told = {0};
                Throwable end =
                        catchThrowable(() -> ColumnStore.write(set, folder.resolve("set"), small, (done, total) -> {
                            if (++told[0] == wanted) {
                                Thread.currentThread().interrupt();
                            }
                        }));
                boolean interrupted = Thread.interrupted();
                if (end == null) {
                    // Threads that tell nothing were quicker this time; the last two are told when all is written.
                    assertThat(wanted).isGreaterThan(told[0] - 2);
                    FolderTree.delete(folder.resolve("set"));
                } else {
                    assertThat(end).isInstanceOf(IOException.class);
                    assertThat(interrupted).isTrue();
                    assertNothingIsLeft();
                }
            }
            ColumnStore.write(set, folder.resolve("set"), small, (done, total) -> {});
            assertThat(ColumnCheck.damages(folder.resolve("set"), bytes -> {})).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("SMALL")
    void aFailureOfAnyThreadIsToldAndLeavesNothing(BuildLimits small) throws IOException {
        for (int failing : new int[] {0, 20_000, 40_000, 49_999}) {
            MeasurementValues broken = new MeasurementValues() {
                @Override
                public boolean isPresent(long annotation) {
                    if (annotation == failing) {
                        throw new IllegalStateException("disk on fire");
                    }
                    return true;
                }

                @Override
                public float value(long annotation) {
                    return 1;
                }
            };
            try (AnnotationSet set = points(50_000, new Measurement(AREA, PIXELS, broken))) {
                assertThatThrownBy(() -> ColumnStore.write(set, folder.resolve("set"), small, (done, total) -> {}))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("disk on fire");
                assertNothingIsLeft();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SMALL")
    void progressNeverGoesBack(BuildLimits small) throws IOException {
        List<Long> told = new ArrayList<>();
        try (AnnotationSet set = points(50_000)) {
            ColumnStore.write(set, folder.resolve("set"), small, (done, total) -> {
                assertThat(total).isEqualTo(50_000);
                told.add(done);
            });
        }
        assertThat(told).isSorted().endsWith(50_000L, 50_000L);
        // while boxes are measured, or when other threads were quicker while rows are split
        assertThat(told.getFirst()).isBetween(1L, 25_000L);
    }
}
