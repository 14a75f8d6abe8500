package org.glossa.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;

/** Every annotation of a set as JTS geometry, asked one after the other. Shares no geometry code with what it judges. */
public final class BruteForce {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** What a box has to do with an annotation: an ellipse that comes within the tolerance of the contract is left open. */
    public enum Answer {
        HIT,
        MISS,
        EITHER
    }

    /** @param openBand 0 unless the geometry is that of the ends of an ellipse's axes */
    public record Item(int group, long annotationIndex, Geometry geometry, double openBand) {
        public Answer ask(Geometry box) {
            if (openBand == 0) {
                return meets(geometry, box) ? Answer.HIT : Answer.MISS;
            }
            Coordinate[] ends = geometry.getCoordinates();
            double reach = ends[0].distance(ends[1]);
            Envelope near = geometry.getEnvelopeInternal();
            near.expandBy(reach);
            if (!near.intersects(box.getEnvelopeInternal())
                    || !ellipse(ends, openBand).intersects(box)) {
                return Answer.MISS;
            }
            return ellipse(ends, -openBand).intersects(box) ? Answer.HIT : Answer.EITHER;
        }
    }

    private static boolean meets(Geometry geometry, Geometry box) {
        try {
            return geometry.intersects(box);
        } catch (TopologyException refused) {
            return RelateNG.relate(geometry, box, RelatePredicate.intersects());
        }
    }

    private final List<Item> items = new ArrayList<>();

    /** @param ellipseTolerance half width of the open band around an ellipse, in units of the target space */
    public BruteForce(AnnotationSet set, PlanarTransform transform, double ellipseTolerance) {
        for (int g = 0; g < set.groups().size(); g++) {
            AnnotationGroup group = set.groups().get(g);
            for (long i = 0; i < group.annotationCount(); i++) {
                Coordinate[] vertices = vertices(group.coordinates(), i, transform);
                boolean ellipse = group.graphicType() == GraphicType.ELLIPSE;
                items.add(new Item(g, i + 1, geometry(group.graphicType(), vertices), ellipse ? ellipseTolerance : 0));
            }
        }
    }

    public List<Item> items() {
        return items;
    }

    public static Geometry geometry(Box box) {
        return FACTORY.toGeometry(new Envelope(box.minX(), box.maxX(), box.minY(), box.maxY()));
    }

    private static Coordinate[] vertices(Coordinates coordinates, long annotation, PlanarTransform transform) {
        long first = coordinates.firstVertex(annotation);
        Coordinate[] vertices = new Coordinate[(int) coordinates.vertexCount(annotation)];
        for (int v = 0; v < vertices.length; v++) {
            double x = coordinates.ordinate(first + v, 0);
            double y = coordinates.ordinate(first + v, 1);
            vertices[v] = new Coordinate(transform.x(x, y), transform.y(x, y));
        }
        return vertices;
    }

    private static Geometry geometry(GraphicType type, Coordinate[] vertices) {
        return switch (type) {
            case POINT -> FACTORY.createPoint(vertices[0]);
            case POLYLINE ->
                new LineString(FACTORY.getCoordinateSequenceFactory().create(vertices), FACTORY);
            case POLYGON, RECTANGLE -> closed(vertices);
            case ELLIPSE -> FACTORY.createMultiPointFromCoords(vertices);
        };
    }

    private static Polygon closed(Coordinate[] vertices) {
        Coordinate[] ring = Arrays.copyOf(vertices, vertices.length + 1);
        ring[vertices.length] = vertices[0].copy();
        return FACTORY.createPolygon(ring);
    }

    /** Both semi-axes longer by {@code more}; its rim is nowhere farther than that from the rim of the ellipse. */
    private static Polygon ellipse(Coordinate[] ends, double more) {
        double x = (ends[0].x + ends[1].x) / 2;
        double y = (ends[0].y + ends[1].y) / 2;
        Coordinate u = new Coordinate((ends[1].x - ends[0].x) / 2, (ends[1].y - ends[0].y) / 2);
        Coordinate v = new Coordinate((ends[3].x - ends[2].x) / 2, (ends[3].y - ends[2].y) / 2);
        double along = 1 + more / Math.hypot(u.x, u.y);
        double across = 1 + more / Math.hypot(v.x, v.y);
        Coordinate[] rim = new Coordinate[720];
        for (int i = 0; i < rim.length; i++) {
            double cos = Math.cos(2 * Math.PI * i / rim.length) * along;
            double sin = Math.sin(2 * Math.PI * i / rim.length) * across;
            rim[i] = new Coordinate(x + cos * u.x + sin * v.x, y + cos * u.y + sin * v.y);
        }
        return closed(rim);
    }
}
