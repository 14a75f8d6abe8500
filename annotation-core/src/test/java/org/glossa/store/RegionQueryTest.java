package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.PlanarTransform.Affine;
import org.glossa.spatial.PlanarTransform.AxisScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

class RegionQueryTest {
    private static final PlanarTransform TO_MM = new Affine(0, -0.0005, 23.449998, -0.00025, 0, 25.691824);

    /**
     * A way from source to query space.
     *
     * @param openBand distance from an ellipse within which either answer is right, 0.01 px in units of the query space
     */
    private record View(String name, CoordinateSpace source, PlanarTransform transform, double openBand) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<View> VIEWS = List.of(
            new View("same pixels", new ImagePixels("1"), PlanarTransform.IDENTITY, 0.01),
            new View("level 2 to level 0", new ImagePixels("1"), new AxisScale(46336, 2896, 44288, 2768), 0.01),
            new View("pixels to mm", new ImagePixels("1"), TO_MM, 0.01 * 0.00025),
            new View("mm to pixels", new SlideMillimetres("1"), TO_MM.inverse(), 0.01),
            new View("turned", new ImagePixels("1"), new Affine(0.8, -0.6, 1000, 0.6, 0.8, -500), 0.01));

    private record Case(GraphicType type, int ordinates, Precision precision, View view, int size) {}

    static Stream<Case> ladder() {
        List<Case> cases = new ArrayList<>();
        int turn = 0;
        for (GraphicType type : GraphicType.values()) {
            for (int ordinates = 2; ordinates <= 3; ordinates++) {
                for (Precision precision : Precision.values()) {
                    for (View view : VIEWS) {
                        if (turn++ % Depth.count(2, 1) != 0) {
                            continue;
                        }
                        for (int size : new int[] {0, 1, 2, 15, 16, 17, 1000}) {
                            cases.add(new Case(type, ordinates, precision, view, size));
                        }
                        if (turn % Depth.count(9, 1) == 0) {
                            cases.add(new Case(type, ordinates, precision, view, 100_000));
                        }
                    }
                }
            }
        }
        return cases.stream();
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("ladder")
    void equalsScan(Case given) throws IOException {
        SplittableRandom random = new SplittableRandom(given.hashCode());
        try (AnnotationSet set = sample(given, random)) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
            BruteForce scan =
                    new BruteForce(set, given.view().transform(), given.view().openBand());
            int boxes = given.size() > 1000 ? 12 : Depth.count(30, 400);
            try (StoredSet stored = StoredSet.open(folder.resolve("set"))) {
                for (Box box : boxes(scan, boxes, random)) {
                    compare(stored, scan, box, given.view().transform());
                }
            }
            Oracle.countLibrary("JTS intersects", (long) boxes * given.size());
        }
    }

    private static void compare(StoredSet stored, BruteForce scan, Box box, PlanarTransform transform) {
        RegionHits hits = new RegionQuery(box, transform, Set.of()).run(stored, 0, Integer.MAX_VALUE);
        assertThat(hits.nextPosition()).isEqualTo(-1);
        assertThat(hits.numberMatched()).isEqualTo(hits.count());
        Set<String> found = new HashSet<>();
        Cursor cursor = stored.cursor();
        for (int i = 0; i < hits.count(); i++) {
            assertThat(i == 0 || hits.position(i) > hits.position(i - 1)).isTrue();
            cursor.moveTo(hits.position(i));
            found.add(cursor.group().number() + "-" + cursor.annotationIndex());
        }
        assertThat(found).hasSize((int) hits.count());
        Geometry boxGeometry = BruteForce.geometry(box);
        for (BruteForce.Item item : scan.items()) {
            BruteForce.Answer answer = item.ask(boxGeometry);
            String id = (item.group() + 1) + "-" + item.annotationIndex();
            if (answer != BruteForce.Answer.EITHER && found.contains(id) != (answer == BruteForce.Answer.HIT)) {
                throw new AssertionError(id + " should be " + answer + " for " + box + ": " + item.geometry());
            }
        }
    }

    /** Two groups; x and y differ in range, so that swapping them fails. */
    private static AnnotationSet sample(Case given, SplittableRandom random) {
        List<double[]> first = new ArrayList<>();
        List<double[]> second = new ArrayList<>();
        boolean millimetres = given.view().source() instanceof SlideMillimetres;
        for (int i = 0; i < given.size(); i++) {
            double[] xy = ShapeSource.shape(given.type(), random, 2000, 700);
            (i % 3 == 0 ? second : first).add(withZ(millimetres ? toMillimetres(xy) : xy, given.ordinates(), i));
        }
        return new SampleSet()
                .group(given.type(), given.ordinates(), given.precision(), first)
                .group(given.type(), given.ordinates(), given.precision(), second)
                .build(given.view().source());
    }

