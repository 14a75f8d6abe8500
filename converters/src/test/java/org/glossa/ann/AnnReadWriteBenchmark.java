package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;

/**
 * Reads S(n, 24) with every coordinate and index checked and summed, and writes it anew with the file synced, beside numpy and highdicom, in
 * turn. Sums must be equal.
 *
 * <p>Run it by {@code converters/src/test/benchmarks/ann-highdicom [N] [FOLDER]}.
 */
final class AnnReadWriteBenchmark {
    private static final int RUNS = 5;
    private static final int SLIDE_PX = 100_000;
    private static final int PIECE = 2048;
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private AnnReadWriteBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        long count = Long.parseLong(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        GeneratedSlide slide = SyntheticSlide.generate(
                new SlideRequest(count, 24, 1, SLIDE_PX, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                folder.resolve("s-" + count),
                GenerateProgress.SILENT);
        Map<String, List<Double>> seconds = new TreeMap<>();
        double expected = Double.NaN;
        for (int run = -1; run < RUNS; run++) {
            for (Timed timed : all(slide, folder)) {
                expected = Double.isNaN(expected) ? timed.sum() : expected;
                if (Math.abs(timed.sum() - expected) > Math.abs(expected) * 1e-12) {
                    throw new IllegalStateException(timed.what() + " sums to " + timed.sum() + ", not " + expected);
                }
                if (run >= 0) {
                    seconds.computeIfAbsent(timed.what(), key -> new ArrayList<>())
                            .add(timed.seconds());
                }
            }
        }
        System.out.printf(
                "S(%d, 24), %d MB, sum of coordinates %.6f%n", count, Files.size(slide.annotations()) >> 20, expected);
        seconds.forEach((what, taken) -> System.out.printf(
                "  %-18s %7.3f s, %6.1f x ours; runs %s%n",
                what, median(taken), median(taken) / median(seconds.get(ours(what))), taken));
    }

    private static String ours(String what) {
        return what.endsWith("writes") ? "glossa writes" : "glossa reads";
    }

    private record Timed(String what, double seconds, double sum) {}

    private static List<Timed> all(GeneratedSlide slide, Path folder) throws Exception {
        List<Timed> all = new ArrayList<>();
        all.add(read(slide.annotations()));
        all.add(write(slide, folder.resolve("glossa.dcm")));
        Oracle.Result said = Oracle.python()
                .within(Duration.ofMinutes(10))
                .run(
                        Oracle.script("highdicom_times.py").toString(),
                        slide.annotations().toString(),
                        slide.levels().getFirst().toString(),
                        folder.resolve("highdicom.dcm").toString())
                .orFail();
        for (String line : said.outLines()) {
            String[] fields = line.split("\t");
            all.add(new Timed(fields[0], Double.parseDouble(fields[1]), Double.parseDouble(fields[2])));
        }
        return all;
    }

    private static Timed read(Path file) throws Exception {
        long start = System.nanoTime();
        DicomFile dicom = DicomFile.open(file);
        try (AnnotationSet set = BulkAnnotationReader.read(dicom).set()) {
            BulkAnnotationChecks.run(dicom, set, null);
            double sum = sum(set);
            return new Timed("glossa reads", (System.nanoTime() - start) / 1e9, sum);
        }
    }

    private static Timed write(GeneratedSlide slide, Path target) throws Exception {
        DicomFile dicom = DicomFile.open(slide.annotations());
        try (AnnotationSet set = BulkAnnotationReader.read(dicom).set()) {
            Files.deleteIfExists(target);
            long start = System.nanoTime();
            try (FileChannel channel =
                    FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                BulkAnnotationWriter.write(
                        set, AnnotationContext.ofOriginal(dicom.dataSet()), channel, target.getParent());
                channel.force(true);
            }
            double taken = (System.nanoTime() - start) / 1e9;
            return new Timed("glossa writes", taken, sum(set));
        }
    }

    /** By one thread; of slices, as a caller does who wants all and is in a hurry. */
    private static double sum(AnnotationSet set) {
        double sum = 0;
        for (AnnotationGroup group : set.groups()) {
            Coordinates coordinates = group.coordinates();
            for (int chunk = 0; chunk < coordinates.chunkCount(); chunk++) {
                sum += sum(coordinates.chunk(chunk));
            }
        }
        return sum;
    }

    private static double sum(MemorySegment floats) {
        float[] piece = new float[PIECE];
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        long count = floats.byteSize() / Float.BYTES;
        for (long from = 0; from < count; from += PIECE) {
            int length = (int) Math.min(PIECE, count - from);
            MemorySegment.copy(floats, FLOAT, from * Float.BYTES, piece, 0, length);
            Arrays.fill(piece, length, (length + 3) & ~3, 0);
            for (int i = 0; i < length; i += 4) {
                a += piece[i];
                b += piece[i + 1];
                c += piece[i + 2];
                d += piece[i + 3];
            }
        }
        return a + b + c + d;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
