package org.glossa.geometry;

import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.spatial.PlanarTransform;

/**
 * Whether the centroid of an annotation, as {@link Centroid} has it, lies in a closed polygon: inside or on a ring. An annotation
 * without vertices, or with an x or y that is not finite, is no hit. Makes no objects. Not thread-safe.
 */
public final class CentroidPredicate implements AnnotationPredicate {
    private final QueryPolygon polygon;
    private final PlanarTransform transform;
    private final Outline outline;
    private final Centroid centroid = new Centroid();

    /** @param transform from the space of the annotations to that of the polygon */
    public CentroidPredicate(QueryPolygon polygon, PlanarTransform transform) {
        this.polygon = polygon;
        this.transform = transform;
        this.outline = new Outline(transform, 1);
    }

    @Override
    public boolean test(AnnotationView view) {
        if (view.graphicType() == GraphicType.ELLIPSE && view.vertexCount() == 4) {
            return testEllipse(view);
        }
        if (!outline.load(view)) {
            return false;
        }
        centroid.of(outline);
        return polygon.covers(centroid.x(), centroid.y());
    }

    private boolean testEllipse(AnnotationView view) {
        double x = 0;
        double y = 0;
        for (int vertex = 0; vertex < 4; vertex++) {
            double sourceX = view.ordinate(vertex, 0);
            double sourceY = view.ordinate(vertex, 1);
            x += transform.x(sourceX, sourceY) / 4;
            y += transform.y(sourceX, sourceY) / 4;
        }
        return polygon.covers(x, y);
    }
}
