package org.glossa.geometry;

import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;
import org.locationtech.jts.util.AssertionFailedException;

/**
 * Whether an annotation meets a closed box: JTS 1.20 {@code geometry.intersects(factory.toGeometry(envelope))} of its geometry in
 * the space of the box, so that a box without area is a segment or a point.
 *
 * <p>Of a box with area the answer is that of JTS's rectangle predicate, found without an object being made: a vertex in the box
 * decides, or boxes that are disjoint, so that one pass over the vertices is enough for most annotations; then the edges, and last a
 * corner of the box by the even-odd rule. JTS itself is asked of a box without area. Two cases that it leaves open are fixed here: an
 * annotation whose vertices are not all finite and none of them in the box is no hit; and where {@code intersects} throws, as its older
 * relate does for some invalid polygons, JTS's own {@link RelateNG} answers, which takes the inside of a polygon by the even-odd
 * rule. Not thread-safe.
 */
public final class BoxPredicate implements AnnotationPredicate {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final Box box;
    private final PlanarTransform transform;
    private final double ellipseTolerance;
    private final boolean hasArea;
    private final Outline outline;
    private final double[] ends = new double[8];

    /**
     * @param transform from the space of the annotations to that of the box
     * @param ellipseTolerance largest distance of an ellipse's polygon from the ellipse, in units of the box
     */
    public BoxPredicate(Box box, PlanarTransform transform, double ellipseTolerance) {
        this.box = box;
        this.transform = transform;
        this.ellipseTolerance = ellipseTolerance;
        this.hasArea = box.minX() < box.maxX() && box.minY() < box.maxY();
        this.outline = new Outline(transform, ellipseTolerance);
    }

    @Override
    public boolean test(AnnotationView view) {
        if (view.graphicType() == GraphicType.POINT) {
            return view.vertexCount() > 0 && testPoint(view);
        }
        if (view.graphicType() == GraphicType.ELLIPSE && view.vertexCount() == 4) {
            return testEllipse(view);
        }
        return testVertices(view);
    }

    private boolean testPoint(AnnotationView view) {
        double x = view.ordinate(0, 0);
        double y = view.ordinate(0, 1);
        return box.contains(transform.x(x, y), transform.y(x, y));
    }

    private boolean testEllipse(AnnotationView view) {
        for (int vertex = 0; vertex < 4; vertex++) {
            double x = view.ordinate(vertex, 0);
            double y = view.ordinate(vertex, 1);
            ends[2 * vertex] = transform.x(x, y);
            ends[2 * vertex + 1] = transform.y(x, y);
            if (!Double.isFinite(ends[2 * vertex]) || !Double.isFinite(ends[2 * vertex + 1])) {
                return false;
            }
        }
        Box bounds = EllipseOutline.bounds(ends[0], ends[1], ends[2], ends[3], ends[4], ends[5], ends[6], ends[7]);
        if (!box.intersects(bounds)) {
            return false;
        }
        if (hasArea && box.contains(bounds)) {
            return true;
        }
        return meets(view);
    }

    private boolean testVertices(AnnotationView view) {
        int vertices = view.vertexCount();
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        boolean finite = vertices > 0;
        for (int vertex = 0; vertex < vertices; vertex++) {
            double sourceX = view.ordinate(vertex, 0);
            double sourceY = view.ordinate(vertex, 1);
            double x = transform.x(sourceX, sourceY);
            double y = transform.y(sourceX, sourceY);
            if (hasArea && box.contains(x, y)) {
                return true;
            }
            finite &= Double.isFinite(x) && Double.isFinite(y);
            minX = Math.min(minX, x);
            minY = Math.min(minY, y);
            maxX = Math.max(maxX, x);
            maxY = Math.max(maxY, y);
        }
        return finite
                && minX <= box.maxX()
                && maxX >= box.minX()
                && minY <= box.maxY()
                && maxY >= box.minY()
                && meets(view);
    }

    private boolean meets(AnnotationView view) {
        if (hasArea) {
            return outline.load(view) && outline.meets(box);
        }
        Geometry geometry = AnnotationGeometry.of(view, transform, ellipseTolerance);
        Geometry flat = FACTORY.toGeometry(new Envelope(box.minX(), box.maxX(), box.minY(), box.maxY()));
        try {
            return geometry.intersects(flat);
        } catch (TopologyException | IllegalArgumentException | AssertionFailedException refused) {
            return RelateNG.relate(geometry, flat, RelatePredicate.intersects());
        }
    }
}
