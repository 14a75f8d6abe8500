package org.glossa.service.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.service.ServerProcess;

/** Raw HTTP with a running server; multipart is written and read here by other code than the server's. */
final class Exchanges implements AutoCloseable {
    static final String BOUNDARY = "bar0123456789abcdef";
    static final String STORE_TYPE = "multipart/related; type=\"application/dicom\"; boundary=" + BOUNDARY;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    Exchanges(URI server) {
        this.server = server;
    }

    /** A part of a multipart answer; names of headers in lower case. */
    record Part(Map<String, String> headers, byte[] body) {}

    /** @param headers names and values in turn */
    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET().build());
    }

    HttpResponse<byte[]> options(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** Stores instances by one request. */
    HttpResponse<byte[]> stow(byte[]... instances) throws IOException, InterruptedException {
        return post("/dicom-web/studies", STORE_TYPE, multipart(instances));
    }

    HttpResponse<byte[]> post(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return send(request(path, "Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    /** Without a length: in chunks. */
    HttpResponse<byte[]> postChunked(String path, String contentType, byte[] body)
            throws IOException, InterruptedException {
        return send(request(path, "Content-Type", contentType)
                .POST(BodyPublishers.ofInputStream(() -> trickle(body)))
                .build());
    }

    private static InputStream trickle(byte[] body) {
        return new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 777));
            }
        };
    }

    static byte[] multipart(byte[]... instances) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] instance : instances) {
            body.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Type: application/dicom\r\n\r\n"));
            body.writeBytes(instance);
            body.writeBytes(ascii("\r\n"));
        }
        body.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    /** Netty tells of memory that was never given back once that is collected and other memory is asked for. */
    void letLeaksBeSeen(ServerProcess server) throws IOException, InterruptedException {
        server.collectGarbage();
        for (int i = 0; i < 20; i++) {
            get("/health");
        }
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The parts of an answer as dicomweb-client's JavaScript reads them: the boundary at once, CRLF, naive search. */
    static List<Part> parts(HttpResponse<byte[]> response) {
        String type = header(response, "content-type");
        String delimiter = "--" + type.replaceAll(".*boundary=\"?([^\";]+).*", "$1");
        String body = new String(response.body(), StandardCharsets.ISO_8859_1);
        if (!body.startsWith(delimiter + "\r\n")) {
            throw new AssertionError("does not begin with its boundary: " + type);
        }
        List<Part> parts = new ArrayList<>();
        int start = delimiter.length() + 2;
        while (true) {
            int headersEnd = body.indexOf("\r\n\r\n", start);
            int end = body.indexOf("\r\n" + delimiter, headersEnd + 4 - 2);
            parts.add(new Part(
                    headers(body.substring(start, headersEnd)),
                    body.substring(headersEnd + 4, end).getBytes(StandardCharsets.ISO_8859_1)));
            start = end + 2 + delimiter.length();
            if (body.startsWith("--", start)) {
                return parts;
            }
            start += 2;
        }
    }

    private static Map<String, String> headers(String block) {
        Map<String, String> headers = new TreeMap<>();
        block.lines()
                .forEach(line -> headers.put(
                        line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                        line.substring(line.indexOf(':') + 1).strip()));
        return headers;
    }

    /** Closes its connections. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        URI uri = path.startsWith("http") ? URI.create(path) : server.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
