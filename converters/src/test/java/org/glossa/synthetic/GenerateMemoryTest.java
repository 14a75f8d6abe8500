package org.glossa.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.glossa.command.GenerateCommand;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Nothing per annotation and no level is held on the heap: a JVM whose heap is smaller than the columns does the work. */
class GenerateMemoryTest {
    @TempDir
    private Path folder;

    /** What the other JVM runs. */
    static final class Main {
        private Main() {}

        static void main(String[] arguments) {
            System.exit(new CommandLine(new GenerateCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .execute(arguments));
        }
    }

    @Test
    void annotationsAreStreamed() throws Exception {
        int annotations = Depth.count(400_000, 1_000_000);
        generate("-Xmx32m", "--annotations", annotations, "--size", 100_000);
        // x and y of 24 vertices, an index and an area
        assertThat(Files.size(folder.resolve("annotations.dcm")))
                .isBetween(200L * annotations, 200L * annotations + 8_000);
    }

    @Test
    void levelsAreDrawnTileByTile() throws Exception {
        int sizePx = Depth.count(8_000, 20_000);
        generate("-Xmx" + Depth.count(64, 256) + "m", "--annotations", 100_000, "--size", sizePx);
        assertThat(folder.resolve("slide/level-3.dcm")).exists();
    }

    private void generate(String heap, Object... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--out",
                folder.toString());
        for (Object argument : arguments) {
            builder.command().add(argument.toString());
        }
        Path log = Files.createTempFile("generate", ".log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        Files.delete(log);
    }
}
