package org.glossa.service.dicomweb;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.dicomweb.InstanceFormat.Encoding;
import org.glossa.service.dicomweb.InstanceFormat.Packaging;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.PublicUrl;

/** WADO-RS, retrieval of instances, PS3.18 section 10.4. */
@Controller(Addresses.ROOT + "/studies/{study}")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "DICOMweb")
final class RetrieveController {
    private static final String AVAILABLE =
            "multipart/related; type=\"application/dicom\" (one instance also as application/dicom), with transfer-syntax=*"
                    + " as stored, without one in Explicit VR Little Endian";
    private static final int REENCODED_AT_A_TIME = 8;

    private final StoredInstances instances;
    private final ObjectStore objects;
    private final PublicUrl publicUrl;
    private final ReencodedChannel.Slots slots = new ReencodedChannel.Slots(REENCODED_AT_A_TIME);

    RetrieveController(StoredInstances instances, ObjectStore objects, PublicUrl publicUrl) {
        this.instances = instances;
        this.objects = objects;
        this.publicUrl = publicUrl;
    }

    @Get
    @Operation(summary = "Retrieve the instances of a study")
    @ApiResponse(
            responseCode = "200",
            description = "One part for each instance",
            content = @Content(mediaType = MediaRange.RELATED))
    @ApiResponse(responseCode = "404", description = "No such study")
    @ApiResponse(responseCode = "406", description = "No accepted form is available")
    HttpResponse<?> study(@Parameter(hidden = true) HttpRequest<?> request, String study) throws IOException {
        return parts(request, instances.ofStudy(study));
    }

    @Get("/series/{series}")
    @Operation(summary = "Retrieve the instances of a series")
    @ApiResponse(
            responseCode = "200",
            description = "One part for each instance",
            content = @Content(mediaType = MediaRange.RELATED))
    HttpResponse<?> series(@Parameter(hidden = true) HttpRequest<?> request, String study, String series)
            throws IOException {
        return parts(request, instances.ofSeries(study, series));
    }

    @Get("/series/{series}/instances/{instance}")
    @Operation(
            summary = "Retrieve an instance",
            description =
                    "With transfer-syntax=* the stored bytes; without it Explicit VR Little Endian, but compressed"
                            + " pixel data as stored.")
    @ApiResponse(
            responseCode = "200",
            description = "The instance",
            content = {@Content(mediaType = MediaRange.RELATED), @Content(mediaType = DicomMedia.DICOM)})
    HttpResponse<?> instance(
            @Parameter(hidden = true) HttpRequest<?> request, String study, String series, String instance)
            throws IOException {
        StoredInstance stored = instances.instance(study, series, instance);
        InstanceFormat format = InstanceFormat.of(Answers.accepted(request), stored.transferSyntaxUid())
                .orElseThrow(() -> Answers.notAcceptable(request, AVAILABLE));
        if (format.packaging() == Packaging.PARTS) {
            return parts(request, List.of(stored));
        }
        return Answers.ok(contentType(stored, format), content(stored, format));
    }

    private HttpResponse<?> parts(HttpRequest<?> request, List<StoredInstance> stored) throws IOException {
        String studiesUrl = publicUrl.of(request) + Addresses.ROOT + "/studies";
        for (MediaRange range : Answers.accepted(request)) {
            if (!range.type().equals(DicomMedia.DICOM) && canServe(range, stored)) {
                MultipartBody body = new MultipartBody(DicomMedia.DICOM);
                for (StoredInstance each : stored) {
                    InstanceFormat format =
                            InstanceFormat.of(range, each.transferSyntaxUid()).orElseThrow();
                    body.part(contentType(each, format), Addresses.instance(studiesUrl, each), content(each, format));
                }
                return Answers.ok(body.contentType(), body.content());
            }
        }
        throw notAcceptable(request);
    }

    private static ProblemException notAcceptable(HttpRequest<?> request) {
        return Answers.notAcceptable(request, AVAILABLE);
    }

    private static boolean canServe(MediaRange range, List<StoredInstance> stored) {
        return stored.stream()
                .allMatch(each ->
                        InstanceFormat.of(range, each.transferSyntaxUid()).isPresent());
    }

    private static String contentType(StoredInstance stored, InstanceFormat format) {
        return DicomMedia.DICOM + "; transfer-syntax=" + format.transferSyntax(stored.transferSyntaxUid());
    }

    private Payload content(StoredInstance stored, InstanceFormat format) {
        return format.encoding() == Encoding.AS_STORED
                ? new Payload.FileSlice(objects.path(stored.sha256()), 0, stored.byteLength())
                : new Payload.Reencoded(objects, stored.sha256(), slots);
    }
}
