package org.glossa.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.RectangleLineIntersector;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

class SegmentsTest {
    private static final double[] EXTREMES = {
        0,
        1,
        -1,
        0.1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        1e-200,
        1e200,
        -1e160,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MAX_VALUE / 2,
        Double.MIN_NORMAL,
        16_777_217,
        1e-300
    };

    private static int exact(double... p) {
        BigDecimal left = minus(p[0], p[4]).multiply(minus(p[3], p[5]));
        return left.compareTo(minus(p[1], p[5]).multiply(minus(p[2], p[4])));
    }

    private static BigDecimal minus(double a, double b) {
        return new BigDecimal(a).subtract(new BigDecimal(b));
    }

    /** A third point an ulp or a few beside the line: the plain determinant has no right sign there. */
    @Test
    void aHairBesideALineIsToldAsJtsAndDecimalsDo() {
        SplittableRandom random = new SplittableRandom(20271);
        int cases = Depth.count(30_000, 2_000_000);
        int on = 0;
        for (int i = 0; i < cases; i++) {
            double[] p = new double[6];
            for (int k = 0; k < 4; k++) {
                double value = random.nextDouble(-100, 100_000);
                p[k] = i % 2 == 0 ? (float) value : value;
            }
            double t = random.nextInt(5) / 4.0;
            p[4] = p[0] + t * (p[2] - p[0]) + random.nextInt(-2, 3) * Math.ulp(p[0]);
            p[5] = p[1] + t * (p[3] - p[1]) + random.nextInt(-2, 3) * Math.ulp(p[1]);
            int side = Segments.side(p[0], p[1], p[2], p[3], p[4], p[5]);
            on += side == 0 ? 1 : 0;
            assertThat(side).as("%s", (Object) p).isEqualTo(exact(p));
            assertThat(side)
                    .isEqualTo(Orientation.index(
                            new Coordinate(p[0], p[1]), new Coordinate(p[2], p[3]), new Coordinate(p[4], p[5])));
        }
        Oracle.countLibrary("JTS Orientation", cases);
        assertThat(on).isBetween(cases / 1000, cases / 2);
    }

    @Test
    void extremesNeitherOverflowNorVanish() {
        SplittableRandom random = new SplittableRandom(20272);
        for (int i = 0; i < Depth.count(30_000, 1_000_000); i++) {
            double[] p = new double[6];
            for (int k = 0; k < 6; k++) {
                p[k] = EXTREMES[random.nextInt(EXTREMES.length)];
                p[k] = random.nextInt(4) == 0 ? Math.nextUp(p[k] / 2) : p[k];
            }
            assertThat(Segments.side(p[0], p[1], p[2], p[3], p[4], p[5]))
                    .as("%s", (Object) p)
                    .isEqualTo(exact(p));
        }
    }

    /** Few grid lines: segments touch, overlap and are points. */
    @Test
    void meetAsInJts() {
        SplittableRandom random = new SplittableRandom(20273);
        int cases = Depth.count(100_000, 3_000_000);
        for (int i = 0; i < cases; i++) {
            double[] p = random.ints(8, 0, 5).asDoubleStream().toArray();
            RobustLineIntersector lines = new RobustLineIntersector();
            lines.computeIntersection(at(p, 0), at(p, 2), at(p, 4), at(p, 6));
            assertThat(Segments.meet(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]))
                    .as("%s", (Object) p)
                    .isEqualTo(lines.hasIntersection());
            double maxX = p[4] + 1 + random.nextInt(3) / 2.0;
            double maxY = p[5] + 1 + random.nextInt(3) / 2.0;
            RectangleLineIntersector box = new RectangleLineIntersector(new Envelope(p[4], maxX, p[5], maxY));
            assertThat(Segments.meetsBox(p[0], p[1], p[2], p[3], p[4], p[5], maxX, maxY))
                    .as("%s to %s, %s", p, maxX, maxY)
                    .isEqualTo(box.intersects(at(p, 0), at(p, 2)));
        }
        Oracle.countLibrary("JTS segments", 2L * cases);
    }

    private static Coordinate at(double[] p, int i) {
        return new Coordinate(p[i], p[i + 1]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            through the middle of everything | -1.7e308 -1.7e308 1.7e308 1.7e308 | -1 -1 1 1         | true
            an ulp beside the corner         | 0 2 2.0000000000000004 0          | 0 0 1 0.9         | false
            in the corner                    | 0 2 2 0                           | 0 0 1 1           | true
            steep beside a far box           | 1.7e308 -1.7e308 1.6e308 1.7e308  | -1 -1 1.5e308 1   | false
            tiny                             | 0 4e-320 4e-320 0                 | 0 0 1e-320 1e-320 | false
            tiny, through                    | 0 2e-320 2e-320 0                 | 0 0 1e-320 1e-320 | true
            """)
    void meetsBox(String name, String segment, String box, boolean expected) {
        double[] s = numbers(segment);
        double[] b = numbers(box);
        assertThat(Segments.meetsBox(s[0], s[1], s[2], s[3], b[0], b[1], b[2], b[3]))
                .as(name)
                .isEqualTo(expected);
    }

    private static double[] numbers(String text) {
        return java.util.Arrays.stream(text.strip().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
