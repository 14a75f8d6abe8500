package org.glossa.service.region;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.netty.buffer.ByteBuf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import org.glossa.service.convert.OptionParameters;
import org.glossa.service.convert.StoredConversions;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.PublicUrl;
import org.glossa.service.web.WorkerPool;

/** {@code /collections}: annotation sets and what lies in a region of them. */
@Controller("/collections")
@Produces(MediaType.ALL) // a client that accepts only one of the JSON types gets JSON all the same
@Tag(name = "Regions")
final class RegionController {
    private static final String DESCRIPTION = "json";

    private final Collections collections;
    private final Regions regions;
    private final WorkerPool workers;
    private final PublicUrl publicUrl;
    private final StoredConversions conversions;

    RegionController(
            Collections collections,
            Regions regions,
            WorkerPool workers,
            PublicUrl publicUrl,
            StoredConversions conversions) {
        this.conversions = conversions;
        this.collections = collections;
        this.regions = regions;
        this.workers = workers;
        this.publicUrl = publicUrl;
    }

    @Get
    @Operation(
            summary = "All annotation sets",
            description = "With the state and progress of each, in the order of storing.")
    @ApiResponse(responseCode = "200", description = "The sets")
    CompletionStage<HttpResponse<?>> list(@Parameter(hidden = true) HttpRequest<?> request) {
        String root = root(request);
        return workers.submit(() -> json(collections.list(root)));
    }

    @Get("/{sopInstanceUid}")
    @Operation(
            summary = "One annotation set",
            description =
                    "State, findings, groups, and the coordinate spaces in which it can be asked; before it is ready, too."
                            + " With f=ann, sr or geojson the whole set in that language; the other parameters are the options of"
                            + " that conversion.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "f",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"json", "ann", "sr", "geojson"},
                            defaultValue = "json"))
    @OptionParameters
    @ApiResponse(responseCode = "200", description = "The set; converted, with a link to its ledger")
    @ApiResponse(responseCode = "400", description = "A parameter is none or has a value that it cannot have")
    @ApiResponse(responseCode = "404", description = "No such set")
    @ApiResponse(responseCode = "409", description = "The slide that another space needs is not stored")
    @ApiResponse(responseCode = "422", description = "It cannot be converted as asked; the problem has the ledger")
    CompletionStage<HttpResponse<?>> describe(@Parameter(hidden = true) HttpRequest<?> request, String sopInstanceUid) {
        String root = root(request);
        String format = request.getParameters().get("f", String.class).orElse(DESCRIPTION);
        if (!format.equals(DESCRIPTION)) {
            return workers.submit(() ->
                    conversions.answer(request, collections.instance(sopInstanceUid), root + "/" + sopInstanceUid));
        }
        return workers.submit(() -> json(collections.describe(root, sopInstanceUid)));
    }

    @Get("/{sopInstanceUid}/items")
    @Operation(
            summary = "The annotations in a region",
            description = "As GeoJSON features, in an order that is always the same; pages are linked by rel=next.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "bbox",
            description = "minx,miny,maxx,maxy of a closed box; without it everything",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "crs",
            description = "The space of the box and of the answer",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"level0-pixels", "source-pixels", "frame", "slide-mm"},
                            defaultValue = "level0-pixels"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "group",
            description = "Annotation Group Numbers, separated by commas",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            schema = @Schema(type = "integer", minimum = "1", maximum = "10000", defaultValue = "1000"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "f",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"geojson"},
                            defaultValue = "geojson"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "next",
            description = "The token that a link rel=next carries",
            schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", description = "A page of features")
    @ApiResponse(responseCode = "400", description = "A parameter cannot be answered; the problem says what is allowed")
    @ApiResponse(responseCode = "404", description = "No such set")
    @ApiResponse(
            responseCode = "409",
            description = "Not ready yet (Retry-After), failed, or an image that the space needs is not stored")
    @ApiResponse(responseCode = "503", description = "Too much to do, or columns are being rebuilt (Retry-After)")
    CompletionStage<HttpResponse<?>> items(@Parameter(hidden = true) HttpRequest<?> request, String sopInstanceUid) {
        RegionRequest asked = parse(request);
        String root = root(request);
        return workers.submit(() -> {
            FeatureAnswer answer = regions.answer(root, sopInstanceUid, asked);
            return request.getMethod() == HttpMethod.HEAD ? withoutBody(answer) : withBody(answer);
        });
    }

    static HttpResponse<?> withBody(FeatureAnswer answer) {
        return HttpResponse.ok(answer).contentType(FeatureCollectionEncoder.MEDIA_TYPE);
    }

    static HttpResponse<?> withoutBody(FeatureAnswer answer) {
        try (answer) {
            MutableHttpResponse<?> response = HttpResponse.ok().contentType(FeatureCollectionEncoder.MEDIA_TYPE);
            ByteBuf whole = answer.whole();
            if (whole != null) {
                response.header(HttpHeaders.CONTENT_LENGTH, Integer.toString(whole.readableBytes()));
                whole.release();
            }
            return response;
        }
    }

    static RegionRequest parse(HttpRequest<?> request) {
        try {
            return RegionRequest.parse(request.getParameters().asMap());
        } catch (InvalidParameterException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }

    private String root(HttpRequest<?> request) {
        return publicUrl.of(request) + "/collections";
    }

    static HttpResponse<?> json(byte[] body) {
        return HttpResponse.ok(body)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-cache");
    }
}
