package org.glossa.service.dicomweb;

import static org.glossa.dicom.Tag.PixelData;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
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
import java.util.List;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Element;
import org.glossa.dicom.TagPath;
import org.glossa.dicom.Vr;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.PublicUrl;
import org.glossa.service.web.WorkerPool;

/**
 * WADO-RS, bulk data, PS3.18 section 10.4.1.1.5: the bytes of one value, whole or by pieces. A client that asks for a range together
 * with octet streams gets a single part of 206; one that asks for a range with {@code multipart/related; type="*}{@code /*"} alone
 * would not read that, so its range is ignored.
 */
@Controller(Addresses.ROOT + "/studies/{study}/series/{series}/instances/{instance}/bulkdata")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "DICOMweb")
final class BulkDataController {
    private static final String AVAILABLE =
            "multipart/related; type=\"application/octet-stream\", application/octet-stream";

    private final StoredInstances instances;
    private final ObjectStore objects;
    private final FrameIndexes frames;
    private final WorkerPool workers;
    private final PublicUrl publicUrl;

    BulkDataController(
            StoredInstances instances,
            ObjectStore objects,
            FrameIndexes frames,
            WorkerPool workers,
            PublicUrl publicUrl) {
        this.instances = instances;
        this.objects = objects;
        this.frames = frames;
        this.workers = workers;
        this.publicUrl = publicUrl;
    }

    @Get("/{path:.+}")
    @Operation(
            summary = "Retrieve the bytes of a value",
            description =
                    "The path is tag, or sequence/item/…/tag with items counted from 1. Little-endian. Range requests"
                            + " are answered by a single part.")
    @ApiResponse(
            responseCode = "200",
            description = "The value",
            content = {@Content(mediaType = DicomMedia.OCTET_STREAM), @Content(mediaType = MediaRange.RELATED)})
    @ApiResponse(
            responseCode = "206",
            description = "The bytes asked for",
            content = @Content(mediaType = DicomMedia.OCTET_STREAM))
    @ApiResponse(responseCode = "404", description = "No such instance, or no such value in it")
    @ApiResponse(responseCode = "416", description = "The value ends before the range")
    HttpResponse<?> bulkData(
            @Parameter(hidden = true) HttpRequest<?> request, String study, String series, String instance, String path)
            throws IOException {
        StoredInstance stored = instances.instance(study, series, instance);
        TagPath tags = parse(path);
        Value value = workers.call(() -> value(stored, tags));
        String location = Addresses.bulkData(publicUrl.of(request) + Addresses.ROOT + "/studies", stored, tags);
        return switch (value) {
            case Value.OfFrames fragments -> FrameAnswers.all(request, fragments.index(), location);
            case Value.OfBytes bytes -> answer(request, bytes.slice(), location, etag(stored, tags));
        };
    }

    /** What a path leads to. */
    private sealed interface Value {
        record OfBytes(Payload.Slice slice) implements Value {}

        /** Encapsulated pixel data: one part for each frame. */
        record OfFrames(FrameIndex index) implements Value {}
    }

    private Value value(StoredInstance stored, TagPath tags) throws IOException {
        try (DicomFile source = objects.open(stored.sha256())) {
            Element element = source.dataSet().find(tags);
            if (element == null || element.vr() == Vr.SQ) {
                throw ProblemException.notFound(
                        "The instance " + stored.sopInstanceUid() + " has no value at " + tags + ".");
            }
            if (element.fragments() == null
                    || tags.tag() != PixelData
                    || !tags.items().isEmpty()) {
                return new Value.OfBytes(Payload.slices(objects, stored.sha256(), source)
                        .slice(element.valueOffset(), element.valueLength()));
            }
        }
        return new Value.OfFrames(frames.of(stored)
                .orElseThrow(() -> ProblemException.notFound("The frames of " + stored.sopInstanceUid()
                        + " cannot be told apart: its fragments have no offset table.")));
    }

    private static HttpResponse<?> answer(HttpRequest<?> request, Payload.Slice value, String location, String etag)
            throws IOException {
        HttpHeaders headers = request.getHeaders();
        List<MediaRange> accepted = Answers.accepted(request);
        if (etag.equals(headers.get(HttpHeaders.IF_NONE_MATCH))) {
            return HttpResponse.notModified().header(HttpHeaders.ETAG, etag);
        }
        ByteRange range = ByteRange.parse(headers.get(HttpHeaders.RANGE), value.length());
        String ifRange = headers.get(HttpHeaders.IF_RANGE);
        if (!admitsSinglePart(accepted) || ifRange != null && !ifRange.equals(etag)) {
            range = new ByteRange.Whole();
        }
        return switch (range) {
            case ByteRange.Whole whole -> whole(request, accepted, value, location, etag);
            case ByteRange.Part part ->
                Answers.of(HttpStatus.PARTIAL_CONTENT, DicomMedia.OCTET_STREAM, value.part(part.first(), part.count()))
                        .header(
                                HttpHeaders.CONTENT_RANGE,
                                "bytes " + part.first() + "-" + (part.first() + part.count() - 1) + "/"
                                        + value.length())
                        .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                        .header(HttpHeaders.ETAG, etag);
            case ByteRange.Unsatisfiable beyond ->
                HttpResponse.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header(HttpHeaders.CONTENT_RANGE, "bytes */" + value.length())
                        .header(HttpHeaders.ACCEPT_RANGES, "bytes");
        };
    }

    private static HttpResponse<?> whole(
            HttpRequest<?> request, List<MediaRange> accepted, Payload.Slice value, String location, String etag)
            throws IOException {
        MediaRange range = accepted.stream()
                .filter(each -> each.admits(DicomMedia.OCTET_STREAM))
                .findFirst()
                .orElseThrow(() -> Answers.notAcceptable(request, AVAILABLE));
        if (range.isRelated()) {
            MultipartBody body =
                    new MultipartBody(DicomMedia.OCTET_STREAM).part(DicomMedia.OCTET_STREAM, location, value);
            return Answers.ok(body.contentType(), body.content());
        }
        return Answers.ok(DicomMedia.OCTET_STREAM, value)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(HttpHeaders.CONTENT_LOCATION, location)
                .header(HttpHeaders.ETAG, etag);
    }

    private static boolean admitsSinglePart(List<MediaRange> accepted) {
        return accepted.stream()
                .anyMatch(range -> range.admits(DicomMedia.OCTET_STREAM)
                        && !(range.isRelated() && range.contentType().equals("*/*")));
    }

    private static TagPath parse(String path) {
        try {
            return TagPath.parseUrl(path);
        } catch (IllegalArgumentException noPath) {
            throw ProblemException.badRequest(String.valueOf(noPath.getMessage()));
        }
    }

    private static String etag(StoredInstance stored, TagPath tags) {
        return "\"" + stored.sha256().substring(0, 32) + "-" + tags.url().replace('/', '-') + "\"";
    }
}
