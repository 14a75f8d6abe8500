package org.glossa.outline;

/** The shoelace formula about the first vertex, which keeps small rings far from the origin exact enough to tell their sense of rotation. */
final class RingArea {
    private RingArea() {}

    /** Twice the area, its sign telling the sense of rotation. */
    static double twice(double[] ring) {
        double sum = 0;
        for (int i = 2; i + 3 < ring.length; i += 2) {
            double ax = ring[i] - ring[0];
            double ay = ring[i + 1] - ring[1];
            double bx = ring[i + 2] - ring[0];
            double by = ring[i + 3] - ring[1];
            sum += ax * by - bx * ay;
        }
        return sum;
    }
}
