package org.glossa.outline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins holes with their outline by bridges without width, for languages whose polygons have no holes, and undoes it exactly. Rings are open:
 * the first vertex is not repeated. A vertex is two doubles, x and y.
 *
 * <p>Where a hole is joined, the ring goes from a vertex (of the outline or of a hole joined before) to a vertex of the hole, around the hole
 * against the outline's sense of rotation, and back over the same bridge; so a hole of n vertices adds n + 2. The area that the ring encloses
 * is the outline's less the holes'.
 */
public final class HoleBridges {
    /** Numbers of a layout before those of the holes: vertices of the outline, holes. */
    private static final int HEAD = 2;

    /** Numbers for each hole, in the order of the constants below. */
    private static final int FIELDS = 5;

    /** The ring that the hole hangs on: 0 the outline, 1 the first hole. */
    private static final int OWNER = 0;

    /** The vertex of that ring, from 0, as its source counts. */
    private static final int OWNER_VERTEX = 1;

    private static final int VERTICES = 2;

    /** The vertex of the hole that the bridge ends at, from 0. */
    private static final int ROTATION = 3;

    /** 1 when the ring goes around the hole against the order of its vertices. */
    private static final int REVERSED = 4;

    private static final int NONE = -1;

    private HoleBridges() {}

    /**
     * @param ring x, y of each vertex, open; begins with the outline's first vertex and has the outline's vertices in order
     * @param layout what {@link #unbridge} needs beside the ring; opaque otherwise
     */
    public record Bridged(double[] ring, int[] layout) {}

    /** The rings as they were before they were bridged. */
    public record Outline(double[] outline, List<double[]> holes) {
        public Outline {
            holes = List.copyOf(holes);
        }
    }

    /**
     * Bridges cross no other ring when the rings are valid (holes inside the outline, no two rings cross).
     *
     * @param outline x, y of at least one vertex
     * @param holes each x, y of at least one vertex
     * @throws IllegalArgumentException when a ring has no vertex, or half a one
     * @throws ArithmeticException when the ring would have more than 2³¹ − 1 ordinates
     */
    public static Bridged bridge(double[] outline, List<double[]> holes) {
        List<double[]> rings = new ArrayList<>();
        rings.add(outline);
        rings.addAll(holes);
        for (double[] ring : rings) {
            if (ring.length == 0 || ring.length % 2 != 0) {
                throw new IllegalArgumentException(
                        "A ring needs x and y of at least one vertex, got " + ring.length + " ordinates");
            }
        }
        int[] layout = new int[HEAD + FIELDS * holes.size()];
        layout[0] = outline.length / 2;
        layout[1] = holes.size();
        double sense = RingArea.twice(outline);
        for (BridgeSearch.Bridge bridge : BridgeSearch.of(rings)) {
            int at = HEAD + FIELDS * (bridge.ring() - 1);
            double[] hole = rings.get(bridge.ring());
            layout[at + OWNER] = bridge.owner();
            layout[at + OWNER_VERTEX] = bridge.ownerVertex();
            layout[at + VERTICES] = hole.length / 2;
            layout[at + ROTATION] = bridge.vertex();
            layout[at + REVERSED] = Math.signum(RingArea.twice(hole)) == Math.signum(sense) && sense != 0 ? 1 : 0;
        }
        int[] order = order(layout);
        double[] all = joined(rings);
        double[] ring = new double[order.length * 2];
        for (int i = 0; i < order.length; i++) {
            ring[2 * i] = all[2 * order[i]];
            ring[2 * i + 1] = all[2 * order[i] + 1];
        }
        return new Bridged(ring, layout);
    }

    /**
     * Every vertex back bit for bit, same order, same start, same sense of rotation.
     *
     * @param ring of {@link Bridged}; its numbers may have been rounded since, all in one way
     * @throws IllegalArgumentException when ring and layout do not belong together
     */
    public static Outline unbridge(double[] ring, int[] layout) {
        long length = bridgedVertices(layout);
        if (length * 2 != ring.length) {
            throw new IllegalArgumentException(
                    "The layout is of " + length + " vertices, the ring has " + ring.length / 2.0);
        }
        int[] order = order(layout);
        int vertexCount = Arrays.stream(order).max().orElse(NONE) + 1;
        double[] all = new double[2 * vertexCount];
        boolean[] seen = new boolean[vertexCount];
        for (int i = 0; i < order.length; i++) {
            int vertex = order[i];
            if (seen[vertex]
                    && !(isSame(all[2 * vertex], ring[2 * i]) && isSame(all[2 * vertex + 1], ring[2 * i + 1]))) {
                throw new IllegalArgumentException(
                        "Vertex " + i + " of the ring is not the end of a bridge, as its layout says");
            }
            seen[vertex] = true;
            all[2 * vertex] = ring[2 * i];
            all[2 * vertex + 1] = ring[2 * i + 1];
        }
        int at = 2 * layout[0];
        double[] outline = Arrays.copyOf(all, at);
        List<double[]> holes = new ArrayList<>();
        for (int i = 0; i < layout[1]; i++) {
            int end = at + 2 * layout[HEAD + FIELDS * i + VERTICES];
            holes.add(Arrays.copyOfRange(all, at, end));
            at = end;
        }
        return new Outline(outline, holes);
    }

