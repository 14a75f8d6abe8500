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
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.glossa.arrow.ArrowStream;
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
                    "State, findings, groups, and the coordinate spaces in which it can be asked; before it is ready, too. Once it is"
                            + " ready, measurements have statistics: counts, extremes, histogram and quantiles, where the groups asked"
                            + " have at most 1,000 measurements."
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
    @Parameter(
            in = ParameterIn.QUERY,
            name = "group",
            description = "Of json: Annotation Group Numbers, separated by commas; without it all groups are listed",
            schema = @Schema(type = "string"))
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
        Set<Integer> groups = groups(request);
        return workers.submit(() -> json(collections.describe(root, sopInstanceUid, groups)));
    }

    @Get("/{sopInstanceUid}/items")
    @Operation(
            summary = "The annotations in a region",
            description =
                    "As GeoJSON features or as an Arrow IPC stream of GeoArrow, in an order that is always the same; pages are linked by"
                            + " rel=next, in the header Link too.")
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
            description = "At most 10,000 for geojson, 10,000,000 for arrow",
            schema = @Schema(type = "integer", minimum = "1", maximum = "10000000", defaultValue = "1000"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "f",
            description = "Without it what the header Accept asks, or geojson",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"geojson", "arrow"},
                            defaultValue = "geojson"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "coords",
            description =
                    "Of arrow: geometries in the space of crs, or the source's own coordinates in its own space and precision",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"geometry", "source"},
                            defaultValue = "geometry"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "next",
            description = "The token that a link rel=next carries",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "A page of annotations",
            headers = {
                @Header(name = "OGC-NumberMatched", description = "Annotations of the set that were asked for"),
                @Header(name = "OGC-NumberReturned", description = "Those of this page"),
                @Header(name = "Link", description = "rel=next while something remains")
            },
            content = {
                @Content(mediaType = FeatureCollectionEncoder.MEDIA_TYPE),
                @Content(mediaType = ArrowStream.MEDIA_TYPE, schema = @Schema(type = "string", format = "binary"))
            })
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
        return headed(HttpResponse.ok(answer), answer);
    }

    private static MutableHttpResponse<?> headed(MutableHttpResponse<?> response, FeatureAnswer answer) {
        Page page = answer.page();
        response.contentType(answer.format().mediaType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header("OGC-NumberMatched", Long.toString(page.numberMatched()))
                .header("OGC-NumberReturned", Long.toString(page.numberReturned()));
        if (page.next() != null) {
            response.header(HttpHeaders.LINK, "<" + page.next() + ">; rel=\"next\"");
        }
        return response;
    }

    static HttpResponse<?> withoutBody(FeatureAnswer answer) {
        try (answer) {
            MutableHttpResponse<?> response = headed(HttpResponse.ok(), answer);
            ByteBuf whole = answer.whole();
            if (whole != null) {
                response.header(HttpHeaders.CONTENT_LENGTH, Integer.toString(whole.readableBytes()));
                whole.release();
            }
            return response;
        }
    }

    private static Set<Integer> groups(HttpRequest<?> request) {
        try {
            return RegionRequest.groups(
                    request.getParameters().get("group", String.class).orElse(null));
        } catch (InvalidParameterException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }

    private static RegionRequest parse(HttpRequest<?> request) {
        ItemFormat accepted = ItemFormat.accepted(request.getHeaders().getAll(HttpHeaders.ACCEPT));
        try {
            return RegionRequest.parse(request.getParameters().asMap(), accepted);
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
