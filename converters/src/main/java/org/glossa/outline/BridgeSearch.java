package org.glossa.outline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a bridge for each hole as D. Eberly describes ("Triangulation by Ear Clipping"): from the hole's leftmost vertex straight to the left
 * until a ring is met, then to the vertex that can be seen nearest to that line. The ring met begins further left, so that holes hang on
 * holes before them and all on the outline. Edges are sorted into strips of y, since slides have outlines of 10⁵ vertices and 10³ holes.
 */
final class BridgeSearch {
    private static final int MOST_STRIPS = 4096;

    /** A strip for so many edges. */
    private static final int EDGES_OF_STRIP = 8;

    /** Edges over all strips, at most so many times those of the rings: long edges are in many strips. */
    private static final int MOST_REPEATED = 8;

    private final List<double[]> rings;
    private final int[] leftmost;

    /** The place of each ring in the order in which holes are joined; the outline is 0. */
    private final int[] places;

    private final int[] edgeRings;
    private final int[] edgeVertices;
    private final double top;
    private final double stripHeight;

    /** Where the edges of each strip begin. */
    private final int[] stripStarts;

    private final int[] stripEdges;

    /**
     * @param ring from 1
     * @param vertex of the hole, from 0
     * @param owner the ring that it is joined to, 0 for the outline
     */
    record Bridge(int ring, int vertex, int owner, int ownerVertex) {}

    /** A bridge for each hole; they may be made in any order. */
    static List<Bridge> of(List<double[]> rings) {
        if (rings.size() == 1) {
            return List.of();
        }
        BridgeSearch search = new BridgeSearch(rings);
        List<Bridge> bridges = new ArrayList<>();
        for (int ring = 1; ring < rings.size(); ring++) {
            bridges.add(search.find(ring));
        }
        return bridges;
    }

    private BridgeSearch(List<double[]> rings) {
        this.rings = rings;
        this.leftmost = new int[rings.size()];
        int edges = 0;
        for (int ring = 0; ring < rings.size(); ring++) {
            leftmost[ring] = leftmost(rings.get(ring));
            edges += rings.get(ring).length / 2;
        }
        this.places = places();
        this.edgeRings = new int[edges];
        this.edgeVertices = new int[edges];
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        int edge = 0;
        for (int ring = 0; ring < rings.size(); ring++) {
            for (int vertex = 0; vertex < rings.get(ring).length / 2; vertex++) {
                edgeRings[edge] = ring;
                edgeVertices[edge++] = vertex;
                least = Math.min(least, y(ring, vertex));
                greatest = Math.max(greatest, y(ring, vertex));
            }
        }
        this.top = least;
        int strips = Math.clamp(Math.min(edges / EDGES_OF_STRIP, rings.size()), 1, MOST_STRIPS);
        while (strips > 1 && spread(strips, (greatest - least) / strips) > (long) MOST_REPEATED * edges) {
            strips /= 2;
        }
        this.stripHeight = (greatest - least) / strips;
        this.stripStarts = new int[strips + 1];
        for (int i = 0; i < edges; i++) {
            for (int strip = firstStrip(i, strips, stripHeight); strip <= lastStrip(i, strips, stripHeight); strip++) {
                stripStarts[strip + 1]++;
            }
        }
        for (int strip = 0; strip < strips; strip++) {
            stripStarts[strip + 1] += stripStarts[strip];
        }
        this.stripEdges = new int[stripStarts[strips]];
        int[] used = stripStarts.clone();
        for (int i = 0; i < edges; i++) {
            for (int strip = firstStrip(i, strips, stripHeight); strip <= lastStrip(i, strips, stripHeight); strip++) {
                stripEdges[used[strip]++] = i;
            }
        }
    }

    private long spread(int strips, double height) {
        long sum = 0;
        for (int i = 0; i < edgeRings.length; i++) {
            sum += lastStrip(i, strips, height) - firstStrip(i, strips, height) + 1;
        }
        return sum;
    }

    private int firstStrip(int edge, int strips, double height) {
        return strip(
                Math.min(y(edgeRings[edge], edgeVertices[edge]), y(edgeRings[edge], edgeVertices[edge] + 1)),
                strips,
                height);
    }

    private int lastStrip(int edge, int strips, double height) {
        return strip(
                Math.max(y(edgeRings[edge], edgeVertices[edge]), y(edgeRings[edge], edgeVertices[edge] + 1)),
                strips,
                height);
    }

    /** A number that is none is in the first. */
    private int strip(double y, int strips, double height) {
        return Math.clamp((int) ((y - top) / height), 0, strips - 1);
    }

    private static int leftmost(double[] ring) {
        int least = 0;
        for (int vertex = 1; vertex < ring.length / 2; vertex++) {
            double x = ring[2 * vertex];
            if (x < ring[2 * least] || x == ring[2 * least] && ring[2 * vertex + 1] < ring[2 * least + 1]) {
                least = vertex;
            }
        }
        return least;
    }

