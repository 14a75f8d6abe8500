package org.glossa.service.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.glossa.service.catalogue.AttributeLevel;
import org.glossa.service.catalogue.QueryAttribute;
import org.glossa.service.catalogue.Search.Criterion;
import org.glossa.service.catalogue.Searches;
import org.glossa.service.config.ServiceConfig;
import org.glossa.service.ingest.Uids;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.PublicUrl;
import org.glossa.service.web.SpooledBytes;
import org.glossa.service.web.WorkerPool;

/** QIDO-RS, PS3.18 section 10.6. */
@Controller(Addresses.ROOT)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "DICOMweb")
final class SearchController {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String MATCHING =
            "Matches attributes given as tag=value or keyword=value: lists of UIDs, wildcards * and ?, ranges of dates;"
                    + " limit, offset and includefield as PS3.18 8.3.4 says.";

    private final Searches searches;
    private final WorkerPool workers;
    private final PublicUrl publicUrl;
    private final Path spool;

    SearchController(Searches searches, WorkerPool workers, PublicUrl publicUrl, ServiceConfig config) {
        this.searches = searches;
        this.workers = workers;
        this.publicUrl = publicUrl;
        this.spool = config.data().resolve("spool");
    }

    @Get("/studies")
    @Operation(summary = "Search for studies", description = MATCHING)
    @ApiResponse(
            responseCode = "200",
            description = "An array of results; Warning 299 when more remain",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    @ApiResponse(responseCode = "204", description = "Nothing matches")
    @ApiResponse(responseCode = "400", description = "A value cannot be one of its attribute")
    @ApiResponse(responseCode = "406", description = "Neither application/dicom+json nor application/json is accepted")
    HttpResponse<?> studies(@Parameter(hidden = true) HttpRequest<?> request) throws IOException {
        return search(request, AttributeLevel.STUDY, List.of(), Set.of(AttributeLevel.STUDY));
    }

    @Get("/series")
    @Operation(summary = "Search for series", description = MATCHING)
    @ApiResponse(
            responseCode = "200",
            description = "An array of results; Warning 299 when more remain",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    HttpResponse<?> series(@Parameter(hidden = true) HttpRequest<?> request) throws IOException {
        return search(request, AttributeLevel.SERIES, List.of(), Set.of(AttributeLevel.STUDY, AttributeLevel.SERIES));
    }

    @Get("/studies/{study}/series")
    @Operation(summary = "Search for series of a study", description = MATCHING)
    @ApiResponse(
            responseCode = "200",
            description = "An array of results; Warning 299 when more remain",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    HttpResponse<?> seriesOfStudy(@Parameter(hidden = true) HttpRequest<?> request, String study) throws IOException {
        return search(request, AttributeLevel.SERIES, List.of(of(study)), Set.of(AttributeLevel.SERIES));
    }

    @Get("/instances")
    @Operation(summary = "Search for instances", description = MATCHING)
    @ApiResponse(
            responseCode = "200",
            description = "An array of results; Warning 299 when more remain",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    HttpResponse<?> instances(@Parameter(hidden = true) HttpRequest<?> request) throws IOException {
        return search(request, AttributeLevel.INSTANCE, List.of(), Set.of(AttributeLevel.values()));
    }

    @Get("/studies/{study}/instances")
    @Operation(summary = "Search for instances of a study", description = MATCHING)
    @ApiResponse(
            responseCode = "200",
            description = "An array of results; Warning 299 when more remain",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    HttpResponse<?> instancesOfStudy(@Parameter(hidden = true) HttpRequest<?> request, String study)
            throws IOException {
        return search(
                request,
                AttributeLevel.INSTANCE,
                List.of(of(study)),
                Set.of(AttributeLevel.SERIES, AttributeLevel.INSTANCE));
    }

    @Get("/studies/{study}/series/{series}/instances")
    @Operation(summary = "Search for instances of a series", description = MATCHING)
    @ApiResponse(
            responseCode = "200",
            description = "An array of results; Warning 299 when more remain",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    HttpResponse<?> instancesOfSeries(@Parameter(hidden = true) HttpRequest<?> request, String study, String series)
            throws IOException {
        Criterion ofSeries = of(QueryAttribute.SERIES_INSTANCE_UID, series);
        return search(request, AttributeLevel.INSTANCE, List.of(of(study), ofSeries), Set.of(AttributeLevel.INSTANCE));
    }

    private static Criterion of(String study) {
        return of(QueryAttribute.STUDY_INSTANCE_UID, study);
    }

    private static Criterion of(QueryAttribute attribute, String uid) {
        if (!Uids.isUid(uid)) {
            throw ProblemException.badRequest("The URL names " + uid + ", which is no UID");
        }
        return new Criterion(attribute, List.of(uid));
    }

    private HttpResponse<?> search(
            HttpRequest<?> request, AttributeLevel level, List<Criterion> scope, Set<AttributeLevel> levels)
            throws IOException {
        String type = JsonAnswers.type(request);
        SearchRequest asked =
                SearchRequest.parse(level, scope, request.getParameters().asMap());
        String studiesUrl = publicUrl.of(request) + Addresses.ROOT + "/studies";
        SearchJson results = new SearchJson(asked, studiesUrl, levels);
        Page page = workers.call(() -> page(asked, results));
        MutableHttpResponse<?> response =
                page.count() == 0 ? HttpResponse.noContent() : JsonAnswers.ok(type, page.json());
        asked.warnings().forEach(text -> warn(response, text));
        long remaining = page.matched() - page.count() - asked.search().offset();
        if (page.count() > 0 && remaining > 0) {
            warn(response, "There are " + remaining + " additional results that can be requested");
        }
        return response;
    }

    /** @param matched results of the search, whatever its limit and offset */
    private record Page(SpooledBytes json, long count, long matched) {}

    private Page page(SearchRequest asked, SearchJson results) throws IOException {
        SpooledBytes json = new SpooledBytes(spool);
        long[] counts = new long[2];
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartArray();
            searches.run(asked.search(), row -> {
                results.write(out, row);
                counts[0]++;
                counts[1] = row.matched();
            });
            out.writeEndArray();
        } catch (IOException | RuntimeException failure) {
            json.discard();
            throw failure;
        }
        return new Page(json, counts[0], counts[1]);
    }

    private static void warn(MutableHttpResponse<?> response, String text) {
        // names of parameters are part of it, and a header takes printable ASCII only
        String printable = text.replaceAll("[^ -~]", "?").replace('"', '\'').replace('\\', '/');
        String shortened = printable.length() > 500 ? printable.substring(0, 500) : printable;
        response.header(HttpHeaders.WARNING, "299 glossa \"" + shortened + "\"");
    }
}
