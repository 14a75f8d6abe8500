package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.header;
import static org.glossa.service.dicomweb.Exchanges.json;
import static org.glossa.service.dicomweb.Exchanges.multipart;
import static org.glossa.service.dicomweb.Exchanges.sha256;
import static org.glossa.service.dicomweb.Exchanges.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.glossa.corpus.DicomBytes;
import org.glossa.corpus.SmallDisk;
import org.glossa.service.ServerProcess;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.dicomweb.SmallInstances.Ids;
import org.glossa.service.objects.Step;
import org.glossa.service.steps.StepControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A data folder on a real file system of a few MB that gets full, or read-only, under a running server. */
final class FullDiskIT {
    private static final String STORED = "application/dicom; transfer-syntax=*";

    @TempDir
    Path folder;

    private final Map<Ids, String> acknowledged = new LinkedHashMap<>();
    private int nextNumber = 1;

    @Test
    void aDiskThatIsFullToTheLastByteHarmsNothingAndTheServerGoesOnOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 12);
                ServerProcess server = start(disk, 0)) {
            Exchanges http = new Exchanges(server.url());
            // large objects until one does not fit: the disk ends while a body is spooled
            int refused = storeUntilRefused(http, 1_500_000);
            // small ones into the rest: it ends while the catalogue is written
            refused += storeUntilRefused(http, 150_000);
            refused += storeUntilRefused(http, 15_000);
            refused += storeUntilRefused(http, 300);
            assertThat(refused).isGreaterThanOrEqualTo(4);
            assertThat(acknowledged.size()).isGreaterThan(3);

            disk.resize(36);
            await(() -> put(http, 300) == 200);
            assertThat(put(http, 1_500_000)).isEqualTo(200);
            assertThatAllAreThere(http);
            await(() -> arrivals(disk).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITE", "CATALOGUE_COMMIT"})
    void aDiskThatOthersFillWhileAnObjectIsTakenInHarmsNothing(Step step) throws Exception {
        StepControl control = new StepControl(folder);
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 12);
                ServerProcess server = ServerProcess.start(
                        disk.folder(), control.controlled(Launch.PLAIN.withJvmOptions(options(0))));
                ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            Exchanges http = new Exchanges(server.url());
            assertThat(put(http, 300)).isEqualTo(200);
            control.hold(step, StepControl.Side.BEFORE, 1);
            Future<Integer> status = client.submit(() -> put(http, 30_000));
            await(control::isHeld);
            Path filler = fill(disk);
            control.release();

            assertThat(status.get()).isIn(503, 507);
            Files.delete(filler);
            await(() -> put(http, 300) == 200);
            assertThatAllAreThere(http);
            await(() -> arrivals(disk).isEmpty());
        }
    }

    /** To the last byte. */
    private static Path fill(SmallDisk disk) throws IOException {
        Path filler = disk.folder().resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] piece = new byte[4096];
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return filler;
    }

    @Test
    void afterARestartOnTheFullDiskWhatWasAcknowledgedIsThere() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 12)) {
            try (ServerProcess server = start(disk, 0)) {
                Exchanges http = new Exchanges(server.url());
                storeUntilRefused(http, 1_500_000);
                storeUntilRefused(http, 20_000);
                server.kill();
            }
            disk.resize(24);
            try (ServerProcess server = start(disk, 0)) {
                assertThatAllAreThere(new Exchanges(server.url()));
                assertThat(arrivals(disk)).isEmpty();
            }
        }
    }

    @Test
    void theReserveKeepsTheCatalogueWriting() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 24);
                ServerProcess server = start(disk, 12 << 20)) {
            Exchanges http = new Exchanges(server.url());
            HttpResponse<byte[]> large = http.stow(instance(nextIds(), 30_000_000));
            assertThat(large.statusCode()).isEqualTo(507);
            assertThat(text(large)).as("the room is looked at while it comes").contains("glossa.limits.disk-reserve");
            storeUntilRefused(http, 1_500_000);

            HttpResponse<byte[]> two = http.post(
                    "/dicom-web/studies",
                    Exchanges.STORE_TYPE,
                    multipart(instance(nextIds(), 300), instance(nextIds(), 300)));

            assertThat(two.statusCode()).isEqualTo(507);
            assertThat(header(two, "content-type")).isEqualTo("application/problem+json");
            assertThat(header(two, "retry-after")).isNotEmpty();
            assertThat(text(two)).contains("glossa.limits.disk-reserve", "make room");
            assertThat(disk.folder().toFile().getUsableSpace()).isGreaterThan(7 << 20);
            assertThatAllAreThere(http);
            assertThat(server.log()).doesNotContain("catalogue cannot be used");
        }
    }

    @Test
    void whatWasStoredBeforeTheDiskWasFullIsInTheAnswer() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 12);
                ServerProcess server = start(disk, 0)) {
            Exchanges http = new Exchanges(server.url());
            Ids small = nextIds();

            HttpResponse<byte[]> response = http.stow(instance(small, 300), instance(nextIds(), 40_000_000));

            assertThat(response.statusCode()).isEqualTo(507);
            assertThat(json(response).at("/00081199/Value/0/00081155/Value/0").asText())
                    .isEqualTo(small.instance());
            assertThat(json(response).at("/0008119A/Value/0/00081197/Value/0").asInt())
                    .isEqualTo(0xA700);
            assertThat(http.get(small.path()).statusCode()).isEqualTo(200);
            assertThat(arrivals(disk)).isEmpty();
        }
    }

    @Test
    void columnsThatFindNoRoomFailWithTheReasonAndAreBuiltLater() throws Exception {
        Ids ids = nextIds();
        byte[] annotations = Points.instance(ids, 400_000);
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 14);
                ServerProcess server = start(disk, 0)) {
            Exchanges http = new Exchanges(server.url());
            assertThat(http.stow(annotations).statusCode()).isIn(200, 202);
            Path filler = disk.folder().resolve("filler");
            Files.write(
                    filler, new byte[(int) Math.max(0, disk.folder().toFile().getUsableSpace() - 3_000_000)]);

            await(() -> state(http, ids).contains("\"failed\""));
            assertThat(state(http, ids)).contains("COLUMNS_NOT_WRITTEN", "make room");
            assertThat(http.get("/collections/" + ids.instance() + "/items?crs=source-pixels&bbox=0,0,9,9")
                            .statusCode())
                    .isEqualTo(409);
            Files.delete(filler);
            disk.resize(64);

            await(() -> state(http, ids).contains("\"ready\""));
            assertThat(state(http, ids)).doesNotContain("COLUMNS_NOT_WRITTEN");
            assertThat(text(http.get("/collections/" + ids.instance() + "/items?crs=source-pixels&bbox=0,0,9,9")))
                    .contains("\"numberMatched\":");
        }
    }

    /** An object of 3 MB whose columns take five times as much and more: a build that will not fit is not begun. */
    @Test
    void columnsAskForTheRoomThatTheyWillTake() throws Exception {
        Ids ids = nextIds();
        byte[] annotations = Points.instance(ids, 400_000);
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 40);
                ServerProcess server = start(disk, 0)) {
            Exchanges http = new Exchanges(server.url());
            Path filler = disk.folder().resolve("filler");
            Files.write(filler, new byte[(int) (disk.folder().toFile().getUsableSpace() - 12_000_000)]);
            assertThat(http.stow(annotations).statusCode()).isIn(200, 202);

            await(() -> state(http, ids).contains("\"failed\""));

            assertThat(state(http, ids)).contains("COLUMNS_NOT_WRITTEN", "need at least ");
            assertThat(server.log()).doesNotContain("No space left");
            Files.delete(filler);
            await(() -> state(http, ids).contains("\"ready\""));
        }
    }

    @Test
    void aFolderThatBecomesReadOnlyIsSaidAndReadOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 12)) {
            try (ServerProcess server = start(disk, 0)) {
                Exchanges http = new Exchanges(server.url());
                assertThat(put(http, 300)).isEqualTo(200);
                // a file system with open files cannot be made read-only: one in front of a folder can
                try (SmallDisk inFront = SmallDisk.mount(disk.folder().resolve("arrivals"), 1)) {
                    inFront.makeReadOnly();
                    HttpResponse<byte[]> response = http.stow(instance(nextIds(), 300));
                    assertThat(response.statusCode()).isEqualTo(503);
                    assertThat(header(response, "retry-after")).isNotEmpty();
                    assertThat(text(response)).contains("may only read its data folder", "writable");
                    assertThatAllAreThere(http);
                }
                assertThat(put(http, 300)).isEqualTo(200);
            }
            disk.makeReadOnly();
            Process refused = ServerProcess.process(disk.folder(), Launch.PLAIN);
            assertThat(refused.waitFor()).isEqualTo(2);
            assertThat(Files.readString(ServerProcess.logOf(disk.folder())).strip())
                    .hasLineCount(1)
                    .contains("cannot be made or written", "--data");
            disk.makeWritable();
        }
    }

    private ServerProcess start(SmallDisk disk, long reserve) throws IOException {
        return ServerProcess.start(disk.folder(), options(reserve), List.of());
    }

    private static List<String> options(long reserve) {
        return List.of("-Xmx256m", "-Dglossa.limits.disk-reserve=" + reserve, "-Dglossa.limits.build-retry=500ms");
    }

    /** Stores objects of a size until three are refused in turn, each with 507 or 503 and in words; how many were refused. */
    private int storeUntilRefused(Exchanges http, int bytes) throws Exception {
        int refused = 0;
        for (int i = 0; i < 2_000 && refused < 3; i++) {
            int status = put(http, bytes);
            refused = status == 200 ? 0 : refused + 1;
        }
        assertThat(refused).isEqualTo(3);
        return refused;
    }

    private int put(Exchanges http, int bytes) throws Exception {
        Ids ids = nextIds();
        byte[] instance = instance(ids, bytes);
        HttpResponse<byte[]> response = http.stow(instance);
        if (response.statusCode() == 200) {
            acknowledged.put(ids, sha256(instance));
        } else {
            assertThat(response.statusCode()).as(text(response)).isIn(503, 507);
            assertThat(header(response, "retry-after")).isNotEmpty();
            assertThat(text(response)).containsAnyOf("no room left", "database does not answer", "disk-reserve");
        }
        return response.statusCode();
    }

    private void assertThatAllAreThere(Exchanges http) throws Exception {
        for (Map.Entry<Ids, String> each : acknowledged.entrySet()) {
            HttpResponse<byte[]> response = http.get(each.getKey().path(), "Accept", STORED);
            assertThat(response.statusCode()).as(each.getKey().instance()).isEqualTo(200);
            assertThat(sha256(response.body())).isEqualTo(each.getValue());
        }
        // what the catalogue lists is there too, acknowledged or not
        json(http.get("/dicom-web/instances?limit=5000")).forEach(found -> {
            Ids ids = new Ids(
                    found.at("/0020000D/Value/0").asText(),
                    found.at("/0020000E/Value/0").asText(),
                    found.at("/00080018/Value/0").asText());
            try {
                assertThat(http.get(ids.path(), "Accept", STORED).statusCode())
                        .as(ids.instance())
                        .isEqualTo(200);
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private Ids nextIds() {
        return SmallInstances.ids(nextNumber++);
    }

    private static byte[] instance(Ids ids, int bytes) {
        byte[] value = new byte[bytes];
        new Random(bytes).nextBytes(value);
        return SmallInstances.start(DicomBytes.explicitVr(), ids, SmallInstances.SECONDARY_CAPTURE, "OT")
                .element(0x00420011, "OB", value)
                .part10(SmallInstances.SECONDARY_CAPTURE, ids.instance(), SmallInstances.EXPLICIT);
    }

    private static String state(Exchanges http, Ids ids) throws Exception {
        return text(http.get("/collections/" + ids.instance()));
    }

    private static List<Path> arrivals(SmallDisk disk) {
        try (Stream<Path> files = Files.list(disk.folder().resolve("arrivals"))) {
            return files.toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
