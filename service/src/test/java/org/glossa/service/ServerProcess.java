package org.glossa.service;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/**
 * {@code glossa serve} as its users start it: a process of its own from the packaged jar, on a free port and a folder that
 * the test gives. Closing it sends SIGTERM and requires the exit code 0.
 */
public final class ServerProcess implements AutoCloseable {

    private static final String READY = "Glossa listening on ";
    private static final int START_SECONDS = 90;

    private final Process process;
    private final URI url;
    private final Path log;

    private ServerProcess(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /**
     * How a server is started.
     *
     * @param prefix a program that runs the JVM, such as strace with its options; empty for none
     * @param classPath what is in front of the jar
     * @param serveOptions such as {@code --public-url} and its value
     */
    public record Launch(
            List<String> prefix, List<String> jvmOptions, List<Path> classPath, List<String> serveOptions) {
        public static final Launch PLAIN = new Launch(List.of(), List.of(), List.of(), List.of());

        public Launch withPrefix(List<String> program) {
            return new Launch(program, jvmOptions, classPath, serveOptions);
        }

        /** @param more such as {@code -Xmx256m} */
        public Launch withJvmOptions(List<String> more) {
            return new Launch(
                    prefix, Stream.concat(jvmOptions.stream(), more.stream()).toList(), classPath, serveOptions);
        }

        public Launch withClassPath(Path jar) {
            return new Launch(prefix, jvmOptions, List.of(jar), serveOptions);
        }

        /** The command line up to the verb. */
        private List<String> java() {
            List<String> command = new ArrayList<>(prefix);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmOptions);
            if (classPath.isEmpty()) {
                command.addAll(List.of("-jar", jar().toString()));
                return command;
            }
            Stream<Path> all = Stream.concat(classPath.stream(), Stream.of(jar()));
            command.addAll(List.of(
                    "-cp",
                    all.map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                    "org.glossa.service.Main"));
            return command;
        }
    }

    /** Starts on {@code data}, made when missing, and returns when the server says that it listens. */
    public static ServerProcess start(Path data) throws IOException {
        return start(data, Launch.PLAIN);
    }

    /** Starts with options for the JVM and for {@code serve}. */
    public static ServerProcess start(Path data, List<String> jvmOptions, List<String> serveOptions)
            throws IOException {
        return start(data, new Launch(List.of(), jvmOptions, List.of(), serveOptions));
    }

    public static ServerProcess start(Path data, Launch launch) throws IOException {
        Path log = logOf(data);
        Process process = process(data, launch);
        try {
            return new ServerProcess(process, ready(process, log), log);
        } catch (AssertionFailedError failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    /** Starts, and returns at once: for what happens before a server listens. Its errors go to a log beside {@code data}. */
    public static Process process(Path data, Launch launch) throws IOException {
        Files.createDirectories(data.toAbsolutePath().getParent());
        List<String> command = launch.java();
        command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
        command.addAll(launch.serveOptions());
        return new ProcessBuilder(command).redirectError(logOf(data).toFile()).start();
    }

    /** Where a server on {@code data} writes its errors. */
    public static Path logOf(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /** {@code http://127.0.0.1:<port>}, without a slash at the end. */
    public URI url() {
        return url;
    }

    /** What the server has written to its standard error so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    public long pid() {
        return process.pid();
    }

    /** Has the server collect what nobody holds any more. */
    public void collectGarbage() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collect = new ProcessBuilder(jcmd.toString(), "" + pid(), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collect.waitFor() != 0) {
            throw new AssertionFailedError("jcmd cannot reach the server");
        }
    }

    /** Ends the server as a power cut would: no shutdown hook runs. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        if (!ended()) {
            process.destroyForcibly();
            throw new AssertionFailedError("the server did not end within 40 s of SIGTERM\n" + log());
        }
        if (process.exitValue() != 0) {
            throw new AssertionFailedError("the server ended with " + process.exitValue() + "\n" + log());
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(40, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("glossa.root"), "service", "target", "glossa.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no " + jar + ": run ./mvnw -DskipTests package first");
        }
        return jar;
    }

    private static URI ready(Process process, Path log) throws IOException {
        BlockingQueue<String> lines = new ArrayBlockingQueue<>(1);
        Thread.ofVirtual().start(() -> drain(process, lines));
        try {
            String line = lines.poll(START_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.isEmpty()) {
                throw new AssertionFailedError("the server did not say that it listens\n" + Files.readString(log));
            }
            return URI.create(line.substring(READY.length()).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionFailedError("interrupted while the server started", e);
        }
    }

    // Goes on reading after the line, so that a full pipe never stops the server.
    private static void drain(Process process, BlockingQueue<String> lines) {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    lines.add(line);
                }
            }
        } catch (IOException ended) {
            // The process is gone; the empty line below says so.
        }
        lines.offer("");
    }
}
