package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glossa.corpus.Oracle;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.objects.Step;
import org.glossa.service.steps.StepControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * The system calls of a server during a store, as strace saw them: everything that an answer promises is on the disk before the answer
 * goes out. A server that leaves one of the syncs out is told apart.
 */
class SyncTraceIT {
    private static final String UNFINISHED = " <unfinished ...>";
    private static final Pattern RESUMED = Pattern.compile("^[0-9]+ +<\\.\\.\\. [a-z0-9]+ resumed>");
    private static final Pattern ANSWER = Pattern.compile(" (?:write|writev|sendto|sendmsg)\\(.*HTTP/1\\.1 20[02]");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everySyncIsBeforeTheAnswer() throws Exception {
        Path strace = Oracle.strace().program();
        requireTracing(strace);
        Path trace = folder.resolve("trace");
        StepControl control = new StepControl(folder);
        Launch launch = control.controlled(Launch.PLAIN)
                .withJvmOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
                .withPrefix(List.of(
                        strace.toString(),
                        "-D", // the server is the child whose pid is known, strace is beside it
                        "-f",
                        "--seccomp-bpf",
                        "-qq",
                        "-yy",
                        "-s",
                        "64",
                        "-e",
                        "trace=fsync,fdatasync,rename,renameat,renameat2,write,writev,sendto,sendmsg",
                        "-o",
                        trace.toString()));
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), launch)) {
            store(server.url(), 1); // makes the folders that stay
            List<String> calls = traced(trace, server.url(), 2);
            assertInOrder(calls, new PointAnnotations("2.25.7", 2));
            for (Step step : List.of(Step.FSYNC, Step.FOLDER_FSYNC, Step.CATALOGUE_FSYNC)) {
                control.omit(step);
                List<String> forgetful = traced(trace, server.url(), 10 + step.ordinal());
                assertThatThrownBy(() -> assertInOrder(forgetful, new PointAnnotations("2.25.7", 10 + step.ordinal())))
                        .as("a server without %s", step)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("fsync");
            }
        }
        System.out.println(
                "strace: the original, its folder, its record and the catalogue are synced before the answer");
    }

    /** Ends the test visibly where this system does not let a process be traced. */
    static void requireTracing(Path strace) throws Exception {
        Process trial = new ProcessBuilder(
                        strace.toString(), "-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=fsync", "true")
                .redirectErrorStream(true)
                .start();
        String said = new String(trial.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (trial.waitFor() != 0 || said.contains("ptrace")) {
            throw Oracle.absent("strace (ptrace)", "This system does not let a process be traced: " + said.strip());
        }
    }

    /** The calls between the beginning of a store and its answer. */
    private List<String> traced(Path trace, URI server, int number) throws Exception {
        long before = Files.size(trace);
        store(server, number);
        for (int i = 0; i < 100; i++) {
            List<String> calls = linesFrom(trace, before);
            if (calls.stream().anyMatch(ANSWER.asPredicate())) {
                return calls;
            }
            Thread.sleep(50);
        }
        throw new AssertionFailedError("strace saw no answer\n" + String.join("\n", linesFrom(trace, before)));
    }

    /**
     * A line for each call: one that another thread interrupted, which strace writes on two lines, stands where it ended, for only then
     * is something on the disk; but one that sends stands where it began.
     */
    private static List<String> linesFrom(Path trace, long offset) throws IOException {
        byte[] all = Files.readAllBytes(trace);
        Map<String, String> begun = new HashMap<>();
        List<String> calls = new ArrayList<>();
        new String(all, (int) offset, all.length - (int) offset, java.nio.charset.StandardCharsets.ISO_8859_1)
                .lines()
                .forEach(line -> {
                    String thread = line.substring(0, Math.max(0, line.indexOf(' ')));
                    Matcher resumed = RESUMED.matcher(line);
                    if (line.endsWith(UNFINISHED) && !ANSWER.matcher(line).find()) {
                        begun.put(thread, line.substring(0, line.length() - UNFINISHED.length()));
                    } else if (resumed.find()) {
                        calls.add(begun.getOrDefault(thread, thread + " ") + line.substring(resumed.end()));
                    } else {
                        calls.add(line);
                    }
                });
        return calls;
    }

    private void store(URI server, int number) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                        .header("Content-Type", "application/dicom")
                        .POST(BodyPublishers.ofByteArray(new PointAnnotations("2.25.7", number).bytes()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isIn(200, 202);
    }

    private static void assertInOrder(List<String> calls, PointAnnotations instance) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(instance.bytes()));
        String objects = Pattern.quote("/objects/" + sha256.substring(0, 2));
        List<Expected> order = List.of(
                new Expected("fsync of what arrived", sync("/arrivals/[0-9a-f]+\\.part")),
                new Expected("fsync of its record", sync("/arrivals/[0-9a-f]+\\.json")),
                new Expected("fsync of the folder of arrivals", sync("/arrivals")),
                new Expected(
                        "rename to " + sha256,
                        Pattern.compile(" rename(?:at2?)?\\(.*\\.part.*" + objects + "/" + sha256 + "\\.dcm.*= 0")),
                new Expected("fsync of the original's folder", sync(objects)),
                new Expected("fsync of the catalogue", sync("/catalogue/glossa\\.mv\\.db")),
                new Expected("the answer; a missing fsync before it", ANSWER));
        List<String> left = new ArrayList<>(calls);
        for (Expected expected : order) {
            Predicate<String> isIt = expected.call().asPredicate();
            int at = 0;
            while (at < left.size() && !isIt.test(left.get(at))) {
                at++;
            }
            boolean isAfterAnswer = left.subList(0, at).stream().anyMatch(ANSWER.asPredicate());
            if (at == left.size() || isAfterAnswer) {
                throw new AssertionFailedError("no " + expected.what() + " in its place:\n" + String.join("\n", calls));
            }
            left = left.subList(at + 1, left.size());
        }
    }

    /** @param what in words; the pattern is searched for in lines of strace */
    private record Expected(String what, Pattern call) {}

    /** A sync that ended, of a file whose path ends so. */
    private static Pattern sync(String path) {
        return Pattern.compile(" f(?:data)?sync\\([0-9]+<[^>]*" + path + ">(?:\\(deleted\\))?\\) += 0");
    }
}
