package org.glossa.geometry;

import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.spatial.Box;

/**
 * The centre of the box of an annotation in the numbers of its source: half the sum of least and greatest x and y; of an ELLIPSE, whose
 * box is that of its curve, the mean of the ends of its axes. The boxes of the tree are rounded outward, and their centres would not
 * tell on which side of a border a double lies. Reused from one annotation to the next; not thread-safe.
 */
public final class BoxCentre {
    private double x;
    private double y;

    /** @return whether there are vertices, each of a finite x and y */
    public boolean of(AnnotationView view) {
        int vertices = view.vertexCount();
        if (view.graphicType() == GraphicType.POINT) {
            vertices = Math.min(vertices, 1);
        }
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int vertex = 0; vertex < vertices; vertex++) {
            double vertexX = view.ordinate(vertex, 0);
            double vertexY = view.ordinate(vertex, 1);
            // Math.min and Math.max hand a NaN on.
            left = Math.min(left, vertexX);
            right = Math.max(right, vertexX);
            top = Math.min(top, vertexY);
            bottom = Math.max(bottom, vertexY);
        }
        x = middle(left, right);
        y = middle(top, bottom);
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            return false;
        }
        if (view.graphicType() == GraphicType.ELLIPSE && vertices == 4) {
            ofEllipse(view, new Box(left, top, right, bottom));
        }
        return true;
    }

    /** Of a box that is not rounded. */
    public void of(double minX, double minY, double maxX, double maxY) {
        x = middle(minX, maxX);
        y = middle(minY, maxY);
    }

    private void ofEllipse(AnnotationView view, Box ends) {
        double[] xs = new double[4];
        double[] ys = new double[4];
        for (int end = 0; end < 4; end++) {
            xs[end] = view.ordinate(end, 0);
            ys[end] = view.ordinate(end, 1);
        }
        Box curve = EllipseOutline.bounds(xs[0], ys[0], xs[1], ys[1], xs[2], ys[2], xs[3], ys[3]);
        x = ofCurve(
                ends.minX(), ends.maxX(), curve.minX(), curve.maxX(), EllipseOutline.mean(xs[0], xs[1], xs[2], xs[3]));
        y = ofCurve(
                ends.minY(), ends.maxY(), curve.minY(), curve.maxY(), EllipseOutline.mean(ys[0], ys[1], ys[2], ys[3]));
    }

    /** The mean is the centre without a rounding error, unless the axes do not share a midpoint and an end lies beyond the curve. */
    private static double ofCurve(double endMin, double endMax, double curveMin, double curveMax, double mean) {
        double middle = middle(curveMin, curveMax);
        double rounding = Math.scalb(Math.max(Math.abs(endMin), Math.abs(endMax)), -46);
        return Math.abs(middle - mean) > rounding && Double.isFinite(middle) ? middle : mean;
    }

    /** NaN or infinite when an end is. */
    private static double middle(double low, double high) {
        double sum = low + high;
        return Double.isInfinite(sum) ? low / 2 + high / 2 : sum / 2;
    }

    public double x() {
        return x;
    }

    public double y() {
        return y;
    }
}
