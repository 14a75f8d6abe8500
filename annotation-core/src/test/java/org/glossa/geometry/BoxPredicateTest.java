package org.glossa.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.GraphicType;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;

class BoxPredicateTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private static boolean test(GraphicType type, Box box, double... xy) {
        return new BoxPredicate(box, PlanarTransform.IDENTITY, 0.005).test(new ListedView(type, xy));
    }

    private static Geometry geometry(GraphicType type, double... xy) {
        List<Coordinate> coordinates = new ArrayList<>();
        for (int i = 0; i < xy.length; i += 2) {
            coordinates.add(new Coordinate(xy[i], xy[i + 1]));
        }
        return switch (type) {
            case POINT -> FACTORY.createPoint(coordinates.getFirst());
            case POLYLINE -> FACTORY.createLineString(coordinates.toArray(Coordinate[]::new));
            case POLYGON, RECTANGLE -> {
                coordinates.add(coordinates.getFirst().copy());
                yield FACTORY.createPolygon(coordinates.toArray(Coordinate[]::new));
            }
            case ELLIPSE -> throw new IllegalArgumentException("RegionQueryTest has ellipses");
        };
    }

    /** Few grid lines: most cases touch, overlap, repeat a vertex, lie on one line or cross themselves. */
    @ParameterizedTest
    @EnumSource(value = GraphicType.class, names = "ELLIPSE", mode = EnumSource.Mode.EXCLUDE)
    void equalsJtsOnAGrid(GraphicType type) {
        SplittableRandom random = new SplittableRandom(type.ordinal());
        int hits = 0;
        int refused = 0;
        int cases = Depth.count(60_000, 2_000_000);
        for (int i = 0; i < cases; i++) {
            int vertices =
                    type.hasFixedVertexCount() ? type.fixedVertexCount() : random.nextInt(type.minimumVertices(), 8);
            double[] xy = random.ints(2L * vertices, 0, 6).asDoubleStream().toArray();
            double minX = random.nextInt(6);
            double minY = random.nextInt(6);
            Box box = new Box(minX, minY, minX + random.nextInt(4) / 2.0, minY + random.nextInt(4) / 2.0);
            Geometry boxGeometry = FACTORY.toGeometry(new Envelope(box.minX(), box.maxX(), box.minY(), box.maxY()));
            boolean found = test(type, box, xy);
            boolean expected;
            try {
                expected = geometry(type, xy).intersects(boxGeometry);
            } catch (RuntimeException topologyConflict) {
                refused++;
                expected = RelateNG.relate(geometry(type, xy), boxGeometry, RelatePredicate.intersects());
            }
            hits += expected ? 1 : 0;
            assertThat(found).as("%s and %s", geometry(type, xy), boxGeometry).isEqualTo(expected);
        }
        Oracle.countLibrary("JTS intersects", cases);
        assertThat(hits).isBetween(cases / 50, cases * 49 / 50);
        // Some tangles are refused; were it none, the fallback would be dead code.
        assertThat(refused > 0).isEqualTo(type == GraphicType.POLYGON || type == GraphicType.RECTANGLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bow tie, box in a wing                     | 0 0 10 10 10 0 0 10     | 8 4 9 6     | true
            bow tie, box in the notch                  | 0 0 10 10 10 0 0 10     | 4 0 6 1     | false
            wound twice, box in the middle (even-odd)  | 0 0 9 0 9 9 0 9 0 0 9 0 9 9 0 9 | 4 4 5 5 | false
            all on one line, box across                | 0 0 5 5 10 10            | 4 4 6 6     | true
            all on one line, box beside                | 0 0 5 5 10 10            | 6 1 8 3     | false
            one place repeated, box around             | 3 3 3 3 3 3              | 2 2 4 4     | true
            first vertex repeated at the end           | 0 0 9 0 9 9 0 9 0 0      | 4 4 5 5     | true
            box in the polygon                         | 0 0 90 0 90 90 0 90      | 4 4 5 5     | true
            polygon in the box                         | 1 1 2 1 2 2              | 0 0 9 9     | true
            corner touches corner                      | 0 0 5 0 5 5              | 5 5 6 6     | true
            edge touches edge                          | 0 0 5 0 5 5 0 5          | 5 1 6 2     | true
            a hair beside                              | 0 0 5 0 5 5 0 5          | 5.0000001 1 6 2 | false
            point box in the polygon                   | 0 0 9 0 9 9              | 6 3 6 3     | true
            point box on an edge                       | 0 0 9 0 9 9              | 4 0 4 0     | true
            point box outside                          | 0 0 9 0 9 9              | 2 5 2 5     | false
            segment box through                        | 0 0 9 0 9 9              | -5 4 20 4   | true
            """)
    void polygons(String name, String vertices, String box, boolean expected) {
        double[] xy = numbers(vertices);
        double[] corners = numbers(box);
        Box query = new Box(corners[0], corners[1], corners[2], corners[3]);
        assertThat(test(GraphicType.POLYGON, query, xy)).as(name).isEqualTo(expected);
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.strip().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void ellipseIsMetByItsCurveNotItsCorners() {
        double[] circle = {10 - Math.sqrt(50), 10 - Math.sqrt(50), 10 + Math.sqrt(50), 10 + Math.sqrt(50)};
        double[] turned = {
            circle[0],
            circle[1],
            circle[2],
            circle[3],
            10 + Math.sqrt(50),
            10 - Math.sqrt(50),
            10 - Math.sqrt(50),
            10 + Math.sqrt(50)
        };
        // A circle of radius 10 around (10, 10) with its axes at 45 degrees.
        assertThat(test(GraphicType.ELLIPSE, new Box(19.9, 9.9, 21, 10.1), turned))
                .isTrue();
        assertThat(test(GraphicType.ELLIPSE, new Box(18, 18, 21, 21), turned)).isFalse();
        assertThat(test(GraphicType.ELLIPSE, new Box(9, 9, 9.5, 9.5), turned)).isTrue();
    }

    @Test
    void notFiniteIsNoHit() {
        Box all = new Box(-1e300, -1e300, 1e300, 1e300);
        assertThat(test(GraphicType.POINT, all, Double.NaN, 1)).isFalse();
        assertThat(test(GraphicType.POLYGON, new Box(0, 0, 1, 1), -5, -5, Double.NaN, 5, 5, 5))
                .isFalse();
        assertThat(test(GraphicType.ELLIPSE, all, 0, 0, 1, Double.POSITIVE_INFINITY, 0, 0, 1, 1))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(GraphicType.class)
    void neverThrows(GraphicType type) {
        double[] odd = {0, 1, -1, 1e308, -1e308, 1e-308, Double.NaN, Double.POSITIVE_INFINITY, Float.MAX_VALUE, 5};
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 20_000; i++) {
            double[] xy = random.ints(2L * random.nextInt(7), 0, odd.length)
                    .mapToDouble(k -> odd[k])
                    .toArray();
            double x = odd[random.nextInt(6)];
            double y = odd[random.nextInt(6)];
            Box box = new Box(Math.min(x, 1), Math.min(y, 1), Math.max(x, 1), Math.max(y, 1));
            ListedView view = new ListedView(type, xy);
            assertThatCode(() -> {
                        new BoxPredicate(box, PlanarTransform.IDENTITY, 0.005).test(view);
                        AnnotationGeometry.of(view, PlanarTransform.IDENTITY);
                    })
                    .as("%s %s in %s", type, Arrays.toString(xy), box)
                    .doesNotThrowAnyException();
        }
    }
}
