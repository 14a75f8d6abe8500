package org.glossa.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.PlanarTransform.Affine;
import org.glossa.spatial.PlanarTransform.AxisScale;
import org.junit.jupiter.api.Test;

class EllipseOutlineTest {
    /** Ends of the axes of an ellipse with its major axis turned by an angle. */
    private static double[] ends(double x, double y, double major, double minor, double angle) {
        double ux = major * Math.cos(angle);
        double uy = major * Math.sin(angle);
        double vx = -minor * Math.sin(angle);
        double vy = minor * Math.cos(angle);
        return new double[] {x - ux, y - uy, x + ux, y + uy, x - vx, y - vy, x + vx, y + vy};
    }

    private static double[] outline(double[] e, double tolerance) {
        return EllipseOutline.vertices(e[0], e[1], e[2], e[3], e[4], e[5], e[6], e[7], tolerance);
    }

    private static Box bounds(double[] e) {
        return EllipseOutline.bounds(e[0], e[1], e[2], e[3], e[4], e[5], e[6], e[7]);
    }

    @Test
    void boxOfATurnedCircleIsThatOfTheCircle() {
        Box box = bounds(ends(100, 200, 10, 10, Math.PI / 4));
        assertThat(box.minX()).isCloseTo(90, within(1e-9));
        assertThat(box.maxY()).isCloseTo(210, within(1e-9));
    }

    @Test
    void boxHoldsTheCurveTightly() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 500; i++) {
            double[] ends = ends(
                    random.nextDouble(1e5),
                    random.nextDouble(1e5),
                    random.nextDouble(1, 1e4),
                    random.nextDouble(1, 100),
                    random.nextDouble(7));
            double[] curve = outline(ends, 1e-5);
            Box box = bounds(ends);
            double maxX = Double.NEGATIVE_INFINITY;
            double minY = Double.POSITIVE_INFINITY;
            for (int k = 0; k < curve.length; k += 2) {
                assertThat(box.contains(curve[k], curve[k + 1])).isTrue();
                maxX = Math.max(maxX, curve[k]);
                minY = Math.min(minY, curve[k + 1]);
            }
            assertThat(maxX).isCloseTo(box.maxX(), within(2e-5));
            assertThat(minY).isCloseTo(box.minY(), within(2e-5));
        }
    }

    @Test
    void chordsStayWithinTheToleranceAndTouchTheAxisEnds() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 300; i++) {
            double major = random.nextDouble(0.01, 3000);
            double minor = major * random.nextDouble(0.05, 1);
            double angle = random.nextDouble(7);
            double[] ends = ends(50, 60, major, minor, angle);
            double[] outline = outline(ends, 0.005);
            int vertices = outline.length / 2;
            assertThat(vertices % 4).isZero();
            for (int end = 0; end < 4; end++) {
                int vertex = new int[] {0, vertices / 2, vertices / 4, vertices * 3 / 4}[end];
                assertThat(outline[2 * vertex]).isCloseTo(ends[2 * end], within(1e-9));
                assertThat(outline[2 * vertex + 1]).isCloseTo(ends[2 * end + 1], within(1e-9));
            }
            for (int k = 0; k < vertices; k++) {
                int next = (k + 1) % vertices;
                assertThat(level(outline[2 * k], outline[2 * k + 1], major, minor, angle))
                        .isCloseTo(1, within(1e-9));
                // The middle of a chord is the farthest; along the radius is no nearer than the distance itself.
                double x = (outline[2 * k] + outline[2 * next]) / 2;
                double y = (outline[2 * k + 1] + outline[2 * next + 1]) / 2;
                double radius = Math.hypot(x - 50, y - 60);
                double inside = radius / level(x, y, major, minor, angle) - radius;
                assertThat(inside * minor / major).isLessThanOrEqualTo(0.005);
            }
        }
    }

    /** 1 on the ellipse around (50, 60), less inside, proportional along a ray. */
    private static double level(double x, double y, double major, double minor, double angle) {
        double along = (x - 50) * Math.cos(angle) + (y - 60) * Math.sin(angle);
        double across = -(x - 50) * Math.sin(angle) + (y - 60) * Math.cos(angle);
        return Math.hypot(along / major, across / minor);
    }

    @Test
    void degenerateAxesGiveSegmentOrPoint() {
        double[] segment = outline(ends(0, 0, 10, 0, 0), 0.005);
        for (int i = 1; i < segment.length; i += 2) {
            assertThat(segment[i]).isEqualTo(0);
        }
        double[] point = outline(new double[] {3, 4, 3, 4, 3, 4, 3, 4}, 0.005);
        assertThat(point).hasSizeGreaterThanOrEqualTo(8);
        for (int i = 0; i < point.length; i += 2) {
            assertThat(point[i]).isEqualTo(3);
            assertThat(point[i + 1]).isEqualTo(4);
        }
    }

    @Test
    void hugeAxesKeepABoundOnVertices() {
        assertThat(outline(ends(0, 0, 1e300, 1e299, 1), 0.005)).hasSizeLessThanOrEqualTo(2 * 65_536);
    }

    @Test
    void refusesNoTolerance() {
        assertThatThrownBy(() -> outline(ends(0, 0, 1, 1, 0), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0, got 0.0");
    }

    @Test
    void toleranceIsThatOfTheFinerPixels() {
        ImagePixels pixels = new ImagePixels("1");
        assertThat(EllipseOutline.tolerance(pixels, PlanarTransform.IDENTITY)).isEqualTo(0.005);
        assertThat(EllipseOutline.tolerance(pixels, new AxisScale(16, 1, 16, 1)))
                .isEqualTo(0.005);
        assertThat(EllipseOutline.tolerance(pixels, new Affine(0, -0.00025, 25, -0.0005, 0, 25)))
                .isCloseTo(0.005 * 0.00025, within(1e-12));
        assertThat(EllipseOutline.tolerance(new SlideMillimetres("1"), PlanarTransform.IDENTITY))
                .isEqualTo(1e-6);
    }
}
