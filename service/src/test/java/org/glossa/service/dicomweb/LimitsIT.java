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
                        "-Dglossa.limits.ingest-wait=1s",
                        "-Dglossa.limits.stall=3s",
                        "-Dglossa.limits.connections=40",
                        "-Dglossa.limits.uri-bytes=3KB",
                        "-Dglossa.limits.header-bytes=6KB"),
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
    void aRequestOfExactlyTheLimitIsTaken() throws Exception {
        byte[] most = new byte[(int) REQUEST_BYTES];

        assertThat(http.post("/dicom-web/studies", "application/dicom", most).statusCode())
                .as("no DICOM, but not too long")
                .isEqualTo(409);
        assertThat(http.postChunked("/dicom-web/studies", "application/dicom", most)
                        .statusCode())
                .isEqualTo(409);
        assertThat(http.post("/dicom-web/studies", "application/dicom", new byte[(int) REQUEST_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aClientThatSendsOnWithoutLookingIsNotCutOffBeforeItReadsItsAnswer() throws Exception {
        try (RawClient client = new RawClient(server.url())) {
            client.post("Content-Length: " + 3_000_000_000_000L);
            byte[] piece = new byte[0x8000];
            for (int i = 0; i < 20; i++) {
                client.send(piece);
                Thread.sleep(50);
            }
            assertThat(client.untilClosed()).startsWith("HTTP/1.1 413").doesNotContain("RESET");
        }
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
        assertThat(header(response, "connection")).isEqualToIgnoringCase("close");
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
        HttpResponse<byte[]> line = http.get("/dicom-web/studies?PatientName=" + "x".repeat(3_500));
        HttpResponse<byte[]> fields = http.get("/dicom-web/studies", "X-Token", "x".repeat(7_000));

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
            await(() -> arrivals() == 2);

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
    void aRequestThatWaitedForItsPlaceIsTaken() throws Exception {
        byte[] instance = SmallInstances.plain(SmallInstances.ids(333));
        try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor();
                RawClient other = new RawClient(server.url())) {
            Future<HttpResponse<byte[]>> third;
            try (RawClient one = new RawClient(server.url())) {
                one.post("Content-Length: 1000").send("x");
                other.post("Content-Length: 1000").send("x");
                await(() -> arrivals() == 2);
                third = sender.submit(() -> http.stow(instance));
                Thread.sleep(300);
            }
            assertThat(third.get().statusCode()).isEqualTo(200);
        }
        assertThatNothingIsLeft();
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

    private static byte[][] instances(int first, int count) {
        byte[][] instances = new byte[count][];
        for (int i = 0; i < count; i++) {
            instances[i] = SmallInstances.plain(SmallInstances.ids(first + i));
        }
        return instances;
    }

    /** No temporary file, soon. */
    private static void assertThatNothingIsLeft() throws Exception {
        await(() -> arrivals() == 0);
    }

    private static long arrivals() {
        try (Stream<Path> files = Files.list(folder.resolve("data/arrivals"))) {
            return files.count();
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
