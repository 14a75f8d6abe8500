package org.glossa.service.region;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.PublicUrl;
import org.glossa.service.web.WorkerPool;

/** {@code /slides}: all sets of a slide as one. */
@Controller("/slides")
@Produces(MediaType.ALL) // a client that accepts only one of the JSON types gets JSON all the same
@Tag(name = "Regions")
final class SlideController {
    private final SlideDescriptions descriptions;
    private final SlideRegions regions;
    private final WorkerPool workers;
    private final PublicUrl publicUrl;

    SlideController(SlideDescriptions descriptions, SlideRegions regions, WorkerPool workers, PublicUrl publicUrl) {
        this.descriptions = descriptions;
        this.regions = regions;
        this.workers = workers;
        this.publicUrl = publicUrl;
    }

    @Get("/{uid}")
    @Operation(
            summary = "One slide",
            description =
                    "Its sets, the newest of each chain of successors, with state and counts; uid is the SOP Instance"
                            + " UID of an image of the slide, or its Frame of Reference UID.")
    @ApiResponse(responseCode = "200", description = "The slide and its sets")
    @ApiResponse(responseCode = "404", description = "Neither an image nor a set of this UID is stored")
    @ApiResponse(responseCode = "409", description = "A frame of reference of more than one pyramid")
    CompletionStage<HttpResponse<?>> describe(@Parameter(hidden = true) HttpRequest<?> request, String uid) {
        String server = publicUrl.of(request);
        return workers.submit(() -> RegionController.json(descriptions.describe(server, uid)));
    }

    @Get("/{uid}/items")
    @Operation(
            summary = "The annotations of all sets in a region",
            description =
                    "As GeoJSON features whose ids begin with the SOP Instance UID of their set, in an order that stays"
                            + " the same while the slide has the same sets; pages are linked by rel=next, in the header Link too.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "bbox",
            description = "minx,miny,maxx,maxy of a closed box; without it everything",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "crs",
            description = "The space of the box and of the answer; one that all sets have",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"level0-pixels", "source-pixels", "frame", "slide-mm"},
                            defaultValue = "level0-pixels"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "group",
            description = "Annotation Group Numbers, separated by commas, of any set",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            schema = @Schema(type = "integer", minimum = "1", maximum = "10000", defaultValue = "1000"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "f",
            description = "Whatever the header Accept asks; sets one by one at /collections have arrow too",
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
    @ApiResponse(
            responseCode = "200",
            description = "A page of features",
            headers = {
                @Header(name = "OGC-NumberMatched", description = "Annotations of all sets that were asked for"),
                @Header(name = "OGC-NumberReturned", description = "Those of this page"),
                @Header(name = "Link", description = "rel=next while something remains")
            },
            content = @Content(mediaType = FeatureCollectionEncoder.MEDIA_TYPE))
    @ApiResponse(responseCode = "400", description = "A parameter cannot be answered; the problem says what is allowed")
    @ApiResponse(responseCode = "404", description = "Neither an image nor a set of this UID is stored")
    @ApiResponse(
            responseCode = "409",
            description =
                    "A set is not ready yet (Retry-After) or failed, an image that the space needs is not stored, the"
                            + " slide has other sets since the first page, or a frame of reference of more than one pyramid")
    @ApiResponse(responseCode = "503", description = "Too much to do, or columns are being rebuilt (Retry-After)")
    CompletionStage<HttpResponse<?>> items(@Parameter(hidden = true) HttpRequest<?> request, String uid) {
        RegionRequest asked = parse(request);
        String slide = publicUrl.of(request) + "/slides/" + SlideDescriptions.pathOf(uid);
        return workers.submit(() -> {
            FeatureAnswer answer = regions.answer(slide, uid, descriptions.known(uid), asked);
            return request.getMethod() == HttpMethod.HEAD
                    ? RegionController.withoutBody(answer)
                    : RegionController.withBody(answer);
        });
    }

    private static RegionRequest parse(HttpRequest<?> request) {
        try {
            return RegionRequest.parseOfSlide(request.getParameters().asMap());
        } catch (InvalidParameterException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }
}
