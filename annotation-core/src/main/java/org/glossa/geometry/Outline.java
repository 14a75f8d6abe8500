package org.glossa.geometry;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;

/**
 * The vertices of one annotation after another in the target space, in an array that is used again; an ELLIPSE as the polygon of
 * {@link EllipseOutline}. Inside and outside of an outline that encloses an area are told by the even-odd rule. Not thread-safe.
 */
final class Outline {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final PlanarTransform transform;
    private final double ellipseTolerance;
    private final double[] ends = new double[8];
    private double[] xy = new double[64];
    private int vertexCount;
    private boolean hasArea;
    private double minX;
    private double minY;
    private double maxX;
    private double maxY;

    /** @param ellipseTolerance largest distance of an ellipse's polygon from the ellipse, in units of the target space */
    Outline(PlanarTransform transform, double ellipseTolerance) {
        this.transform = transform;
        this.ellipseTolerance = ellipseTolerance;
    }

    /** @return whether there are vertices, all of them finite in the target space */
    boolean load(AnnotationView view) {
        GraphicType type = view.graphicType();
        hasArea = type != GraphicType.POINT && type != GraphicType.POLYLINE;
        if (type == GraphicType.ELLIPSE && view.vertexCount() == 4) {
            return loadEllipse(view);
        }
        vertexCount = type == GraphicType.POINT ? Math.min(view.vertexCount(), 1) : view.vertexCount();
        reserve(vertexCount);
        for (int vertex = 0; vertex < vertexCount; vertex++) {
            double x = view.ordinate(vertex, 0);
            double y = view.ordinate(vertex, 1);
            xy[2 * vertex] = transform.x(x, y);
            xy[2 * vertex + 1] = transform.y(x, y);
        }
        return measure();
    }

    /**
     * Loads what a column has, as it is: also the four ends of an ELLIPSE.
     *
     * @param box of the vertices, or a little larger
     */
    void load(
            GraphicType type,
            Precision precision,
            int ordinates,
            MemorySegment segment,
            long offset,
            int vertices,
            Box box) {
        hasArea = type != GraphicType.POINT && type != GraphicType.POLYLINE;
        vertexCount = type == GraphicType.POINT ? Math.min(vertices, 1) : vertices;
        reserve(vertexCount);
        int step = ordinates * precision.bytes();
        long at = offset;
        switch (precision) {
            case FLOAT32 -> {
                for (int vertex = 0; vertex < vertexCount; vertex++, at += step) {
                    xy[2 * vertex] = segment.get(FLOAT, at);
                    xy[2 * vertex + 1] = segment.get(FLOAT, at + 4);
                }
            }
            case FLOAT64 -> {
                for (int vertex = 0; vertex < vertexCount; vertex++, at += step) {
                    xy[2 * vertex] = segment.get(DOUBLE, at);
                    xy[2 * vertex + 1] = segment.get(DOUBLE, at + 8);
                }
            }
        }
        minX = box.minX();
        minY = box.minY();
        maxX = box.maxX();
        maxY = box.maxY();
        if (Double.isInfinite(minX) || Double.isInfinite(minY) || Double.isInfinite(maxX) || Double.isInfinite(maxY)) {
            measure(); // beyond the floats of boxes
        }
    }

    private boolean loadEllipse(AnnotationView view) {
        for (int vertex = 0; vertex < 4; vertex++) {
            double x = view.ordinate(vertex, 0);
            double y = view.ordinate(vertex, 1);
            ends[2 * vertex] = transform.x(x, y);
            ends[2 * vertex + 1] = transform.y(x, y);
            if (!Double.isFinite(ends[2 * vertex]) || !Double.isFinite(ends[2 * vertex + 1])) {
                return false;
            }
        }
        int quarter = EllipseOutline.quarterCount(ends, ellipseTolerance);
        vertexCount = 4 * quarter;
        reserve(vertexCount);
        EllipseOutline.draw(ends, quarter, xy);
        return measure();
    }

