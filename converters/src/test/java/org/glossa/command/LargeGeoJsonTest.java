package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DiskRoom;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.QuPathDetections;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * QuPath detections go to ANN and back in a process of little memory, and Python finds the source's ids, names, classes, measurements
 * and coordinates in what came back. At depth deep it is a million of them (750 MB) in a heap of 256 MiB.
 */
class LargeGeoJsonTest {
    private static final long FEATURES = Depth.count(20_000, 1_000_000);
    private static final String HEAP = Depth.count(48, 256) + "m";
    private static final long MOST_ANONYMOUS_KB = Depth.count(300, 500) * 1024L;
    private static final double SIZE_PX = 100_000;

    @TempDir
    Path folder;

    /** A process of its own, so that its memory is its own. */
    static final class Convert {
        private Convert() {}

        public static void main(String[] arguments) {
            System.exit(new CommandLine(new ConvertCommand()).execute(arguments));
        }
    }

    private record Run(long mostAnonymousKb, double seconds, String err) {}

    @Test
    void a_million_detections_come_back_whole_in_a_small_heap() throws Exception {
        DiskRoom.require(folder, FEATURES * 4_000);
        Path source = folder.resolve("detections.geojson");
        QuPathDetections.write(source, FEATURES, 20_260_501, SIZE_PX);
        Path image = slide();
        Path ann = folder.resolve("detections.dcm");
        Path back = folder.resolve("back.geojson");
        Run there = convert(source, "ann", ann, image);
        Run again = convert(ann, "geojson", back, image);
        System.out.printf(
                "%d detections, %d MB: to ANN %.1f s, %d MB anonymous; to GeoJSON %.1f s, %d MB anonymous%n",
                FEATURES,
                Files.size(source) >> 20,
                there.seconds(),
                there.mostAnonymousKb() >> 10,
                again.seconds(),
                again.mostAnonymousKb() >> 10);
        assertThat(there.mostAnonymousKb()).isLessThan(MOST_ANONYMOUS_KB);
        assertThat(again.mostAnonymousKb()).isLessThan(MOST_ANONYMOUS_KB);
        Oracle.Result compared = Oracle.python()
                .cases(FEATURES)
                .within(Duration.ofMinutes(15))
                .run(Oracle.script("compare_features.py").toString(), source.toString(), back.toString());
        assertThat(compared.exitCode()).as(compared.out()).isZero();
        assertThat(compared.out()).startsWith(FEATURES + " equal, ").doesNotContain(" 0 NaN");
    }

    private Path slide() throws Exception {
        SlideRequest request = new SlideRequest(10, 8, 1, (int) SIZE_PX, 1, SlideKind.PLAIN, AnnotationFormat.ANN);
        return SyntheticSlide.generate(request, folder.resolve("slide"), GenerateProgress.SILENT)
                .levels()
                .getFirst();
    }

    private Run convert(Path in, String language, Path out, Path image) throws IOException, InterruptedException {
        Path err = folder.resolve(language + ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Convert.class.getName()));
        command.addAll(List.of(in.toString(), "--to", language, "--out", out.toString(), "--image", image.toString()));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(err.toFile())
                .start();
        long most = 0;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, anonymousKb(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String said = Files.readString(err);
        assertThat(process.exitValue()).as(said).isZero();
        return new Run(most, seconds, said);
    }

    /** RssAnon of Linux; 0 where there is no such thing, or the process has ended. */
    private static long anonymousKb(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