    private static boolean isSame(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    private static double[] joined(List<double[]> rings) {
        double[] all = new double[rings.stream().mapToInt(ring -> ring.length).reduce(0, Math::addExact)];
        int at = 0;
        for (double[] ring : rings) {
            System.arraycopy(ring, 0, all, at, ring.length);
            at += ring.length;
        }
        return all;
    }

    /** For each vertex of the bridged ring which vertex of the source it is, all rings counted through, the outline first. */
    private static int[] order(int[] layout) {
        int[] starts = starts(layout);
        int holes = layout[1];
        int length = Math.toIntExact(bridgedVertices(layout));
        Math.multiplyExact(length, 2);
        // holes that hang on a vertex, in the order of their numbers
        int[] firstOf = new int[starts[holes + 1]];
        Arrays.fill(firstOf, NONE);
        int[] nextOf = new int[holes + 1];
        for (int ring = holes; ring > 0; ring--) {
            int at = HEAD + FIELDS * (ring - 1);
            int vertex = starts[layout[at + OWNER]] + layout[at + OWNER_VERTEX];
            nextOf[ring] = firstOf[vertex];
            firstOf[vertex] = ring;
        }
        int[] order = new int[length];
        int used = 0;
        int[] steps = new int[holes + 1];
        int[] standsAt = new int[holes + 1];
        Arrays.fill(standsAt, NONE);
        int ring = 0;
        while (true) {
            int vertex = standsAt[ring];
            if (vertex != NONE && firstOf[vertex] != NONE) {
                int hole = firstOf[vertex];
                firstOf[vertex] = nextOf[hole];
                ring = hole;
            } else if (steps[ring] < vertices(layout, ring)) {
                standsAt[ring] = starts[ring] + vertex(layout, ring, steps[ring]++);
                order[used++] = standsAt[ring];
            } else if (ring == 0) {
                break;
            } else {
                order[used++] = starts[ring] + vertex(layout, ring, 0); // closes the hole
                ring = layout[HEAD + FIELDS * (ring - 1) + OWNER];
                order[used++] = standsAt[ring]; // and back over the bridge
            }
        }
        if (used != length) {
            throw new IllegalArgumentException("Holes of the layout hang on each other and not on the outline");
        }
        return order;
    }

    private static int vertices(int[] layout, int ring) {
        return ring == 0 ? layout[0] : layout[HEAD + FIELDS * (ring - 1) + VERTICES];
    }

    private static int vertex(int[] layout, int ring, int step) {
        if (ring == 0) {
            return step;
        }
        int at = HEAD + FIELDS * (ring - 1);
        int count = layout[at + VERTICES];
        int forward = layout[at + REVERSED] == 1 ? count - step : step; // step < count
        return (int) (((long) layout[at + ROTATION] + forward) % count);
    }

    private static long bridgedVertices(int[] layout) {
        int[] starts = starts(layout);
        return starts[layout[1] + 1] + 2L * layout[1];
    }

    /** Where each ring begins in the source, and the number of all vertices; refuses numbers that cannot be. */
    private static int[] starts(int[] layout) {
        if (layout.length < HEAD || layout[1] < 0 || layout.length != HEAD + (long) FIELDS * layout[1]) {
            throw new IllegalArgumentException("A layout of " + layout.length + " numbers does not fit its holes");
        }
        int holes = layout[1];
        int[] starts = new int[holes + 2];
        for (int ring = 0; ring <= holes; ring++) {
            int count = vertices(layout, ring);
            if (count < 1) {
                throw new IllegalArgumentException("Ring " + ring + " of the layout has " + count + " vertices");
            }
            starts[ring + 1] = Math.addExact(starts[ring], count);
        }
        Math.multiplyExact(starts[holes + 1], 2);
        for (int hole = 0; hole < holes; hole++) {
            int at = HEAD + FIELDS * hole;
            boolean sound = isWithin(layout[at + OWNER], holes + 1)
                    && isWithin(layout[at + OWNER_VERTEX], vertices(layout, layout[at + OWNER]))
                    && isWithin(layout[at + ROTATION], layout[at + VERTICES])
                    && isWithin(layout[at + REVERSED], 2);
            if (!sound) {
                throw new IllegalArgumentException(
                        "Hole " + (hole + 1) + " of the layout is joined where there is no vertex");
            }
        }
        return starts;
    }

    private static boolean isWithin(int number, int end) {
        return number >= 0 && number < end;
    }
}
