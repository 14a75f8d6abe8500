package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowFile;
import org.glossa.geometry.QueryPolygon;
import org.glossa.query.ConceptMatch;
import org.glossa.query.Interval;
import org.glossa.query.MeasurementRange;
import org.glossa.query.Region;
import org.glossa.query.Selection;
import org.glossa.query.Traits;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.PlanarTransform.AxisScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a query touches and allocates, and that it may run beside a close. */
class QueryCostTest {
    private static final CodedConcept ROW = new CodedConcept("row", "99T", "Row");
    private static final Traits UPPER_HALF_OF_FIRST = new Traits(
            Set.of(1),
            List.of(),
            List.of(new MeasurementRange(new ConceptMatch.Code("row", "99T"), Interval.from(50_000))));

    @TempDir
    Path folder;

    private static final MeasurementValues ROW_NUMBERS = new MeasurementValues() {
        @Override
        public boolean isPresent(long annotation) {
            return true;
        }

        @Override
        public float value(long annotation) {
            return annotation;
        }
    };

    private StoredSet stored(SampleSet sample) throws IOException {
        try (AnnotationSet set = sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
        return StoredSet.open(folder.resolve("set"));
    }

    private static QueryPolygon diamond(double x, double y, double reach) {
        return QueryPolygon.of(List.of(new double[] {x - reach, y, x, y - reach, x + reach, y, x, y + reach}));
    }

    /** A byte is flipped in each block that holds nothing but coordinates. */
    @Test
    void countsWithoutCoordinatesWhenBoxesDecide() throws IOException {
        SplittableRandom random = new SplittableRandom(20320);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            points.add(new double[] {random.nextDouble(1000), random.nextDouble(1000), 1});
        }
        stored(new SampleSet()
                        .group(GraphicType.POINT, 3, Precision.FLOAT64, points, new Measurement(ROW, ROW, ROW_NUMBERS))
                        .group(GraphicType.POINT, 3, Precision.FLOAT64, points, new Measurement(ROW, ROW, ROW_NUMBERS)))
                .close();
        assertThat(damageCoordinates(folder.resolve("set").resolve("point-3d-float64.arrow")))
                .isGreaterThanOrEqualTo(2);
        try (StoredSet set = StoredSet.open(folder.resolve("set"))) {
            List<Region> regions = List.of(
                    new Region.Everywhere(),
                    new Region.InBox(new Box(-1, -1, 2000, 2000)),
                    new Region.InPolygon(diamond(500, 500, 3000)),
                    new Region.CentroidInPolygon(diamond(500, 500, 3000)));
            for (Region region : regions) {
                for (PlanarTransform transform : List.of(PlanarTransform.IDENTITY, new AxisScale(3, 2, 3, 2))) {
                    Selection all = Selection.EVERYTHING.in(region);
                    assertThat(new RegionQuery(all, transform).count(set)).isEqualTo(200_000);
                    assertThat(new RegionQuery(all.with(UPPER_HALF_OF_FIRST), transform).count(set))
                            .isEqualTo(50_000);
                }
            }
            Cursor cursor = set.cursor();
            assertThatThrownBy(() -> {
                        for (long row = 0; row < 200_000; row++) {
                            cursor.moveTo(row);
                        }
                    })
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    private static int damageCoordinates(Path columns) throws IOException {
        ArrowFile arrow = ArrowFile.of(MemorySegment.ofArray(Files.readAllBytes(columns)));
        int buffer = arrow.schema().firstBuffer(LayerSchema.COORDINATES) + 4;
        int damaged = 0;
        try (RandomAccessFile bytes = new RandomAccessFile(columns.toFile(), "rw")) {
            for (int batch = 0; batch < arrow.batchCount(); batch++) {
                long first = arrow.bufferOffset(batch, buffer);
                long end = first + arrow.bufferLength(batch, buffer);
                for (long block = (first >> 20) + 1; block + 1 << 20 <= end; block++) {
                    bytes.seek(block << 20);
                    int old = bytes.read();
                    bytes.seek(block << 20);
                    bytes.write(old ^ 1);
                    damaged++;
                }
            }
        }
        return damaged;
    }

    @Test
    void allocatesNextToNothing() throws IOException {
        SplittableRandom random = new SplittableRandom(20321);
        SampleSet sample = new SampleSet();
        for (GraphicType type : GraphicType.values()) {
            List<double[]> shapes = new ArrayList<>();
            for (int i = 0; i < 6000; i++) {
                shapes.add(ShapeSource.shape(type, random, 2000, 700));
            }
            sample.group(type, 2, Precision.FLOAT32, shapes, new Measurement(ROW, ROW, ROW_NUMBERS));
        }
        Traits late = new Traits(
                Set.of(1, 2, 3),
                List.of(),
                List.of(new MeasurementRange(new ConceptMatch.Code("row", "99T"), Interval.from(3000))));
        try (StoredSet set = stored(sample)) {
            Box box = new Box(500, 100, 1200, 450);
            QueryPolygon polygon = diamond(900, 300, 350);
            assertThat(perQuery(set, Selection.inBox(box, Set.of()))).isLessThan(16_000);
            assertThat(perQuery(set, Selection.inBox(box, Set.of()).with(late))).isLessThan(16_000);
            assertThat(perQuery(set, Selection.EVERYTHING.in(new Region.InPolygon(polygon))))
                    .isLessThan(16_000);
            assertThat(perQuery(set, Selection.EVERYTHING.in(new Region.CentroidInPolygon(polygon))))
                    .isLessThan(16_000);
        }
    }

    /** Bytes for a count of some thousand hits, hundreds of which cross the border. */
    private static long perQuery(StoredSet set, Selection selection) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RegionQuery query = new RegionQuery(selection, PlanarTransform.IDENTITY);
        assertThat(query.count(set)).isGreaterThan(1000);
        long bytes = Long.MAX_VALUE;
        // The least of several rounds: boxes that never leave a method are objects until it is compiled.
        for (int round = 0; round < 60 && bytes >= 16_000; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50; i++) {
                query.count(set);
            }
            bytes = Math.min(bytes, (threads.getCurrentThreadAllocatedBytes() - before) / 50);
        }
        return bytes;
    }

