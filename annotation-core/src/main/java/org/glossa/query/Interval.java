package org.glossa.query;

/**
 * Numbers from a least to a greatest one, both included; none when the least is the greater. An open end is the next double inward,
 * which is the same: every value is a double. A float32 value is compared as the number that it is, so the float nearest to 0.1 is
 * above the double 0.1. −0 and 0 are one number.
 *
 * @param least not NaN; −∞ where there is no lower end
 * @param greatest not NaN; ∞ where there is no upper end
 */
public record Interval(double least, double greatest) {
    /** Every number, the infinite ones too. */
    public static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final Interval NONE = new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    public Interval {
        if (Double.isNaN(least) || Double.isNaN(greatest)) {
            throw new IllegalArgumentException(
                    "The ends of an interval are numbers, got " + least + " and " + greatest);
        }
    }

    /** {@code x >= end}. */
    public static Interval from(double end) {
        return new Interval(end, Double.POSITIVE_INFINITY);
    }

    /** {@code x > end}. */
    public static Interval above(double end) {
        return end == Double.POSITIVE_INFINITY ? NONE : from(Math.nextUp(end));
    }

    /** {@code x <= end}. */
    public static Interval upTo(double end) {
        return new Interval(Double.NEGATIVE_INFINITY, end);
    }

    /** {@code x < end}. */
    public static Interval below(double end) {
        return end == Double.NEGATIVE_INFINITY ? NONE : upTo(Math.nextDown(end));
    }

    /** What is in both. */
    public Interval and(Interval other) {
        return new Interval(Math.max(least, other.least), Math.min(greatest, other.greatest));
    }

    public boolean contains(double value) {
        return value >= least && value <= greatest;
    }
}
