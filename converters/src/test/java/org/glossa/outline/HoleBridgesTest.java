package org.glossa.outline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.outline.HoleBridges.Bridged;
import org.glossa.outline.HoleBridges.Outline;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

class HoleBridgesTest {
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    @Test
    void joinsAHoleByABridgeToTheLeft() {
        double[] outline = {0, 0, 10, 0, 10, 10, 0, 10};
        double[] hole = {4, 4, 6, 4, 6, 6, 4, 6}; // the same sense: gone around the other way
        Bridged bridged = HoleBridges.bridge(outline, List.of(hole));
        assertThat(bridged.ring()).containsExactly(0, 0, 4, 4, 4, 6, 6, 6, 6, 4, 4, 4, 0, 0, 10, 0, 10, 10, 0, 10);
        assertThat(area(bridged.ring())).isEqualTo(96);
        assertBack(bridged, outline, List.of(hole));
    }

    @Test
    void goesAroundAHoleOfTheOtherSenseAsItIs() {
        double[] outline = {0, 0, 10, 0, 10, 10, 0, 10};
        double[] hole = {6, 6, 6, 4, 4, 4, 4, 6};
        Bridged bridged = HoleBridges.bridge(outline, List.of(hole));
        assertThat(bridged.ring()).containsExactly(0, 0, 4, 4, 4, 6, 6, 6, 6, 4, 4, 4, 0, 0, 10, 0, 10, 10, 0, 10);
        assertBack(bridged, outline, List.of(hole));
    }

    @Test
    void leavesAnOutlineWithoutHolesAsItIs() {
        double[] outline = {0, 0, 10, 0, 10, 10};
        Bridged bridged = HoleBridges.bridge(outline, List.of());
        assertThat(bridged.ring()).containsExactly(outline);
        assertBack(bridged, outline, List.of());
    }

    @Test
    void bridgesManyHolesOfValidPolygonsWithoutCrossingARing() {
        Random random = new Random(20261126);
        for (int run = 0; run < Depth.count(150, 3000); run++) {
            int across = 1 + random.nextInt(run % 10 == 0 ? 20 : 5);
            List<double[]> holes = new ArrayList<>();
            for (int i = 0; i < across * across; i++) {
                if (random.nextInt(4) > 0) {
                    holes.add(star(random, i % across * 10 + 5, i / across * 10 + 5, 4, 3 + random.nextInt(9)));
                }
            }
            Collections.shuffle(holes, random);
            double[] outline = comb(random, across * 10);
            Bridged bridged = HoleBridges.bridge(outline, holes);
            double expected = polygon(outline, holes).getArea();
            assertThat(area(bridged.ring())).as("run " + run).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
            assertThat(ring(bridged.ring())
                            .getFactory()
                            .createPolygon(ring(bridged.ring()))
                            .buffer(0)
                            .getArea())
                    .as("run " + run)
                    .isCloseTo(expected, within(1e-6 * expected));
            assertThat(outlineIn(bridged.ring(), outline)).as("run " + run).isTrue();
            assertBridgesCrossNothing(bridged.ring(), outline, holes, run);
            assertBack(bridged, outline, holes);
        }
    }

