package org.glossa.statistics;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glossa.annotation.MeasurementValues;
import org.jspecify.annotations.Nullable;

/**
 * Makes statistics of measurements, one after another, from front to back. Few values are sorted; of many, one pass counts the upper
 * halves of their bits in ascending order, and a second one the lower halves where a quantile lies. So a quantile is exact and the
 * memory the same for any number: 64 KiB, or 6.4 MiB once values were many. Not thread-safe.
 */
public final class StatisticsScan {
    /** So many values are sorted: counting would clear and walk 65,536 counters for each measurement of each small group. */
    private static final int SORTED = 1 << 14;

    private static final int HALF = 1 << 16;

    /** Values between two looks at whether to go on. */
    private static final int STEP = 1 << 16;

    private final float[] few = new float[SORTED];
    private final long[] ranks = new long[MeasurementStatistics.PERMILLES.size()];
    private long @Nullable [] upper;

    private long values;
    private long notNumbers;
    private long negativeInfinities;
    private long positiveInfinities;
    private long finite;
    private float least;
    private float greatest;

    /**
     * @param count values are asked for from 0 to {@code count − 1}, twice
     * @throws InterruptedIOException when the thread is interrupted
     */
    public MeasurementStatistics of(MeasurementValues source, long count) throws InterruptedIOException {
        values = 0;
        notNumbers = 0;
        negativeInfinities = 0;
        positiveInfinities = 0;
        finite = 0;
        least = Float.POSITIVE_INFINITY;
        greatest = Float.NEGATIVE_INFINITY;
        long[] counters = count > SORTED ? upperCounters() : null;
        scan(source, count, counters);
        if (finite == 0) {
            return statistics(Float.NaN, Float.NaN, List.of(), List.of());
        }
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = Math.ceilDiv(MeasurementStatistics.PERMILLES.get(i) * finite, 1000) - 1; // zero-based
        }
        long[] bins = new long[least == greatest ? 1 : (int) Math.min(MeasurementStatistics.BINS, finite)];
        List<Float> quantiles =
                counters == null ? quantilesOfFew(bins) : quantilesOfMany(source, count, counters, bins);
        return statistics(least, greatest, Arrays.stream(bins).boxed().toList(), quantiles);
    }

    private MeasurementStatistics statistics(float least, float greatest, List<Long> bins, List<Float> quantiles) {
        return new MeasurementStatistics(
                values, notNumbers, negativeInfinities, positiveInfinities, least, greatest, bins, quantiles);
    }

    private long[] upperCounters() {
        long[] counters = upper == null ? new long[HALF] : upper;
        upper = counters;
        Arrays.fill(counters, 0);
        return counters;
    }

    private void scan(MeasurementValues source, long count, long @Nullable [] counters) throws InterruptedIOException {
        for (long i = 0; i < count; i++) {
            pause(i);
            if (!source.isPresent(i)) {
                continue;
            }
            values++;
            float value = source.value(i);
            if (!Float.isFinite(value)) {
                countSpecial(value);
                continue;
            }
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            if (counters == null) {
                few[(int) finite] = value;
            } else {
                counters[ascending(value) >>> 16]++;
            }
            finite++;
        }
    }

    private void countSpecial(float value) {
        if (Float.isNaN(value)) {
            notNumbers++;
        } else if (value < 0) {
            negativeInfinities++;
        } else {
            positiveInfinities++;
        }
    }

    private List<Float> quantilesOfFew(long[] bins) {
        Arrays.sort(few, 0, (int) finite);
        for (int i = 0; i < finite; i++) {
            bins[bin(few[i], bins.length)]++;
        }
        List<Float> quantiles = new ArrayList<>();
        for (long rank : ranks) {
            quantiles.add(few[(int) rank]);
        }
        return quantiles;
    }

    private List<Float> quantilesOfMany(MeasurementValues source, long count, long[] counters, long[] bins)
            throws InterruptedIOException {
        // For each quantile the upper half of its bits, and how many values with this half come before it.
        int[] halves = new int[ranks.length];
        long[] within = new long[ranks.length];
        byte[] slots = new byte[HALF]; // one-based; 0 where no quantile lies
        int slotCount = 0;
        int half = 0;
        long before = 0;
        for (int i = 0; i < ranks.length; i++) {
            while (before + counters[half] <= ranks[i]) {
                before += counters[half++];
            }
            halves[i] = half;
            within[i] = ranks[i] - before;
            if (slots[half] == 0) {
                slots[half] = (byte) ++slotCount;
            }
        }
        long[][] lower = new long[slotCount][HALF];
        for (long i = 0; i < count; i++) {
            pause(i);
            float value = source.isPresent(i) ? source.value(i) : Float.NaN;
            if (!Float.isFinite(value)) {
                continue;
            }
            bins[bin(value, bins.length)]++;
            int key = ascending(value);
            int slot = slots[key >>> 16];
            if (slot > 0) {
                lower[slot - 1][key & HALF - 1]++;
            }
        }
        List<Float> quantiles = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            long[] counts = lower[slots[halves[i]] - 1];
            int low = 0;
            for (long left = within[i]; left >= counts[low]; low++) {
                left -= counts[low];
            }
            quantiles.add(value(halves[i] << 16 | low));
        }
        return quantiles;
    }

    private int bin(float value, int bins) {
        if (bins == 1) {
            return 0;
        }
        double place = ((double) value - least) / ((double) greatest - least) * bins;
        return Math.min((int) place, bins - 1);
    }

    /** Bits that, unsigned, ascend as the numbers do, −0 before 0. */
    private static int ascending(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits ^ (bits >> 31 | Integer.MIN_VALUE);
    }

    private static float value(int ascending) {
        return Float.intBitsToFloat(ascending < 0 ? ascending ^ Integer.MIN_VALUE : ~ascending);
    }

    private static void pause(long value) throws InterruptedIOException {
        if (value % STEP == 0 && Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("The build was interrupted");
        }
    }
}
