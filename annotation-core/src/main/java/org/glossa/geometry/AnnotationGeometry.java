package org.glossa.geometry;

import org.glossa.annotation.AnnotationView;
import org.glossa.spatial.PlanarTransform;
import org.locationtech.jts.geom.Geometry;

/** JTS geometry of one annotation, on demand. */
public final class AnnotationGeometry {
    private AnnotationGeometry() {}

    /**
     * POINT as Point, POLYLINE as LineString, POLYGON and RECTANGLE as Polygon closed by repeating the first vertex, ELLIPSE as
     * Polygon within 0.005 px of the outline.
     */
    public static Geometry of(AnnotationView view, PlanarTransform transform) {
        throw new UnsupportedOperationException();
    }
}
