package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Mutant;
import org.glossa.corpus.Mutant.Kind;
import org.glossa.corpus.Mutants;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broken file through {@code ./glossa info} itself, one of each kind that must be refused. */
final class BrokenFilesIT {
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "LENGTH_BEYOND_CONTAINER",
                "CUT_IN_HEADER",
                "CUT_IN_VALUE",
                "TOO_DEEP",
                "NOT_DIVISIBLE",
                "INDEX_LIST_LIES"
            })
    void isRefusedWithItsPlace(Kind kind, @TempDir Path folder) throws Exception {
        byte[] sound = Files.readAllBytes(Corpus.named("several-groups").input());
        Mutant mutant = Mutants.of(sound).mutant(kind, 7);
        Path file = Files.write(folder.resolve("broken.dcm"), mutant.bytes());
        ProcessBuilder builder = new ProcessBuilder(
                List.of(Path.of(System.getProperty("glossa.root"), "glossa").toString(), "info", file.toString()));
        builder.environment().put("GLOSSA_NO_BUILD", "1");
        builder.environment().put("GLOSSA_JAVA_OPTS", "-Xmx64m");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(mutant + "\n" + said).isEqualTo(2);
        assertThat(said)
                .as(mutant.toString())
                .startsWith("glossa info: ")
                .containsPattern("at byte offset [0-9]+, \\([0-9A-F]{4},[0-9A-F]{4}\\)")
                .doesNotContain("Exception");
        assertThat(said.lines()).hasSize(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }
}
