package org.glossa.geometry;

import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;

/**
 * The curve of an ELLIPSE, which DICOM gives by the two ends of its major and the two ends of its minor axis (PS3.3 C.37.1.2).
 *
 * <p>With centre c and semi-axis vectors u and v the curve is c + u cos t + v sin t. An affine map takes c, u and v to those of the
 * image curve, also when the images of the axes are no longer perpendicular, so axis ends are transformed first and the curve
 * drawn after. Sources whose axes do not share a midpoint have the mean of the four ends as centre. An axis of length zero gives
 * a segment, two of them a point.
 */
public final class EllipseOutline {
    /** What the outline may part from the curve, in pixels; half of what the region contract allows. */
    private static final double TOLERANCE_PX = 0.005;

    /** The same in millimetres of a frame of reference: 0.004 px at 40x (0.25 µm per pixel). */
    private static final double TOLERANCE_MM = 1e-6;

    private static final int FEWEST_VERTICES = 8;

    /** Reached only by ellipses of more than four million pixels. */
    private static final int MOST_VERTICES = 1 << 16;

    private EllipseOutline() {}

    /**
     * Vertices on the ellipse as x, y, x, y, …, not closed: the last does not repeat the first. A multiple of four, beginning at the
     * first end of the major axis; each axis end is a vertex.
     *
     * @param x0 first end of the major axis, in the target space like all that follow
     * @param x1 second end of the major axis
     * @param x2 first end of the minor axis
     * @param x3 second end of the minor axis
     * @param tolerance largest distance of the outline from the ellipse, in units of the target space, above 0
     */
    public static double[] vertices(
            double x0, double y0, double x1, double y1, double x2, double y2, double x3, double y3, double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("The tolerance of an outline is above 0, got " + tolerance);
        }
        double[] ends = {x0, y0, x1, y1, x2, y2, x3, y3};
        int quarter = quarterCount(ends, tolerance);
        double[] vertices = new double[quarter * 8];
        draw(ends, quarter, vertices);
        return vertices;
    }

    /**
     * A quarter of the vertices that {@link #draw} needs.
     *
     * @param ends x and y of the two ends of the major and the two ends of the minor axis
     * @param tolerance as in {@link #vertices}
     */
    public static int quarterCount(double[] ends, double tolerance) {
        double ux = ends[2] / 2 - ends[0] / 2;
        double uy = ends[3] / 2 - ends[1] / 2;
        double vx = ends[6] / 2 - ends[4] / 2;
        double vy = ends[7] / 2 - ends[5] / 2;
        return quarterCount(largestRadius(ux, uy, vx, vy), tolerance);
    }

    /**
     * Draws the curve into an array, which may be longer.
     *
     * @param ends x and y of the two ends of the major and the two ends of the minor axis
     * @param quarter as {@link #quarterCount} says
     */
    public static void draw(double[] ends, int quarter, double[] vertices) {
        double centreX = mean(ends[0], ends[2], ends[4], ends[6]);
        double centreY = mean(ends[1], ends[3], ends[5], ends[7]);
        double ux = ends[2] / 2 - ends[0] / 2;
        double uy = ends[3] / 2 - ends[1] / 2;
        double vx = ends[6] / 2 - ends[4] / 2;
        double vy = ends[7] / 2 - ends[5] / 2;
        for (int i = 0; i < quarter; i++) {
            // i == 0 gives exactly 1 and 0, so that every axis end is a vertex.
            double angle = Math.PI / 2 * i / quarter;
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            set(vertices, i, centreX - cos * ux - sin * vx, centreY - cos * uy - sin * vy);
            set(vertices, i + quarter, centreX + sin * ux - cos * vx, centreY + sin * uy - cos * vy);
            set(vertices, i + 2 * quarter, centreX + cos * ux + sin * vx, centreY + cos * uy + sin * vy);
            set(vertices, i + 3 * quarter, centreX - sin * ux + cos * vx, centreY - sin * uy + cos * vy);
        }
    }

    /**
     * The tolerance, in units of the target of the transform, that stands for 0.005 pixels of the coarser of source and target
     * as far as they are pixels, and for 0.004 pixels at 40x between millimetres.
     */
    public static double tolerance(CoordinateSpace source, PlanarTransform transform) {
        double inSource = source instanceof SlideMillimetres ? TOLERANCE_MM : TOLERANCE_PX;
        return tolerance(inSource, transform);
    }

    /** The tolerance for coordinates whose source space counts pixels. */
    static double pixelTolerance(PlanarTransform transform) {
        return tolerance(TOLERANCE_PX, transform);
    }

    private static double tolerance(double inSource, PlanarTransform transform) {
        double originX = transform.x(0, 0);
        double originY = transform.y(0, 0);
        double stretchX = Math.hypot(transform.x(1, 0) - originX, transform.y(1, 0) - originY);
        double stretchY = Math.hypot(transform.x(0, 1) - originX, transform.y(0, 1) - originY);
        double inTarget = inSource * Math.min(stretchX, stretchY);
        return inTarget > 0 ? Math.min(inTarget, TOLERANCE_PX) : TOLERANCE_PX;
    }

    /**
     * The box of the ellipse, which is larger than that of its axis ends unless the axes are parallel to x and y; widened by
     * rounding errors so that it surely holds every outline.
     */
    public static Box bounds(double x0, double y0, double x1, double y1, double x2, double y2, double x3, double y3) {
        double centreX = mean(x0, x1, x2, x3);
        double centreY = mean(y0, y1, y2, y3);
        double halfWidth = Math.hypot(x1 / 2 - x0 / 2, x3 / 2 - x2 / 2);
        double halfHeight = Math.hypot(y1 / 2 - y0 / 2, y3 / 2 - y2 / 2);
        double slackX = slack(x0, x1, x2, x3);
        double slackY = slack(y0, y1, y2, y3);
        return new Box(
                Math.min(centreX - halfWidth, min(x0, x1, x2, x3)) - slackX,
                Math.min(centreY - halfHeight, min(y0, y1, y2, y3)) - slackY,
                Math.max(centreX + halfWidth, max(x0, x1, x2, x3)) + slackX,
                Math.max(centreY + halfHeight, max(y0, y1, y2, y3)) + slackY);
    }

    private static double slack(double a, double b, double c, double d) {
        return Math.scalb(Math.max(Math.abs(min(a, b, c, d)), Math.abs(max(a, b, c, d))), -48);
    }

    /** The largest semi-axis of the ellipse that conjugate semi-diameters u and v span: the larger singular value of (u v). */
    private static double largestRadius(double ux, double uy, double vx, double vy) {
        double scale = Math.max(Math.hypot(ux, uy), Math.hypot(vx, vy));
        if (scale == 0) {
            return 0;
        }
        double a = ux / scale;
        double b = uy / scale;
        double c = vx / scale;
        double d = vy / scale;
        double mean = (a * a + b * b + c * c + d * d) / 2;
        double difference = (a * a + b * b - c * c - d * d) / 2;
        return scale * Math.sqrt(mean + Math.hypot(difference, a * c + b * d));
    }

    /** A chord over the angle 2 h leaves a circle of radius r by r (1 - cos h) = 2 r sin²(h / 2). */
    private static int quarterCount(double radius, double tolerance) {
        if (!Double.isFinite(radius)) {
            return FEWEST_VERTICES / 4;
        }
        double ratio = radius <= tolerance ? 1 : tolerance / radius;
        double halfAngle = 2 * Math.asin(Math.sqrt(ratio / 2));
        double vertices = Math.min(Math.max(Math.PI / halfAngle, FEWEST_VERTICES), MOST_VERTICES);
        return (int) Math.ceil(vertices / 4);
    }

    private static void set(double[] vertices, int vertex, double x, double y) {
        vertices[2 * vertex] = x;
        vertices[2 * vertex + 1] = y;
    }

    static double mean(double a, double b, double c, double d) {
        return (a / 4 + b / 4) + (c / 4 + d / 4);
    }

    private static double min(double a, double b, double c, double d) {
        return Math.min(Math.min(a, b), Math.min(c, d));
    }

    private static double max(double a, double b, double c, double d) {
        return Math.max(Math.max(a, b), Math.max(c, d));
    }
}
