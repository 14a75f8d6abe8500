package org.glossa.order;

import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.geometry.EllipseOutline;
import org.glossa.spatial.Box;
import org.glossa.spatial.OutwardFloat;

/**
 * The box of one source annotation, rounded outward to float; for an ELLIPSE that of its curve. Annotations without vertices, or
 * with an x or y that is not finite, have none. Reused from one annotation to the next; not thread-safe.
 */
public final class SourceBox {
    private float minX;
    private float minY;
    private float maxX;
    private float maxY;

    /**
     * @param annotation zero-based in its group
     * @return whether it has a box
     */
    public boolean measure(AnnotationGroup group, long annotation) {
        Coordinates coordinates = group.coordinates();
        long first = coordinates.firstVertex(annotation);
        long end = coordinates.firstVertex(annotation + 1);
        if (group.graphicType() == GraphicType.POINT) {
            end = Math.min(end, first + 1);
        }
        if (first >= end) {
            return false;
        }
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (long vertex = first; vertex < end; vertex++) {
            double x = coordinates.ordinate(vertex, 0);
            double y = coordinates.ordinate(vertex, 1);
            // Math.min and Math.max hand a NaN on.
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
        }
        if (!(isFinite(left, right) && isFinite(top, bottom))) {
            return false;
        }
        if (group.graphicType() == GraphicType.ELLIPSE && end - first == 4) {
            Box curve = EllipseOutline.bounds(
                    coordinates.ordinate(first, 0),
                    coordinates.ordinate(first, 1),
                    coordinates.ordinate(first + 1, 0),
                    coordinates.ordinate(first + 1, 1),
                    coordinates.ordinate(first + 2, 0),
                    coordinates.ordinate(first + 2, 1),
                    coordinates.ordinate(first + 3, 0),
                    coordinates.ordinate(first + 3, 1));
            left = curve.minX();
            top = curve.minY();
            right = curve.maxX();
            bottom = curve.maxY();
        }
        minX = OutwardFloat.atMost(left);
        minY = OutwardFloat.atMost(top);
        maxX = OutwardFloat.atLeast(right);
        maxY = OutwardFloat.atLeast(bottom);
        return true;
    }

    public float minX() {
        return minX;
    }

    public float minY() {
        return minY;
    }

    public float maxX() {
        return maxX;
    }

    public float maxY() {
        return maxY;
    }

    private static boolean isFinite(double low, double high) {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}
