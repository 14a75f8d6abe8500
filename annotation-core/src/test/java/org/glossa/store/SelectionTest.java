package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.geometry.QueryPolygon;
import org.glossa.query.ConceptMatch;
import org.glossa.query.Interval;
import org.glossa.query.MeasurementRange;
import org.glossa.query.PropertyClass;
import org.glossa.query.Region;
import org.glossa.query.Selection;
import org.glossa.query.Traits;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.PlanarTransform.Affine;
import org.glossa.spatial.PlanarTransform.AxisScale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;

/** Polygons and traits over sets, beside JTS and plain loops. */
class SelectionTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final PlanarTransform TURNED = new Affine(0.8, -0.6, 1000, 0.6, 0.8, -500);

    @TempDir
    Path folder;

    private record Case(GraphicType type, Precision precision, PlanarTransform transform, int size) {}

    static Stream<Case> ladder() {
        List<Case> cases = new ArrayList<>();
        int turn = 0;
        for (GraphicType type : GraphicType.values()) {
            for (PlanarTransform transform :
                    List.of(PlanarTransform.IDENTITY, new AxisScale(46336, 2896, 44288, 2768), TURNED)) {
                Precision precision = Precision.values()[turn % 2];
                for (int size : new int[] {0, 1, 2, 16, 17, 2000}) {
                    cases.add(new Case(type, precision, transform, size));
                }
                if (turn++ % Depth.count(5, 1) == 0) {
                    cases.add(new Case(type, precision, transform, Depth.count(20_000, 50_000)));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("ladder")
    void polygonsEqualScan(Case given) throws IOException {
        SplittableRandom random = new SplittableRandom(given.hashCode());
        List<double[]> first = new ArrayList<>();
        List<double[]> second = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            (i % 3 == 0 ? second : first).add(ShapeSource.shape(given.type(), random, 2000, 700));
        }
        try (AnnotationSet set = new SampleSet()
                .group(given.type(), 2, given.precision(), first)
                .group(given.type(), 2, given.precision(), second)
                .build(new ImagePixels("1"))) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
            BruteForce scan = new BruteForce(set, given.transform(), 0.01);
            int asked = given.size() > 1000 ? Depth.count(4, 20) : Depth.count(12, 200);
            try (StoredSet stored = StoredSet.open(folder.resolve("set"))) {
                for (int i = 0; i < asked; i++) {
                    List<double[]> rings = rings(given.transform(), random, i);
                    compare(stored, scan, rings, given.transform());
                }
            }
            Oracle.countLibrary("JTS intersects", (long) asked * given.size());
        }
    }

    /** Stars, mapped as the set is: small, large with a hole, and one that holds everything. */
    private static List<double[]> rings(PlanarTransform transform, SplittableRandom random, int turn) {
        double x = random.nextDouble(2000);
        double y = random.nextDouble(700);
        double radius = turn % 4 == 0 ? 5000 : 600 * Math.pow(random.nextDouble(), 2) + 1;
        List<double[]> rings = new ArrayList<>();
        rings.add(star(transform, random, random.nextInt(3, 60), x, y, radius));
        if (turn % 4 != 3 && rings.getFirst().length >= 16) {
            rings.add(star(transform, random, 4, x, y, radius * 0.2));
        }
        return rings;
    }

    private static double[] star(
            PlanarTransform transform, SplittableRandom random, int vertices, double x, double y, double radius) {
        double[] ring = new double[2 * vertices];
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * i / vertices;
            double r = radius * random.nextDouble(0.5, 1);
            double sourceX = x + r * Math.cos(angle);
            double sourceY = y + r * Math.sin(angle);
            ring[2 * i] = transform.x(sourceX, sourceY);
            ring[2 * i + 1] = transform.y(sourceX, sourceY);
        }
        return ring;
    }

    private static Polygon jts(List<double[]> rings) {
        List<LinearRing> made = new ArrayList<>();
        for (double[] ring : rings) {
            Coordinate[] closed = new Coordinate[ring.length / 2 + 1];
            for (int i = 0; i < closed.length; i++) {
                closed[i] = new Coordinate(ring[2 * i % ring.length], ring[2 * i % ring.length + 1]);
            }
            made.add(FACTORY.createLinearRing(closed));
        }
        return FACTORY.createPolygon(
                made.getFirst(), made.subList(1, made.size()).toArray(LinearRing[]::new));
    }

    private static void compare(StoredSet stored, BruteForce scan, List<double[]> rings, PlanarTransform transform) {
        QueryPolygon polygon = QueryPolygon.of(rings);
        Polygon asked = jts(rings);
        Set<String> met = found(stored, selected(new Region.InPolygon(polygon)), transform);
        Set<String> centred = found(stored, selected(new Region.CentroidInPolygon(polygon)), transform);
        Geometry rim = asked.getBoundary();
        for (BruteForce.Item item : scan.items()) {
            String id = (item.group() + 1) + "-" + item.annotationIndex();
            Geometry geometry = item.geometry();
            if (item.openBand() == 0) {
                assertThat(met.contains(id)).as("%s and %s", geometry, asked).isEqualTo(meets(geometry, asked));
            } else {
                BruteForce.Answer answer = item.ask(asked);
                assertThat(answer == BruteForce.Answer.EITHER || met.contains(id) == (answer == BruteForce.Answer.HIT))
                        .as("%s should be %s for %s", id, answer, asked)
                        .isTrue();
            }
            Geometry centroid = centroid(geometry);
            if (item.openBand() == 0 || rim.distance(centroid) > 1e-6) {
                assertThat(centred.contains(id))
                        .as("centroid of %s and %s", geometry, asked)
                        .isEqualTo(asked.intersects(centroid));
            }
        }
    }

    private static Geometry centroid(Geometry geometry) {
        Coordinate of = geometry.getCentroid().getCoordinate();
        Envelope box = geometry.getEnvelopeInternal();
        return FACTORY.createPoint(new Coordinate(
                Math.clamp(of.x, box.getMinX(), box.getMaxX()), Math.clamp(of.y, box.getMinY(), box.getMaxY())));
    }

    private static boolean meets(Geometry geometry, Geometry asked) {
        if (!geometry.getEnvelopeInternal().intersects(asked.getEnvelopeInternal())) {
            return false;
        }
        try {
            return geometry.isValid()
                    ? geometry.intersects(asked)
                    : RelateNG.relate(geometry, asked, RelatePredicate.intersects());
        } catch (TopologyException refused) {
            return RelateNG.relate(geometry, asked, RelatePredicate.intersects());
        }
    }

    private static Selection selected(Region region) {
        return Selection.EVERYTHING.in(region);
    }

    /** Reads the runs, and holds them to the positions, the count and pages. */
    private static Set<String> found(StoredSet stored, Selection selection, PlanarTransform transform) {
        RegionQuery query = new RegionQuery(selection, transform);
        RegionHits hits = query.run(stored, 0, Long.MAX_VALUE);
        Cursor cursor = stored.cursor();
        Set<String> found = new HashSet<>();
        long i = 0;
        for (int run = 0; run < hits.runCount(); run++) {
            assertThat(run == 0 || hits.runStart(run) > hits.runStart(run - 1) + hits.runLength(run - 1))
                    .isTrue();
            for (long k = 0; k < hits.runLength(run); k++) {
                assertThat(hits.position(i++)).isEqualTo(hits.runStart(run) + k);
                cursor.moveTo(hits.runStart(run) + k);
                found.add(cursor.group().number() + "-" + cursor.annotationIndex());
            }
        }
        assertThat(i).isEqualTo(hits.count()).isEqualTo(hits.numberMatched()).isEqualTo(found.size());
        assertThat(query.count(stored)).isEqualTo(i);
        if (i > 1) {
            long limit = i / 3 + 1;
            long paged = 0;
            for (long next = 0; next >= 0; ) {
                RegionHits page = query.run(stored, next, limit);
                assertThat(page.numberMatched()).isEqualTo(i);
                assertThat(page.position(0)).isEqualTo(hits.position(paged));
                assertThat(page.position(page.count() - 1)).isEqualTo(hits.position(paged + page.count() - 1));
                paged += page.count();
                next = page.nextPosition();
            }
            assertThat(paged).isEqualTo(i);
        }
        return found;
    }

    private static CodedConcept concept(String value) {
        return new CodedConcept(value, "99T", "meaning of " + value);
    }

    /** A row as plain Java holds it: position, class, and what is measured; absent is null. */
    private record Row(
            int group,
            int index,
            double x,
            double y,
            String type,
            String category,
            @Nullable Float area,
            @Nullable Float length) {}

    private static Measurement measured(String name, String unit, List<@Nullable Float> values) {
        return new Measurement(concept(name), concept(unit), new MeasurementValues() {
            @Override
            public boolean isPresent(long annotation) {
                return values.get((int) annotation) != null;
            }

            @Override
            public float value(long annotation) {
                return Objects.requireNonNull(values.get((int) annotation));
            }
        });
    }

    private static @Nullable Float value(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> Float.NaN;
            case 2 -> random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
            case 3 -> random.nextBoolean() ? 0f : -0f;
            default -> random.nextInt(-4, 12) / 2f;
        };
    }

    private static GroupDescription described(int number, String category, String type) {
        GroupDescription d = SampleSet.description(number);
        return new GroupDescription(
                number,
                d.uid(),
                d.label(),
                d.description(),
                d.generation(),
                d.algorithms(),
                concept(category),
                concept(type),
                d.typeModifiers(),
                d.opticalPaths(),
                d.commonZ(),
                d.colour(),
                d.zPlanes(),
                d.anatomy());
    }

    /**
     * Points of several classes in two layers; some groups measure area, some length before area, some nothing, and one layer is made
     * so that a column holds area in one group and something else in another.
     */
    private List<Row> write(SplittableRandom random, int rows, boolean sharesByPosition) throws IOException {
        List<Row> all = new ArrayList<>();
        SampleSet sample = new SampleSet();
        for (int group = 0; group < 7; group++) {
            List<double[]> points = new ArrayList<>();
            List<@Nullable Float> areas = new ArrayList<>();
            List<@Nullable Float> lengths = new ArrayList<>();
            String type = "t" + group % 3;
            String category = "c" + group % 2;
            boolean hasArea = group % 4 != 3;
            boolean hasLength = group % 3 != 2;
            for (int i = 0; i < rows; i++) {
                double[] xy = {random.nextInt(400) / 2.0, random.nextInt(80) / 2.0};
                points.add(xy);
                areas.add(value(random));
                lengths.add(value(random));
                all.add(new Row(
                        group + 1,
                        i + 1,
                        xy[0],
                        xy[1],
                        type,
                        category,
                        hasArea ? areas.getLast() : null,
                        hasLength ? lengths.getLast() : null));
            }
            List<Measurement> measurements = new ArrayList<>();
            if (hasLength) {
                measurements.add(measured("length", "mm", lengths));
            }
            if (hasArea) {
                measurements.add(group % 2 == 0 ? 0 : measurements.size(), measured("area", "mm2", areas));
            }
            for (int i = 0; sharesByPosition && i < 60; i++) {
                measurements.add(measured("other" + group + "-" + i, "1", areas));
            }
            sample.group(
                    described(group + 1, category, type),
                    GraphicType.POINT,
                    2,
                    group == 6 ? Precision.FLOAT64 : Precision.FLOAT32,
                    points,
                    measurements.toArray(Measurement[]::new));
        }
        try (AnnotationSet set = sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
        return all;
    }

    private static Interval interval(SplittableRandom random) {
        double a = random.nextInt(-4, 12) / 2.0;
        double b = random.nextInt(-4, 12) / 2.0;
        return switch (random.nextInt(7)) {
            case 0 -> Interval.from(a);
            case 1 -> Interval.above(a);
            case 2 -> Interval.upTo(a);
            case 3 -> Interval.below(a);
            case 4 -> Interval.from(a).and(Interval.below(b));
            case 5 -> Interval.ALL;
            default -> Interval.above(a).and(Interval.upTo(b));
        };
    }

    /** Boxes and polygons, groups, classes and ranges in every mixture beside one plain loop. */
    @Test
    void everythingTogetherEqualsALoop() throws IOException {
        for (boolean sharesByPosition : new boolean[] {false, true}) {
            SplittableRandom random = new SplittableRandom(sharesByPosition ? 20311 : 20310);
            List<Row> rows = write(random, sharesByPosition ? 120 : Depth.count(700, 12_000), sharesByPosition);
            try (StoredSet stored = StoredSet.open(folder.resolve("set"))) {
                int some = 0;
                for (int i = 0; i < Depth.count(250, 3000); i++) {
                    some += compareWithLoop(stored, rows, random) ? 1 : 0;
                }
                assertThat(some).isGreaterThan(60);
            }
            FolderTree.delete(folder.resolve("set"));
        }
    }

    private static boolean compareWithLoop(StoredSet stored, List<Row> rows, SplittableRandom random) {
        double minX = random.nextInt(300) / 2.0;
        double minY = random.nextInt(60) / 2.0;
        Box box = new Box(minX, minY, minX + random.nextInt(1, 200), minY + random.nextInt(1, 40));
        boolean isPolygon = random.nextBoolean();
        boolean isEverywhere = random.nextInt(3) == 0;
        double[] corners = {
            box.minX(), box.minY(), box.maxX(), box.minY(), box.maxX(), box.maxY(), box.minX(), box.maxY()
        };
        Region region = isEverywhere
                ? new Region.Everywhere()
                : isPolygon ? new Region.InPolygon(QueryPolygon.of(List.of(corners))) : new Region.InBox(box);
        Set<Integer> groups = new TreeSet<>();
        for (int i = random.nextInt(3) == 0 ? random.nextInt(1, 6) : 0; i > 0; i--) {
            groups.add(random.nextInt(1, 9));
        }
        @Nullable String type = random.nextInt(3) == 0 ? "t" + random.nextInt(4) : null;
        @Nullable String category = random.nextInt(3) == 0 ? "c" + random.nextInt(2) : null;
        List<PropertyClass> classes = new ArrayList<>();
        if (type != null) {
            classes.add(
                    random.nextBoolean()
                            ? PropertyClass.named("meaning of " + type)
                            : PropertyClass.ofType(new ConceptMatch.Code(type, "99T")));
        }
        if (category != null) {
            classes.add(PropertyClass.ofCategory(new ConceptMatch.Code(category, "99T")));
        }
        @Nullable Interval area = random.nextBoolean() ? interval(random) : null;
        @Nullable Interval length = random.nextInt(3) == 0 ? interval(random) : null;
        List<MeasurementRange> ranges = new ArrayList<>();
        if (area != null) {
            ranges.add(new MeasurementRange(
                    new ConceptMatch.Code("area", "99T"), new ConceptMatch.Code("mm2", "99T"), area));
        }
        if (length != null) {
            ranges.add(new MeasurementRange(new ConceptMatch.Meaning("meaning of length"), length));
        }
        Set<String> expected = new HashSet<>();
        for (Row row : rows) {
            boolean isIn = isEverywhere
                    || row.x() >= box.minX() && row.x() <= box.maxX() && row.y() >= box.minY() && row.y() <= box.maxY();
            boolean hasClass = type == null && category == null
                    || row.type().equals(type)
                    || row.category().equals(category);
            if (isIn
                    && hasClass
                    && (groups.isEmpty() || groups.contains(row.group()))
                    && isWithin(area, row.area())
                    && isWithin(length, row.length())) {
                expected.add(row.group() + "-" + row.index());
            }
        }
        Selection selection = new Selection(region, new Traits(groups, classes, ranges));
        assertThat(found(stored, selection, PlanarTransform.IDENTITY))
                .as("%s", selection)
                .isEqualTo(expected);
        return !expected.isEmpty();
    }

    private static boolean isWithin(@Nullable Interval interval, @Nullable Float value) {
        return interval == null
                || value != null && !Float.isNaN(value) && value >= interval.least() && value <= interval.greatest();
    }

    @Test
    void endsAreOpenOrClosed() {
        assertThat(Interval.from(2).contains(2)).isTrue();
        assertThat(Interval.above(2).contains(2)).isFalse();
        assertThat(Interval.above(2).contains(Math.nextUp(2f))).isTrue();
        assertThat(Interval.below(0).contains(-0.0)).isFalse();
        assertThat(Interval.upTo(0).contains(-0.0)).isTrue();
        assertThat(Interval.above(Double.POSITIVE_INFINITY).contains(Double.POSITIVE_INFINITY))
                .isFalse();
        assertThat(Interval.below(Double.NEGATIVE_INFINITY).contains(Double.NEGATIVE_INFINITY))
                .isFalse();
        assertThat(Interval.above(Double.MAX_VALUE).contains(Double.POSITIVE_INFINITY))
                .isTrue();
        assertThat(Interval.ALL.contains(Double.NaN)).isFalse();
        assertThat(Interval.from(3).and(Interval.upTo(2)).contains(2.5)).isFalse();
    }
}
