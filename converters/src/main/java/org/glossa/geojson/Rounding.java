package org.glossa.geojson;

/** Rounds ordinates to a number of decimals, and remembers by how much. Not thread-safe. */
final class Rounding {
    /** Beyond, doubles have no decimals. */
    private static final double MOST_EXACT = 1L << 52;

    private final double steps;
    private double largestError;
    private boolean changed;

    private Rounding(double steps) {
        this.steps = steps;
    }

    /** Leaves every number as it is. */
    static Rounding none() {
        return new Rounding(0);
    }

    /** @param decimals from 0 */
    static Rounding to(int decimals) {
        return new Rounding(Math.pow(10, decimals));
    }

    boolean isNone() {
        return steps == 0;
    }

    double of(double value) {
        double rounded = rounded(value);
        double error = Math.abs(rounded - value);
        if (error > 0) {
            changed = true;
            largestError = Math.max(largestError, error);
        }
        return rounded;
    }

    /** Of a vertex that is ours, so that nothing is lost. */
    double ofOutline(double value) {
        return rounded(value);
    }

    private double rounded(double value) {
        double scaled = value * steps;
        return Math.abs(scaled) < MOST_EXACT ? Math.rint(scaled) / steps + 0.0 : value; // no minus before 0
    }

    /** Whether a number was changed since the last time that this was asked. */
    boolean hasChanged() {
        boolean answer = changed;
        changed = false;
        return answer;
    }

    double largestError() {
        return largestError;
    }
}
