package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.glossa.corpus.DicomBytes;
import org.glossa.service.ServerProcess;
import org.glossa.service.dicomweb.SmallInstances.Ids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send or take too slowly are given up, hold nothing afterwards, and no others are. */
final class SlowClientsIT {
    private static final String STORED = "application/dicom; transfer-syntax=*";

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Exchanges http;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(
                folder.resolve("data"),
                List.of(
                        "-Xmx256m",
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-Dglossa.limits.stall=2s",
                        "-Dglossa.limits.head-time=1500ms"),
                List.of());
        http = new Exchanges(server.url());
    }

    @AfterAll
    static void stop() throws Exception {
        http.letLeaksBeSeen(server);
        server.close();
        assertThat(server.log()).doesNotContain("LEAK", "ERROR");
    }

    @Test
    void aBodyThatStallsIsGivenUp() throws Exception {
        try (RawClient client = new RawClient(server.url())) {
            String answer = client.post("Content-Length: 100000")
                    .send("x".repeat(3_000))
                    .untilClosed();

            assertThat(answer)
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "glossa.limits.stall", "without pauses");
        }
        assertThatNothingIsLeft();
    }

    @Test
    void aBodyThatTricklesIsGivenUp() throws Exception {
        try (RawClient client = new RawClient(server.url());
                ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            client.post("Content-Length: 100000");
            Future<?> sends = sender.submit(() -> trickle(client));
            String answer = client.untilClosed();

            assertThat(answer).startsWith("HTTP/1.1 408");
            assertThat(sends.isDone()).as("it was still sending").isFalse();
            sends.get();
        }
        assertThatNothingIsLeft();
    }

    @Test
    void aBodyWithPausesBelowTheLimitIsTaken() throws Exception {
        byte[] instance = SmallInstances.plain(SmallInstances.ids(331));
        try (RawClient client = new RawClient(server.url())) {
            client.post("Content-Length: " + instance.length + "\r\nConnection: close");
            for (byte each : new byte[] {0, 1}) {
                int half = instance.length / 2;
                int from = each * half;
                client.send(Arrays.copyOfRange(instance, from, each == 0 ? half : instance.length));
                Thread.sleep(1_200);
            }
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aHeadThatDoesNotEndIsGivenUp() throws Exception {
        try (RawClient client = new RawClient(server.url())) {
            client.send("GET /health HTTP/1.1\r\nX-Slow: ");
            for (int i = 0; i < 5; i++) {
                Thread.sleep(200);
                client.send("x");
            }
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 408").contains("head of the request");
        }
    }

    @Test
    void anAnswerThatIsNotTakenHoldsNothing() throws Exception {
        Ids ids = SmallInstances.ids(332);
        storeLarge(ids);
        int before = openFiles();
        int most = 0;
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                RawClient client = RawClient.thatReadsLittle(server.url());
                clients.add(client);
                String accept = i % 2 == 0 ? STORED : "application/dicom";
                client.send("GET " + ids.path() + " HTTP/1.1\r\nHost: x\r\nAccept: " + accept + "\r\n\r\n");
                assertThat(client.read(12)).isEqualTo("HTTP/1.1 200");
                most = Math.max(most, openFiles());
            }
            assertThat(http.get(ids.path()).statusCode())
                    .as("others are served")
                    .isEqualTo(200);
            assertThat(most).isGreaterThan(before + 5);
            await(() -> openFiles() <= before + 2);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void anAnswerThatIsTakenSlowlyIsGivenWhole() throws Exception {
        Ids ids = SmallInstances.ids(334);
        storeLarge(ids);
        long length = http.get(ids.path(), "Accept", STORED).body().length;
        try (RawClient client = RawClient.thatReadsLittle(server.url())) {
            client.send("GET " + ids.path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: " + STORED
                    + "\r\n\r\n");
            StringBuilder taken = new StringBuilder();
            for (long end = System.nanoTime() + 5_000_000_000L; System.nanoTime() < end; ) {
                taken.append(client.read(32_000));
                Thread.sleep(20);
            }
            taken.append(client.untilClosed());
            assertThat(taken.length() - taken.indexOf("\r\n\r\n") - 4).isEqualTo((int) length);
        }
    }

    private static void trickle(RawClient client) {
        try {
            for (int i = 0; i < 100; i++) {
                client.send("x");
                Thread.sleep(100);
            }
        } catch (IOException closed) {
            // given up
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** More than the system keeps for a socket. */
    private static void storeLarge(Ids ids) throws Exception {
        byte[] value = new byte[20_000_000];
        byte[] instance = SmallInstances.start(DicomBytes.implicitVr(), ids, SmallInstances.SECONDARY_CAPTURE, "OT")
                .element(0x00420011, "OB", value)
                .part10(SmallInstances.SECONDARY_CAPTURE, ids.instance(), SmallInstances.IMPLICIT);
        assertThat(http.stow(instance).statusCode()).isIn(200, 202);
    }

    /** No temporary file, soon. */
    private static void assertThatNothingIsLeft() throws Exception {
        await(() -> {
            try (Stream<Path> files = Files.list(folder.resolve("data/arrivals"))) {
                return files.findAny().isEmpty();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static int openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return (int) files.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
