package org.glossa.geometry;

import java.lang.foreign.MemorySegment;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;

/**
 * Centroid and area of annotations, as JTS {@code getCentroid} and {@code getArea} give them of {@link AnnotationGeometry}, in the space
 * and unit of their coordinates; of an ELLIPSE those of its curve. Parts of an outline that crosses itself take each other away; the
 * centroid stays in the box. The area of POINT and POLYLINE is 0. Reused from one annotation to the next; not thread-safe.
 */
public final class Moments {
    private final Outline outline = new Outline(PlanarTransform.IDENTITY, 1);
    private final Centroid centroid = new Centroid();
    private double x;
    private double y;
    private double area;

    /**
     * @param segment little-endian ordinates, the vertices of the annotation from {@code offset} on
     * @param vertices at least 1, each of a finite x and y
     * @param box of them, or a little larger: the centroid lies in it
     */
    public void of(
            GraphicType type,
            Precision precision,
            int ordinates,
            MemorySegment segment,
            long offset,
            int vertices,
            Box box) {
        if (vertices < 1) {
            throw new IllegalArgumentException("Moments are of 1 vertex or more, got " + vertices);
        }
        outline.load(type, precision, ordinates, segment, offset, vertices, box);
        if (type == GraphicType.ELLIPSE && vertices == 4) {
            ofEllipse();
            return;
        }
        centroid.of(outline);
        x = centroid.x();
        y = centroid.y();
        area = Math.min(centroid.area(), Double.MAX_VALUE);
    }

    private void ofEllipse() {
        x = EllipseOutline.mean(outline.x(0), outline.x(1), outline.x(2), outline.x(3));
        y = EllipseOutline.mean(outline.y(0), outline.y(1), outline.y(2), outline.y(3));
        double ux = outline.x(1) / 2 - outline.x(0) / 2;
        double uy = outline.y(1) / 2 - outline.y(0) / 2;
        double vx = outline.x(3) / 2 - outline.x(2) / 2;
        double vy = outline.y(3) / 2 - outline.y(2) / 2;
        double product = ux * vy - uy * vx;
        double most = Math.max(Math.max(Math.abs(ux), Math.abs(uy)), Math.max(Math.abs(vx), Math.abs(vy)));
        if (!Double.isFinite(product) || product == 0 && most > 0) {
            double scaled = ux / most * (vy / most) - uy / most * (vx / most);
            product = scaled * most * most;
        }
        area = Math.min(Math.PI * Math.abs(product), Double.MAX_VALUE);
    }

    public double x() {
        return x;
    }

    public double y() {
        return y;
    }

    /** At most the largest double. */
    public double area() {
        return area;
    }
}
