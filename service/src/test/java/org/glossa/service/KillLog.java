package org.glossa.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Clients that store instances of one study until the server is gone, and what they were told. */
final class KillLog {
    private static final int CLIENTS = 4;

    private final String study;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger sent = new AtomicInteger();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<String> otherAnswers = java.util.Collections.synchronizedList(new ArrayList<>());
    private List<Thread> clients = List.of();

    KillLog(String study) {
        this.study = study;
    }

    void begin(URI server) {
        clients = Stream.generate(() -> Thread.ofVirtual().start(() -> storeUntilGone(server)))
                .limit(CLIENTS)
                .toList();
    }

    /** Returns when every client has seen that the server is gone. */
    void end() throws InterruptedException {
        for (Thread each : clients) {
            each.join();
        }
    }

    String study() {
        return study;
    }

    List<PointAnnotations> sent() {
        return Stream.iterate(1, number -> number <= sent.get(), number -> number + 1)
                .map(number -> new PointAnnotations(study, number))
                .toList();
    }

    boolean isAcknowledged(PointAnnotations instance) {
        return acknowledged.contains(instance.number());
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    /** Answers that are neither a success nor the end of the connection. */
    List<String> otherAnswers() {
        return List.copyOf(otherAnswers);
    }

    private void storeUntilGone(URI server) {
        try {
            while (true) {
                int number = sent.incrementAndGet();
                HttpResponse<String> response = store(server, new PointAnnotations(study, number));
                if (response.statusCode() == 200 || response.statusCode() == 202) {
                    acknowledged.add(number);
                } else {
                    otherAnswers.add(response.statusCode() + " " + response.body());
                }
            }
        } catch (IOException killed) {
            // the server is gone
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> store(URI server, PointAnnotations instance) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                .header("Content-Type", "application/dicom")
                .POST(BodyPublishers.ofByteArray(instance.bytes()))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
