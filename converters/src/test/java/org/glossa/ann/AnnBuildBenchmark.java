package org.glossa.ann;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DicomFile;
import org.glossa.store.BuildRoom;
import org.glossa.store.ColumnStore;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;

/**
 * From an ANN on disk to a published set, as the server does it: read and checked, room asked for, columns written and synced. One build
 * for each process, so that its memory is its own.
 *
 * <p>Run it by {@code converters/src/test/benchmarks/ann-build [N] [FOLDER] [RUNS]}. Arguments: {@code source FOLDER N} makes the ANN,
 * {@code build FOLDER} builds, {@code write FOLDER} writes and syncs as many bytes as the built files have and nothing else.
 */
final class AnnBuildBenchmark {
    private AnnBuildBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "source" -> generate(folder, Long.parseLong(arguments[2]));
            case "build" -> build(folder);
            case "write" -> write(folder);
            default -> throw new IllegalArgumentException("source, build or write, got " + arguments[0]);
        }
    }

    private static void generate(Path folder, long count) throws IOException {
        if (!Files.exists(folder.resolve("slide/annotations.dcm"))) {
            SyntheticSlide.generate(
                    new SlideRequest(count, 24, 1, 100_000, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                    folder.resolve("slide"),
                    GenerateProgress.SILENT);
        }
    }

    private static void build(Path folder) throws IOException {
        Path columns = folder.resolve("columns");
        delete(columns);
        AtomicLong most = new AtomicLong();
        Thread memory = Thread.ofPlatform().daemon().start(() -> watch(most));
        long start = System.nanoTime();
        long annotations;
        double read;
        Path source = folder.resolve("slide/annotations.dcm");
        try (DicomFile file = DicomFile.open(source)) {
            AnnotationSet set = BulkAnnotationReader.read(file).set();
            annotations = set.annotationCount();
            long room = BuildRoom.of(set);
            if (Files.getFileStore(folder).getUsableSpace() < room) {
                throw new IOException("A build needs " + room + " bytes of disk");
            }
            read = (System.nanoTime() - start) / 1e9;
            ColumnStore.write(set, columns, (done, total) -> {});
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        memory.interrupt();
        System.out.printf(
                "build  %,d annotations, %,d MB of ANN: %.2f s (%.2f s until read and checked), %.1f s of CPU; anonymous memory at"
                        + " most %d MB; -Xmx%d MB, load %s%n",
                annotations,
                Files.size(source) / 1_000_000,
                seconds,
                read,
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3,
                most.get() / 1000,
                Runtime.getRuntime().maxMemory() >> 20,
                load());
    }

    private static void write(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder.resolve("columns"))) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        Path copy = folder.resolve("written");
        long start = System.nanoTime();
        try (FileChannel source = FileChannel.open(folder.resolve("slide/annotations.dcm"));
                FileChannel target = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long done = 0; done < bytes; ) {
                done += source.transferTo(done % (source.size() / 2), Math.min(8 << 20, bytes - done), target);
            }
            target.force(true);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(copy);
        System.out.printf("write  %,d MB copied and synced: %.2f s; load %s%n", bytes / 1_000_000, seconds, load());
    }

    private static void watch(AtomicLong most) {
        try {
            while (true) {
                List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
                for (String line : status) {
                    if (line.startsWith("RssAnon:")) {
                        most.accumulateAndGet(Long.parseLong(line.replaceAll("\\D", "")), Math::max);
                    }
                }
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
