package org.glossa.service.dicomweb;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.glossa.service.web.ProblemException;

/** Makes responses of contents. */
final class Answers {
    /** Up to this length an answer is one array: several times faster than a stream. */
    private static final int ARRAY_BYTES = 512 << 10;

    private Answers() {}

    static MutableHttpResponse<?> of(HttpStatus status, String contentType, Payload content) throws IOException {
        return HttpResponse.status(status)
                .body(body(content))
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    private static Object body(Payload content) throws IOException {
        long length = content.length();
        if (length < 0 || length > ARRAY_BYTES) {
            return new PayloadWriter.Streamed(content);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        try (ReadableByteChannel source = content.open()) {
            while (bytes.hasRemaining() && source.read(bytes) >= 0) {
                // until all is there
            }
        }
        return bytes.array();
    }

    static MutableHttpResponse<?> ok(String contentType, Payload content) throws IOException {
        return of(HttpStatus.OK, contentType, content);
    }

    /** What the client accepts, best first; the query parameter {@code accept} stands before the header (PS3.18 8.3.3.1). */
    static List<MediaRange> accepted(HttpRequest<?> request) {
        List<String> asked = request.getParameters().getAll("accept");
        return MediaRange.parse(asked.isEmpty() ? request.getHeaders().getAll(HttpHeaders.ACCEPT) : asked);
    }

    static ProblemException notAcceptable(HttpRequest<?> request, String available) {
        return ProblemException.of(
                HttpStatus.NOT_ACCEPTABLE,
                "Got Accept " + request.getHeaders().getAll(HttpHeaders.ACCEPT) + "; available: " + available + ".");
    }
}
