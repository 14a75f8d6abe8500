package org.glossa.geometry;

import org.glossa.annotation.CoordinateSpace;
import org.glossa.spatial.PlanarTransform;

/** Polygon for an ELLIPSE that DICOM gives by the ends of its axes. */
public final class EllipseOutline {
    private EllipseOutline() {}

    /**
     * Vertices on the ellipse as x, y, x, y, …, not closed: the last does not repeat the first.
     *
     * @param x0 first end of the major axis, in the target space like all that follow
     * @param x1 second end of the major axis
     * @param x2 first end of the minor axis
     * @param x3 second end of the minor axis
     * @param tolerance largest distance of the outline from the ellipse, in units of the target space, above 0
     */
    public static double[] vertices(
            double x0, double y0, double x1, double y1, double x2, double y2, double x3, double y3, double tolerance) {
        throw new UnsupportedOperationException();
    }

    /** The tolerance, in units of the target of the transform, that stands for 0.005 pixels. */
    public static double tolerance(CoordinateSpace source, PlanarTransform transform) {
        throw new UnsupportedOperationException();
    }
}
