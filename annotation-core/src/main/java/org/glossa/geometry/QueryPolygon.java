package org.glossa.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glossa.spatial.Box;
import org.glossa.spatial.BoxJudge;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * A closed polygon, with holes or without, that annotations are asked against. Immutable, thread-safe.
 *
 * <p>Edges lie in the order of the rings, where neighbours are near each other, so an implicit tree over runs of 16 of them finds those
 * near a place, however many there are (the scheme of {@link org.glossa.spatial.PackedHilbertTree}). Inside and outside are told by
 * the even-odd rule, which for the valid polygons that are let in is what JTS says.
 */
public final class QueryPolygon implements BoxJudge {
    private static final int FAN_OUT = 16;
    private static final double MOST = 1e150;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** x and y of the begin, then of the end, of each edge. */
    private final double[] edges;

    /** Boxes of runs of 16 edges, then of runs of 16 of those, up to a single one: minX, minY, maxX, maxY. */
    private final List<double[]> levels = new ArrayList<>();

    private final Box bounds;

    private QueryPolygon(double[] edges) {
        this.edges = edges;
        double[] boxes = edgeBoxes(edges);
        levels.add(boxes);
        while (boxes.length > 4) {
            boxes = unions(boxes);
            levels.add(boxes);
        }
        this.bounds = new Box(boxes[0], boxes[1], boxes[2], boxes[3]);
    }

    /**
     * @param rings x, y, x, y, … of the outline, then of each hole, wound either way; the last vertex may repeat the first
     * @throws IllegalArgumentException when JTS does not find the polygon valid (OGC Simple Features): fewer than three places in a
     *     ring, a ring that crosses or overlaps itself or touches itself in a point, a hole outside, holes that cross or cut the
     *     inside in two. A hole may touch another ring in a point. Also when an ordinate is not within ±1e150
     */
    public static QueryPolygon of(List<double[]> rings) {
        if (rings.isEmpty()) {
            throw new IllegalArgumentException("A polygon needs a ring, got none");
        }
        List<double[]> closed = rings.stream().map(QueryPolygon::closed).toList();
        requireValid(closed);
        double[] edges =
                new double[closed.stream().mapToInt(ring -> ring.length - 2).sum() * 2];
        int next = 0;
        for (double[] ring : closed) {
            for (int i = 0; i + 2 < ring.length; i += 2) {
                System.arraycopy(ring, i, edges, next, 4);
                next += 4;
            }
        }
        return new QueryPolygon(edges);
    }

