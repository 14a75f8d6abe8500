package org.glossa.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.GraphicType;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.spatial.BoxJudge.Verdict;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;
import org.locationtech.jts.operation.valid.IsValidOp;

/** The two ways a polygon selects, beside JTS; rings of a set against polygons are in SelectionTest. */
class QueryPolygonTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final double[] TRIANGLE = {0, 0, 9, 0, 0, 9};

    static Polygon jts(List<double[]> rings) {
        LinearRing[] made = rings.stream()
                .map(ring -> FACTORY.createLinearRing(coordinates(ring, true)))
                .toArray(LinearRing[]::new);
        return FACTORY.createPolygon(made[0], Arrays.copyOfRange(made, 1, made.length));
    }

    private static Coordinate[] coordinates(double[] xy, boolean closes) {
        Coordinate[] made = new Coordinate[xy.length / 2 + (closes ? 1 : 0)];
        for (int i = 0; i < made.length; i++) {
            made[i] = new Coordinate(xy[2 * i % xy.length], xy[(2 * i + 1) % xy.length]);
        }
        return made;
    }

    private static Geometry geometry(GraphicType type, double[] xy) {
        return switch (type) {
            case POINT -> FACTORY.createPoint(new Coordinate(xy[0], xy[1]));
            case POLYLINE -> FACTORY.createLineString(coordinates(xy, false));
            case POLYGON, RECTANGLE -> FACTORY.createPolygon(coordinates(xy, true));
            case ELLIPSE -> FACTORY.createPolygon(coordinates(ellipse(xy, 4096, 1), true));
        };
    }

    private static double[] ellipse(double[] ends, int samples, double scale) {
        double[] rim = new double[2 * samples];
        for (int axis = 0; axis < 2; axis++) {
            double centre = (ends[axis] + ends[2 + axis]) / 2;
            for (int i = 0; i < samples; i++) {
                double angle = 2 * Math.PI * i / samples;
                double along = (ends[2 + axis] - ends[axis]) / 2 * Math.cos(angle);
                double across = (ends[6 + axis] - ends[4 + axis]) / 2 * Math.sin(angle);
                rim[2 * i + axis] = centre + scale * (along + across);
            }
        }
        return rim;
    }

    private static boolean meets(QueryPolygon polygon, GraphicType type, double... xy) {
        return new PolygonPredicate(polygon, PlanarTransform.IDENTITY, 0.005).test(new ListedView(type, xy));
    }

    private static boolean hasCentroid(QueryPolygon polygon, GraphicType type, double... xy) {
        return new CentroidPredicate(polygon, PlanarTransform.IDENTITY).test(new ListedView(type, xy));
    }

    /** A valid polygon of a few grid lines, every third with a hole. */
    private static List<double[]> onGrid(SplittableRandom random) {
        while (true) {
            double[] shell = random.ints(2L * random.nextInt(3, 8), 0, 7)
                    .asDoubleStream()
                    .toArray();
            List<double[]> rings = new ArrayList<>(List.of(shell));
            if (random.nextInt(3) == 0) {
                rings.add(random.ints(6, 1, 12).mapToDouble(i -> i / 2.0).toArray());
            }
            if (new IsValidOp(jts(rings)).isValid()) {
                return rings;
            }
        }
    }

    /** Few grid lines: most cases touch, share edges, hold each other, repeat a vertex, or cross themselves. */
    @ParameterizedTest
    @EnumSource(value = GraphicType.class, names = "ELLIPSE", mode = EnumSource.Mode.EXCLUDE)
    void meetsWhatJtsSays(GraphicType type) {
        SplittableRandom random = new SplittableRandom(20280 + type.ordinal());
        int cases = Depth.count(15_000, 1_000_000);
        int hits = 0;
        for (int i = 0; i < cases; i++) {
            List<double[]> rings = onGrid(random);
            int vertices =
                    type.hasFixedVertexCount() ? type.fixedVertexCount() : random.nextInt(type.minimumVertices(), 8);
            double[] xy =
                    random.ints(2L * vertices, 0, 13).mapToDouble(k -> k / 2.0).toArray();
            Geometry asked = jts(rings);
            Geometry geometry = geometry(type, xy);
            boolean expected = geometry.isValid()
                    ? geometry.intersects(asked)
                    : RelateNG.relate(geometry, asked, RelatePredicate.intersects());
            hits += expected ? 1 : 0;
            assertThat(meets(QueryPolygon.of(rings), type, xy))
                    .as("%s and %s", geometry, asked)
                    .isEqualTo(expected);
        }
        Oracle.countLibrary("JTS intersects", cases);
        assertThat(hits).isBetween(cases / 20, cases * 19 / 20);
    }

    @ParameterizedTest
    @EnumSource(value = GraphicType.class, names = "ELLIPSE", mode = EnumSource.Mode.EXCLUDE)
    void centroidIsThatOfJts(GraphicType type) {
        SplittableRandom random = new SplittableRandom(20290 + type.ordinal());
        Outline outline = new Outline(PlanarTransform.IDENTITY, 0.005);
        Centroid centroid = new Centroid();
        int cases = Depth.count(15_000, 500_000);
        int moved = 0;
        for (int i = 0; i < cases; i++) {
            List<double[]> rings = onGrid(random);
            int vertices =
                    type.hasFixedVertexCount() ? type.fixedVertexCount() : random.nextInt(type.minimumVertices(), 8);
            double[] xy = random.ints(2L * vertices, 0, 7)
                    .mapToDouble(k -> random.nextInt(9) == 0 ? k + random.nextDouble() : k)
                    .toArray();
            Geometry geometry = geometry(type, xy);
            Point of = geometry.getCentroid();
            Envelope box = geometry.getEnvelopeInternal();
            double x = Math.clamp(of.getX(), box.getMinX(), box.getMaxX());
            double y = Math.clamp(of.getY(), box.getMinY(), box.getMaxY());
            moved += x != of.getX() || y != of.getY() ? 1 : 0;
            assertThat(outline.load(new ListedView(type, xy))).isTrue();
            centroid.of(outline);
            assertThat(centroid.x()).as("%s", geometry).isEqualTo(x);
            assertThat(centroid.y()).as("%s", geometry).isEqualTo(y);
            assertThat(hasCentroid(QueryPolygon.of(rings), type, xy))
                    .as("centroid of %s in %s", geometry, rings)
                    .isEqualTo(jts(rings).intersects(FACTORY.createPoint(new Coordinate(x, y))));
        }
        Oracle.countLibrary("JTS centroid", cases);
        assertThat(moved > 0).isEqualTo(type != GraphicType.POINT);
    }

    /** Semi-axes 100 and 5, turned by every degree; truth is the polygon of 4,096 places on the curve. */
    @Test
    void turnedEllipsesOneToTwenty() {
        SplittableRandom random = new SplittableRandom(20300);
        int decided = 0;
        for (int degree = 0; degree < 360; degree++) {
            double angle = Math.toRadians(degree);
            double ux = 100 * Math.cos(angle);
            double uy = 100 * Math.sin(angle);
            double[] ends = {
                300 - ux, 200 - uy, 300 + ux, 200 + uy, 300 + uy / 20, 200 - ux / 20, 300 - uy / 20, 200 + ux / 20
            };
            Geometry curve = geometry(GraphicType.ELLIPSE, ends);
            for (int i = 0; i < Depth.count(12, 300); i++) {
                double t = random.nextDouble(7);
                double out = random.nextDouble(0.9, 1.3);
                double x = 300 + out * (ux * Math.cos(t) - uy / 20 * Math.sin(t));
                double y = 200 + out * (uy * Math.cos(t) + ux / 20 * Math.sin(t));
                List<double[]> rings = List.of(star(random, 3 + i % 5, x, y, random.nextDouble(0.5, 8)));
                Polygon asked = jts(rings);
                double distance = curve.getBoundary().distance(asked);
                boolean isNear = distance <= 0.01 && !curve.getBoundary().intersects(asked);
                boolean grazes = curve.intersects(asked) && curve.buffer(-0.01).disjoint(asked);
                if (isNear || grazes) {
                    continue;
                }
                decided++;
                boolean found = meets(QueryPolygon.of(rings), GraphicType.ELLIPSE, ends);
                assertThat(found).as("%s at %s degrees", asked, degree).isEqualTo(curve.intersects(asked));
                Envelope box = asked.getEnvelopeInternal();
                Geometry rectangle = FACTORY.toGeometry(box);
                if (curve.buffer(0.01).disjoint(rectangle)
                        || curve.buffer(-0.01).intersects(rectangle)) {
                    org.glossa.spatial.Box window =
                            new org.glossa.spatial.Box(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
                    assertThat(new BoxPredicate(window, PlanarTransform.IDENTITY, 0.005)
                                    .test(new ListedView(GraphicType.ELLIPSE, ends)))
                            .isEqualTo(curve.intersects(rectangle));
                }
            }
            assertThat(hasCentroid(QueryPolygon.of(List.of(star(random, 5, 300, 200, 1))), GraphicType.ELLIPSE, ends))
                    .isTrue();
        }
        assertThat(decided).isGreaterThan(360 * 8);
        Oracle.countLibrary("JTS intersects", 2L * decided);
    }

    static double[] star(SplittableRandom random, int vertices, double x, double y, double radius) {
        double[] ring = new double[2 * vertices];
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * i / vertices;
            double r = radius * random.nextDouble(0.3, 1);
            ring[2 * i] = x + r * Math.cos(angle);
            ring[2 * i + 1] = y + r * Math.sin(angle);
        }
        return ring;
    }

    /** A comb and a star of many vertices: the tree of edges says what all edges say. */
    @Test
    void manyVerticesWithHoles() {
        SplittableRandom random = new SplittableRandom(20301);
        double[] comb = new double[8_000];
        for (int i = 0; i < 3_998; i += 2) {
            comb[2 * i] = i;
            comb[2 * i + 1] = 100;
            comb[2 * i + 2] = i + 1;
            comb[2 * i + 3] = 5 + random.nextInt(50);
        }
        comb[7_992] = 3_998;
        comb[7_993] = 100;
        comb[7_994] = 3_998;
        comb[7_995] = 0;
        comb[7_996] = 2_000;
        comb[7_997] = 0;
        comb[7_998] = 0;
        comb[7_999] = 0;
        List<List<double[]>> asked = List.of(
                List.of(comb),
                List.of(
                        star(random, 5_001, 2_000, 50, 1_000),
                        star(random, 300, 2_000, 50, 150),
                        star(random, 4, 2_240, 50, 30)));
        for (List<double[]> rings : asked) {
            QueryPolygon polygon = QueryPolygon.of(rings);
            Polygon jts = jts(rings);
            int contained = 0;
            for (int i = 0; i < Depth.count(400, 20_000); i++) {
                double x = random.nextDouble(-10, 4_010);
                double y = random.nextInt(3) == 0 ? random.nextInt(101) : random.nextDouble(-300, 400);
                assertThat(polygon.covers(x, y)).isEqualTo(jts.intersects(FACTORY.createPoint(new Coordinate(x, y))));
                double[] nucleus = star(random, 3 + random.nextInt(9), x, y, random.nextDouble(0.1, 60));
                Geometry geometry = geometry(GraphicType.POLYGON, nucleus);
                assertThat(meets(polygon, GraphicType.POLYGON, nucleus)).isEqualTo(geometry.intersects(jts));
                Envelope box = geometry.getEnvelopeInternal();
                Verdict verdict = polygon.judge(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
                Geometry rectangle = FACTORY.toGeometry(box);
                contained += verdict == Verdict.CONTAINED ? 1 : 0;
                assertThat(verdict == Verdict.CONTAINED).isEqualTo(verdict != Verdict.OPEN && jts.contains(rectangle));
                assertThat(verdict == Verdict.DISJOINT).isEqualTo(jts.disjoint(rectangle));
            }
            assertThat(contained).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            line through, both ends outside      | POLYLINE  | -5 4 20 4               | true
            line's box hits, the line misses     | POLYLINE  | 2 9 9 2                 | false
            line touches the long side           | POLYLINE  | 9 9 4.5 4.5             | true
            around the polygon                   | POLYGON   | -9 -9 30 -9 30 30 -9 30 | true
            around, wound twice (even-odd)       | POLYGON   | -9 -9 30 -9 30 30 -9 30 -9 -9 30 -9 30 30 -9 30 | false
            a line around is no area             | POLYLINE  | -9 -9 30 -9 30 30 -9 30 -9 -9 | false
            collapsed, within                    | POLYGON   | 1 1 2 2 3 3             | true
            one place, within                    | POLYGON   | 2 2 2 2 2 2             | true
            turned rectangle beside the corner   | RECTANGLE | 8 2 12 6 10 8 6 4       | false
            turned rectangle at the long side    | RECTANGLE | 7 2 12 7 10 9 5 4       | true
            on the corner                        | POINT     | 9 0                     | true
            on the long side                     | POINT     | 4 5                     | true
            a hair beside it                     | POINT     | 4 5.000000000000001     | false
            not finite                           | POLYGON   | 1 1 2 NaN 3 1           | false
            far ends, through                    | POLYLINE  | -1.7e308 -1.7e308 1.7e308 1.7e308 | true
            far ends, beside                     | POLYLINE  | -1.7e308 -1.7e308 1.7e308 -1.7e308 | false
            far corners around                   | POLYGON   | -1.7e308 -1.7e308 1.7e308 -1.7e308 0 1.7e308 | true
            """)
    void triangle(String name, GraphicType type, String vertices, boolean expected) {
        double[] xy = numbers(vertices);
        assertThat(meets(QueryPolygon.of(List.of(TRIANGLE)), type, xy)).as(name).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            its middle in, most of it out    | POLYGON  | 0 0 12 0 0 12                        | true
            most of it in, its middle out    | POLYGON  | 0 0 9 0 9 9 0 9.5                    | false
            middle on the long side          | POINT    | 4.5 4.5                              | true
            by length                        | POLYLINE | 0 0 2 0 2 1 2 0                      | true
            no length                        | POLYLINE | 3 3 3 3                              | true
            no area: by length               | POLYGON  | 8 8 1 1 0 0                          | true
            bow tie, parts alike: its box    | POLYGON  | 1 1 3 3 3 1 1 3                      | true
            far corners, middle in           | POLYGON  | -1.6e308 -1.6e308 1.6e308 -1.6e308 1.6e308 1.6e308 -1.6e308 1.6e308 | true
            tiny                             | POLYGON  | 1e-200 1e-200 3e-200 1e-200 2e-200 4e-200 | true
            tiny, beside                     | POLYGON  | -1e-200 1e-200 -3e-200 1e-200 -2e-200 4e-200 | false
            """)
    void centroids(String name, GraphicType type, String vertices, boolean expected) {
        double[] xy = numbers(vertices);
        assertThat(hasCentroid(QueryPolygon.of(List.of(TRIANGLE)), type, xy))
                .as(name)
                .isEqualTo(expected);
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.strip().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bow tie                | 0 0 9 9 9 0 0 9                     |             | Self-intersection
            two vertices           | 0 0 9 9                             |             | at least three vertices
            nothing                | ''                                  |             | at least three vertices
            half a vertex          | 0 0 9                               |             | got 3 numbers
            on one line            | 0 0 5 5 9 9                         |             | not valid
            touches itself         | 0 0 4 0 4 4 2 0                     |             | not valid
            not finite             | 0 0 NaN 0 4 4                       |             | got NaN at position 1
            too far                | 0 0 1e200 0 4 4                     |             | got 1.0E200 at position 1
            hole outside           | 0 0 9 0 0 9                         | 20 20 21 20 20 21 | Hole lies outside
            hole across the rim    | 0 0 9 0 0 9                         | -1 1 1 1 1 2 | Self-intersection
            """)
    void refuses(String name, String shell, @Nullable String hole, String words) {
        List<double[]> rings = new ArrayList<>();
        rings.add(shell.isEmpty() ? new double[0] : numbers(shell));
        if (hole != null) {
            rings.add(numbers(hole));
        }
        assertThatThrownBy(() -> QueryPolygon.of(rings))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> QueryPolygon.of(List.of())).hasMessageContaining("got none");
    }

    @Test
    void aHoleMayTouchTheRim() {
        QueryPolygon polygon = QueryPolygon.of(List.of(TRIANGLE, new double[] {0, 3, 2, 2, 2, 4}));
        assertThat(polygon.covers(0, 3)).isTrue();
        assertThat(polygon.covers(1.5, 3)).isFalse();
        assertThat(polygon.covers(2, 3)).isTrue();
        assertThat(meets(polygon, GraphicType.POLYGON, 1.2, 2.9, 1.8, 2.9, 1.5, 3.1))
                .isFalse();
    }
}
