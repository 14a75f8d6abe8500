package org.glossa.service.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.convert.ConvertClient.header;
import static org.glossa.service.convert.ConvertClient.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.glossa.service.ServerProcess;
import org.glossa.service.convert.ConvertClient.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code POST /convert} refuses, and that no temporary file outlives a request, however it ends. */
class ConvertLimitsIT {
    private static final int REQUEST_BYTES = 2_000_000;
    private static final int POINTS = 60_000;

    @TempDir
    static Path folder;

    private static Path spool;
    private static ServerProcess server;
    private static ConvertClient client;

    @BeforeAll
    static void start() throws IOException {
        Path data = folder.resolve("data");
        spool = data.resolve("spool");
        Files.createDirectories(spool.resolve("convert-1"));
        Files.writeString(spool.resolve("convert-1").resolve("part-1"), "left by a process that was killed");
        Files.writeString(spool.resolve("answer1.tmp"), "left, too");
        server = ServerProcess.start(
                data,
                List.of(
                        "-Xmx256m",
                        "-Dglossa.limits.request-bytes=" + REQUEST_BYTES,
                        "-Dglossa.limits.parts=4",
                        "-Dglossa.limits.concurrent-ingests=1",
                        "-Dglossa.limits.ingest-wait=1s"),
                List.of());
        client = new ConvertClient(server.url());
        assertThat(spool).as("what was left is gone").doesNotExist();
    }

    @AfterAll
    static void stop() throws Exception {
        ConvertClient.requireNothingStays(spool);
        server.close();
        assertThat(server.log()).doesNotContain("ERROR");
    }

    @Test
    void malformedSourcesAreRefusedWithTheirPlace() throws Exception {
        JsonNode json = refused(
                400,
                "?to=geojson",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                        + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,\"x\"],[3,3],[1,1]]]},\"properties\":{}}]}");
        assertThat(json.get("findings").get(0).get("pointer").asText()).startsWith("/features/0/geometry/coordinates");
        JsonNode broken = refused(400, "?to=geojson", "{\"type\":\"Feature\",\"geometry\":[}");
        assertThat(broken.get("findings").get(0).toString()).contains("29");
        JsonNode nothing = refused(422, "?to=geojson", "no format at all");
        assertThat(nothing.get("detail").asText()).contains("GeoJSON", "DICOM");
        JsonNode parameter = refused(400, "?to=ann&wholes=drop", "{}");
        assertThat(parameter.get("detail").asText()).contains("wholes", "holes", "precision", "strict");
        ConvertClient.requireNothingStays(spool);
    }

    private static JsonNode refused(int status, String query, String source) throws Exception {
        HttpResponse<byte[]> answer = client.convert(query, new Form().part("source", source));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void bodiesBeyondTheLimitsAreRefused() throws Exception {
        HttpResponse<byte[]> tooLong =
                client.convert("?to=geojson", new Form().part("source", new byte[REQUEST_BYTES + 1]));
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(text(tooLong)).contains("glossa.limits.request-bytes");
        Form five = new Form();
        for (int i = 0; i < 5; i++) {
            five.part("image", "x");
        }
        assertThat(client.convert("?to=geojson", five).statusCode()).isEqualTo(413);
        assertThat(client.post("?to=geojson", "multipart/form-data", new byte[10])
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("?to=geojson", "application/geo+json", new byte[10])
                        .statusCode())
                .isEqualTo(415);
        ConvertClient.requireNothingStays(spool);
    }

    @Test
    void aServerThatIsBusySaysWhenToComeAgain() throws Exception {
        try (Socket slow = begun()) {
            awaitSpooled("convert-");
            HttpResponse<byte[]> busy = client.convert("?to=geojson", new Form().part("source", "{}"));
            assertThat(busy.statusCode()).isEqualTo(503);
            assertThat(header(busy, "Retry-After")).isEqualTo("5");
            assertThat(slow.isConnected()).isTrue();
        }
        ConvertClient.requireNothingStays(spool);
    }

    /** A request of which half is sent. */
    private static Socket begun() throws IOException {
        Socket socket = new Socket(server.url().getHost(), server.url().getPort());
        send(socket, head(1_000_000));
        send(socket, "--gap\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\n" + " ".repeat(300_000));
        return socket;
    }

    private static String head(int length) {
        return "POST /convert?to=geojson HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=gap\r\n"
                + "Content-Length: " + length + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void awaitSpooled(String prefix) throws Exception {
        for (int i = 0; i < 300; i++) {
            if (Files.exists(spool)) {
                try (var files = Files.list(spool)) {
                    if (files.anyMatch(file -> file.getFileName().toString().startsWith(prefix))) {
                        return;
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no " + prefix + " in the spool");
    }

    @Test
    void aClientThatLeavesBeforeItsAnswerWasSentLeavesNothingBehind() throws Exception {
        byte[] body = new Form().part("source", points()).whole();
        assertThat(body.length).isLessThan(REQUEST_BYTES);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4 << 10);
            socket.connect(
                    new InetSocketAddress(server.url().getHost(), server.url().getPort()));
            send(socket, head(body.length));
            socket.getOutputStream().write(body);
            byte[] start = socket.getInputStream().readNBytes(15);
            assertThat(new String(start, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(openAnswers()).as("what is not sent yet").isEqualTo(1);
        }
        for (int i = 0; i < 100 && openAnswers() > 0; i++) {
            Thread.sleep(100);
        }
        assertThat(openAnswers()).isZero();
        ConvertClient.requireNothingStays(spool);
    }

    /** Temporary files of answers, which have no name any more. */
    private static long openAnswers() throws IOException {
        long open = 0;
        try (var descriptors = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    open += Files.readSymbolicLink(descriptor).toString().contains("/spool/answer") ? 1 : 0;
                } catch (NoSuchFileException closed) {
                    // between the list and the look
                }
            }
        }
        return open;
    }

    /** Gzipped. */
    private static byte[] points() throws IOException {
        StringBuilder features = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (int i = 0; i < POINTS; i++) {
            features.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[")
                    .append(i % 50)
                    .append(',')
                    .append(i / 50)
                    .append("]},\"properties\":{\"objectType\":\"detection\"}}");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(features.append("]}").toString().getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }
}
