package org.glossa.service.region;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
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
    @ApiResponse(responseCode = "400", description = "It has no parameters")
    @ApiResponse(responseCode = "404", description = "Neither an image nor a set of this UID is stored")
    @ApiResponse(responseCode = "409", description = "A frame of reference of more than one pyramid")
    CompletionStage<HttpResponse<?>> describe(@Parameter(hidden = true) HttpRequest<?> request, String uid) {
        RegionRequest.requireOnly(request);
        String server = publicUrl.of(request);
        return workers.submit(() -> RegionController.json(descriptions.describe(server, uid)));
    }

    @Get("/{uid}/items")
    @Operation(
            summary = "The annotations of all sets in a region",
            description =
                    "As of one set; ids of features begin with the SOP Instance UID of their set, which a column names in Arrow. The"
                            + " order stays the same while the slide has the same sets.")
    @ItemsOperation
    @ApiResponse(responseCode = "404", description = "Neither an image nor a set of this UID is stored")
    @ApiResponse(
            responseCode = "409",
            description =
                    "A set is not ready yet (Retry-After) or failed, an image that the space needs is not stored, the"
                            + " slide has other sets since the first page, or a frame of reference of more than one pyramid")
    CompletionStage<HttpResponse<?>> items(@Parameter(hidden = true) HttpRequest<?> request, String uid) {
        RegionRequest asked = RegionRequest.of(request);
        String slide = publicUrl.of(request) + "/slides/" + SlideDescriptions.pathOf(uid);
        return workers.submit(
                () -> regions.answer(slide, uid, descriptions.known(uid), asked).response(request.getMethod()));
    }
}