    private static double[] toMillimetres(double[] xy) {
        double[] mapped = new double[xy.length];
        for (int i = 0; i < xy.length; i += 2) {
            mapped[i] = TO_MM.x(xy[i], xy[i + 1]);
            mapped[i + 1] = TO_MM.y(xy[i], xy[i + 1]);
        }
        return mapped;
    }

    private static double[] withZ(double[] xy, int ordinates, double z) {
        if (ordinates == 2) {
            return xy;
        }
        double[] xyz = new double[xy.length / 2 * 3];
        for (int v = 0; v < xy.length / 2; v++) {
            xyz[3 * v] = xy[2 * v];
            xyz[3 * v + 1] = xy[2 * v + 1];
            xyz[3 * v + 2] = z;
        }
        return xyz;
    }

    private static List<Box> boxes(BruteForce scan, int count, SplittableRandom random) {
        Envelope all = new Envelope(0, 1, 0, 1);
        scan.items().forEach(item -> all.expandToInclude(item.geometry().getEnvelopeInternal()));
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box(-1e9, -1e9, 1e9, 1e9));
        boxes.add(new Box(1e8, 1e8, 1e9, 1e9));
        while (boxes.size() < count) {
            double x = random.nextDouble(all.getMinX(), all.getMaxX());
            double y = random.nextDouble(all.getMinY(), all.getMaxY());
            double width = all.getWidth() * Math.pow(random.nextDouble(), 4);
            double height = all.getHeight() * Math.pow(random.nextDouble(), 4);
            if (scan.items().isEmpty() || random.nextInt(3) == 0) {
                boxes.add(new Box(x, y, x + width, y + height));
                continue;
            }
            BruteForce.Item item = scan.items().get(random.nextInt(scan.items().size()));
            Envelope own = item.geometry().getEnvelopeInternal();
            double vertexX = item.geometry().getCoordinate().x;
            double vertexY = item.geometry().getCoordinate().y;
            boxes.add(
                    switch (random.nextInt(7)) {
                        case 0 -> new Box(own.getMaxX(), own.getMinY() - height, own.getMaxX() + width, own.getMaxY());
                        case 1 -> new Box(own.getMinX(), own.getMinY() - height, own.getMaxX(), own.getMinY());
                        case 2 -> new Box(own.getMinX(), own.getMinY(), own.getMaxX(), own.getMaxY());
                        case 3 -> new Box(vertexX, vertexY, vertexX, vertexY);
                        case 4 -> new Box(vertexX, vertexY - height, vertexX, vertexY + height);
                        case 5 -> new Box(vertexX - width, vertexY, vertexX, vertexY);
                        default -> new Box(vertexX, vertexY, vertexX + width, vertexY + height);
                    });
        }
        return boxes;
    }

    @Test
    void pagesJoinToTheWhole() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        SampleSet sample = new SampleSet();
        for (GraphicType type : GraphicType.values()) {
            sample.group(type, 2, Precision.FLOAT32, shapes(type, random, 300));
        }
        try (StoredSet stored = stored(sample.build())) {
            for (Set<Integer> groups : List.of(Set.<Integer>of(), Set.of(1, 3), Set.of(5), Set.of(77))) {
                RegionQuery query = new RegionQuery(new Box(100, 50, 1500, 600), PlanarTransform.IDENTITY, groups);
                RegionHits whole = query.run(stored, 0, Integer.MAX_VALUE);
                List<Long> joined = new ArrayList<>();
                long next = 0;
                while (next >= 0) {
                    RegionHits page = query.run(stored, next, 7);
                    assertThat(page.numberMatched()).isEqualTo(whole.numberMatched());
                    assertThat(page.count()).isLessThanOrEqualTo(7);
                    assertThat(page.count() == 7 || page.nextPosition() < 0).isTrue();
                    LongStream.range(0, page.count()).forEach(i -> joined.add(page.position(i)));
                    next = page.nextPosition();
                }
                assertThat(joined)
                        .isEqualTo(LongStream.range(0, whole.count())
                                .mapToObj(whole::position)
                                .toList());
                assertThat(whole.numberMatched() > 0).isEqualTo(!groups.contains(77));
            }
            RegionHits none =
                    new RegionQuery(new Box(0, 0, 2000, 700), PlanarTransform.IDENTITY, Set.of()).run(stored, 0, 0);
            assertThat(none.count()).isZero();
            assertThat(none.nextPosition()).isNotNegative();
            assertThat(none.numberMatched()).isGreaterThan(1000);
        }
    }

    @Test
    void groupsAreKeptApartWithinALayer() throws IOException {
        List<double[]> points = List.of(new double[] {1, 1}, new double[] {2, 2}, new double[] {3, 3});
        SampleSet sample = new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points)
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points.subList(0, 2));
        try (StoredSet stored = stored(sample.build())) {
            RegionQuery second = new RegionQuery(new Box(0, 0, 5, 5), PlanarTransform.IDENTITY, Set.of(2));
            RegionHits hits = second.run(stored, 0, 10);
            assertThat(hits.numberMatched()).isEqualTo(2);
            Cursor cursor = stored.cursor();
            for (int i = 0; i < hits.count(); i++) {
                cursor.moveTo(hits.position(i));
                assertThat(cursor.group().number()).isEqualTo(2);
            }
        }
    }

    @Test
    void duplicatesAndOneCell() throws IOException {
        List<double[]> same = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            same.add(new double[] {7, 8, 9, 8, 9, 10});
        }
        try (StoredSet stored = stored(new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT64, same)
                .build())) {
            RegionQuery touching = new RegionQuery(new Box(9, 10, 20, 20), PlanarTransform.IDENTITY, Set.of());
            RegionHits hits = touching.run(stored, 0, 5000);
            assertThat(hits.numberMatched()).isEqualTo(5000);
            Cursor cursor = stored.cursor();
            for (int i = 0; i < 5000; i++) {
                cursor.moveTo(hits.position(i));
                assertThat(cursor.annotationIndex()).isEqualTo(i + 1L);
            }
            RegionQuery beside = new RegionQuery(new Box(7, 9.5, 8, 20), PlanarTransform.IDENTITY, Set.of());
            assertThat(beside.run(stored, 0, 1).numberMatched()).isZero();
        }
    }

    @Test
    void extremesOfFloatAndDouble() throws IOException {
        double[] ends = {
            -Double.MAX_VALUE,
            -3.5e38,
            -Float.MAX_VALUE,
            -1,
            -Double.MIN_VALUE,
            0,
            Double.MIN_VALUE,
            1e-46,
            1,
            16_777_217,
            Float.MAX_VALUE,
            3.5e38,
            Double.MAX_VALUE
        };
        for (Precision precision : Precision.values()) {
            List<double[]> points = new ArrayList<>();
            for (double x : ends) {
                for (double y : ends) {
                    boolean fits = precision == Precision.FLOAT64 || Math.abs(x) < 3.5e38 && Math.abs(y) < 3.5e38;
                    if (fits) {
                        points.add(new double[] {x, y});
                    }
                }
            }
            Path directory = folder.resolve(precision.name());
            try (AnnotationSet set = new SampleSet()
                    .group(GraphicType.POINT, 2, precision, points)
                    .build()) {
                ColumnStore.write(set, directory, (done, total) -> {});
                BruteForce scan = new BruteForce(set, PlanarTransform.IDENTITY, 0);
                try (StoredSet stored = StoredSet.open(directory)) {
                    for (double minX : ends) {
                        for (double maxX : ends) {
                            if (minX <= maxX) {
                                compare(stored, scan, new Box(minX, -1, maxX, 3.5e38), PlanarTransform.IDENTITY);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void notFiniteIsFoundByNoBox() throws IOException {
        List<double[]> points = List.of(
                new double[] {1, 1},
                new double[] {Double.NaN, 1},
                new double[] {1, Double.POSITIVE_INFINITY},
                new double[] {2, 2});
        try (StoredSet stored = stored(new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points)
                .build())) {
            Box large = new Box(-1e300, -1e300, 1e300, 1e300);
            RegionQuery box = new RegionQuery(large, PlanarTransform.IDENTITY, Set.of());
            assertThat(box.run(stored, 0, 10).numberMatched()).isEqualTo(2);
            RegionHits hits = RegionQuery.everything(stored, Set.of(), 0, 10);
            assertThat(hits.numberMatched()).isEqualTo(4);
            assertThat(hits.count()).isEqualTo(4);
        }
    }

    @Test
    void refusesNegativePages() throws IOException {
        try (StoredSet stored = stored(new SampleSet().build())) {
            RegionQuery query = new RegionQuery(new Box(0, 0, 1, 1), PlanarTransform.IDENTITY, Set.of());
            assertThat(query.run(stored, 0, 5).numberMatched()).isZero();
            assertThatThrownBy(() -> query.run(stored, 0, -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("limit >= 0");
        }
    }

    private StoredSet stored(AnnotationSet set) throws IOException {
        try (set) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
        return StoredSet.open(folder.resolve("set"));
    }

    private static List<double[]> shapes(GraphicType type, SplittableRandom random, int count) {
        List<double[]> shapes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shapes.add(ShapeSource.shape(type, random, 2000, 700));
        }
        return shapes;
    }
}
