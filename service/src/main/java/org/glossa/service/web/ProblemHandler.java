package org.glossa.service.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.ContentLengthNotAllowedException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.glossa.ledger.FindingJson;
import org.jspecify.annotations.Nullable;

/** Makes a problem document (RFC 9457) of what goes wrong with a request. */
@Singleton
@Primary
public final class ProblemHandler
        implements ExceptionHandler<Throwable, HttpResponse<?>>, ErrorResponseProcessor<byte[]> {
    /** The media type of RFC 9457. */
    public static final String PROBLEM_JSON = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, Throwable thrown) {
        Problem problem = Problem.of(thrown, request.getMethod() + " " + request.getPath());
        MutableHttpResponse<byte[]> response = HttpResponse.<byte[]>status(problem.status())
                .body(document(problem))
                .contentType(MediaType.of(PROBLEM_JSON));
        if (problem.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        if (request.getMethod() == HttpMethod.POST) {
            // the rest of the body was not read
            response.header(HttpHeaders.CONNECTION, "close");
        }
        return response;
    }

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        Problem problem = ofHead(context.getRequest());
        if (problem == null) {
            problem = new Problem(response.status(), detail(context, response), List.of(), "", 0);
        }
        return response.status(problem.status()).body(document(problem)).contentType(MediaType.of(PROBLEM_JSON));
    }

    /** Micronaut's own words say neither what is allowed nor what to do. */
    private static String detail(ErrorContext context, HttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        String got = "got " + request.getMethodName() + " " + request.getPath();
        return switch (response.status()) {
            case NOT_FOUND -> got + "; allowed: the paths that GET /openapi lists; remedy: mend the path";
            case METHOD_NOT_ALLOWED ->
                got + "; allowed: " + String.join(", ", response.getHeaders().getAll(HttpHeaders.ALLOW))
                        + "; remedy: use one of these methods, GET /openapi says what for";
            default ->
                context.getErrors().stream()
                        .map(Error::getMessage)
                        .distinct()
                        .map(ProblemHandler::explained)
                        .collect(Collectors.joining("; "));
        };
    }

    private static String explained(String words) {
        return words.equals("Malformed URI")
                ? "got a request target that is no URI; allowed: RFC 3986, other bytes as %XX; remedy: escape it, a percent"
                        + " sign itself as %25"
                : words;
    }

    /** What is wrong with the head of a request; Micronaut says 413 of any length that is too long. */
    private static @Nullable Problem ofHead(HttpRequest<?> request) {
        if (!(request instanceof NettyHttpRequest<?> received)) {
            return null;
        }
        return switch (received.getNativeRequest().decoderResult().cause()) {
            case null -> null;
            case TooLongHttpLineException line ->
                ofHead(
                        HttpStatus.REQUEST_URI_TOO_LONG,
                        "Got a request line that is longer than glossa.limits.uri-bytes allows; ask for less at once.");
            case TooLongHttpHeaderException header ->
                ofHead(
                        HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "Got header fields of a request that together are longer than glossa.limits.header-bytes"
                                + " allows; send fewer or shorter ones.");
            case RequestHeads.VersionException version ->
                ofHead(
                        HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
                        "got " + version.getMessage() + "; allowed: HTTP/1.1, HTTP/1.0; remedy: ask in HTTP/1.1");
            case RequestHeads.HostException host ->
                ofHead(
                        HttpStatus.BAD_REQUEST,
                        "got a request with " + host.getMessage() + " header fields Host; allowed: one in HTTP/1.1"
                                + " (RFC 9112 section 3.2); remedy: send Host once, with the name and port of this server");
            case ContentLengthNotAllowedException twice ->
                ofHead(
                        HttpStatus.BAD_REQUEST,
                        "got a request with both Content-Length and Transfer-Encoding; allowed: one of them (RFC 9112"
                                + " section 6.3); remedy: leave Content-Length out of a body in chunks");
            case Throwable other ->
                ofHead(
                        HttpStatus.BAD_REQUEST,
                        "got a request whose head is not of HTTP/1.1 (" + other.getMessage() + "); allowed: a method, a"
                                + " path and HTTP/1.1 in the first line, then header fields (RFC 9112); remedy: ask with an"
                                + " HTTP client, without TLS unless a proxy that ends it stands in front");
        };
    }

    private static Problem ofHead(HttpStatus status, String detail) {
        return new Problem(status, detail, List.of(), "", 0);
    }

    private static byte[] document(Problem problem) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("type", "about:blank");
            out.writeStringField("title", problem.status().getReason());
            out.writeNumberField("status", problem.status().getCode());
            out.writeStringField("detail", problem.detail());
            if (!problem.missingUid().isEmpty()) {
                out.writeStringField("missing", problem.missingUid());
            }
            if (!problem.findings().isEmpty()) {
                out.writeFieldName("findings");
                FindingJson.write(out, problem.findings());
            }
            if (problem.ledger() != null) {
                out.writeFieldName("ledger");
                problem.ledger().write(out);
            }
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