    private void reserve(int vertices) {
        int needed = Math.multiplyExact(2, vertices);
        if (needed > xy.length) {
            xy = new double[Math.max(needed, (int) Math.min(2L * xy.length, Integer.MAX_VALUE - 8))];
        }
    }

    private boolean measure() {
        minX = Double.POSITIVE_INFINITY;
        minY = Double.POSITIVE_INFINITY;
        maxX = Double.NEGATIVE_INFINITY;
        maxY = Double.NEGATIVE_INFINITY;
        for (int vertex = 0; vertex < vertexCount; vertex++) {
            // Math.min and Math.max hand a NaN on.
            minX = Math.min(minX, xy[2 * vertex]);
            minY = Math.min(minY, xy[2 * vertex + 1]);
            maxX = Math.max(maxX, xy[2 * vertex]);
            maxY = Math.max(maxY, xy[2 * vertex + 1]);
        }
        return Double.isFinite(minX) && Double.isFinite(minY) && Double.isFinite(maxX) && Double.isFinite(maxY);
    }

    int vertexCount() {
        return vertexCount;
    }

    /** Edges, the closing one of an area included; edge i begins at vertex i. */
    int edgeCount() {
        return hasArea ? vertexCount : vertexCount - 1;
    }

    boolean hasArea() {
        return hasArea;
    }

    double x(int vertex) {
        return xy[2 * vertex];
    }

    double y(int vertex) {
        return xy[2 * vertex + 1];
    }

    /** The vertex at which an edge ends. */
    int end(int edge) {
        return edge + 1 == vertexCount ? 0 : edge + 1;
    }

    double minX() {
        return minX;
    }

    double minY() {
        return minY;
    }

    double maxX() {
        return maxX;
    }

    double maxY() {
        return maxY;
    }

    /** Whether the outline, or what it encloses, shares a point with a closed box that has an area. */
    boolean meets(Box box) {
        if (maxX < box.minX() || minX > box.maxX() || maxY < box.minY() || minY > box.maxY()) {
            return false;
        }
        // Every vertex is finite, so that nothing of a box that reaches farther is missed.
        double left = Math.max(box.minX(), -Double.MAX_VALUE);
        double top = Math.max(box.minY(), -Double.MAX_VALUE);
        double right = Math.min(box.maxX(), Double.MAX_VALUE);
        double bottom = Math.min(box.maxY(), Double.MAX_VALUE);
        if (vertexCount == 1 || isRectangle()) {
            return true;
        }
        for (int edge = 0; edge < edgeCount(); edge++) {
            int end = end(edge);
            if (Segments.meetsBox(x(edge), y(edge), x(end), y(end), left, top, right, bottom)) {
                return true;
            }
        }
        return hasArea && encloses(left, top);
    }

    /**
     * JTS's {@code Polygon.isRectangle}, which takes two sides of its box, there and back, for a rectangle too, and finds that wherever
     * it finds the box.
     */
    private boolean isRectangle() {
        if (!hasArea || vertexCount != 4) {
            return false;
        }
        for (int vertex = 0; vertex < 4; vertex++) {
            boolean isCorner = (x(vertex) == minX || x(vertex) == maxX) && (y(vertex) == minY || y(vertex) == maxY);
            int next = end(vertex);
            if (!isCorner || x(vertex) == x(next) == (y(vertex) == y(next))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a point lies in the area, by the even-odd rule, or on the outline. */
    boolean encloses(double x, double y) {
        if (x < minX || x > maxX || y < minY || y > maxY) {
            return false;
        }
        boolean inside = false;
        for (int edge = 0; edge < edgeCount(); edge++) {
            int end = end(edge);
            int crossing = Segments.crossing(x(edge), y(edge), x(end), y(end), x, y);
            if (crossing < 0) {
                return true;
            }
            inside ^= crossing != 0;
        }
        return inside;
    }
}