    private int[] places() {
        List<Integer> order = new ArrayList<>();
        for (int ring = 1; ring < rings.size(); ring++) {
            order.add(ring);
        }
        order.sort(Comparator.<Integer>comparingDouble(ring -> x(ring, leftmost[ring]))
                .thenComparingDouble(ring -> y(ring, leftmost[ring]))
                .thenComparing(ring -> ring));
        int[] all = new int[rings.size()];
        for (int i = 0; i < order.size(); i++) {
            all[order.get(i)] = i + 1;
        }
        return all;
    }

    private double x(int ring, int vertex) {
        double[] all = rings.get(ring);
        return all[2 * vertex % all.length];
    }

    private double y(int ring, int vertex) {
        double[] all = rings.get(ring);
        return all[2 * vertex % all.length + 1];
    }

    private Bridge find(int ring) {
        int vertex = leftmost[ring];
        double x = x(ring, vertex);
        double y = y(ring, vertex);
        int met = -1;
        double metX = Double.NEGATIVE_INFINITY;
        int strip = strip(y, stripStarts.length - 1, stripHeight);
        for (int i = stripStarts[strip]; i < stripStarts[strip + 1]; i++) {
            int edge = stripEdges[i];
            if (places[edgeRings[edge]] >= places[ring]) {
                continue;
            }
            double crossing = crossing(edge, y);
            if (crossing <= x && crossing > metX) {
                met = edge;
                metX = crossing;
            }
        }
        if (met < 0) {
            return new Bridge(ring, vertex, 0, nearestOfOutline(x, y)); // the hole is not inside
        }
        int owner = edgeRings[met];
        int from = edgeVertices[met];
        double fromX = x(owner, from);
        double toX = x(owner, from + 1);
        boolean first = fromX < toX || fromX == toX && Math.abs(y(owner, from) - y) <= Math.abs(y(owner, from + 1) - y);
        int end = first ? from : (from + 1) % (rings.get(owner).length / 2);
        return visible(new Bridge(ring, vertex, owner, end), metX);
    }

    /** The x where an edge meets a horizontal line, NaN when it does not. */
    private double crossing(int edge, double y) {
        int ring = edgeRings[edge];
        double ay = y(ring, edgeVertices[edge]);
        double by = y(ring, edgeVertices[edge] + 1);
        double ax = x(ring, edgeVertices[edge]);
        double bx = x(ring, edgeVertices[edge] + 1);
        if (ay == y && by == y) {
            return Math.max(ax, bx);
        }
        if (!(Math.min(ay, by) <= y && y <= Math.max(ay, by))) {
            return Double.NaN;
        }
        if (ay == y) {
            return ax;
        }
        if (by == y) {
            return bx;
        }
        double x = ax + (y - ay) / (by - ay) * (bx - ax);
        return Math.min(Math.max(x, Math.min(ax, bx)), Math.max(ax, bx));
    }

    /** Of the vertices in the triangle of the hole's vertex, the point met and the end of the edge met, the one nearest to the line. */
    private Bridge visible(Bridge wanted, double metX) {
        double x = x(wanted.ring, wanted.vertex);
        double y = y(wanted.ring, wanted.vertex);
        double endX = x(wanted.owner, wanted.ownerVertex);
        double endY = y(wanted.owner, wanted.ownerVertex);
        Bridge best = wanted;
        double bestSlope = Math.abs(endY - y) / (x - endX);
        int strips = stripStarts.length - 1;
        for (int strip = strip(Math.min(y, endY), strips, stripHeight);
                strip <= strip(Math.max(y, endY), strips, stripHeight);
                strip++) {
            for (int i = stripStarts[strip]; i < stripStarts[strip + 1]; i++) {
                int ring = edgeRings[stripEdges[i]];
                int vertex = edgeVertices[stripEdges[i]];
                double vx = x(ring, vertex);
                double vy = y(ring, vertex);
                if (places[ring] >= places[wanted.ring]
                        || vx > x
                        || vx < endX
                        || !isInTriangle(vx, vy, x, y, metX, y, endX, endY)) {
                    continue;
                }
                double slope = Math.abs(vy - y) / (x - vx);
                boolean nearer = slope < bestSlope || slope == bestSlope && vx > x(best.owner, best.ownerVertex);
                if (nearer) {
                    best = new Bridge(wanted.ring, wanted.vertex, ring, vertex);
                    bestSlope = slope;
                }
            }
        }
        return best;
    }

    private static boolean isInTriangle(
            double px, double py, double ax, double ay, double bx, double by, double cx, double cy) {
        double ab = cross(ax, ay, bx, by, px, py);
        double bc = cross(bx, by, cx, cy, px, py);
        double ca = cross(cx, cy, ax, ay, px, py);
        return ab >= 0 && bc >= 0 && ca >= 0 || ab <= 0 && bc <= 0 && ca <= 0;
    }

    private static double cross(double ax, double ay, double bx, double by, double px, double py) {
        return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
    }

    private int nearestOfOutline(double x, double y) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int vertex = 0; vertex < rings.getFirst().length / 2; vertex++) {
            double dx = x(0, vertex) - x;
            double dy = y(0, vertex) - y;
            double distance = dx * dx + dy * dy;
            if (distance < least) {
                least = distance;
                nearest = vertex;
            }
        }
        return nearest;
    }
}