    private static double[] closed(double[] ring) {
        if (ring.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "A ring has an x and a y for each vertex, got " + ring.length + " numbers");
        }
        for (int i = 0; i < ring.length; i++) {
            if (!(Math.abs(ring[i]) <= MOST)) {
                throw new IllegalArgumentException("An ordinate of a polygon is from -1e150 to 1e150, got " + ring[i]
                        + " at position " + i / 2 + " of a ring, counted from 0");
            }
        }
        int last = ring.length - 2;
        if (ring.length == 0 || last > 0 && ring[last] == ring[0] && ring[last + 1] == ring[1]) {
            return ring.clone();
        }
        double[] closed = Arrays.copyOf(ring, ring.length + 2);
        closed[ring.length] = ring[0];
        closed[ring.length + 1] = ring[1];
        return closed;
    }

    private static void requireValid(List<double[]> closed) {
        for (double[] ring : closed) {
            if (ring.length < 8) {
                throw new IllegalArgumentException("A ring has at least three vertices and the first again, got "
                        + ring.length / 2 + " positions");
            }
        }
        LinearRing[] rings = closed.stream()
                .map(ring -> FACTORY.createLinearRing(new PackedCoordinateSequence.Double(ring, 2, 0)))
                .toArray(LinearRing[]::new);
        Polygon polygon = FACTORY.createPolygon(rings[0], Arrays.copyOfRange(rings, 1, rings.length));
        TopologyValidationError error = new IsValidOp(polygon).getValidationError();
        if (error != null) {
            throw new IllegalArgumentException("The polygon is not valid: " + error.getMessage() + " at "
                    + error.getCoordinate().x + "," + error.getCoordinate().y
                    + "; allowed: rings that neither cross nor touch themselves, holes inside");
        }
    }

    private static double[] edgeBoxes(double[] edges) {
        int count = edges.length / 4;
        double[] boxes = new double[(count + FAN_OUT - 1) / FAN_OUT * 4];
        for (int box = 0; box < boxes.length / 4; box++) {
            clear(boxes, box);
            for (int edge = box * FAN_OUT; edge < Math.min((box + 1) * FAN_OUT, count); edge++) {
                include(boxes, box, edges[4 * edge], edges[4 * edge + 1]);
                include(boxes, box, edges[4 * edge + 2], edges[4 * edge + 3]);
            }
        }
        return boxes;
    }

    private static double[] unions(double[] below) {
        int count = below.length / 4;
        double[] boxes = new double[(count + FAN_OUT - 1) / FAN_OUT * 4];
        for (int box = 0; box < boxes.length / 4; box++) {
            clear(boxes, box);
            for (int child = box * FAN_OUT; child < Math.min((box + 1) * FAN_OUT, count); child++) {
                include(boxes, box, below[4 * child], below[4 * child + 1]);
                include(boxes, box, below[4 * child + 2], below[4 * child + 3]);
            }
        }
        return boxes;
    }

    private static void clear(double[] boxes, int box) {
        Arrays.fill(boxes, 4 * box, 4 * box + 2, Double.POSITIVE_INFINITY);
        Arrays.fill(boxes, 4 * box + 2, 4 * box + 4, Double.NEGATIVE_INFINITY);
    }

    private static void include(double[] boxes, int box, double x, double y) {
        boxes[4 * box] = Math.min(boxes[4 * box], x);
        boxes[4 * box + 1] = Math.min(boxes[4 * box + 1], y);
        boxes[4 * box + 2] = Math.max(boxes[4 * box + 2], x);
        boxes[4 * box + 3] = Math.max(boxes[4 * box + 3], y);
    }

    public Box bounds() {
        return bounds;
    }

    /** A vertex of the outline. */
    double someX() {
        return edges[0];
    }

    double someY() {
        return edges[1];
    }

    /** Whether a point lies inside or on a ring. */
    public boolean covers(double x, double y) {
        if (!bounds.contains(x, y)) {
            return false;
        }
        int crossings = crossings(levels.size() - 1, 0, x, y);
        return crossings < 0 || (crossings & 1) != 0;
    }

    /** Edges below a node that a ray to the right crosses; −1 when the point lies on one. */
    private int crossings(int level, int node, double x, double y) {
        double[] boxes = levels.get(level);
        if (y < boxes[4 * node + 1] || y > boxes[4 * node + 3] || x > boxes[4 * node + 2]) {
            return 0;
        }
        int end = Math.min((node + 1) * FAN_OUT, childCount(level));
        int sum = 0;
        for (int child = node * FAN_OUT; child < end; child++) {
            int crossings = level > 0
                    ? crossings(level - 1, child, x, y)
                    : Segments.crossing(
                            edges[4 * child], edges[4 * child + 1], edges[4 * child + 2], edges[4 * child + 3], x, y);
            if (crossings < 0) {
                return -1;
            }
            sum += crossings;
        }
        return sum;
    }

    /** Whether an edge shares a point with a segment of finite ends. */
    boolean meetsEdge(double ax, double ay, double bx, double by) {
        return meetsEdge(levels.size() - 1, 0, ax, ay, bx, by);
    }

    private boolean meetsEdge(int level, int node, double ax, double ay, double bx, double by) {
        if (isDisjoint(level, node, Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))) {
            return false;
        }
        int end = Math.min((node + 1) * FAN_OUT, childCount(level));
        for (int child = node * FAN_OUT; child < end; child++) {
            boolean meets = level > 0
                    ? meetsEdge(level - 1, child, ax, ay, bx, by)
                    : Segments.meet(
                            ax,
                            ay,
                            bx,
                            by,
                            edges[4 * child],
                            edges[4 * child + 1],
                            edges[4 * child + 2],
                            edges[4 * child + 3]);
            if (meets) {
                return true;
            }
        }
        return false;
    }

    /** Whether an edge shares a point with a closed box of finite sides. */
    boolean edgeMeetsBox(double minX, double minY, double maxX, double maxY) {
        return edgeMeetsBox(levels.size() - 1, 0, minX, minY, maxX, maxY);
    }

    private boolean edgeMeetsBox(int level, int node, double minX, double minY, double maxX, double maxY) {
        if (isDisjoint(level, node, minX, minY, maxX, maxY)) {
            return false;
        }
        int end = Math.min((node + 1) * FAN_OUT, childCount(level));
        for (int child = node * FAN_OUT; child < end; child++) {
            boolean meets = level > 0
                    ? edgeMeetsBox(level - 1, child, minX, minY, maxX, maxY)
                    : Segments.meetsBox(
                            edges[4 * child],
                            edges[4 * child + 1],
                            edges[4 * child + 2],
                            edges[4 * child + 3],
                            minX,
                            minY,
                            maxX,
                            maxY);
            if (meets) {
                return true;
            }
        }
        return false;
    }

    private boolean isDisjoint(int level, int node, double minX, double minY, double maxX, double maxY) {
        double[] boxes = levels.get(level);
        return maxX < boxes[4 * node]
                || maxY < boxes[4 * node + 1]
                || minX > boxes[4 * node + 2]
                || minY > boxes[4 * node + 3];
    }

    private int childCount(int level) {
        return (level == 0 ? edges.length : levels.get(level - 1).length) / 4;
    }

    /** A box that no edge meets lies wholly inside or outside. */
    @Override
    public Verdict judge(double minX, double minY, double maxX, double maxY) {
        if (isDisjoint(levels.size() - 1, 0, minX, minY, maxX, maxY)) {
            return Verdict.DISJOINT;
        }
        boolean isFinite = minX >= -Double.MAX_VALUE
                && minY >= -Double.MAX_VALUE
                && maxX <= Double.MAX_VALUE
                && maxY <= Double.MAX_VALUE;
        if (!isFinite || edgeMeetsBox(minX, minY, maxX, maxY)) {
            return Verdict.OPEN;
        }
        return covers(minX, minY) ? Verdict.CONTAINED : Verdict.DISJOINT;
    }
}
