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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server finds when it starts on the folder of another. How one ends that is killed is in {@link KillIT}. */
class RestartIT {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

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
        String items = "/collections/2.25.7.9.1/items?crs=source-pixels&bbox=0,0,100,100";
        try (ServerProcess server = ServerProcess.start(data)) {
            assertThat(store(server.url(), new PointAnnotations("2.25.7", 1).bytes()))
                    .isIn(200, 202);
            awaitReady(server.url() + "/collections/2.25.7.9.1");
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
            awaitReady(server.url() + "/collections/2.25.7.9.1");
            assertThat(new String(get(server.url() + items, "*/*").body(), StandardCharsets.UTF_8))
                    .contains("\"numberMatched\":2");
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
}
