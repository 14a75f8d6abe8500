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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.objects.Step;
import org.glossa.service.steps.StepControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while one thread is held at a step and others go on storing. The clients' own log is the truth: what was acknowledged
 * is there, what was not is there whole or not at all, nothing lies about, and the next start needs no hand.
 */
class KillIT {
    private static final long SEED = 20260131;
    private static final int PATIENCE_SECONDS = 60;
    private static final int ROUNDS_LOOKED_AT_AGAIN = 2;
    private static final int MAXIMUM_OCCURRENCE = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(SEED);

    @Test
    void nothingIsLostOnH2() throws Exception {
        List<Step> kills = repeated(List.of(Step.values()), Depth.count(1, 20));

        run("H2", kills, List.of());
    }

    @Test
    void nothingIsLostOnPostgres() throws Exception {
        List<Step> all = Stream.of(Step.values())
                .filter(step -> step != Step.CATALOGUE_FSYNC) // PostgreSQL's own
                .toList();
        List<Step> few = List.of(Step.RENAME, Step.CATALOGUE_COMMIT, Step.BUILD);
        List<Step> kills = repeated(Depth.current() == Depth.DEEP ? all : few, Depth.count(1, 20));

        run(
                "PostgreSQL",
                kills,
                PostgresServer.jvmOptions(PostgresServer.shared().newDatabase()));
    }

    private List<Step> repeated(List<Step> steps, int times) {
        List<Step> kills = new ArrayList<>();
        Stream.generate(() -> steps).limit(times).forEach(kills::addAll);
        Collections.shuffle(kills, random);
        return kills;
    }

    private void run(String database, List<Step> kills, List<String> jvmOptions) throws Exception {
        Path data = folder.resolve("data");
        StepControl control = new StepControl(folder);
        Launch launch = control.controlled(Launch.PLAIN
                .withJvmOptions(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
                .withJvmOptions(jvmOptions));
        if (Depth.current() == Depth.DEEP) {
            launch = launch.withJvmOptions(List.of("-XX:AOTCache=" + trained(launch)));
        }
        List<KillLog> logs = new ArrayList<>();
        for (Step step : kills) {
            StepControl.Side side = random.nextBoolean() ? StepControl.Side.BEFORE : StepControl.Side.AFTER;
            int occurrence = 1 + random.nextInt(MAXIMUM_OCCURRENCE);
            ServerProcess server = ServerProcess.start(data, launch);
            KillLog log = new KillLog("2.25.7" + logs.size());
            try {
                check(server.url(), logs.subList(Math.max(0, logs.size() - ROUNDS_LOOKED_AT_AGAIN), logs.size()));
                assertNothingLiesAbout(data, server.url(), logs);
                control.hold(step, side, occurrence);
                log.begin(server.url());
                awaitHeld(control, step);
                Thread.sleep(random.nextInt(20));
            } finally {
                server.kill();
            }
            log.end();
            control.release();
            assertThat(log.otherAnswers()).as("held %s %s", side, step).isEmpty();
            logs.add(log);
        }
        try (ServerProcess server = ServerProcess.start(data, launch)) {
            check(server.url(), logs);
            assertNothingLiesAbout(data, server.url(), logs);
        }
        System.out.println("kill -9 on " + database + ": " + kills.size() + " kills of seed " + SEED + " at "
                + Arrays.toString(new TreeSet<>(kills).toArray()) + "; all of "
                + logs.stream().mapToInt(KillLog::acknowledgedCount).sum() + " acknowledged instances are there, of "
                + logs.stream().mapToInt(log -> log.sent().size()).sum() + " sent");
    }

    /** What a JVM keeps of one start of the server makes hundreds of others cost half. */
    private Path trained(Launch launch) throws IOException {
        Path cache = folder.resolve("server.aot");
        ServerProcess.start(folder.resolve("trained"), launch.withJvmOptions(List.of("-XX:AOTCacheOutput=" + cache)))
                .close();
        return cache;
    }

    private static void awaitHeld(StepControl control, Step step) throws InterruptedException {
        for (int i = 0; !control.isHeld(); i++) {
            assertThat(i).as("times that nothing was held at %s", step).isLessThan(PATIENCE_SECONDS * 200);
            Thread.sleep(5);
        }
    }

    private void check(URI server, List<KillLog> logs) throws Exception {
        for (KillLog log : logs) {
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
    private void assertNothingLiesAbout(Path data, URI server, List<KillLog> logs) throws Exception {
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
