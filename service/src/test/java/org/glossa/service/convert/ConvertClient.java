package org.glossa.service.convert;

import java.io.ByteArrayOutputStream;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/** The requests that tests of conversions send; bodies are put together, and answers taken apart, by hand. */
final class ConvertClient {
    static final String BOUNDARY = "gap";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;

    ConvertClient(URI server) {
        this.server = server;
    }

    /** A multipart body. */
    static final class Form {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Form part(String name, byte[] content) {
            ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name
                    + "\"; filename=\"a b;c\"\r\nContent-Type: application/octet-stream\r\n\r\n");
            bytes.writeBytes(content);
            ascii("\r\n");
            return this;
        }

        Form part(String name, String content) {
            return part(name, content.getBytes(StandardCharsets.UTF_8));
        }

        Form part(String name, Path file) throws IOException {
            return part(name, Files.readAllBytes(file));
        }

        byte[] whole() {
            ascii("--" + BOUNDARY + "--\r\n");
            return bytes.toByteArray();
        }

        private void ascii(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * A part of a multipart answer.
     *
     * @param head its header fields, as they came
     */
    record Part(String head, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    HttpResponse<byte[]> convert(String query, Form form) throws IOException, InterruptedException {
        return post(query, "multipart/form-data; boundary=" + BOUNDARY, form.whole());
    }

    HttpResponse<byte[]> post(String query, String type, byte[] body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.resolve("/convert" + query))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    void store(byte[] dicom) throws IOException, InterruptedException {
        HttpResponse<String> stored = client.send(
                HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                        .header("Content-Type", "application/dicom")
                        .POST(BodyPublishers.ofByteArray(dicom))
                        .build(),
                BodyHandlers.ofString());
        if (stored.statusCode() != 200 && stored.statusCode() != 202) {
            throw new AssertionFailedError("STOW was answered with " + stored.statusCode() + " " + stored.body());
        }
    }

    /** The result of a conversion that must succeed. */
    byte[] result(String query, Form form) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = convert(query, form);
        if (answer.statusCode() != 200) {
            throw new AssertionFailedError(query + " was answered with " + answer.statusCode() + " " + text(answer));
        }
        return parts(answer).getFirst().body();
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** As RFC 2046 5.1.1 delimits them; nothing may stand before the first and after the last. */
    static List<Part> parts(HttpResponse<byte[]> response) {
        String delimiter = "--" + header(response, "Content-Type").replaceAll(".*boundary=\"?([^\";]+).*", "$1");
        String body = new String(response.body(), StandardCharsets.ISO_8859_1);
        String end = "\r\n" + delimiter + "--\r\n";
        if (!body.startsWith(delimiter + "\r\n") || !body.endsWith(end)) {
            throw new AssertionFailedError("no multipart body of " + header(response, "Content-Type"));
        }
        List<Part> parts = new ArrayList<>();
        String inner = "\r\n" + body.substring(0, body.length() - end.length());
        for (String part : inner.substring(delimiter.length() + 4).split("\r\n" + delimiter + "\r\n", -1)) {
            int blank = part.indexOf("\r\n\r\n");
            parts.add(new Part(
                    part.substring(0, blank), part.substring(blank + 4).getBytes(StandardCharsets.ISO_8859_1)));
        }
        return parts;
    }

    /** Requires that no temporary file is left; one of an answer that was just sent may take a moment to go. */
    static void requireNothingStays(Path spool) throws IOException, InterruptedException {
        List<Path> left = List.of();
        for (int i = 0; i < 100; i++) {
            left = left(spool);
            if (left.isEmpty()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionFailedError("temporary files stay: " + left);
    }

    private static List<Path> left(Path spool) throws IOException {
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        }
    }
}
