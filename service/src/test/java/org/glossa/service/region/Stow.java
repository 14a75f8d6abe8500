package org.glossa.service.region;

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
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.AssertionFailedError;

/** The few requests that tests of regions send; written for the tests alone, so that nothing of ours judges itself. */
final class Stow {
    private static final Pattern STATE = Pattern.compile("\"state\":\"([a-z]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;

    Stow(URI server) {
        this.server = server;
    }

    /** Posts files in one request and requires that all are stored. */
    void store(List<Path> files) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Path file : files) {
            body.writeBytes(ascii("--gap\r\nContent-Type: application/dicom\r\n\r\n"));
            body.writeBytes(Files.readAllBytes(file));
            body.writeBytes(ascii("\r\n"));
        }
        body.writeBytes(ascii("--gap--\r\n"));
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=gap")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200 && response.statusCode() != 202) {
            throw new AssertionFailedError("STOW was answered with " + response.statusCode() + " " + response.body());
        }
    }

    /** Waits a minute at most until regions of a set can be asked. */
    void awaitReady(String sopInstanceUid) throws IOException, InterruptedException {
        awaitReady(sopInstanceUid, Duration.ofMinutes(1));
    }

    void awaitReady(String sopInstanceUid, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        String said = "";
        while (System.nanoTime() < end) {
            said = get("/collections/" + sopInstanceUid).body();
            Matcher state = STATE.matcher(said);
            if (state.find() && state.group(1).equals("ready")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionFailedError("not ready after " + patience + ": " + said);
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send("GET", pathAndQuery);
    }

    HttpResponse<String> send(String method, String pathAndQuery) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(pathAndQuery))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
