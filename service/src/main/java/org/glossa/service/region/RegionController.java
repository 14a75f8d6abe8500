package org.glossa.service.region;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.glossa.service.convert.OptionParameters;
import org.glossa.service.convert.StoredConversions;
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
    @ApiResponse(responseCode = "400", description = "It has no parameters")
    CompletionStage<HttpResponse<?>> list(@Parameter(hidden = true) HttpRequest<?> request) {
        RegionRequest.requireOnly(request);
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
        Set<Integer> groups = RegionRequest.groupsOf(request);
        return workers.submit(() -> json(collections.describe(root, sopInstanceUid, groups)));
    }

    @Get("/{sopInstanceUid}/items")
    @Operation(
            summary = "The annotations in a region",
            description =
                    "As GeoJSON features or as an Arrow IPC stream of GeoArrow, in an order that is always the same; pages are linked by"
                            + " rel=next, in the header Link too.")
    @ItemsOperation
    @ApiResponse(responseCode = "404", description = "No such set")
    @ApiResponse(
            responseCode = "409",
            description = "Not ready yet (Retry-After), failed, or an image that the space needs is not stored")
    CompletionStage<HttpResponse<?>> items(@Parameter(hidden = true) HttpRequest<?> request, String sopInstanceUid) {
        RegionRequest asked = RegionRequest.of(request);
        String root = root(request);
        return workers.submit(() -> regions.answer(root, sopInstanceUid, asked).response(request.getMethod()));
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
