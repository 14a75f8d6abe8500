package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.query.ConceptMatch;
import org.glossa.query.Interval;
import org.glossa.query.MeasurementRange;
import org.glossa.query.Region;
import org.glossa.query.Selection;
import org.glossa.query.Traits;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges of blocks spare reads and never an answer. */
class ValueRangesTest {
    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_VALUE
    };

    @TempDir
    Path folder;

    /** Absent where the bits are those of this NaN. */
    private static final int ABSENT = 0x7FC0ABCD;

    private record Listed(float[] values) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return Float.floatToRawIntBits(values[(int) annotation]) != ABSENT;
        }

        @Override
        public float value(long annotation) {
            return values[(int) annotation];
        }

        boolean isWithin(Interval interval, int annotation) {
            return isPresent(annotation) && interval.contains(values[annotation]);
        }
    }

    private static CodedConcept concept(String value) {
        return new CodedConcept(value, "99T", value);
    }

    private StoredSet stored(SampleSet sample) throws IOException {
        try (AnnotationSet set = sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
        return StoredSet.open(folder.resolve("set"));
    }

    private static Traits within(int measurement, Interval interval) {
        return new Traits(
                Set.of(),
                List.of(),
                List.of(new MeasurementRange(new ConceptMatch.Code("m" + measurement, "99T"), interval)));
    }

    /** Values that follow the place of a point, or whole stretches of it, so that blocks are pruned and kept whole. */
    private static Listed values(SplittableRandom random, List<double[]> points) {
        float[] values = new float[points.size()];
        int sparse = random.nextInt(4);
        double stretch = random.nextDouble(5, 200);
        int seed = random.nextInt();
        for (int i = 0; i < values.length; i++) {
            double x = points.get(i)[0];
            int place = (int) (x / stretch);
            SplittableRandom ofStretch = new SplittableRandom(seed * 31L + place);
            float value = switch (ofStretch.nextInt(6)) {
                case 0 -> Float.intBitsToFloat(ABSENT);
                case 1 -> SPECIAL[ofStretch.nextInt(SPECIAL.length)];
                case 2 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 3 -> place;
                default -> (float) x;
            };
            values[i] = sparse == 0 && random.nextInt(100) > 0 ? Float.intBitsToFloat(ABSENT) : value;
        }
        return new Listed(values);
    }

    /** Ends are values that are there, or next to one. */
    private static Interval interval(SplittableRandom random, Listed listed) {
        double a = end(random, listed);
        double b = end(random, listed);
        return switch (random.nextInt(6)) {
            case 0 -> Interval.from(a);
            case 1 -> Interval.above(a);
            case 2 -> Interval.upTo(b);
            case 3 -> Interval.below(b);
            case 4 -> random.nextInt(4) == 0 ? Interval.ALL : Interval.from(a).and(Interval.upTo(a));
            default -> Interval.from(Math.min(a, b)).and(Interval.upTo(Math.max(a, b)));
        };
    }

    private static double end(SplittableRandom random, Listed listed) {
        double value = listed.values()[random.nextInt(listed.values().length)];
        if (Double.isNaN(value)) {
            return random.nextInt(-5, 1000);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Math.nextUp((float) value);
            case 1 -> Math.nextDown(value);
            default -> value;
        };
    }

    @Test
    void answersAsALoopDoes() throws IOException {
        for (int round = 0; round < Depth.count(8, 60); round++) {
            SplittableRandom random = new SplittableRandom(20_265 + round);
            // The second round has two record batches, which begin new blocks.
            int count = round == 1 ? 68_000 : random.nextInt(1, 9_000);
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                points.add(new double[] {random.nextDouble(1000), random.nextDouble(20)});
            }
            List<Listed> columns = new ArrayList<>();
            Measurement[] measurements = new Measurement[random.nextInt(1, 4)];
            for (int m = 0; m < measurements.length; m++) {
                columns.add(values(random, points));
                measurements[m] = new Measurement(concept("m" + m), concept("1"), columns.get(m));
            }
            try (StoredSet set =
                    stored(new SampleSet().group(GraphicType.POINT, 2, Precision.FLOAT64, points, measurements))) {
                for (int i = 0; i < 60; i++) {
                    int m = random.nextInt(measurements.length);
                    compare(set, points, columns.get(m), m, interval(random, columns.get(m)), random);
                }
            }
            FolderTree.delete(folder.resolve("set"));
        }
    }

    private static void compare(
            StoredSet set,
            List<double[]> points,
            Listed listed,
            int measurement,
            Interval interval,
            SplittableRandom random) {
        double x = random.nextDouble(1000);
        Box box = new Box(x, 0, x + random.nextDouble(600), random.nextDouble(20));
        boolean everywhere = random.nextBoolean();
        Region region = everywhere ? new Region.Everywhere() : new Region.InBox(box);
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < points.size(); i++) {
            double[] point = points.get(i);
            boolean isIn = everywhere || point[0] >= box.minX() && point[0] <= box.maxX() && point[1] <= box.maxY();
            if (isIn && listed.isWithin(interval, i)) {
                expected.add(i + 1L);
            }
        }
        RegionHits hits = new RegionQuery(
                        new Selection(region, within(measurement, interval)), PlanarTransform.IDENTITY)
                .run(set, 0, Long.MAX_VALUE);
        Set<Long> found = new HashSet<>();
        Cursor cursor = set.cursor();
        for (long i = 0; i < hits.count(); i++) {
            cursor.moveTo(hits.position(i));
            found.add(cursor.annotationIndex());
        }
        assertThat(found).as("%s in %s", interval, region).isEqualTo(expected);
    }

    /** 300,000 points whose value is high within a disc: 1 % of the blocks hold such values. */
    private StoredSet spot() throws IOException {
        SplittableRandom random = new SplittableRandom(20_266);
        List<double[]> points = new ArrayList<>();
        float[] values = new float[300_000];
        for (int i = 0; i < values.length; i++) {
            double x = random.nextDouble(10_000);
            double y = random.nextDouble(10_000);
            points.add(new double[] {x, y});
            values[i] =
                    (float) (Math.hypot(x - 3000, y - 6000) < 250 ? random.nextDouble(90, 100) : random.nextDouble(80));
        }
        return stored(new SampleSet()
                .group(
                        GraphicType.POINT,
                        2,
                        Precision.FLOAT32,
                        points,
                        new Measurement(concept("m0"), concept("1"), new Listed(values))));
    }

    @Test
    void aSelectiveRangeReadsFewBlocks() throws IOException {
        Interval high = Interval.from(90);
        long hits;
        try (StoredSet set = spot()) {
            StoredLayer layer = set.layers().getFirst();
            int few = 0;
            int all = 0;
            for (int batch = 0; layer.firstRow(batch) < set.annotationCount(); batch++) {
                long rows = Math.min(LayerWriter.BATCH_ROWS, set.annotationCount() - layer.firstRow(batch));
                for (int block = 0; (long) block * ValueRanges.BLOCK_ROWS < rows; block++, all++) {
                    few += layer.measurements().share(high, 0, batch, 16L * block) == KeptRows.Share.NONE ? 0 : 1;
                }
            }
            assertThat(all).isEqualTo(4 * 64 + 37);
            assertThat(few).isBetween(1, 8);
            hits = count(set, high);
            assertThat(hits).isBetween(400L, 800L);
        }
        try (StoredSet set = StoredSet.open(folder.resolve("set"))) {
            assertThat(count(set, high)).isEqualTo(hits);
            // Opening reads none; of 7 the query reads the values that lie in the blocks of the disc.
            assertThat(set.layers().getFirst().comparedMebibytes()).isLessThanOrEqualTo(2);
            assertThat(count(set, Interval.above(200))).isZero();
            assertThat(count(set, Interval.ALL)).isEqualTo(300_000);
            assertThat(set.layers().getFirst().comparedMebibytes()).isLessThanOrEqualTo(2);
            assertThat(count(set, Interval.from(40))).isGreaterThan(100_000);
            assertThat(set.layers().getFirst().comparedMebibytes()).isGreaterThan(4);
        }
    }

    private static long count(StoredSet set, Interval interval) {
        return new RegionQuery(Selection.EVERYTHING.with(within(0, interval)), PlanarTransform.IDENTITY).count(set);
    }

    @Test
    void damagedRangesAndStatisticsAreRefused() throws IOException {
        spot().close();
        for (String file : List.of("point-2d-float32.ranges.arrow", StatisticsTable.FILE_NAME)) {
            Path path = folder.resolve("set").resolve(file);
            byte[] whole = Files.readAllBytes(path);
            int body = file.equals(StatisticsTable.FILE_NAME) ? whole.length / 2 : whole.length / 3;
            try (RandomAccessFile bytes = new RandomAccessFile(path.toFile(), "rw")) {
                bytes.seek(body);
                bytes.write(whole[body] ^ 1);
            }
            boolean isOpened = false;
            try (StoredSet set = StoredSet.open(folder.resolve("set"))) {
                isOpened = true;
                assertThatThrownBy(() -> {
                            count(set, Interval.from(90));
                            set.statistics(0, 0);
                        })
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining(file);
                assertThatThrownBy(set::verify)
                        .isInstanceOf(StoreCorruptException.class)
                        .hasMessageContaining(file);
            } catch (StoreCorruptException structure) {
                assertThat(structure).hasMessageContaining(file);
            }
            assertThat(isOpened).isTrue();
            Files.write(path, whole);
        }
    }

    @Test
    void statisticsAreThoseOfTheGroup() throws IOException {
        Listed first = new Listed(new float[] {1, 2, Float.NaN});
        Listed second = new Listed(new float[] {-5, Float.intBitsToFloat(ABSENT)});
        List<double[]> points = List.of(new double[] {1, 1}, new double[] {2, 2}, new double[] {3, 3});
        try (StoredSet set = stored(new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points)
                .group(
                        GraphicType.POINT,
                        2,
                        Precision.FLOAT32,
                        points,
                        new Measurement(concept("m0"), concept("1"), new Listed(new float[3])),
                        new Measurement(concept("m1"), concept("1"), first))
                .group(
                        GraphicType.POINT,
                        2,
                        Precision.FLOAT64,
                        List.of(),
                        new Measurement(concept("m0"), concept("1"), first))
                .group(
                        GraphicType.POINT,
                        2,
                        Precision.FLOAT32,
                        points.subList(0, 2),
                        new Measurement(concept("m1"), concept("1"), second)))) {
            assertThat(set.statistics(1, 0).histogram()).containsExactly(3L);
            assertThat(set.statistics(1, 1).values()).isEqualTo(3);
            assertThat(set.statistics(1, 1).notNumbers()).isOne();
            assertThat(set.statistics(1, 1).greatest()).isEqualTo(2f);
            assertThat(set.statistics(2, 0).values()).isZero();
            assertThat(set.statistics(2, 0).least()).isNaN();
            assertThat(set.statistics(2, 0).quantiles()).isEmpty();
            assertThat(set.statistics(3, 0).values()).isOne();
            assertThat(set.statistics(3, 0).quantiles()).hasSize(11).containsOnly(-5f);
            assertThatThrownBy(() -> set.statistics(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> set.statistics(4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /** More rows than a record batch of the table has. */
    @Test
    void statisticsOfManyMeasurements() throws IOException {
        SampleSet sample = new SampleSet();
        for (int group = 0; group < 700; group++) {
            sample.group(
                    GraphicType.POINT,
                    2,
                    Precision.FLOAT32,
                    List.of(new double[] {group, 1}),
                    new Measurement(concept("m0"), concept("1"), new Listed(new float[] {group})),
                    new Measurement(concept("m1"), concept("1"), new Listed(new float[] {-group})),
                    new Measurement(concept("m2"), concept("1"), new Listed(new float[] {group / 2f})));
        }
        try (StoredSet set = stored(sample)) {
            for (int group = 0; group < 700; group++) {
                assertThat(set.statistics(group, 0).least()).isEqualTo(group);
                assertThat(set.statistics(group, 1).greatest()).isEqualTo(-group);
                assertThat(set.statistics(group, 2).quantiles()).containsOnly(group / 2f);
            }
            set.verify();
        }
    }
}
