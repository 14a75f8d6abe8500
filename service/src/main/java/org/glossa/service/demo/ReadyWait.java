package org.glossa.service.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.glossa.command.ProgressLine;

/** Asks the server how far a set is until regions of it can be asked. */
final class ReadyWait {
    private static final long PERIOD_MS = 200;
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient client;
    private final URI collection;

    ReadyWait(HttpClient client, String root, String sopInstanceUid) {
        this.client = client;
        this.collection = URI.create(root + "/collections/" + sopInstanceUid);
    }

    /** @throws IOException with the server's words when the set cannot become ready */
    void untilReady(ProgressLine progress) throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(collection).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(
                        "GET " + collection + " was answered with " + response.statusCode() + ": " + response.body());
            }
            State state = State.read(response.body());
            progress.show("indexing annotations", state.done(), Math.max(1, state.total()));
            switch (state.name()) {
                case "ready" -> {
                    return;
                }
                case "failed" -> throw new IOException("the annotations could not be indexed: " + response.body());
                default -> Thread.sleep(PERIOD_MS);
            }
        }
    }

    /**
     * The members of a collection that matter here.
     *
     * @param done annotations in columns
     * @param total annotations of the set
     */
    private record State(String name, long done, long total) {
        static State read(String json) throws IOException {
            String name = "";
            long done = 0;
            long total = 0;
            try (JsonParser in = JSON.createParser(json)) {
                in.nextToken();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String member = in.currentName();
                    in.nextToken();
                    switch (member) {
                        case "state" -> name = in.getText();
                        case "progress" -> {
                            while (in.nextToken() == JsonToken.FIELD_NAME) {
                                boolean isDone = in.currentName().equals("done");
                                long value = in.nextLongValue(0);
                                done = isDone ? value : done;
                                total = isDone ? total : value;
                            }
                        }
                        default -> in.skipChildren();
                    }
                }
            }
            return new State(name, done, total);
        }
    }
}
