package org.glossa.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;

/**
 * What a build costs: slide S(n, 24) with one measurement, in random order or tile by tile, out of core and, beside it, by the total sort
 * in memory that came before. One build for each process, so that its memory is its own.
 *
 * <p>Run it by {@code annotation-core/src/test/benchmarks/column-build}. Arguments: {@code source FOLDER N} makes the sources, {@code
 * partitions|total-sort FOLDER random|tiled} builds.
 */
final class ColumnBuildBenchmark {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ColumnBuildBenchmark() {}

    /** A value for nine of ten. */
    private record Area() implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return annotation % 10 != 0;
        }

        @Override
        public float value(long annotation) {
            return (annotation * 2_654_435_761L & 0xFFFF) / 256f;
        }
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("source")) {
            Files.createDirectories(folder);
            if (!Files.exists(folder.resolve("tiled.f32"))) {
                SlideSource.write(folder.resolve("random.f32"), Integer.parseInt(args[2]));
                SlideSource.writeTiled(folder.resolve("random.f32"), folder.resolve("tiled.f32"));
            }
            return;
        }
        Measurement area = new Measurement(
                new CodedConcept("42798000", "SCT", "Area"), new CodedConcept("um2", "UCUM", "µm²"), new Area());
        Path source = folder.resolve(args[2] + ".f32");
        Path columns = folder.resolve(args[0]);
        FolderTree.delete(columns);
        AnonymousMemory memory = new AnonymousMemory();
        memory.start();
        long start = System.nanoTime();
        long measured = start;
        try (AnnotationSet set = SlideSource.open(source, area)) {
            if (args[0].equals("total-sort")) {
                Files.createDirectory(columns);
                TotalSortWriter.write(set, columns);
            } else {
                long[] half = {0};
                ColumnStore.write(set, columns, (done, total) -> {
                    if (done >= total / 2 && half[0] == 0) {
                        half[0] = System.nanoTime();
                    }
                });
                measured = half[0];
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        memory.interrupt();
        System.out.printf(
                "%-10s %-6s %,d MB: %.2f s (%.2f s to partitions, %.1f s of CPU), %.0f MB/s; anonymous memory at most %d MB, VmHWM %d"
                        + " MB; -Xmx%d MB, load %s%n",
                args[0],
                args[2],
                Files.size(source) / 1_000_000,
                seconds,
                (measured - start) / 1e9,
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3,
                Files.size(source) / 1e6 / seconds,
                memory.most / 1000,
                status("VmHWM:") / 1000,
                Runtime.getRuntime().maxMemory() >> 20,
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    /** Looks twenty times a second. */
    private static final class AnonymousMemory extends Thread {
        private volatile long most;

        AnonymousMemory() {
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    most = Math.max(most, status("RssAnon:"));
                    Thread.sleep(50);
                }
            } catch (InterruptedException done) {
                // the build has ended
            } catch (IOException unreadable) {
                most = -1;
            }
        }
    }

    private static long status(String name) throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return -1;
    }
}
