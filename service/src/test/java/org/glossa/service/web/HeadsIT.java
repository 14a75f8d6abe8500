package org.glossa.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.glossa.service.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What heads of requests and of answers say: content codings, what an answer varies with, versions, hosts, and heads that are none. */
final class HeadsIT {
    /** A text of some KB. */
    private static final String TEXT = "/ui/plane.js";

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(
                folder.resolve("data"), List.of("-Dglossa.cors.allowed-origins=https://viewer.example"), List.of());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        assertThat(server.log()).doesNotContain("ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "gzip", "x-gzip", "br, gzip;q=0.1", "gzip, deflate, br, zstd, snappy"})
    void aTextIsGzipForWhoTakesIt(String acceptEncoding) throws Exception {
        HttpResponse<byte[]> plain = get(TEXT);
        HttpResponse<byte[]> coded = get(TEXT, "Accept-Encoding", acceptEncoding);

        assertThat(all(coded, "content-encoding")).containsExactly("gzip");
        assertThat(coded.body()).hasSizeLessThan(plain.body().length);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(coded.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(all(coded, "vary")).containsExactlyInAnyOrder("Origin", "Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br, gzip;q=0", "snappy", "deflate", "*;q=0", "gzip;q=0, *", "identity"})
    void aTextIsAsItIsForEverybodyElse(String acceptEncoding) throws Exception {
        HttpResponse<byte[]> plain = get(TEXT, "Accept-Encoding", acceptEncoding);

        assertThat(all(plain, "content-encoding")).isEmpty();
        assertThat(plain.body()).isEqualTo(get(TEXT).body());
        assertThat(all(plain, "vary")).containsExactlyInAnyOrder("Origin", "Accept-Encoding");
    }

    @Test
    void answersWithoutABodyVaryAsTheOneWithIt() throws Exception {
        String etag = all(get(TEXT), "etag").getFirst();
        HttpResponse<byte[]> head = CLIENT.send(
                HttpRequest.newBuilder(server.url().resolve(TEXT)).HEAD().build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> notModified = get(TEXT, "If-None-Match", etag);

        assertThat(all(head, "vary")).containsExactlyInAnyOrder("Origin", "Accept-Encoding");
        assertThat(notModified.statusCode()).isEqualTo(304);
        assertThat(all(notModified, "vary")).containsExactlyInAnyOrder("Origin", "Accept-Encoding");
    }

    @Test
    void anAnswerThatIsNeverCompressedDoesNotVary() throws Exception {
        HttpResponse<byte[]> small = get("/collections", "Accept-Encoding", "gzip");

        assertThat(all(small, "content-encoding")).isEmpty();
        assertThat(all(small, "vary")).containsExactly("Origin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GARBAGE|400|head",
                "GET /health|400|head",
                "GET /health HTTP/1.1;Host: x;Content-Length: 0;Content-Length: 1|400|head",
                "GET /health HTTP/1.1;Host: x;No colon|400|head",
                "POST /dicom-web/studies HTTP/1.1;Host: x;Content-Length: 5;Transfer-Encoding: chunked|400|Transfer-Encoding",
                "GET /health HTTP/1.1;Accept: */*|400|0 header fields Host",
                "POST /dicom-web/studies HTTP/1.1;Content-Length: 5|400|0 header fields Host",
                "GET /health HTTP/1.1;Host: x;Host: y|400|2 header fields Host",
                "GET / HTTP/3.9;Host: x|505|got HTTP/3.9",
                "GET / HTTP/2.0;Host: x|505|got HTTP/2.0",
                "GET / HTTP/0.9;Host: x|505|got HTTP/0.9",
                "GET / ICY/1.1;Host: x|400|ICY/1.1",
            })
    void aHeadThatIsNoneIsToldWhatWasGotWhatIsAllowedAndWhatToDo(String head, int status, String said)
            throws Exception {
        String answer = exchange(head.replace(";", "\r\n") + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.")
                .contains(
                        " " + status + " ",
                        "application/problem+json",
                        "\"status\":" + status,
                        said,
                        "got ",
                        "; allowed: ",
                        "; remedy: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health HTTP/1.1;Host: x;Connection: close",
                "GET /health HTTP/1.1;Host:;Connection: close",
                "GET http://elsewhere/health HTTP/1.1;Host: x;Connection: close",
                "GET /health HTTP/1.9;Host: x;Connection: close",
            })
    void otherHeadsAreAnsweredInHttp11(String head) throws Exception {
        assertThat(exchange(head.replace(";", "\r\n") + "\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void http10NeedsNoHost() throws Exception {
        assertThat(exchange("GET /health HTTP/1.0\r\n\r\n")).contains(" 200 ", "\"UP\"");
    }

    @Test
    void aRequestBehindAnotherIsRefusedInItsTurn() throws Exception {
        String answers = exchange("GET /ui/plane.js HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\n\r\n");

        assertThat(answers).startsWith("HTTP/1.1 200");
        assertThat(answers.indexOf("HTTP/1.1 400")).isGreaterThan(answers.indexOf("export"));
    }

    /** All that comes until the server closes. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static List<String> all(HttpResponse<?> response, String name) {
        return response.headers().allValues(name);
    }
}
