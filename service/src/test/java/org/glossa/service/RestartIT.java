package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DicomBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the process, asked for and not: what was acknowledged is there, what was not is not half there. */
class RestartIT {
    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.91.1";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void nothingAcknowledgedIsLostByAKill() throws Exception {
        Path data = folder.resolve("data");
        Map<Integer, byte[]> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        for (int kill = 0; kill < Depth.count(2, 20); kill++) {
            ServerProcess server = ServerProcess.start(data, List.of("-Xmx256m"), List.of());
            List<Thread> clients = Stream.generate(
                            () -> Thread.ofVirtual().start(() -> storeUntilRefused(server.url(), next, acknowledged)))
                    .limit(4)
                    .toList();
            int wanted = acknowledged.size() + 25;
            for (int i = 0; i < 600 && acknowledged.size() < wanted; i++) {
                Thread.sleep(50);
            }
            server.kill();
            for (Thread each : clients) {
                each.join();
            }
        }
        assertThat(acknowledged).isNotEmpty();

        try (ServerProcess server = ServerProcess.start(data)) {
            for (Map.Entry<Integer, byte[]> instance : acknowledged.entrySet()) {
                HttpResponse<byte[]> response =
                        get(server.url() + path(instance.getKey()), "application/dicom; transfer-syntax=*");
                assertThat(response.statusCode())
                        .as("instance %d", instance.getKey())
                        .isEqualTo(200);
                assertThat(response.body()).isEqualTo(instance.getValue());
            }
            String last = "2.25.9." + acknowledged.keySet().iterator().next();
            awaitReady(server.url() + "/collections/" + last);
            assertThat(folder.resolve("data/arrivals")).isEmptyDirectory();
            System.out.println("kill -9: " + acknowledged.size() + " acknowledged instances are there, of " + next.get()
                    + " sent");
        }
    }

    @Test
    void aSecondServerOnOneFolderIsRefusedAndTheFirstGoesOn() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.start(data)) {
            Process second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            Path.of(System.getProperty("glossa.root"), "service", "target", "glossa.jar")
                                    .toString(),
                            "serve",
                            "--port",
                            "0",
                            "--data",
                            data.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(2);
            assertThat(said.strip()).hasLineCount(1).contains("in use by another Glossa server", data.toString());
            assertThat(get(server.url() + "/health", "*/*").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDamagedColumnIsBuiltAgainFromTheOriginal() throws Exception {
        Path data = folder.resolve("data");
        String items = "/collections/2.25.9.1/items?crs=source-pixels&bbox=0,0,100,100";
        try (ServerProcess server = ServerProcess.start(data)) {
            assertThat(store(server.url(), instance(1))).isIn(200, 202);
            awaitReady(server.url() + "/collections/2.25.9.1");
            assertThat(get(server.url() + items, "*/*").statusCode()).isEqualTo(200);
        }
        try (Stream<Path> columns = Files.walk(data.resolve("columns"))) {
            for (Path file : columns.filter(Files::isRegularFile).toList()) {
                Files.write(file, new byte[16]);
            }
        }
        try (ServerProcess server = ServerProcess.start(data)) {
            HttpResponse<byte[]> damaged = get(server.url() + items, "*/*");
            assertThat(damaged.statusCode()).isEqualTo(503);
            assertThat(damaged.headers().firstValue("retry-after")).isPresent();
            awaitReady(server.url() + "/collections/2.25.9.1");
            assertThat(new String(get(server.url() + items, "*/*").body(), StandardCharsets.UTF_8))
                    .contains("\"numberMatched\":1");
        }
    }

    private void storeUntilRefused(URI server, AtomicInteger next, Map<Integer, byte[]> acknowledged) {
        try {
            while (true) {
                int number = next.incrementAndGet();
                byte[] instance = instance(number);
                int status = store(server, instance);
                if (status == 200 || status == 202) {
                    acknowledged.put(number, instance);
                }
            }
        } catch (IOException killed) {
            // the server is gone
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int store(URI server, byte[] instance) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                .header("Content-Type", "application/dicom")
                .POST(BodyPublishers.ofByteArray(instance))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<byte[]> get(String url, String accept) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url)).header("Accept", accept).build(), BodyHandlers.ofByteArray());
    }

    private void awaitReady(String url) throws Exception {
        for (int i = 0; i < 300; i++) {
            String answer = new String(get(url, "*/*").body(), StandardCharsets.UTF_8);
            if (answer.contains("\"state\":\"ready\"")) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(url + " did not become ready");
    }

    private static String path(int number) {
        return "/dicom-web/studies/2.25.7/series/2.25.8/instances/2.25.9." + number;
    }

    /** An annotation object of one point. */
    private static byte[] instance(int number) {
        String uid = "2.25.9." + number;
        DicomBytes code = DicomBytes.explicitVr()
                .text(0x00080100, "SH", "84640000")
                .text(0x00080102, "SH", "SCT")
                .text(0x00080104, "LO", "Nucleus");
        return DicomBytes.explicitVr()
                .text(0x00080016, "UI", SOP_CLASS)
                .text(0x00080018, "UI", uid)
                .text(0x00080060, "CS", "ANN")
                .sequence(
                        0x00081140,
                        DicomBytes.explicitVr()
                                .text(0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.77.1.6")
                                .text(0x00081155, "UI", "2.25.5"))
                .text(0x0020000D, "UI", "2.25.7")
                .text(0x0020000E, "UI", "2.25.8")
                .text(0x00480301, "CS", "VOLUME")
                .text(0x006A0001, "CS", "2D")
                .sequence(
                        0x006A0002,
                        DicomBytes.explicitVr()
                                .unsignedShort(0x0040A180, 1)
                                .floats(0x00660016, "OF", 10.5f, number % 50)
                                .text(0x006A0003, "UI", uid + ".1")
                                .text(0x006A0005, "LO", "point")
                                .text(0x006A0007, "CS", "MANUAL")
                                .sequence(0x006A0009, code)
                                .sequence(0x006A000A, code)
                                .unsignedLong(0x006A000C, 1)
                                .text(0x006A000D, "CS", "YES")
                                .text(0x00700023, "CS", "POINT"))
                .part10(SOP_CLASS, uid, "1.2.840.10008.1.2.1");
    }
}
