package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./glossa} with the JVM's cache beside the jar, and with one that is of something else. */
class AotCacheIT {
    private static final String REFUSAL = "was made by another JVM or from another jar";
    private static final Path ROOT = Path.of(System.getProperty("glossa.root"));
    private static final String CACHE = "service/target/glossa.aot";
    private static final String VERBS = "service/target/glossa-verbs.aot";

    /** As much of a checkout as the script needs, with the jar that this build made. */
    @TempDir
    private Path checkout;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void copy() throws IOException {
        assumeTrue(Files.exists(ROOT.resolve(CACHE)), "SKIPPED: no " + CACHE + "; it was not made at package time");
        for (String file : List.of(
                "glossa",
                ".mvn/jdk.sh",
                "service/aot-cache",
                "service/target/glossa.jar",
                CACHE,
                VERBS,
                CACHE + ".jar",
                CACHE + ".jdk")) {
            Path copy = checkout.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(ROOT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @Test
    void classesComeFromTheCacheAndNothingIsSaid() throws Exception {
        Run run = glossa("");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("glossa ");
        assertThat(fromCache()).isTrue();
    }

    @Test
    void aServerStartsFromTheCache() throws Exception {
        Path loaded = checkout.resolve("server-classes");
        ProcessBuilder builder = script("-Xmx256m -Xlog:class+load:file=" + loaded, "serve", "--port", "0", "--data");
        builder.command().add(checkout.resolve("data").toString());
        Process server = builder.start();
        try (var out = server.inputReader()) {
            assertThat(out.readLine()).startsWith("Glossa listening on ");
            // The script became the JVM: its pid is the one that a signal ends in order.
            server.destroy();
            assertThat(server.waitFor(40, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }

        assertThat(server.exitValue()).isZero();
        assertThat(Files.readString(loaded))
                .containsPattern("io.netty.bootstrap.ServerBootstrap source: shared objects file")
                .containsPattern("org.glossa.service.catalogue.Catalogue source: shared objects file");
    }

    @Test
    void anotherJarIsRefusedInOneLineAndTheVerbWorks() throws Exception {
        Path jar = checkout.resolve("service/target/glossa.jar");
        Files.setLastModifiedTime(
                jar, FileTime.from(Files.getLastModifiedTime(jar).toInstant().plusSeconds(1)));

        refused();
    }

    @Test
    void aJarOfTheSameDateAndAnotherLengthIsRefused() throws Exception {
        Path stamp = checkout.resolve(CACHE + ".jar");
        FileTime date = Files.getLastModifiedTime(stamp);
        Files.writeString(stamp, "1\n");
        Files.setLastModifiedTime(stamp, date);

        refused();
    }

    @Test
    void anotherJvmIsRefusedInOneLineAndTheVerbWorks() throws Exception {
        Path stamp = checkout.resolve(CACHE + ".jdk");
        FileTime date = Files.getLastModifiedTime(stamp);
        Files.writeString(stamp, Files.readString(stamp).replace("JAVA_VERSION=\"", "JAVA_VERSION=\"1"));
        Files.setLastModifiedTime(stamp, date);

        refused();
    }

    @Test
    void aCheckoutWithoutACacheSaysNothing() throws Exception {
        Files.delete(checkout.resolve(VERBS));

        Run run = glossa("");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(fromCache()).isFalse();
    }

    @Test
    void optionsThatTheCacheDoesNotSuitStartWithoutIt() throws Exception {
        for (String options : List.of(
                "-XX:+UseG1GC",
                "-XX:+UseParallelGC",
                "-XX:+UseZGC",
                "-Xmx64m",
                "-XX:-UseCompressedOops",
                "-XX:+UseCompactObjectHeaders",
                "-Xshare:off",
                "-XX:AOTMode=off",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1")) {
            Run run = glossa(options);

            assertThat(run.exitCode()).as(options + run.err()).isZero();
            assertThat(run.out()).as(options).startsWith("glossa ").hasLineCount(2);
            assertThat(run.err()).as(options).isEmpty();
        }
    }

    @Test
    void aDamagedCacheDoesNotHarm() throws Exception {
        Files.write(checkout.resolve(VERBS), new byte[100_000]);

        Run run = glossa("");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("glossa ").hasLineCount(2);
        assertThat(fromCache()).isFalse();
    }

    private void refused() throws Exception {
        Run run = glossa("");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).hasLineCount(1).contains(REFUSAL).contains("service/aot-cache");
        assertThat(run.out()).startsWith("glossa ");
        assertThat(fromCache()).isFalse();
    }

    /** Runs {@code ./glossa --version}; which classes it loaded from where is in a file. */
    private Run glossa(String options) throws IOException, InterruptedException {
        Process process = script(options + " -Xlog:class+load:file=" + loaded(), "--version")
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err);
    }

    private ProcessBuilder script(String options, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(checkout.resolve("glossa").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("GLOSSA_NO_BUILD", "1");
        builder.environment().put("GLOSSA_JAVA_OPTS", options.strip());
        return builder;
    }

    private Path loaded() {
        return checkout.resolve("classes");
    }

    private boolean fromCache() throws IOException {
        return Files.readString(loaded()).contains("org.glossa.service.Main source: shared objects file");
    }
}
