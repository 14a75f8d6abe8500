package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.ascii;
import static org.glossa.service.dicomweb.Exchanges.header;
import static org.glossa.service.dicomweb.Exchanges.json;
import static org.glossa.service.dicomweb.Exchanges.multipart;
import static org.glossa.service.dicomweb.Exchanges.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.glossa.service.ServerProcess;
import org.glossa.service.dicomweb.SmallInstances.Ids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered beyond each limit, and that the server goes on. */
final class LimitsIT {
    private static final long REQUEST_BYTES = 24_000_000;

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
                        "-Dglossa.limits.request-bytes=" + REQUEST_BYTES,
                        "-Dglossa.limits.parts=5",
                        "-Dglossa.cors.allowed-origins=https://viewer.example,https://other.example",
                        "-Dglossa.limits.concurrent-ingests=2",
                        "-Dglossa.limits.ingest-wait=300ms",
                        "-Dglossa.limits.stall=2s",
                        "-Dglossa.limits.head-time=1500ms",
                        "-Dglossa.limits.connections=40",
                        "-Dglossa.limits.uri-bytes=4KB",
                        "-Dglossa.limits.header-bytes=8KB"),
                List.of());
        http = new Exchanges(server.url());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        assertThat(server.log()).doesNotContain("LEAK", "ERROR");
    }

    @Test
    void aRequestThatSaysItIsTooLongIsRefusedUnread() throws Exception {
        try (RawClient client = new RawClient(server.url())) {
            long start = System.nanoTime();
            String answer = client.post("Content-Length: " + 3_000_000_000_000L).untilClosed();

            assertThat(answer)
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json", "3000000000000", "24000000", "glossa.limits.request-bytes")
                    .containsIgnoringCase("connection: close");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
        assertThatNothingIsLeft();
    }

    @Test
    void aRequestInChunksIsRefusedOnceItIsTooLong() throws Exception {
        try (RawClient client = new RawClient(server.url())) {
            client.post("Transfer-Encoding: chunked");
            byte[] chunk = ascii("8000\r\n" + "x".repeat(0x8000) + "\r\n");
            int sent = 0;
            try {
                for (; sent < 2_000; sent++) {
                    client.send(chunk);
                }
            } catch (IOException closed) {
                // by then it has answered
            }
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 413").contains("more than 24000000 bytes");
        }
        assertThatNothingIsLeft();
    }

    @Test
    void aClientThatSendsOnStillReadsItsAnswer() throws Exception {
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> response =
                    http.postChunked("/dicom-web/studies", "application/dicom", new byte[30_000_000]);
            assertThat(response.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void whatWasStoredBeforeTheLimitIsInTheAnswer() throws Exception {
        Ids first = SmallInstances.ids(300);
        HttpResponse<byte[]> response = http.postChunked(
                "/dicom-web/studies",
                Exchanges.STORE_TYPE,
                multipart(SmallInstances.plain(first), new byte[(int) REQUEST_BYTES]));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(header(response, "content-type")).isEqualTo("application/dicom+json");
        assertThat(json(response).at("/00081199/Value/0/00081155/Value/0").asText())
                .isEqualTo(first.instance());
        assertThat(json(response).at("/0008119A/Value/0/00081197/Value/0").asInt())
                .isEqualTo(0xA700);
        assertThat(json(response).at("/0008119A/Value/0/00091001/Value/0").asText())
                .contains("24000000", "glossa.limits.request-bytes", "not in this answer");
        assertThat(http.get(first.path()).statusCode()).isEqualTo(200);
    }

    @Test
    void partsAreCounted() throws Exception {
        byte[][] five = instances(310, 5);
        byte[][] six = instances(320, 6);

        assertThat(http.stow(five).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> response = http.stow(six);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).at("/00081199/Value")).hasSize(5);
        assertThat(text(response)).contains("more than 5 parts", "several requests");
        assertThat(http.get(SmallInstances.ids(325).path()).statusCode()).isEqualTo(404);
    }

    @Test
    void headersOfPartsAreLimited() throws Exception {
        byte[] many = ascii(
                "--" + Exchanges.BOUNDARY + "\r\n" + "A: 1\r\n".repeat(40) + "\r\nx\r\n--" + Exchanges.BOUNDARY + "--");
        byte[] large = ascii("--" + Exchanges.BOUNDARY + "\r\nA: " + "1".repeat(20_000) + "\r\n\r\nx\r\n--"
                + Exchanges.BOUNDARY + "--");

        assertThat(text(http.post("/dicom-web/studies", Exchanges.STORE_TYPE, many)))
                .contains("\"status\":400", "more than 32 header fields", "glossa.limits.part-header-fields");
        assertThat(text(http.post("/dicom-web/studies", Exchanges.STORE_TYPE, large)))
                .contains("\"status\":400", "above 16384 bytes", "glossa.limits.part-header-bytes");
    }

    @Test
    void headsAreLimited() throws Exception {
        HttpResponse<byte[]> line = http.get("/dicom-web/studies?PatientName=" + "x".repeat(5_000));
        HttpResponse<byte[]> fields = http.get("/dicom-web/studies", "X-Token", "x".repeat(9_000));

        assertThat(line.statusCode()).isEqualTo(414);
        assertThat(text(line)).contains("\"status\":414", "glossa.limits.uri-bytes");
        assertThat(fields.statusCode()).isEqualTo(431);
        assertThat(text(fields)).contains("\"status\":431", "glossa.limits.header-bytes");
    }

    @Test
    void requestsBeyondThePlacesWaitAndAreAskedToComeAgain() throws Exception {
        try (RawClient one = new RawClient(server.url());
                RawClient other = new RawClient(server.url())) {
            one.post("Content-Length: 1000").send("x");
            other.post("Content-Length: 1000").send("x");
            Thread.sleep(200);

            HttpResponse<byte[]> third = http.stow(SmallInstances.plain(SmallInstances.ids(330)));

            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(header(third, "retry-after")).isNotEmpty();
            assertThat(text(third)).contains("more than 2 requests", "glossa.limits.concurrent-ingests");
        }
        assertThatNothingIsLeft();
        assertThat(http.stow(SmallInstances.plain(SmallInstances.ids(330))).statusCode())
                .isEqualTo(200);
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
            sends.get();

            assertThat(answer).startsWith("HTTP/1.1 408");
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
                client.send(java.util.Arrays.copyOfRange(instance, from, each == 0 ? half : instance.length));
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
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                RawClient client = RawClient.thatReadsLittle(server.url());
                clients.add(client);
                String accept = i % 2 == 0 ? "application/dicom; transfer-syntax=*" : "application/dicom";
                client.send("GET " + ids.path() + " HTTP/1.1\r\nHost: x\r\nAccept: " + accept + "\r\n\r\n");
                assertThat(client.read(12)).isEqualTo("HTTP/1.1 200");
            }
            assertThat(http.get(ids.path()).statusCode())
                    .as("others are served")
                    .isEqualTo(200);
            assertThat(openFiles()).isGreaterThan(before + 11);
            await(() -> openFiles() <= before + 2);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void connectionsBeyondTheMostAreToldSo() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                idle.add(new RawClient(server.url()));
            }
            // The server takes connections on several threads: which of them come too late is not told by their order.
            await(() -> idle.stream().anyMatch(RawClient::isAnswered));
            RawClient refused =
                    idle.stream().filter(RawClient::isAnswered).findFirst().orElseThrow();
            assertThat(refused.untilClosed())
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 1", "more than 40 connections", "application/problem+json");
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
        await(() -> isUp());
    }

    @Test
    void pagesOfOtherOriginsThanTheConfiguredOnesAreNotLetIn() throws Exception {
        HttpResponse<byte[]> known = http.get("/dicom-web/studies", "Origin", "https://other.example");
        HttpResponse<byte[]> unknown = http.get("/dicom-web/studies", "Origin", "https://elsewhere.example");
        HttpResponse<byte[]> preflight = http.options(
                "/dicom-web/studies", "Origin", "https://elsewhere.example", "Access-Control-Request-Method", "GET");

        assertThat(header(known, "access-control-allow-origin")).isEqualTo("https://other.example");
        assertThat(known.headers().allValues("vary")).contains("Origin");
        assertThat(header(unknown, "access-control-allow-origin")).isEmpty();
        assertThat(header(preflight, "access-control-allow-origin")).isEmpty();
        assertThat(header(preflight, "access-control-allow-methods")).isEmpty();
    }

    private static boolean isUp() {
        try {
            return http.get("/health").statusCode() == 200;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
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
        byte[] instance = SmallInstances.start(
                        org.glossa.corpus.DicomBytes.implicitVr(), ids, SmallInstances.SECONDARY_CAPTURE, "OT")
                .element(0x00420011, "OB", value)
                .part10(SmallInstances.SECONDARY_CAPTURE, ids.instance(), SmallInstances.IMPLICIT);
        assertThat(http.stow(instance).statusCode()).isIn(200, 202);
    }

    private static byte[][] instances(int first, int count) {
        byte[][] instances = new byte[count][];
        for (int i = 0; i < count; i++) {
            instances[i] = SmallInstances.plain(SmallInstances.ids(first + i));
        }
        return instances;
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

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
