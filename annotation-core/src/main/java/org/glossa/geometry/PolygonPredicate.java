package org.glossa.geometry;

import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.spatial.PlanarTransform;

/**
 * Whether an annotation shares a point with a closed polygon: JTS {@code geometry.intersects(polygon)} of its geometry in the space of
 * the polygon where that is valid. The inside of an outline that crosses itself is told by the even-odd rule, as JTS's RelateNG
 * does, and its edges belong to it, also those of one without area. An ELLIPSE is its polygon within the given tolerance. An
 * annotation without vertices, or with an x or y that is not finite, is no hit. Makes no objects. Not thread-safe.
 */
public final class PolygonPredicate implements AnnotationPredicate {
    private final QueryPolygon polygon;
    private final PlanarTransform transform;
    private final Outline outline;

    /**
     * @param transform from the space of the annotations to that of the polygon
     * @param ellipseTolerance largest distance of an ellipse's polygon from the ellipse, in units of the polygon
     */
    public PolygonPredicate(QueryPolygon polygon, PlanarTransform transform, double ellipseTolerance) {
        this.polygon = polygon;
        this.transform = transform;
        this.outline = new Outline(transform, ellipseTolerance);
    }

    @Override
    public boolean test(AnnotationView view) {
        if (view.graphicType() == GraphicType.POINT) {
            return view.vertexCount() > 0 && testPoint(view);
        }
        if (!outline.load(view)) {
            return false;
        }
        if (!polygon.edgeMeetsBox(outline.minX(), outline.minY(), outline.maxX(), outline.maxY())) {
            // All of it lies on one side of the rings; were the polygon within it, so would be the rings.
            return polygon.covers(outline.x(0), outline.y(0));
        }
        return polygon.covers(outline.x(0), outline.y(0)) || meetsEdge() || holdsPolygon();
    }

    private boolean testPoint(AnnotationView view) {
        double x = view.ordinate(0, 0);
        double y = view.ordinate(0, 1);
        return polygon.covers(transform.x(x, y), transform.y(x, y));
    }

    private boolean meetsEdge() {
        for (int edge = 0; edge < outline.edgeCount(); edge++) {
            int end = outline.end(edge);
            if (polygon.meetsEdge(outline.x(edge), outline.y(edge), outline.x(end), outline.y(end))) {
                return true;
            }
        }
        return false;
    }

    /** When the outline meets no ring, all of the polygon is on one side of it. */
    private boolean holdsPolygon() {
        return outline.hasArea() && outline.encloses(polygon.someX(), polygon.someY());
    }
}
