package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Region answers against a scan by others: highdicom writes sets of every graphic type and of 0 to 100,000 annotations, our
 * generator adds its own, pydicom decodes them all, and shapely says what each seeded box touches.
 */
class RegionOracleIT {

    private static final List<Integer> GENERATED = List.of(0, 1, 2, 15, 16, 17, 1_000);
    private static final List<Integer> GENERATED_DEEP = List.of(100_000);

    @TempDir
    Path folder;

    @Test
    void answers_equal_a_scan_with_pydicom_and_shapely() throws Exception {
        int boxes = Depth.count(1_000, 5_000);
        List<String> arguments = new ArrayList<>(List.of(
                Oracle.script("region_check.py").toString(),
                "",
                folder.resolve("sets").toString(),
                "20261122",
                Integer.toString(boxes),
                Depth.current().name().toLowerCase(Locale.ROOT)));
        for (int annotations : GENERATED) {
            arguments.add(generated(annotations));
        }
        if (Depth.current() == Depth.DEEP) {
            for (int annotations : GENERATED_DEEP) {
                arguments.add(generated(annotations));
            }
        }
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of())) {
            arguments.set(1, server.url().toString());
            Oracle.Result compared = Oracle.python()
                    .cases(boxes)
                    .within(Duration.ofMinutes(Depth.count(4, 20)))
                    .run(arguments);
            assertThat(compared.exitCode()).as(compared.err() + server.log()).isZero();
            System.out.println("region oracle: " + compared.out().strip());
        }
    }

    private String generated(int annotations) throws Exception {
        Path out = folder.resolve("generated-" + annotations);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of(System.getProperty("glossa.root"), "service", "target", "glossa.jar")
                                .toString(),
                        "generate",
                        "--annotations",
                        Integer.toString(annotations),
                        "--vertices",
                        "24",
                        "--seed",
                        "7",
                        "--size",
                        annotations > 1_000 ? "20000" : "2000",
                        "--slide",
                        "plain",
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("generate.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> read(folder.resolve("generate.log")))
                .isZero();
        return out.resolve("slide") + ":" + out.resolve("annotations.dcm");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
