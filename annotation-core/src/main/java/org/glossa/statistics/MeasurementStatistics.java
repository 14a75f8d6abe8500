package org.glossa.statistics;

import java.util.List;

/**
 * The values of one measurement of one group. Extremes, histogram and quantiles are those of the finite values; NaN and the infinities
 * are counted beside. All are exact, whatever the number of values.
 *
 * @param values values that are present, NaN and infinities among them
 * @param notNumbers of these NaN
 * @param negativeInfinities of these −∞
 * @param positiveInfinities of these +∞
 * @param least the least finite value, −0 below 0; NaN when there is none
 * @param greatest the greatest finite value; NaN when there is none
 * @param histogram values in each of n bins of equal width between the extremes. A value is in bin ⌊(value − least) / (greatest −
 *     least) × n⌋, computed in double from left to right, the greatest in the last. n is {@link #BINS}, or the number of finite
 *     values when they are fewer; 1 when all are equal
 * @param quantiles for each of {@link #PERMILLES} the value that it is: the least x so that p ‰ of the finite values, rounded up, and
 *     at least one, are x or less (Hyndman and Fan's first definition); none when there is no finite value
 */
public record MeasurementStatistics(
        long values,
        long notNumbers,
        long negativeInfinities,
        long positiveInfinities,
        float least,
        float greatest,
        List<Long> histogram,
        List<Float> quantiles) {
    /** Most bins of a histogram. */
    public static final int BINS = 64;

    /** Which quantiles are known, in thousandths, ascending. */
    public static final List<Integer> PERMILLES = List.of(1, 10, 50, 100, 250, 500, 750, 900, 950, 990, 999);

    public MeasurementStatistics {
        histogram = List.copyOf(histogram);
        quantiles = List.copyOf(quantiles);
    }

    /** Values that are neither NaN nor infinite. */
    public long finiteValues() {
        return values - notNumbers - negativeInfinities - positiveInfinities;
    }
}
