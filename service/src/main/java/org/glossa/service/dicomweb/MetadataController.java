package org.glossa.service.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import java.nio.file.Path;
import java.util.List;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.DicomJson;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.config.ServiceConfig;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.web.PublicUrl;
import org.glossa.service.web.SpooledBytes;
import org.glossa.service.web.WorkerPool;

/** WADO-RS, metadata, PS3.18 section 10.4.1.1.2: DICOM JSON with the absolute URIs of bulk data. */
@Controller(Addresses.ROOT + "/studies/{study}")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "DICOMweb")
final class MetadataController {
    private static final JsonFactory JSON = new JsonFactory();

    private final StoredInstances instances;
    private final ObjectStore objects;
    private final WorkerPool workers;
    private final PublicUrl publicUrl;
    private final Path spool;

    MetadataController(
            StoredInstances instances,
            ObjectStore objects,
            WorkerPool workers,
            PublicUrl publicUrl,
            ServiceConfig config) {
        this.instances = instances;
        this.objects = objects;
        this.workers = workers;
        this.publicUrl = publicUrl;
        this.spool = config.data().resolve("spool");
    }

    @Get("/metadata")
    @Operation(summary = "Retrieve the metadata of a study")
    @ApiResponse(
            responseCode = "200",
            description = "An array with one data set for each instance",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    @ApiResponse(responseCode = "404", description = "No such study")
    @ApiResponse(responseCode = "406", description = "Neither application/dicom+json nor application/json is accepted")
    HttpResponse<?> ofStudy(@Parameter(hidden = true) HttpRequest<?> request, String study) throws IOException {
        return answer(request, instances.ofStudy(study));
    }

    @Get("/series/{series}/metadata")
    @Operation(summary = "Retrieve the metadata of a series")
    @ApiResponse(
            responseCode = "200",
            description = "An array with one data set for each instance",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    HttpResponse<?> ofSeries(@Parameter(hidden = true) HttpRequest<?> request, String study, String series)
            throws IOException {
        return answer(request, instances.ofSeries(study, series));
    }

    @Get("/series/{series}/instances/{instance}/metadata")
    @Operation(summary = "Retrieve the metadata of an instance")
    @ApiResponse(
            responseCode = "200",
            description = "An array with one data set for each instance",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    HttpResponse<?> ofInstance(
            @Parameter(hidden = true) HttpRequest<?> request, String study, String series, String instance)
            throws IOException {
        return answer(request, List.of(instances.instance(study, series, instance)));
    }

    private HttpResponse<?> answer(HttpRequest<?> request, List<StoredInstance> stored) throws IOException {
        String type = JsonAnswers.type(request);
        String studiesUrl = publicUrl.of(request) + Addresses.ROOT + "/studies";
        SpooledBytes json = workers.call(() -> json(stored, studiesUrl));
        return JsonAnswers.ok(type, json);
    }

    private SpooledBytes json(List<StoredInstance> stored, String studiesUrl) throws IOException {
        SpooledBytes bytes = new SpooledBytes(spool);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartArray();
            for (StoredInstance instance : stored) {
                try (DicomFile file = objects.open(instance.sha256())) {
                    DicomJson.write(out, file.dataSet(), path -> Addresses.bulkData(studiesUrl, instance, path));
                }
            }
            out.writeEndArray();
        } catch (IOException | RuntimeException failure) {
            bytes.discard();
            throw failure;
        }
        return bytes;
    }
}
