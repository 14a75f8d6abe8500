package org.glossa.geometry;

import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.spatial.PlanarTransform;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/** JTS geometry of one annotation, made on demand; x and y only. */
public final class AnnotationGeometry {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private AnnotationGeometry() {}

    /**
     * POINT as Point, POLYLINE as LineString, POLYGON and RECTANGLE as Polygon closed by repeating the first vertex, ELLIPSE as
     * Polygon within 0.005 px of the outline when the source space counts pixels (else give the tolerance).
     *
     * <p>Never refuses an annotation: one without vertices, or with an x or y that is not finite in the target space, is an empty
     * geometry of its kind; a POLYLINE of one vertex and a POLYGON of one or two repeat vertices as far as JTS needs them. The
     * geometry need not be valid.
     */
    public static Geometry of(AnnotationView view, PlanarTransform transform) {
        return of(view, transform, EllipseOutline.pixelTolerance(transform));
    }

    /** @param ellipseTolerance largest distance of an ellipse's polygon from the ellipse, in units of the target space, above 0 */
    public static Geometry of(AnnotationView view, PlanarTransform transform, double ellipseTolerance) {
        return switch (view.graphicType()) {
            case POINT -> FACTORY.createPoint(sequence(open(view, transform), 1));
            case POLYLINE -> FACTORY.createLineString(sequence(open(view, transform), 2));
            case POLYGON, RECTANGLE -> FACTORY.createPolygon(sequence(closed(open(view, transform)), 3));
            case ELLIPSE ->
                FACTORY.createPolygon(sequence(closed(outline(open(view, transform), ellipseTolerance)), 3));
        };
    }

    private static double[] open(AnnotationView view, PlanarTransform transform) {
        int vertices = view.graphicType() == GraphicType.POINT ? Math.min(view.vertexCount(), 1) : view.vertexCount();
        double[] ordinates = new double[Math.multiplyExact(2, vertices)];
        for (int vertex = 0; vertex < vertices; vertex++) {
            double x = view.ordinate(vertex, 0);
            double y = view.ordinate(vertex, 1);
            ordinates[2 * vertex] = transform.x(x, y);
            ordinates[2 * vertex + 1] = transform.y(x, y);
        }
        return allFinite(ordinates) ? ordinates : new double[0];
    }

    static double[] outline(double[] ends, double tolerance) {
        if (ends.length != 8) {
            return ends;
        }
        return EllipseOutline.vertices(
                ends[0], ends[1], ends[2], ends[3], ends[4], ends[5], ends[6], ends[7], tolerance);
    }

    private static double[] closed(double[] open) {
        if (open.length == 0) {
            return open;
        }
        double[] ring = new double[Math.addExact(open.length, 2)];
        System.arraycopy(open, 0, ring, 0, open.length);
        ring[open.length] = open[0];
        ring[open.length + 1] = open[1];
        return ring;
    }

    private static CoordinateSequence sequence(double[] ordinates, int fewestVertices) {
        if (ordinates.length == 0 || ordinates.length >= 2 * fewestVertices) {
            return new PackedCoordinateSequence.Double(ordinates, 2, 0);
        }
        double[] padded = new double[2 * fewestVertices];
        System.arraycopy(ordinates, 0, padded, 0, ordinates.length);
        for (int i = ordinates.length; i < padded.length; i += 2) {
            padded[i] = ordinates[ordinates.length - 2];
            padded[i + 1] = ordinates[ordinates.length - 1];
        }
        return new PackedCoordinateSequence.Double(padded, 2, 0);
    }

    private static boolean allFinite(double[] ordinates) {
        for (double ordinate : ordinates) {
            if (!Double.isFinite(ordinate)) {
                return false;
            }
        }
        return true;
    }
}
