package org.glossa.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Versions of outlines, judged by JTS. */
class OutlineSimplifierTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private static Geometry ring(double[] xy, int[] vertices) {
        Coordinate[] ring = new Coordinate[vertices.length + 1];
        for (int i = 0; i <= vertices.length; i++) {
            int vertex = vertices[i % vertices.length];
            ring[i] = new Coordinate(xy[2 * vertex], xy[2 * vertex + 1]);
        }
        return FACTORY.createPolygon(ring);
    }

    private static int[] all(double[] xy) {
        int[] all = new int[xy.length / 2];
        java.util.Arrays.setAll(all, i -> i);
        return all;
    }

    private static void check(double[] xy, List<OutlineSimplifier.Version> versions) {
        Geometry source = ring(xy, all(xy));
        int left = xy.length / 2;
        int sum = 0;
        int exponent = Integer.MIN_VALUE;
        for (OutlineSimplifier.Version version : versions) {
            Geometry simplified = ring(xy, version.vertices());
            double tolerance = Math.pow(2, version.toleranceExponent());
            assertThat(version.toleranceExponent()).isGreaterThan(exponent);
            assertThat(version.vertices().length).isBetween(3, left / 2);
            if (source.isValid()) {
                assertThat(simplified.isValid()).isTrue();
            }
            assertThat(DiscreteHausdorffDistance.distance(source.getBoundary(), simplified.getBoundary(), 0.1))
                    .isLessThanOrEqualTo(tolerance * (1 + 1e-9));
            assertThat(version.vertices()).startsWith(0).isSorted().doesNotHaveDuplicates();
            exponent = version.toleranceExponent();
            left = version.vertices().length;
            sum += left;
        }
        assertThat(sum).isLessThan(xy.length / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void ringsStayValidWithinTheTolerance(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int vertices = random.nextInt(300, 900);
        double[] xy = new double[2 * vertices];
        double radius = random.nextDouble(50, 2_000);
        int lobes = random.nextInt(1, 9);
        double noise = 0;
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * i / vertices;
            noise = 0.9 * noise + random.nextDouble(-1, 1);
            double r = radius * (1 + 0.6 * Math.sin(lobes * angle)) + noise;
            xy[2 * i] = (float) (30_000 + r * Math.cos(angle));
            xy[2 * i + 1] = (float) (5_000 + r * Math.sin(angle));
        }
        List<OutlineSimplifier.Version> versions = OutlineSimplifier.versions(OutlineSimplifier.Shape.RING, xy);
        assertThat(versions).isNotEmpty();
        check(xy, versions);
    }

    /** Waves as high as the tolerance, and a ring that begins somewhere on one. */
    @ParameterizedTest
    @ValueSource(longs = {22, 38, 58, 231})
    void ringsThatBeginAnywhereLieWithinTheTolerance(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int vertices = random.nextInt(260, 500);
        double radius = random.nextDouble(50, 1_000);
        double height = random.nextDouble(0.2) * radius;
        int waves = random.nextInt(1, 60);
        double begin = random.nextDouble(7);
        double noise = random.nextDouble(3);
        double[] xy = new double[2 * vertices];
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * i / vertices;
            double r = radius + height * Math.sin(waves * angle + begin) + random.nextDouble(-noise, noise + 1e-9);
            xy[2 * i] = r * Math.cos(angle);
            xy[2 * i + 1] = r * Math.sin(angle);
        }
        check(xy, OutlineSimplifier.versions(OutlineSimplifier.Shape.RING, xy));
    }

    /** A strip one pixel wide that winds: leaving vertices out carelessly makes its sides cross. */
    @Test
    void narrowSpiralsDoNotCrossThemselves() {
        List<double[]> outer = new ArrayList<>();
        List<double[]> inner = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            double angle = i * 0.03;
            double r = 20 + 2.5 * angle;
            outer.add(new double[] {(r + 1) * Math.cos(angle), (r + 1) * Math.sin(angle)});
            inner.add(new double[] {r * Math.cos(angle), r * Math.sin(angle)});
        }
        double[] xy = new double[4 * outer.size()];
        for (int i = 0; i < outer.size(); i++) {
            System.arraycopy(outer.get(i), 0, xy, 2 * i, 2);
            System.arraycopy(inner.get(inner.size() - 1 - i), 0, xy, 2 * (outer.size() + i), 2);
        }
        assertThat(ring(xy, all(xy)).isValid()).isTrue();
        List<OutlineSimplifier.Version> versions = OutlineSimplifier.versions(OutlineSimplifier.Shape.RING, xy);
        assertThat(versions.size()).isGreaterThan(1);
        check(xy, versions);
    }

    /** The corners of a square are all that is needed of 4,000 vertices on its sides. */
    @Test
    void aSquareOfStepsIsFourCorners() {
        double[] xy = new double[8_000];
        for (int i = 0; i < 1_000; i++) {
            double[] of = {i, 0, 1_000, i, 1_000 - i, 1_000, 0, 1_000 - i};
            for (int side = 0; side < 4; side++) {
                xy[2 * (1_000 * side + i)] = of[2 * side];
                xy[2 * (1_000 * side + i) + 1] = of[2 * side + 1];
            }
        }
        List<OutlineSimplifier.Version> versions = OutlineSimplifier.versions(OutlineSimplifier.Shape.RING, xy);
        assertThat(versions).hasSize(1);
        assertThat(versions.getFirst().vertices()).containsExactlyInAnyOrder(0, 1_000, 2_000, 3_000);
    }

    @Test
    void linesKeepTheirEnds() {
        double[] xy = new double[1_000];
        for (int i = 0; i < 500; i++) {
            xy[2 * i] = i;
            xy[2 * i + 1] = 40 * Math.sin(i / 30.0);
        }
        List<OutlineSimplifier.Version> versions = OutlineSimplifier.versions(OutlineSimplifier.Shape.LINE, xy);
        assertThat(versions).isNotEmpty();
        for (OutlineSimplifier.Version version : versions) {
            assertThat(version.vertices()[0]).isZero();
            assertThat(version.vertices()[version.vertices().length - 1]).isEqualTo(499);
        }
    }

    @Test
    void whatHasNoSizeOrIsTooFarStaysAsItIs() {
        double[] point = new double[1_000];
        double[] far = new double[1_000];
        for (int i = 0; i < 500; i++) {
            far[2 * i] = 1e300 * Math.cos(i);
            far[2 * i + 1] = i;
        }
        assertThat(OutlineSimplifier.versions(OutlineSimplifier.Shape.RING, point))
                .isEmpty();
        assertThat(OutlineSimplifier.versions(OutlineSimplifier.Shape.RING, far))
                .isEmpty();
    }
}
