package org.glossa.detail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

/**
 * Leaves vertices of an outline out, by JTS's {@link TopologyPreservingSimplifier}: a ring that does not meet itself does not afterwards,
 * each version lies within its tolerance of the outline, by the Hausdorff distance, and its vertices are some of the outline's.
 */
final class OutlineSimplifier {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** Drawn within so few pixels an outline is a dot: coarser versions are not made. */
    private static final int FEWEST_TOLERANCES = 8;

    private static final int FEWEST_VERTICES = 16;

    /** Beyond, squares of distances overflow. */
    private static final double FARTHEST = 1e100;

    private final Shape shape;
    private final Geometry source;
    private @Nullable Boolean sourceValid;

    /** Whether the last vertex is joined to the first. */
    enum Shape {
        LINE,
        RING
    }

    /**
     * An outline with fewer vertices.
     *
     * @param toleranceExponent it lies within 2^toleranceExponent of the outline
     * @param vertices those of the outline that are left, in its order, counted from 0, the first among them
     */
    record Version(int toleranceExponent, int[] vertices) {}

    private OutlineSimplifier(Shape shape, Geometry source) {
        this.shape = shape;
        this.source = source;
    }

    /**
     * Versions with half the vertices of the one before or less, finest first; together they have fewer than the outline.
     *
     * @param xy x and y of each vertex; finite
     */
    static List<Version> versions(Shape shape, double[] xy) {
        int vertices = xy.length / 2;
        double length = 0;
        double minX = xy[0];
        double minY = xy[1];
        double maxX = xy[0];
        double maxY = xy[1];
        Coordinate[] coordinates = new Coordinate[shape == Shape.RING ? vertices + 1 : vertices];
        for (int i = 0; i < vertices; i++) {
            double x = xy[2 * i];
            double y = xy[2 * i + 1];
            length += i == 0 ? 0 : Math.hypot(x - xy[2 * i - 2], y - xy[2 * i - 1]);
            minX = Math.min(minX, x);
            minY = Math.min(minY, y);
            maxX = Math.max(maxX, x);
            maxY = Math.max(maxY, y);
            // z tells which vertex it is; JTS measures in the plane.
            coordinates[i] = new Coordinate(x, y, i);
        }
        double far = Math.max(Math.max(Math.abs(minX), Math.abs(maxX)), Math.max(Math.abs(minY), Math.abs(maxY)));
        double size = Math.hypot(maxX - minX, maxY - minY);
        if (far > FARTHEST || size == 0) {
            return List.of();
        }
        if (shape == Shape.RING) {
            coordinates[vertices] = coordinates[0].copy();
        }
        // A ring too: of a polygon JTS leaves the first vertex out at last, when it lies near what it made of the
        // others before.
        Geometry source = FACTORY.createLineString(coordinates);
        int finest = Math.getExponent(length / vertices) - 1;
        int coarsest = Math.getExponent(size / FEWEST_TOLERANCES);
        return new OutlineSimplifier(shape, source).versions(Math.max(finest, coarsest - 24), coarsest, vertices);
    }

    /** Each is made from the one before, within what that left of the tolerance: a long outline is walked along once or twice. */
    private List<Version> versions(int finest, int coarsest, int vertices) {
        List<Version> versions = new ArrayList<>();
        Geometry last = source;
        double passed = 0;
        int left = vertices;
        for (int exponent = finest; exponent <= coarsest && left > FEWEST_VERTICES; exponent++) {
            double tolerance = Math.scalb(1.0, exponent);
            Geometry next = TopologyPreservingSimplifier.simplify(last, tolerance - passed);
            int count = next.getNumPoints() - (shape == Shape.RING ? 1 : 0);
            if (count <= left / 2 && count >= (shape == Shape.RING ? 3 : 2) && isAsGood(next)) {
                versions.add(new Version(exponent, vertices(next, count)));
                last = next;
                left = count;
                passed = tolerance;
            }
        }
        return versions;
    }

    /** Valid, or no worse than the source. */
    private boolean isAsGood(Geometry version) {
        if (shape == Shape.LINE || isValidRing(version)) {
            return true;
        }
        if (sourceValid == null) {
            sourceValid = isValidRing(source);
        }
        return !sourceValid;
    }

    private static boolean isValidRing(Geometry closed) {
        return FACTORY.createPolygon(closed.getCoordinates()).isValid();
    }

    private static int[] vertices(Geometry geometry, int count) {
        Coordinate[] coordinates = geometry.getCoordinates();
        int[] vertices = new int[count];
        for (int i = 0; i < count; i++) {
            vertices[i] = (int) coordinates[i].getZ();
        }
        return vertices;
    }
}
