package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.objects.Step;
import org.glossa.service.steps.StepControl;
import org.glossa.service.steps.StepControl.Side;

/**
 * A server on one data folder that is killed at steps, again and again, and what must be there when it runs: what was acknowledged, and
 * of the rest each instance whole or not at all.
 */
final class KilledServer {
    private static final int PATIENCE_SECONDS = 60;
    private static final int ROUNDS_LOOKED_AT_AGAIN = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path data;
    private final String studies;
    private final StepControl control;
    private final Launch launch;
    private final List<KillLog> logs = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param folder of the test
     * @param studies begin of the UIDs of the studies that are stored
     * @param jvmOptions that name the database
     */
    KilledServer(Path folder, String studies, List<String> jvmOptions) throws IOException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.studies = studies;
        this.control = new StepControl(folder);
        Launch plain = control.controlled(Launch.PLAIN
                .withJvmOptions(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
                .withJvmOptions(jvmOptions));
        this.launch =
                Depth.current() == Depth.DEEP ? plain.withJvmOptions(List.of("-XX:AOTCache=" + trained(plain))) : plain;
    }

    /** What a JVM keeps of one start of the server makes hundreds of others cost half. */
    private Path trained(Launch plain) throws IOException {
        Path cache = folder.resolve("server.aot");
        ServerProcess.start(folder.resolve("trained"), plain.withJvmOptions(List.of("-XX:AOTCacheOutput=" + cache)))
                .close();
        return cache;
    }

    /**
     * Looks at what the last rounds left, then kills the server while clients store.
     *
     * @param occurrence of the step, counted from 1, at which a thread is held
     * @param pause what the others do meanwhile, the kill interrupts after so many milliseconds at most
     */
    void killWhileStoring(Step step, Side side, int occurrence, int pause, Random random) throws Exception {
        ServerProcess server = ServerProcess.start(data, launch);
        KillLog log = new KillLog(studies + logs.size());
        try {
            check(server.url(), logs.subList(Math.max(0, logs.size() - ROUNDS_LOOKED_AT_AGAIN), logs.size()));
            control.hold(step, side, occurrence);
            log.begin(server.url());
            awaitHeld(step);
            Thread.sleep(random.nextInt(pause));
        } finally {
            server.kill();
        }
        log.end();
        control.release();
        assertThat(log.otherAnswers()).as("held %s %s", side, step).isEmpty();
        logs.add(log);
    }

    /** Kills the server while it makes up, after its start, for what a kill interrupted. */
    void killWhileStarting(Step step, Side side, int occurrence) throws Exception {
        control.hold(step, side, occurrence);
        Process server = ServerProcess.process(data, launch);
        try {
            awaitHeld(step);
        } finally {
            server.destroyForcibly().waitFor();
        }
        control.release();
    }

    /** Intents of instances whose originals are in their places: what a start enters into the catalogue. */
    int intents() throws IOException {
        List<String> arrivals = files(data.resolve("arrivals"));
        return (int) arrivals.stream()
                .filter(name -> name.endsWith(".json") && !arrivals.contains(name.replace(".json", ".part")))
                .count();
    }

    /** Starts the server, looks at everything, and says how much it was. */
    String checkAll() throws Exception {
        try (ServerProcess server = ServerProcess.start(data, launch)) {
            check(server.url(), logs);
        }
        return "all of " + logs.stream().mapToInt(KillLog::acknowledgedCount).sum()
                + " acknowledged instances are there, of "
                + logs.stream().mapToInt(log -> log.sent().size()).sum() + " sent";
    }

    private void awaitHeld(Step step) throws InterruptedException {
        for (int i = 0; !control.isHeld(); i++) {
            assertThat(i).as("times that nothing was held at %s", step).isLessThan(PATIENCE_SECONDS * 200);
            Thread.sleep(5);
        }
    }

    private void check(URI server, List<KillLog> some) throws Exception {
        for (KillLog log : some) {
            Set<String> visible = instances(server, log.study());
            for (PointAnnotations instance : log.sent()) {
                boolean isVisible = visible.remove(instance.uid());
                if (log.isAcknowledged(instance)) {
                    assertThat(isVisible)
                            .as("acknowledged %s is found", instance.uid())
                            .isTrue();
                }
                if (isVisible) {
                    assertWhole(server, instance);
                } else {
                    assertAbsent(server, instance);
                }
            }
            assertThat(visible).as("instances that nobody sent").isEmpty();
        }
        assertNothingLiesAbout(server);
    }

    private Set<String> instances(URI server, String study) throws Exception {
        HttpResponse<byte[]> response = get(server, "/dicom-web/studies/" + study + "/instances?limit=5000");
        Set<String> uids = new HashSet<>();
        if (response.statusCode() == 200) {
            for (JsonNode result : JSON.readTree(response.body())) {
                uids.add(result.at("/00080018/Value/0").asText());
            }
        }
        return uids;
    }

    private void assertWhole(URI server, PointAnnotations instance) throws Exception {
        HttpResponse<byte[]> original = get(server, instance.path());
        assertThat(original.statusCode()).as(instance.uid()).isEqualTo(200);
        assertThat(Arrays.equals(original.body(), instance.bytes()))
                .as("%s byte for byte", instance.uid())
                .isTrue();
        HttpResponse<byte[]> items = items(server, instance);
        for (int i = 0; items.statusCode() == 409; i++) {
            assertThat(i).as("waiting for the columns of %s", instance.uid()).isLessThan(PATIENCE_SECONDS * 50);
            Thread.sleep(20);
            items = items(server, instance);
        }
        assertThat(items.statusCode()).as("items of %s", instance.uid()).isEqualTo(200);
        assertThat(JSON.readTree(items.body()).path("numberMatched").asInt()).isEqualTo(instance.points());
    }

    private HttpResponse<byte[]> items(URI server, PointAnnotations instance) throws Exception {
        return get(server, "/collections/" + instance.uid() + "/items?crs=source-pixels&bbox=0,0,100,100");
    }

    private void assertAbsent(URI server, PointAnnotations instance) throws Exception {
        assertThat(get(server, instance.path()).statusCode()).as(instance.uid()).isEqualTo(404);
        assertThat(get(server, "/collections/" + instance.uid()).statusCode())
                .as(instance.uid())
                .isEqualTo(404);
    }

    /** No arrival, no original without its row and record, no half columns. */
    private void assertNothingLiesAbout(URI server) throws Exception {
        Set<String> visible = new HashSet<>();
        for (KillLog log : logs) {
            visible.addAll(instances(server, log.study()));
        }
        assertThat(files(data.resolve("arrivals"))).isEmpty();
        assertThat(files(data.resolve("objects")).stream().filter(name -> name.endsWith(".dcm")))
                .as("originals")
                .hasSize(visible.size());
        assertThat(files(data.resolve("objects")).stream().filter(name -> name.endsWith(".json")))
                .as("records")
                .hasSize(visible.size());
        if (Files.isDirectory(data.resolve("columns"))) {
            try (Stream<Path> sets = Files.list(data.resolve("columns"))) {
                assertThat(sets.map(set -> set.getFileName().toString())).allMatch(visible::contains);
            }
        }
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private HttpResponse<byte[]> get(URI server, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Accept", "application/dicom; transfer-syntax=*, application/dicom+json, */*;q=0.1")
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }
}
