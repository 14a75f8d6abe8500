package org.glossa.service.convert;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.convert.ConversionRequest;
import org.glossa.convert.Language;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.config.ServiceConfig;
import org.glossa.service.dicomweb.SpooledAnswers;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.web.ProblemException;
import org.glossa.store.FolderTree;

/** A stored annotation object in another language. Thread-safe. */
@Singleton
public final class StoredConversions {
    private final Conversions conversions;
    private final ObjectStore objects;
    private final Path spool;

    StoredConversions(Conversions conversions, ObjectStore objects, ServiceConfig config) {
        this.conversions = conversions;
        this.objects = objects;
        this.spool = config.data().resolve("spool");
    }

    /**
     * Converts the original; takes as long as that does.
     *
     * @param self the public address of the object, without a query
     * @throws ProblemException 400 for a parameter that is none, 422 when the object cannot be converted as asked
     */
    public HttpResponse<?> answer(HttpRequest<?> request, StoredInstance instance, String self) throws IOException {
        ConversionRequest.Builder parameters = ConversionRequest.builder();
        Conversions.Content wanted =
                switch (QueryOptions.read(request.getParameters().asMap(), parameters)) {
                    case LEDGER -> Conversions.Content.LEDGER;
                    case RESULT, RESULT_AND_LEDGER -> Conversions.Content.RESULT;
                };
        ConversionRequest asked = parameters.build();
        String format = request.getParameters().get("f", String.class).orElse("");
        Language to = Language.named(format)
                .orElseThrow(() ->
                        ProblemException.badRequest("f: got " + format + "; allowed: json, " + Language.allWords()));
        Files.createDirectories(spool);
        Path scratch = Files.createTempDirectory(spool, "convert-");
        Conversions.Answer answer;
        try {
            answer = conversions.convert(objects.path(instance.sha256()), List.of(), asked, to, wanted, scratch);
        } finally {
            FolderTree.delete(scratch);
        }
        MutableHttpResponse<?> response = request.getMethod() == HttpMethod.HEAD
                ? withoutBody(answer)
                : SpooledAnswers.ok(answer.contentType(), answer.bytes());
        return switch (wanted) {
            case LEDGER -> response;
            case RESULT, RESULT_AND_LEDGER ->
                response.header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\""
                                        + Conversions.fileName(instance.sopInstanceUid(), to, asked.options()) + "\"")
                        .header(
                                HttpHeaders.LINK,
                                "<" + self + "?" + query(request.getUri()) + "&ledger=only>; rel=\"describedby\"");
        };
    }

    private static MutableHttpResponse<?> withoutBody(Conversions.Answer answer) throws IOException {
        answer.bytes().discard();
        return HttpResponse.ok()
                .header(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .header(HttpHeaders.CONTENT_LENGTH, Long.toString(answer.bytes().length()))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    private static String query(URI asked) {
        return asked.getRawQuery();
    }
}
