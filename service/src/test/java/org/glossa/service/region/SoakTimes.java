package org.glossa.service.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How long answers took, in ten parts of a run: its minutes when it has ten. Safe for several threads. */
final class SoakTimes {
    private static final int PARTS = 10;

    private final long begin = System.nanoTime();
    private final long partNanos;
    private final List<LongStream.Builder> nanos = new ArrayList<>();
    private final long[] bytes = new long[PARTS];

    SoakTimes(int seconds) {
        partNanos = seconds * 1_000_000_000L / PARTS;
        IntStream.range(0, PARTS).forEach(part -> nanos.add(LongStream.builder()));
    }

    boolean goOn() {
        return System.nanoTime() - begin < PARTS * partNanos;
    }

    /** Counts an answer to the part that it came in. */
    synchronized void add(long start, long end, long length) {
        int part = (int) Math.min(PARTS - 1, (end - begin) / partNanos);
        nanos.get(part).add(end - start);
        bytes[part] += length;
    }

    /** A line for each part, and one that compares the last with the second, in which everything is warm. */
    synchronized String report() {
        StringBuilder report = new StringBuilder();
        List<long[]> sorted =
                nanos.stream().map(part -> part.build().sorted().toArray()).toList();
        for (int part = 0; part < PARTS; part++) {
            long[] times = sorted.get(part);
            report.append(String.format(
                    Locale.ROOT,
                    "soak: %5.1f s to %5.1f s: %,7d answers, %,6d MB, p50 %.2f ms, p99 %.1f ms, longest %.0f ms%n",
                    part * partNanos / 1e9,
                    (part + 1) * partNanos / 1e9,
                    times.length,
                    bytes[part] / 1_000_000,
                    at(times, 0.5),
                    at(times, 0.99),
                    at(times, 1)));
        }
        long[] second = sorted.get(1);
        long[] last = sorted.getLast();
        report.append(String.format(
                Locale.ROOT,
                "soak: part 10 over part 2: mean time %.3f, p50 %.3f, p99 %.3f%n",
                mean(last) / mean(second),
                at(last, 0.5) / at(second, 0.5),
                at(last, 0.99) / at(second, 0.99)));
        return report.toString();
    }

    private static double mean(long[] times) {
        return Arrays.stream(times).average().orElse(Double.NaN);
    }

    /** Milliseconds. */
    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