    /** A query that began before the set was closed ends with the right answer; later ones are refused. */
    @Test
    void runsBesideAClose() throws Exception {
        SplittableRandom random = new SplittableRandom(20322);
        List<double[]> nuclei = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            nuclei.add(SampleSet.nucleus(random, 12, random.nextDouble(1000), random.nextDouble(1000), 8));
        }
        StoredSet first = stored(new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei, new Measurement(ROW, ROW, ROW_NUMBERS)));
        List<RegionQuery> queries = List.of(
                new RegionQuery(new Box(100, 100, 700, 700), PlanarTransform.IDENTITY, Set.of()),
                new RegionQuery(
                        Selection.EVERYTHING.in(new Region.InPolygon(diamond(500, 500, 400))),
                        PlanarTransform.IDENTITY));
        List<Long> expected = queries.stream().map(query -> query.count(first)).toList();
        first.close();
        try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 25; round++) {
                StoredSet set = StoredSet.open(folder.resolve("set"));
                CountDownLatch started = new CountDownLatch(3);
                List<Future<Integer>> answers = new ArrayList<>();
                for (int reader = 0; reader < 3; reader++) {
                    int which = reader % 2;
                    answers.add(readers.submit(() -> {
                        started.countDown();
                        int wrong = 0;
                        while (true) {
                            try {
                                wrong += queries.get(which).count(set) == expected.get(which) ? 0 : 1;
                            } catch (IllegalStateException closed) {
                                assertThat(closed).hasMessageContaining("was closed");
                                return wrong;
                            }
                        }
                    }));
                }
                assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
                Thread.sleep(random.nextInt(8));
                set.close();
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get(60, TimeUnit.SECONDS)).isZero();
                }
            }
        }
    }

    @Test
    void duplicatesInOneCell() throws IOException {
        List<double[]> same = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            same.add(new double[] {7, 8, 9, 8, 9, 10});
        }
        try (StoredSet set = stored(new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT64, same, new Measurement(ROW, ROW, ROW_NUMBERS)))) {
            RegionHits touching = run(set, new Region.InPolygon(diamond(9.5, 10.5, 1)), Traits.ANY);
            assertThat(touching.count()).isEqualTo(5000);
            assertThat(touching.runCount()).isOne();
            assertThat(run(set, new Region.InPolygon(diamond(7, 10, 1)), Traits.ANY)
                            .count())
                    .isZero();
            // x and y mixed up would meet it
            assertThat(run(set, new Region.InPolygon(diamond(8, 7, 0.75)), Traits.ANY)
                            .count())
                    .isZero();
            Traits middle = new Traits(
                    Set.of(),
                    List.of(),
                    List.of(new MeasurementRange(
                            new ConceptMatch.Meaning("Row"), Interval.above(63).and(Interval.upTo(200)))));
            RegionHits hits = run(set, new Region.InPolygon(diamond(8, 9, 5)), middle);
            assertThat(hits.runCount()).isOne();
            assertThat(hits.runStart(0)).isEqualTo(64);
            assertThat(hits.runLength(0)).isEqualTo(137);
        }
    }

    private static RegionHits run(StoredSet set, Region region, Traits traits) {
        return new RegionQuery(new Selection(region, traits), PlanarTransform.IDENTITY).run(set, 0, 1_000_000);
    }

    /** Boxes of the tree reach to the infinities of float there. */
    @Test
    void farEndsOfDouble() throws IOException {
        List<double[]> lines = List.of(
                new double[] {-1.7e308, -1.7e308, 1.7e308, 1.7e308},
                new double[] {-1.7e308, 1.7e308, 1.7e308, 1.6e308},
                new double[] {1e39, 1e39, 2e39, 3e39},
                new double[] {4e-320, 0, 0, 4e-320},
                new double[] {-1, 0, 0, -1});
        try (StoredSet set = stored(new SampleSet().group(GraphicType.POLYLINE, 2, Precision.FLOAT64, lines))) {
            assertThat(run(set, new Region.InPolygon(diamond(0, 0, 0.25)), Traits.ANY)
                            .count())
                    .isEqualTo(2);
            assertThat(run(set, new Region.InPolygon(diamond(0, 0, 1e150)), Traits.ANY)
                            .count())
                    .isEqualTo(4);
            assertThat(run(set, new Region.InBox(new Box(0.125, 0.125, 1, 1)), Traits.ANY)
                            .count())
                    .isOne();
            assertThat(run(set, new Region.InBox(new Box(1e308, 1.6e308, 1.7e308, 1.65e308)), Traits.ANY)
                            .count())
                    .isEqualTo(2);
        }
    }
}
