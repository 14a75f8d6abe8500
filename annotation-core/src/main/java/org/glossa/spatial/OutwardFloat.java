package org.glossa.spatial;

/** The nearest float on a stated side of a double. Beyond the range of float that is an infinity, or the largest finite float. */
public final class OutwardFloat {
    private OutwardFloat() {}

    /** The largest float that is at most {@code value}; not for NaN. */
    public static float atMost(double value) {
        float nearest = (float) value;
        return nearest > value ? Math.nextDown(nearest) : nearest;
    }

    /** The smallest float that is at least {@code value}; not for NaN. */
    public static float atLeast(double value) {
        float nearest = (float) value;
        return nearest < value ? Math.nextUp(nearest) : nearest;
    }
}
