package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;

/**
 * What a viewport costs when nothing of the set is in the page cache: the exact lookup of {@link RegionLookupBenchmark}, the coordinates
 * of every hit copied out, each mebibyte read from the disk and compared with its checksum at its first touch.
 *
 * <p>Run it by {@code annotation-core/src/test/benchmarks/cold-lookup}, which drops the page cache before each process. Arguments: {@code
 * filling COLUMNS RESULTS} asks one viewport after the other in a process without warm-up, whose page cache fills as it goes; {@code each
 * COLUMNS RESULTS DROP} opens the set anew before each viewport, after the command DROP emptied the page cache, once other viewports
 * warmed the code up; {@code hot COLUMNS RESULTS} asks those of {@code filling} again when all was read; {@code report COLUMNS RESULTS}
 * prints medians of all runs. Viewports are the same in all runs, and so must be what they copy, or the run fails.
 */
final class ColdLookupBenchmark {
    private static final int QUERIES = 2_000;
    private static final int FIRST = 200;
    private static final int ALONE = 100;
    private static final int SEED = 77;

    private ColdLookupBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path columns = Path.of(args[1]);
        Path results = Path.of(args[2]);
        switch (args[0]) {
            case "filling" -> filling(columns, results);
            case "each" -> each(columns, results, args[3]);
            case "hot" -> hot(columns, results);
            case "report" -> report(columns, results);
            default -> throw new IllegalArgumentException("filling, each, hot or report, got " + args[0]);
        }
    }

    private static void filling(Path columns, Path results) throws IOException {
        CRC32C crc = new CRC32C();
        long start = System.nanoTime();
        try (StoredSet stored = StoredSet.open(columns);
                Arena arena = Arena.ofConfined()) {
            double opened = millis(start);
            MemorySegment target = arena.allocate(256L << 20, 64);
            double[] times = ask(stored, SlideSource.viewports(SEED, QUERIES), target, crc);
            note(results, "open the set", "ms", opened);
            noteTimes(results, "first " + FIRST + " viewports of a process", Arrays.copyOf(times, FIRST));
            noteTimes(results, "all " + QUERIES + " viewports of a process", times);
            note(results, "compared by then", "MiB", stored.layers().getFirst().comparedMebibytes());
        }
        note(results, "checksum of all answers", "CRC32C", crc.getValue());
    }

    private static void each(Path columns, Path results, String drop) throws IOException, InterruptedException {
        Box[] viewports = SlideSource.viewports(SEED + 1, ALONE);
        double[] opened = new double[ALONE];
        double[] times = new double[ALONE];
        double[] mebibytes = new double[ALONE];
        CRC32C crc = new CRC32C();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(256L << 20, 64);
            try (StoredSet stored = StoredSet.open(columns)) {
                ask(stored, SlideSource.viewports(SEED + 2, QUERIES), target, new CRC32C());
            }
            for (int i = 0; i < ALONE; i++) {
                drop(drop, columns);
                long start = System.nanoTime();
                try (StoredSet stored = StoredSet.open(columns)) {
                    opened[i] = millis(start);
                    times[i] = ask(stored, new Box[] {viewports[i]}, target, crc)[0];
                    mebibytes[i] = stored.layers().getFirst().comparedMebibytes();
                }
            }
        }
        noteTimes(results, "open, the page cache dropped before each", opened);
        noteTimes(results, "a viewport, the page cache dropped before each", times);
        Arrays.sort(mebibytes);
        note(results, "columns compared for such a viewport, p50", "MiB", mebibytes[ALONE / 2]);
        note(results, "checksum of such answers", "CRC32C", crc.getValue());
    }

    /** Nothing of the set may be mapped meanwhile: the kernel keeps mapped pages. */
    static void drop(String command, Path columns) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command, columns.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed with " + process.exitValue());
        }
    }

    private static void hot(Path columns, Path results) throws IOException {
        try (StoredSet stored = StoredSet.open(columns);
                Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(256L << 20, 64);
            Box[] viewports = SlideSource.viewports(SEED, QUERIES);
            ask(stored, viewports, target, new CRC32C());
            ask(stored, viewports, target, new CRC32C());
            CRC32C crc = new CRC32C();
            noteTimes(results, "all " + QUERIES + " viewports, hot", ask(stored, viewports, target, crc));
            note(results, "checksum of all answers", "CRC32C", crc.getValue());
        }
    }

    /** @param crc updated, outside of the time, with what was copied */
    private static double[] ask(StoredSet stored, Box[] viewports, MemorySegment target, CRC32C crc) {
        double[] times = new double[viewports.length];
        for (int i = 0; i < viewports.length; i++) {
            long start = System.nanoTime();
            RegionQuery query = new RegionQuery(viewports[i], PlanarTransform.IDENTITY, Set.of());
            long bytes = stored.copyCoordinates(query.run(stored, 0, 1_000_000), target, 0);
            times[i] = millis(start);
            crc.update(target.asSlice(0, bytes).asByteBuffer());
        }
        return times;
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void noteTimes(Path results, String what, double[] times) throws IOException {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        note(results, what + ", p50", "ms", sorted[sorted.length / 2]);
        note(results, what + ", p99", "ms", sorted[sorted.length * 99 / 100]);
        note(results, what + ", max", "ms", sorted[sorted.length - 1]);
    }

    private static void note(Path results, String what, String unit, double value) throws IOException {
        Files.writeString(
                results, what + "\t" + unit + "\t" + value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void report(Path columns, Path results) throws IOException {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(results)) {
            String[] fields = line.split("\t");
            values.computeIfAbsent(fields[0] + "\t" + fields[1], key -> new ArrayList<>())
                    .add(Double.valueOf(fields[2]));
        }
        try (StoredSet stored = StoredSet.open(columns)) {
            System.out.printf(
                    "JDK %s, %d cores, -Xmx%d MB, load %.1f, %,d polygons, exact lookup with coordinates copied out%n",
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.getRuntime().maxMemory() >> 20,
                    java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                            .getSystemLoadAverage(),
                    stored.annotationCount());
        }
        values.forEach((what, of) -> {
            String[] named = what.split("\t");
            if (named[1].equals("CRC32C")) {
                if (of.stream().distinct().count() > 1) {
                    throw new IllegalStateException(named[0] + " differs between runs: " + of);
                }
                System.out.printf("%-64s %08x in all runs%n", named[0], of.getFirst().longValue());
                return;
            }
            List<Double> sorted = of.stream().sorted().toList();
            System.out.printf(
                    "%-64s %9.3f %s of %s%n",
                    named[0],
                    sorted.get(sorted.size() / 2),
                    named[1],
                    of.stream().map(value -> Math.rint(value * 1e3) / 1e3).toList());
        });
    }
}
