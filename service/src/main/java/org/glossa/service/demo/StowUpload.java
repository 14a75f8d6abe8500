package org.glossa.service.demo;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Stores DICOM files by STOW-RS (PS3.18 10.5), one file a request, streamed from the disk. */
final class StowUpload {
    private static final int STORED = 200;
    private static final int STORED_WITH_WARNINGS = 202;

    private final HttpClient client;
    private final URI studies;

    /** @param root of the server, such as {@code http://127.0.0.1:8080} */
    StowUpload(HttpClient client, String root) {
        this.client = client;
        this.studies = URI.create(root + "/dicom-web/studies");
    }

    /**
     * @param sent hears the bytes of the file that were sent so far
     * @throws IOException with the server's words when it does not store the file
     */
    void store(Path file, LongConsumer sent) throws IOException, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        HttpRequest request = HttpRequest.newBuilder(studies)
                .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=\"" + boundary + "\"")
                .header("Accept", "application/dicom+json")
                .POST(body(file, boundary, sent))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != STORED && response.statusCode() != STORED_WITH_WARNINGS) {
            throw new IOException("storing " + file.getFileName() + " by POST " + studies + " was answered with "
                    + response.statusCode() + ": " + response.body());
        }
    }

    private static BodyPublisher body(Path file, String boundary, LongConsumer sent) throws IOException {
        byte[] head =
                ("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        BodyPublisher stream =
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(List.of(
                        new ByteArrayInputStream(head),
                        new Counted(open(file), sent),
                        new ByteArrayInputStream(tail)))));
        // The length is known: without it the request would be chunked, which some proxies refuse.
        return BodyPublishers.fromPublisher(stream, head.length + Files.size(file) + tail.length);
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Tells how far a stream was read. */
    private static final class Counted extends FilterInputStream {
        private final LongConsumer listener;
        private long count;

        Counted(InputStream in, LongConsumer listener) {
            super(in);
            this.listener = listener;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                listener.accept(++count);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = super.read(bytes, offset, length);
            if (got > 0) {
                count += got;
                listener.accept(count);
            }
            return got;
        }
    }
}
