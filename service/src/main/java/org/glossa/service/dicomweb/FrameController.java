package org.glossa.service.dicomweb;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.PublicUrl;
import org.glossa.service.web.WorkerPool;

/** WADO-RS, frames as stored, PS3.18 section 10.4.1.1.6. */
@Controller(Addresses.ROOT + "/studies/{study}/series/{series}/instances/{instance}/frames")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "DICOMweb")
final class FrameController {
    private static final int MAXIMUM_FRAMES = 10_000;

    private final StoredInstances instances;
    private final FrameIndexes frames;
    private final WorkerPool workers;
    private final PublicUrl publicUrl;

    FrameController(StoredInstances instances, FrameIndexes frames, WorkerPool workers, PublicUrl publicUrl) {
        this.instances = instances;
        this.frames = frames;
        this.workers = workers;
        this.publicUrl = publicUrl;
    }

    @Get("/{numbers}")
    @Operation(
            summary = "Retrieve frames",
            description = "Frame numbers from 1, separated by commas. A single frame also alone, as image/jpeg or"
                    + " application/octet-stream.")
    @ApiResponse(
            responseCode = "200",
            description = "One part for each frame, in the order asked",
            content = {
                @Content(mediaType = MediaRange.RELATED),
                @Content(mediaType = "image/jpeg"),
                @Content(mediaType = DicomMedia.OCTET_STREAM)
            })
    @ApiResponse(responseCode = "400", description = "No frame numbers")
    @ApiResponse(responseCode = "404", description = "No such instance, or no such frame in it")
    @ApiResponse(responseCode = "406", description = "Frames are sent as stored, and that is not accepted")
    HttpResponse<?> frames(
            @Parameter(hidden = true) HttpRequest<?> request,
            String study,
            String series,
            String instance,
            String numbers)
            throws IOException {
        StoredInstance stored = instances.instance(study, series, instance);
        String etag = etag(stored, numbers);
        List<Integer> wanted = parse(numbers);
        FrameIndex index = workers.call(() -> frames.of(stored))
                .orElseThrow(() -> ProblemException.notFound(
                        "The instance " + instance + " has no pixel data whose frames can be told apart."));
        for (int frame : wanted) {
            if (frame > index.count()) {
                throw ProblemException.notFound(
                        "The instance " + instance + " has frames 1 to " + index.count() + ", got " + frame + ".");
            }
        }
        if (etag.equals(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH))) {
            return HttpResponse.notModified().header(HttpHeaders.ETAG, etag);
        }
        String all = Addresses.instance(publicUrl.of(request) + Addresses.ROOT + "/studies", stored) + "/frames/";
        MutableHttpResponse<?> answer = FrameAnswers.of(request, index, wanted, frame -> all + frame);
        return answer.header(HttpHeaders.ETAG, etag).header(HttpHeaders.CACHE_CONTROL, "private, max-age=3600");
    }

    /** Of a length that does not grow with the list: proxies and clients bound their headers. */
    private static String etag(StoredInstance stored, String numbers) {
        String list = UUID.nameUUIDFromBytes(numbers.getBytes(StandardCharsets.US_ASCII))
                .toString();
        return "W/\"" + stored.sha256().substring(0, 32) + "-frames-" + list + "\"";
    }

    private static List<Integer> parse(String numbers) {
        List<Integer> frames = new ArrayList<>();
        for (String number : numbers.split(",", MAXIMUM_FRAMES + 1)) {
            if (!number.matches("[1-9][0-9]{0,8}") || frames.size() == MAXIMUM_FRAMES) {
                throw ProblemException.badRequest("Frames are numbers from 1 separated by commas, at most "
                        + MAXIMUM_FRAMES + ", such as 1,2,5; got " + numbers);
            }
            frames.add(Integer.valueOf(number));
        }
        return frames;
    }
}
