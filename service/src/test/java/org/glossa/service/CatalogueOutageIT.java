package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.objects.Step;
import org.glossa.service.steps.StepControl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A PostgreSQL that goes and comes back: clear answers meanwhile, nothing lost, and the server recovers by itself. */
class CatalogueOutageIT {
    private static final String STUDY = "2.25.7";

    @TempDir
    Path folder;

    private static PostgresServer postgres;

    private final HttpClient client = HttpClient.newHttpClient();
    private Launch launch;

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void makeDatabase() throws Exception {
        launch = Launch.PLAIN
                .withJvmOptions(List.of(
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Ddatasources.default.connection-timeout=1000"))
                .withJvmOptions(PostgresServer.jvmOptions(postgres.newDatabase()));
    }

    /** What a test that failed left stopped is no matter of the next one. */
    @AfterEach
    void startAgain() throws IOException {
        postgres.startAgain();
    }

    @Test
    void aServerOutlivesItsCatalogue() throws Exception {
        StepControl control = new StepControl(folder);
        PointAnnotations before = new PointAnnotations(STUDY, 1);
        PointAnnotations during = new PointAnnotations(STUDY, 2);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), control.controlled(launch))) {
            assertThat(store(server.url(), before).statusCode()).isIn(200, 202);
            awaitItems(server.url(), before);
            byte[] items = get(server.url(), itemsOf(before)).body();

            postgres.stop();
            assertThat(get(server.url(), itemsOf(before)).body())
                    .as("an open set needs no catalogue")
                    .isEqualTo(items);
            assertUnavailable(get(server.url(), itemsOf(during)), "a set of which only the catalogue knows");
            for (String path :
                    List.of("/dicom-web/studies", before.path(), "/collections", "/collections/" + before.uid())) {
                assertUnavailable(get(server.url(), path), path);
            }
            assertUnavailable(store(server.url(), during), "store");

            postgres.startAgain();
            awaitStatus(server.url(), before.path(), 200);
            assertThat(get(server.url(), before.path()).body()).isEqualTo(before.bytes());
            assertThat(store(server.url(), during).statusCode()).isIn(200, 202);
            awaitItems(server.url(), during);
            awaitNoArrivals();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWhoseConnectionBreaksIsBroughtToItsEnd(StepControl.Side side) throws Exception {
        StepControl control = new StepControl(folder);
        PointAnnotations doubtful = new PointAnnotations(STUDY, 1);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), control.controlled(launch))) {
            control.breakConnection(Step.CATALOGUE_COMMIT, side);
            assertUnavailable(store(server.url(), doubtful), "a commit of which nobody knows");

            awaitItems(server.url(), doubtful);
            assertThat(get(server.url(), doubtful.path()).body()).isEqualTo(doubtful.bytes());
            assertThat(store(server.url(), doubtful).statusCode()).as("again").isEqualTo(200);
            awaitNoArrivals();
        }
    }

    @Test
    void aBuildGoesOnWhenTheCatalogueIsBack() throws Exception {
        StepControl control = new StepControl(folder);
        PointAnnotations stored = new PointAnnotations(STUDY, 1);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), control.controlled(launch))) {
            control.hold(Step.BUILD, StepControl.Side.AFTER, 1);
            assertThat(store(server.url(), stored).statusCode()).isIn(200, 202);
            for (int i = 0; i < 600 && !control.isHeld(); i++) {
                Thread.sleep(50);
            }
            postgres.stop();
            control.release();
            Thread.sleep(1_000);
            postgres.startAgain();

            awaitItems(server.url(), stored);
        }
    }

    @Test
    void aStartWaitsForTheCatalogueAndSaysWhyItEnds() throws Exception {
        Path data = folder.resolve("data");
        postgres.stop();
        Process impatient = ServerProcess.process(data, launch.withJvmOptions(List.of("-Dglossa.catalogue.wait=1s")));
        assertThat(impatient.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(impatient.exitValue()).isEqualTo(2);
        assertThat(Files.readString(ServerProcess.logOf(data)).lines().toList().getLast())
                .contains("jdbc:postgresql://localhost:", "did not answer for 1 s", "Start PostgreSQL")
                .doesNotContain("password=");

        Files.delete(ServerProcess.logOf(data));
        Thread starter = Thread.ofVirtual().start(() -> startPostgresWhenWaitedFor(ServerProcess.logOf(data)));
        try (ServerProcess server = ServerProcess.start(data, launch)) {
            starter.join();
            assertThat(get(server.url(), "/dicom-web/studies").statusCode()).isEqualTo(204);
            assertThat(get(server.url(), "/dicom-web/studies?PatientID=%00").statusCode())
                    .isEqualTo(400);
            assertThat(get(server.url(), "/dicom-web/studies?StudyInstanceUID=1%00")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(get(server.url(), "/dicom-web/studies/1%00/series").statusCode())
                    .isEqualTo(400);
            assertThat(get(server.url(), "/dicom-web/studies/1%00").statusCode())
                    .isIn(400, 404);
            assertThat(get(server.url(), "/collections/1%00").statusCode()).isIn(400, 404);
        }
    }

    @Test
    void verifyAndRebuildSayThatTheDatabaseIsAwayAndTouchNothing() throws Exception {
        Path data = folder.resolve("data");
        PointAnnotations stored = new PointAnnotations(STUDY, 1);
        String url = postgres.newDatabase();
        try (ServerProcess server =
                ServerProcess.start(data, Launch.PLAIN.withJvmOptions(PostgresServer.jvmOptions(url)))) {
            assertThat(store(server.url(), stored).statusCode()).isIn(200, 202);
            awaitItems(server.url(), stored);
        }
        Map<String, String> properties = new HashMap<>(PostgresServer.properties(url));
        properties.put("glossa.catalogue.wait", "1s");
        properties.forEach(System::setProperty);
        try {
            postgres.stop();
            assertThat(UpkeepFolder.run("verify", data.toString()).out())
                    .contains("CATALOGUE_UNREADABLE", "did not answer for 1 s", "correct glossa.catalogue.url")
                    .doesNotContain("glossa rebuild", "password=");
            UpkeepFolder.Run rebuild = UpkeepFolder.run("rebuild", data.toString());
            assertThat(rebuild.exitCode()).isEqualTo(2);
            assertThat(rebuild.err()).contains("did not answer for 1 s", "Start PostgreSQL");
            assertThat(data.resolve("rebuilding")).doesNotExist();

            postgres.startAgain();
            assertThat(UpkeepFolder.run("verify", data.toString()).out()).contains("nothing is wrong");
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    private void startPostgresWhenWaitedFor(Path log) {
        try {
            for (int i = 0; i < 900; i++) {
                if (Files.exists(log)
                        && Files.readString(log).contains("waiting for the catalogue at jdbc:postgresql:")) {
                    postgres.startAgain();
                    return;
                }
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void assertUnavailable(HttpResponse<byte[]> response, String what) {
        String said = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as("%s: %s", what, said).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).as(what).isPresent();
        assertThat(said).as(what).contains("catalogue's database does not answer");
    }

    private void awaitItems(URI server, PointAnnotations instance) throws Exception {
        awaitStatus(server, itemsOf(instance), 200);
    }

    /** In Arrow, which has no time in it. */
    private static String itemsOf(PointAnnotations instance) {
        return "/collections/" + instance.uid() + "/items?crs=source-pixels&bbox=0,0,100,100&f=arrow";
    }

    private void awaitStatus(URI server, String path, int status) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (get(server, path).statusCode() == status) {
                return;
            }
            Thread.sleep(100);
        }
        assertThat(get(server, path).statusCode()).as(path).isEqualTo(status);
    }

    private void awaitNoArrivals() throws Exception {
        Path arrivals = folder.resolve("data/arrivals");
        for (int i = 0; i < 100; i++) {
            try (Stream<Path> files = Files.list(arrivals)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
            Thread.sleep(100);
        }
        assertThat(arrivals).isEmptyDirectory();
    }

    private HttpResponse<byte[]> store(URI server, PointAnnotations instance) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                        .header("Content-Type", "application/dicom")
                        .POST(BodyPublishers.ofByteArray(instance.bytes()))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(URI server, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Accept", "application/dicom; transfer-syntax=*, */*;q=0.1")
                        .build(),
                BodyHandlers.ofByteArray());
    }
}
