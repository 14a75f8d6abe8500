package org.glossa.service.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.glossa.spatial.Box;

/** Several ways to answer the same questions, hot: each run asks every question of one way after the other. */
final class InterleavedRuns {
    private final Map<String, Times> ways = new LinkedHashMap<>();
    private final Box[] boxes;

    /** A way to answer. */
    interface Way {
        /** Bytes of the answer, or hits. */
        long ask(Box box) throws Exception;
    }

    /** Milliseconds of the questions of each run, ascending. */
    private static final class Times {
        private final List<double[]> runs = new ArrayList<>();
        private long sum;
    }

    private InterleavedRuns(Box[] boxes) {
        this.boxes = boxes;
    }

    static InterleavedRuns of(Map<String, Way> ways, Box[] boxes, int warmUps, int runs) throws Exception {
        InterleavedRuns all = new InterleavedRuns(boxes);
        for (int run = -warmUps; run < runs; run++) {
            for (var way : ways.entrySet()) {
                Times times = all.ways.computeIfAbsent(way.getKey(), key -> new Times());
                double[] took = all.run(way.getValue(), times);
                if (run >= 0) {
                    times.runs.add(took);
                }
            }
        }
        return all;
    }

    private double[] run(Way way, Times times) throws Exception {
        double[] took = new double[boxes.length];
        times.sum = 0;
        for (int i = 0; i < boxes.length; i++) {
            long start = System.nanoTime();
            times.sum += way.ask(boxes[i]);
            took[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(took);
        return took;
    }

    /** What the answers of a way are on average: bytes, or hits. */
    long mean(String way) {
        return times(way).sum / boxes.length;
    }

    /**
     * Milliseconds, the median of the runs.
     *
     * @param part of the questions that took no longer, such as 0.99
     */
    double quantile(String way, double part) {
        double[] values = times(way).runs.stream()
                .mapToDouble(run -> at(run, part))
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    /** The p50 of each run. */
    String ofRuns(String way) {
        return times(way).runs.stream()
                .map(run -> String.format(Locale.ROOT, "%.3f", at(run, 0.50)))
                .toList()
                .toString();
    }

    private Times times(String way) {
        return ways.get(way);
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) (sorted.length * part)];
    }
}
