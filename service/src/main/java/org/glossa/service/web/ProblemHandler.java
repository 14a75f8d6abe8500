package org.glossa.service.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.ledger.FindingJson;
import org.glossa.service.catalogue.DatabaseFailure;
import org.glossa.service.ingest.SetUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place that makes a status of an exception, and a problem document (RFC 9457) of a status. */
@Singleton
@Primary
public final class ProblemHandler
        implements ExceptionHandler<Throwable, HttpResponse<?>>, ErrorResponseProcessor<byte[]> {
    /** The media type of RFC 9457. */
    public static final String PROBLEM_JSON = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final int RETRY_SOON_SECONDS = 1;
    private static final int RETRY_OUTAGE_SECONDS = 5;
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return switch (cause) {
            case ProblemException problem -> response(problem);
            case MalformedInputException malformed ->
                response(HttpStatus.BAD_REQUEST, malformed.finding().sentence(), List.of(malformed.finding()), "", 0);
            case SetUnavailableException unavailable -> response(unavailable);
            case RequestBytes.ClientLeftException left -> {
                LOG.debug("{} {}: {}", request.getMethod(), request.getPath(), left.getMessage());
                yield response(HttpStatus.BAD_REQUEST, String.valueOf(left.getMessage()), List.of(), "", 0);
            }
            case IOException full
            when isDiskFull(full) ->
                response(
                        HttpStatus.INSUFFICIENT_STORAGE,
                        "The server's disk is full; nothing of this request was stored beyond what was acknowledged.",
                        List.of(),
                        "",
                        0);
            case Exception outage
            when DatabaseFailure.isOutage(outage) -> {
                LOG.warn(
                        "{} {}: the catalogue does not answer: {}",
                        request.getMethod(),
                        request.getPath(),
                        outage.getMessage());
                yield response(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The catalogue's database does not answer. Nothing that was acknowledged is lost; send the same request again.",
                        List.of(),
                        "",
                        RETRY_OUTAGE_SECONDS);
            }
            default -> {
                LOG.error("{} {}", request.getMethod(), request.getPath(), cause);
                yield response(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "This is a fault of the server; its log has the details.",
                        List.of(),
                        "",
                        0);
            }
        };
    }

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        String detail =
                context.getErrors().stream().map(Error::getMessage).distinct().collect(Collectors.joining("; "));
        return response.body(document(response.status(), detail, List.of(), ""))
                .contentType(MediaType.of(PROBLEM_JSON));
    }

    private static HttpResponse<?> response(ProblemException problem) {
        return response(
                problem.status(),
                problem.detail(),
                problem.findings(),
                problem.missingUid(),
                problem.retryAfterSeconds());
    }

    private static HttpResponse<?> response(SetUnavailableException unavailable) {
        String detail = String.valueOf(unavailable.getMessage());
        return switch (unavailable.reason()) {
            case UNKNOWN -> response(HttpStatus.NOT_FOUND, detail, List.of(), "", 0);
            case NOT_READY -> response(HttpStatus.CONFLICT, detail, List.of(), "", RETRY_SOON_SECONDS);
            case FAILED -> response(HttpStatus.CONFLICT, detail, List.of(), "", 0);
            case REBUILDING -> response(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), "", RETRY_SOON_SECONDS);
        };
    }

    private static HttpResponse<?> response(
            HttpStatus status, String detail, List<Finding> findings, String missingUid, int retryAfterSeconds) {
        MutableHttpResponse<byte[]> response = HttpResponse.<byte[]>status(status)
                .body(document(status, detail, findings, missingUid))
                .contentType(MediaType.of(PROBLEM_JSON));
        if (retryAfterSeconds > 0) {
            response.header(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        }
        return response;
    }

    /** The document alone, for answers that are made elsewhere. */
    private static byte[] document(HttpStatus status, String detail, List<Finding> findings, String missingUid) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("type", "about:blank");
            out.writeStringField("title", status.getReason());
            out.writeNumberField("status", status.getCode());
            out.writeStringField("detail", detail);
            if (!missingUid.isEmpty()) {
                out.writeStringField("missing", missingUid);
            }
            if (!findings.isEmpty()) {
                out.writeFieldName("findings");
                FindingJson.write(out, findings);
            }
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof UncheckedIOException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isDiskFull(IOException exception) {
        return String.valueOf(exception.getMessage()).toLowerCase(Locale.ROOT).contains("no space left on device");
    }
}
