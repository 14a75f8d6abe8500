package org.glossa.corpus;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * A program of other people that tells us whether we are right.
 *
 * <p>Where the program is absent the test that asks is skipped with a visible line; with {@code CI=true} it fails unless
 * {@code .ci/expected-skips} names the oracle. Each run is counted for the table at the end of {@code .ci/run}.
 */
public final class Oracle {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);
    private static final String PEERS = "Run test-corpus/peers, or set GLOSSA_PYTHON to a Python that has"
            + " test-corpus/requirements.txt installed.";

    /** Where Debian's package libpixelmed-java puts PixelMed's toolkit. */
    static final Path PIXELMED_JAR = Path.of("/usr/share/java/pixelmed.jar");

    private final String name;
    private final @Nullable Path program;
    private final String remedy;
    private final long casesPerRun;
    private final Duration timeout;

    private Oracle(String name, @Nullable Path program, String remedy, long casesPerRun, Duration timeout) {
        this.name = name;
        this.program = program;
        this.remedy = remedy;
        this.casesPerRun = casesPerRun;
        this.timeout = timeout;
    }

    /** The Python that has pydicom, highdicom, shapely and the others of {@code test-corpus/requirements.txt}. */
    public static Oracle python() {
        return new Oracle("python", executable(interpreter()), PEERS, 1, DEFAULT_TIMEOUT);
    }

    /** Debian's dciodvfy of 2022; its report is on standard error. */
    public static Oracle dciodvfy() {
        return onPath("dciodvfy", "dicom3tools", "dciodvfy");
    }

    /** The dciodvfy of 2026 from PyPI, which knows the profile WG26SP2025; its report is on standard error. */
    public static Oracle dciodvfy2026() {
        return besidePython("dciodvfy2026", "dciodvfy");
    }

    /** Debian's dcentvfy of 2022: are the instances of one study consistent? */
    public static Oracle dcentvfy() {
        return onPath("dcentvfy", "dicom3tools", "dcentvfy");
    }

    /** The dcentvfy of 2026 from PyPI. */
    public static Oracle dcentvfy2026() {
        return besidePython("dcentvfy2026", "dcentvfy");
    }

    public static Oracle dcmdump() {
        return onPath("dcmdump", "dcmtk", "dcmdump");
    }

    /** DCMTK's converter between transfer syntaxes. */
    public static Oracle dcmconv() {
        return onPath("dcmconv", "dcmtk", "dcmconv");
    }

    public static Oracle dcm2json() {
        return onPath("dcm2json", "dcmtk", "dcm2json");
    }

    public static Oracle dsrdump() {
        return onPath("dsrdump", "dcmtk", "dsrdump");
    }

    /** A Java that runs PixelMed's toolkit of 2022; ask through {@link ReportValidator}. */
    static Oracle pixelmed() {
        Path java = Files.isRegularFile(PIXELMED_JAR) ? Path.of(System.getProperty("java.home"), "bin", "java") : null;
        return new Oracle(
                "pixelmed", java, "On Debian: apt-get install libpixelmed-java pixelmed-apps.", 1, DEFAULT_TIMEOUT);
    }

    /** A Java that runs QuPath's own classes; ask through {@link QuPathObjects}. */
    static Oracle quPath() {
        Path java = QuPathObjects.jars().isEmpty() ? null : Path.of(System.getProperty("java.home"), "bin", "java");
        return new Oracle(
                "qupath", java, "Set -Dglossa.qupath=FOLDER to the folder of QuPath's jars.", 1, DEFAULT_TIMEOUT);
    }

    /** A Chromium or Chrome; drive it through {@link #program()}. */
    public static Oracle chromium() {
        return onPath("chromium", "chromium", "chromium", "chromium-browser", "google-chrome");
    }

    /** Linux's tracer of system calls. */
    public static Oracle strace() {
        return onPath("strace", "strace", "strace");
    }

    public static Oracle node() {
        return onPath("node", "nodejs", "node", "nodejs");
    }

    /** A library that a test asks inside this JVM (JTS, arrow-vector): counts {@code cases} for the table. */
    public static void countLibrary(String library, long cases) {
        OracleUses.ran(library, cases);
    }

    /** Ends a test that needs something this machine lacks, by the same rule: throw what it returns. */
    public static RuntimeException absent(String name, String remedy) {
        return Absence.of(name, remedy);
    }

    /** A committed script of {@code test-corpus/src/main/python}, to be run by {@link #python()}. */
    public static Path script(String fileName) {
        Path script = Project.root().resolve("test-corpus/src/main/python").resolve(fileName);
        if (!Files.isRegularFile(script)) {
            throw new IllegalArgumentException("no script " + script);
        }
        return script;
    }

    /** The same oracle, whose every run counts as this many cases. */
    public Oracle cases(long perRun) {
        return new Oracle(name, program, remedy, perRun, timeout);
    }

    /** The same oracle with another time limit for a run; two minutes if not said. */
    public Oracle within(Duration limit) {
        return new Oracle(name, program, remedy, casesPerRun, limit);
    }

    /** Whether the program is on this machine; asking neither counts nor skips. */
    public boolean isPresent() {
        return program != null;
    }

    /** The program's path, for tests that start it themselves; counts as a run, and skips or fails when absent. */
    public Path program() {
        Path present = present();
        OracleUses.ran(name, casesPerRun);
        return present;
    }

    /** Runs the program without standard input and waits; any exit code is an answer. */
    public Result run(String... args) {
        return run(List.of(args));
    }

    /**
     * Runs the program without standard input and waits; any exit code is an answer.
     *
     * @throws AssertionFailedError when it takes longer than its time limit, or is absent with {@code CI=true}
     */
    public Result run(List<String> args) {
        List<String> command = new ArrayList<>(args.size() + 1);
        command.add(present().toString());
        command.addAll(args);
        Result result = finish(command);
        OracleUses.ran(name, casesPerRun);
        return result;
    }

    /** What a program said. */
    public record Result(int exitCode, String out, String err) {

        public List<String> outLines() {
            return out.lines().toList();
        }

        public List<String> errLines() {
            return err.lines().toList();
        }

        /** This result when the exit code is 0, else a failure of the test that shows what the program said. */
        public Result orFail() {
            if (exitCode != 0) {
                throw new AssertionFailedError("exit code " + exitCode + "\n" + out + "\n" + err);
            }
            return this;
        }
    }

    private Path present() {
        if (program == null) {
            throw Absence.of(name, remedy);
        }
        return program;
    }

    private Result finish(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> out =
                    CompletableFuture.supplyAsync(() -> text(process.getInputStream()), readers);
            CompletableFuture<String> err =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), readers);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionFailedError(name + " did not end within " + timeout + ": " + command + "\n"
                        + out.join() + "\n" + err.join());
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionFailedError("interrupted while " + name + " ran", e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path interpreter() {
        String told = System.getenv("GLOSSA_PYTHON");
        if (told != null && !told.isBlank()) {
            return Path.of(told).toAbsolutePath();
        }
        return Project.root().resolve("test-corpus/.venv/bin/python");
    }

    private static Oracle besidePython(String name, String program) {
        return new Oracle(name, executable(interpreter().resolveSibling(program)), PEERS, 1, DEFAULT_TIMEOUT);
    }

    // The Python environment's folder is left out, for it holds another edition of the same programs.
    private static Oracle onPath(String name, String debianPackage, String... programs) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        Path ofPython = interpreter().getParent();
        Path found = Stream.of(programs)
                .flatMap(program -> Stream.of(path.split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .filter(folder -> !folder.equals(ofPython))
                        .map(folder -> folder.resolve(program)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        String remedy = "On Debian: apt-get install " + debianPackage + ".";
        return new Oracle(name, found, remedy, 1, DEFAULT_TIMEOUT);
    }

    private static @Nullable Path executable(Path program) {
        return Files.isExecutable(program) ? program : null;
    }
}