    /** Nothing is assumed of what comes; the numbers come back all the same. */
    @Test
    void givesAnyRingsBack() {
        Random random = new Random(7);
        double[] odd = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, 1e300, -1e300, Double.MIN_VALUE
        };
        for (int run = 0; run < Depth.count(3000, 100_000); run++) {
            int style = random.nextInt(3);
            List<double[]> rings = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                double[] ring = new double[2 * (1 + random.nextInt(7))];
                for (int j = 0; j < ring.length; j++) {
                    ring[j] = switch (style) {
                        case 0 -> random.nextInt(5);
                        case 1 -> random.nextDouble() * 100;
                        default -> random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : random.nextInt(4);
                    };
                }
                rings.add(ring);
            }
            List<double[]> holes = rings.subList(1, rings.size());
            Bridged bridged = HoleBridges.bridge(rings.getFirst(), holes);
            assertBack(bridged, rings.getFirst(), holes);
            if (style != 2 && RingArea.twice(rings.getFirst()) != 0) {
                double expected = Math.abs(area(rings.getFirst()))
                        - holes.stream()
                                .mapToDouble(hole -> Math.abs(area(hole)))
                                .sum();
                double sense = Math.signum(RingArea.twice(rings.getFirst()));
                assertThat(sense * signedArea(bridged.ring())).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void refusesLayoutsThatDoNotFit() {
        double[] outline = {0, 0, 10, 0, 10, 10, 0, 10};
        List<double[]> holes = List.of(new double[] {1, 1, 2, 1, 2, 2}, new double[] {5, 5, 6, 5, 6, 6, 5, 6});
        Bridged bridged = HoleBridges.bridge(outline, holes);
        Random random = new Random(5);
        for (int run = 0; run < 20_000; run++) {
            int[] layout = bridged.layout().clone();
            int at = random.nextInt(layout.length);
            layout[at] = run % 3 == 0 ? random.nextInt() : layout[at] + random.nextInt(7) - 3;
            if (run % 17 == 0) {
                layout = Arrays.copyOf(layout, random.nextInt(layout.length + 3));
            }
            try {
                Outline back = HoleBridges.unbridge(bridged.ring(), layout);
                int vertices = back.outline().length / 2
                        + back.holes().stream()
                                .mapToInt(hole -> hole.length / 2)
                                .sum();
                assertThat(vertices).isLessThanOrEqualTo(bridged.ring().length / 2);
            } catch (IllegalArgumentException | ArithmeticException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        double[] other = bridged.ring().clone();
        for (int i = 0; i < other.length; i++) {
            other[i] += i;
        }
        assertThatThrownBy(() -> HoleBridges.unbridge(other, bridged.layout()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not the end of a bridge");
    }

    /** What a writer does that has no doubles. */
    @Test
    void undoesRoundedRings() {
        double[] outline = {0.1, 0.2, 10.3, 0.4, 10.5, 10.6, 0.7, 10.8};
        double[] hole = {4.1, 4.2, 6.3, 4.4, 6.5, 6.6};
        Bridged bridged = HoleBridges.bridge(outline, List.of(hole));
        Outline back = HoleBridges.unbridge(rounded(bridged.ring()), bridged.layout());
        assertThat(back.outline()).containsExactly(rounded(outline));
        assertThat(back.holes().getFirst()).containsExactly(rounded(hole));
    }

    private static double[] rounded(double[] ring) {
        return Arrays.stream(ring).map(ordinate -> (float) ordinate).toArray();
    }

    private static void assertBack(Bridged bridged, double[] outline, List<double[]> holes) {
        Outline back = HoleBridges.unbridge(bridged.ring(), bridged.layout());
        assertThat(bits(back.outline())).containsExactly(bits(outline));
        assertThat(back.holes()).hasSameSizeAs(holes);
        for (int i = 0; i < holes.size(); i++) {
            assertThat(bits(back.holes().get(i))).containsExactly(bits(holes.get(i)));
        }
    }

    private static void assertBridgesCrossNothing(double[] ring, double[] outline, List<double[]> holes, int run) {
        Polygon whole = polygon(outline, holes);
        List<LineString> edges = Stream.concat(Stream.of(outline), holes.stream())
                .map(HoleBridgesTest::ring)
                .map(LineString.class::cast)
                .toList();
        for (int i = 0; i < ring.length; i += 2) {
            Coordinate from = new Coordinate(ring[i], ring[i + 1]);
            Coordinate to = new Coordinate(ring[(i + 2) % ring.length], ring[(i + 3) % ring.length]);
            LineString step = GEOMETRIES.createLineString(new Coordinate[] {from, to});
            boolean crosses = edges.stream()
                    .anyMatch(edge ->
                            edge.getEnvelopeInternal().intersects(step.getEnvelopeInternal()) && edge.crosses(step));
            assertThat(crosses).as("run " + run + " " + step).isFalse();
            assertThat(whole.getEnvelopeInternal().contains(step.getEnvelopeInternal()))
                    .isTrue();
        }
    }

    private static boolean outlineIn(double[] ring, double[] outline) {
        int found = 0;
        for (int i = 0; i < ring.length && found < outline.length; i += 2) {
            if (ring[i] == outline[found] && ring[i + 1] == outline[found + 1]) {
                found += 2;
            }
        }
        return found == outline.length && ring[0] == outline[0] && ring[1] == outline[1];
    }

    /** Around (0, 0) to (size, size), with teeth outside of it. */
    private static double[] comb(Random random, double size) {
        List<Double> ring = new ArrayList<>();
        int teeth = 1 + random.nextInt(12);
        for (int i = 0; i <= teeth; i++) {
            ring.add(i * size / teeth);
            ring.add(i % 2 == 0 ? -random.nextDouble() * 20 : -0.001);
        }
        for (int i = 0; i <= teeth; i++) {
            ring.add(size + (i % 2 == 0 ? random.nextDouble() * 20 : 0.001));
            ring.add(0.01 + i * size / teeth);
        }
        ring.add(-random.nextDouble() * 20 - 0.1);
        ring.add(size + 1);
        for (int i = 1; i < teeth; i++) {
            ring.add(i % 2 == 0 ? -random.nextDouble() * 20 - 0.1 : -0.001);
            ring.add(size - i * size / teeth);
        }
        double[] all = ring.stream().mapToDouble(Double::doubleValue).toArray();
        return random.nextBoolean() ? all : reversed(all);
    }

    private static double[] reversed(double[] ring) {
        double[] other = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            other[i] = ring[ring.length - 2 - i];
            other[i + 1] = ring[ring.length - 1 - i];
        }
        return other;
    }

    private static double[] star(Random random, double x, double y, double radius, int corners) {
        double[] ring = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double r = radius * (0.2 + 0.8 * random.nextDouble());
            ring[2 * i] = x + r * Math.cos(angle);
            ring[2 * i + 1] = y + r * Math.sin(angle);
        }
        return random.nextBoolean() ? ring : reversed(ring);
    }

    private static Polygon polygon(double[] outline, List<double[]> holes) {
        Polygon polygon = GEOMETRIES.createPolygon(
                ring(outline), holes.stream().map(HoleBridgesTest::ring).toArray(LinearRing[]::new));
        assertThat(polygon.isValid()).isTrue();
        return polygon;
    }

    private static LinearRing ring(double[] ring) {
        Coordinate[] all = new Coordinate[ring.length / 2 + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Coordinate(ring[2 * i % ring.length], ring[(2 * i + 1) % ring.length]);
        }
        return GEOMETRIES.createLinearRing(all);
    }

    private static double area(double[] ring) {
        return Math.abs(signedArea(ring));
    }

    private static double signedArea(double[] ring) {
        double sum = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int next = (i + 2) % ring.length;
            sum += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
        }
        return sum / 2;
    }

    private static long[] bits(double[] ring) {
        return Arrays.stream(ring).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
