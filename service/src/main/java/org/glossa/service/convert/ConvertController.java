package org.glossa.service.convert;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.convert.ConversionRequest;
import org.glossa.convert.InvalidOptionException;
import org.glossa.convert.Language;
import org.glossa.mapping.ClassMapping;
import org.glossa.service.config.Limits;
import org.glossa.service.config.ServiceConfig;
import org.glossa.service.dicomweb.SpooledAnswers;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.RequestBodies;
import org.glossa.service.web.WorkerPool;

/** {@code POST /convert}: annotations that are sent come back in another language; nothing of them is stored. */
@Controller("/convert")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Conversion")
final class ConvertController {
    private final Conversions conversions;
    private final WorkerPool workers;
    private final RequestBodies bodies;
    private final ObjectStore objects;
    private final Limits limits;
    private final Path spool;

    ConvertController(
            Conversions conversions,
            WorkerPool workers,
            RequestBodies bodies,
            ObjectStore objects,
            Limits limits,
            ServiceConfig config) {
        this.conversions = conversions;
        this.workers = workers;
        this.bodies = bodies;
        this.objects = objects;
        this.limits = limits;
        this.spool = config.data().resolve("spool");
    }

    @Post
    @Operation(
            summary = "Convert annotations",
            description =
                    "multipart/form-data with the parts source (GeoJSON, or a DICOM file or DICOM JSON of bulk annotations or"
                            + " of a structured report; may be gzipped), image (an image of the slide, any number; without"
                            + " one the slide is looked for among what is stored), mapping (codes of names, JSON) and options"
                            + " (a JSON object of the names of the query parameters). The answer is multipart/mixed: the"
                            + " result, then the ledger.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "to",
            description = "The language to write; here or in options",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"geojson", "ann", "sr"}))
    @OptionParameters
    @RequestBody(content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA))
    @ApiResponse(
            responseCode = "200",
            description = "The result and the ledger, or the ledger alone",
            content = {@Content(mediaType = "multipart/mixed"), @Content(mediaType = Conversions.LEDGER_JSON)})
    @ApiResponse(responseCode = "400", description = "The request or a part cannot be read; the finding says where")
    @ApiResponse(
            responseCode = "409",
            description = "The image that was named, or that another space needs, is not stored")
    @ApiResponse(responseCode = "413", description = "The body is too long or has too many parts")
    @ApiResponse(responseCode = "415", description = "The body is not multipart")
    @ApiResponse(
            responseCode = "422",
            description =
                    "It can be read but not converted as asked, or strict refuses a loss; the problem has the ledger")
    @ApiResponse(responseCode = "503", description = "Too much to do (Retry-After)")
    HttpResponse<?> convert(@Parameter(hidden = true) HttpRequest<?> request, @Body InputStream received)
            throws IOException {
        ConversionRequest.Builder asked = ConversionRequest.builder();
        Conversions.Content content = QueryOptions.read(request.getParameters().asMap(), asked);
        try (received; // gives back what of the body was not read
                ReceivedParts parts = bodies.read(
                        request, received, body -> ReceivedParts.read(request, body, spool, objects, limits))) {
            ConversionRequest whole = options(parts, asked);
            Language to = whole.to();
            if (to == null) {
                throw ProblemException.badRequest("to: got nothing; allowed: " + Language.allWords()
                        + ", as a query parameter or a member of options.");
            }
            Conversions.Answer answer = workers.call(
                    () -> conversions.convert(parts.source(), parts.images(), whole, to, content, parts.folder()));
            return SpooledAnswers.ok(answer.contentType(), answer.bytes());
        }
    }

    private static ConversionRequest options(ReceivedParts parts, ConversionRequest.Builder asked) throws IOException {
        Path options = parts.options();
        Path mapping = parts.mapping();
        try {
            if (options != null) {
                try (InputStream stream = new BufferedInputStream(Files.newInputStream(options))) {
                    asked.json(stream);
                }
            }
            if (mapping != null) {
                try (InputStream stream = new BufferedInputStream(Files.newInputStream(mapping))) {
                    asked.mapping(ClassMapping.read(stream));
                }
            }
            return asked.build();
        } catch (InvalidOptionException invalid) {
            throw ProblemException.badRequest(invalid.sentence());
        }
    }
}
