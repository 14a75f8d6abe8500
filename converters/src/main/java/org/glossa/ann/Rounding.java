package org.glossa.ann;

/** How many numbers were rounded, and by how much at most. Not thread-safe. */
final class Rounding {
    private long count;
    private double most;

    void add(double error) {
        count++;
        most = Math.max(most, error);
    }

    long count() {
        return count;
    }

    double most() {
        return most;
    }
}
