package org.glossa.service.dicomweb;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.service.config.Limits;
import org.glossa.service.ingest.Importer;
import org.glossa.service.ingest.Importer.StudyRule;
import org.glossa.service.ingest.Outcome;
import org.glossa.service.ingest.Outcome.Failure;
import org.glossa.service.ingest.Uids;
import org.glossa.service.objects.Arrival;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.objects.Step;
import org.glossa.service.objects.Steps;
import org.glossa.service.web.IngestWorkers;
import org.glossa.service.web.Problem;
import org.glossa.service.web.ProblemException;
import org.glossa.service.web.PublicUrl;
import org.glossa.service.web.RequestBodies;

/**
 * STOW-RS, PS3.18 section 10.5. Parts are streamed to disk one by one; each is stored or refused by itself, and is durable before the
 * answer.
 */
@Controller(Addresses.ROOT)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "DICOMweb")
final class StoreController {
    private static final String DOOR = "stow-rs";

    private final ObjectStore objects;
    private final Importer importer;
    private final IngestWorkers workers;
    private final PublicUrl publicUrl;
    private final Steps steps;
    private final RequestBodies bodies;
    private final Limits limits;

    StoreController(
            ObjectStore objects,
            Importer importer,
            IngestWorkers workers,
            PublicUrl publicUrl,
            Steps steps,
            RequestBodies bodies,
            Limits limits) {
        this.bodies = bodies;
        this.limits = limits;
        this.objects = objects;
        this.importer = importer;
        this.workers = workers;
        this.publicUrl = publicUrl;
        this.steps = steps;
    }

    @Post("/studies")
    @Operation(
            summary = "Store instances",
            description =
                    "multipart/related; type=\"application/dicom\" with any number of instances, or one instance as"
                            + " application/dicom. An instance that is stored already is a success; another data set under its UID"
                            + " is refused (0111H) and the first stays.")
    @RequestBody(content = {@Content(mediaType = MediaRange.RELATED), @Content(mediaType = DicomMedia.DICOM)})
    @ApiResponse(
            responseCode = "200",
            description = "All stored",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    @ApiResponse(
            responseCode = "202",
            description = "Some stored with a warning, or some refused",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    @ApiResponse(responseCode = "400", description = "The request cannot be read")
    @ApiResponse(
            responseCode = "409",
            description = "None stored",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    @ApiResponse(
            responseCode = "408",
            description = "The body came too slowly; what was stored before is in the answer")
    @ApiResponse(
            responseCode = "413",
            description = "The body is too long or has too many parts; what was stored before is in the answer")
    @ApiResponse(responseCode = "415", description = "Neither of the two media types")
    @ApiResponse(
            responseCode = "503",
            description =
                    "Too many requests to store at a time, too many open files, a data folder that cannot be written, or a"
                            + " catalogue whose database does not answer; store the same instances again after"
                            + " Retry-After seconds")
    @ApiResponse(
            responseCode = "507",
            description = "The disk is full; what was stored before is in the answer, and nothing is harmed")
    HttpResponse<?> store(@Parameter(hidden = true) HttpRequest<?> request, @Body InputStream body) throws IOException {
        return store(request, body, new StudyRule.Any());
    }

    @Post("/studies/{studyInstanceUid}")
    @Operation(summary = "Store instances of one study", description = "An instance of another study is refused.")
    @RequestBody(content = {@Content(mediaType = MediaRange.RELATED), @Content(mediaType = DicomMedia.DICOM)})
    @ApiResponse(
            responseCode = "200",
            description = "All stored",
            content = @Content(mediaType = DicomMedia.DICOM_JSON))
    HttpResponse<?> storeOfStudy(
            @Parameter(hidden = true) HttpRequest<?> request, String studyInstanceUid, @Body InputStream body)
            throws IOException {
        if (!Uids.isUid(studyInstanceUid)) {
            throw ProblemException.badRequest("The study in the URL is no UID: " + studyInstanceUid);
        }
        return store(request, body, new StudyRule.Only(studyInstanceUid));
    }

    private HttpResponse<?> store(HttpRequest<?> request, InputStream received, StudyRule rule) throws IOException {
        try (received) { // gives back what of the body was not read
            MediaRange type = contentType(request);
            return bodies.read(request, received, body -> store(request, type, body, rule));
        }
    }

    private HttpResponse<?> store(HttpRequest<?> request, MediaRange type, InputStream body, StudyRule rule)
            throws IOException {
        StoreAnswer answer = new StoreAnswer(publicUrl.of(request) + Addresses.ROOT + "/studies");
        if (type.type().equals(DicomMedia.DICOM)) {
            answer.add(take(body, rule));
        } else {
            MultipartReader parts =
                    new MultipartReader(body, boundary(type), limits.partHeaderBytes(), limits.partHeaderFields());
            takeParts(parts, rule, answer);
        }
        if (answer.isEmpty()) {
            throw ProblemException.badRequest("The multipart body holds no part; send one part for each instance.");
        }
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(answer.status()).contentType(DicomMedia.DICOM_JSON_TYPE);
        if (answer.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, Integer.toString(answer.retryAfterSeconds()));
        }
        if (answer.isCutShort()) {
            response.header(HttpHeaders.CONNECTION, "close");
        }
        steps.run(Step.ANSWER, () -> response.body(answer.json()));
        return response;
    }

    private void takeParts(MultipartReader parts, StudyRule rule, StoreAnswer answer) throws IOException {
        try {
            for (int count = 1; parts.nextPart(); count++) {
                if (count > limits.parts()) {
                    throw tooManyParts();
                }
                String type = parts.headers().getOrDefault("content-type", DicomMedia.DICOM);
                boolean isDicom = MediaRange.one(type)
                        .map(range -> range.type().equals(DicomMedia.DICOM))
                        .orElse(false);
                answer.add(isDicom ? take(parts.body(), rule) : otherMediaType(type));
            }
        } catch (MalformedMultipartException malformed) {
            if (answer.isEmpty()) {
                throw ProblemException.badRequest(String.valueOf(malformed.getMessage()));
            }
            answer.add(cutShort(malformed));
        } catch (IOException | RuntimeException failure) {
            if (answer.isEmpty()) {
                throw failure;
            }
            answer.cutShort(Problem.of(failure, "POST " + Addresses.ROOT + "/studies"));
        }
    }

    private ProblemException tooManyParts() {
        return ProblemException.of(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "Got a multipart body of more than " + limits.parts()
                        + " parts (glossa.limits.parts); send the instances in several requests.");
    }

    private Outcome take(InputStream source, StudyRule rule) throws IOException {
        try (Arrival arrival = objects.receive(source)) {
            return workers.call(() -> importer.take(arrival, rule, DOOR));
        }
    }

    private static MediaRange contentType(HttpRequest<?> request) {
        String header = request.getHeaders().get("Content-Type");
        MediaRange type = MediaRange.one(header == null ? "" : header).orElse(null);
        boolean isStore = type != null
                && (type.type().equals(DicomMedia.DICOM) || type.isRelated() && type.admits(DicomMedia.DICOM));
        if (type == null || !isStore) {
            throw ProblemException.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Got Content-Type " + header + "; allowed are multipart/related; type=\"application/dicom\";"
                            + " boundary=…, and application/dicom.");
        }
        return type;
    }

    private static String boundary(MediaRange type) {
        List<String> boundaries = type.values("boundary");
        if (boundaries.size() != 1
                || boundaries.getFirst().isEmpty()
                || boundaries.getFirst().length() > 70) {
            throw ProblemException.badRequest(
                    "A multipart/related Content-Type needs one boundary of 1 to 70 characters, got " + boundaries);
        }
        return boundaries.getFirst();
    }

    private static Outcome otherMediaType(String type) {
        return new Outcome.Refused(
                Failure.CANNOT_UNDERSTAND,
                "",
                "",
                Finding.error(
                        "PART_MEDIA_TYPE",
                        Place.WHOLE,
                        "a part of Content-Type " + type,
                        DicomMedia.DICOM,
                        "send each instance as a DICOM file",
                        "PS3.18 10.5.2"));
    }

    private static Outcome cutShort(MalformedMultipartException malformed) {
        return new Outcome.Refused(
                Failure.CANNOT_UNDERSTAND,
                "",
                "",
                Finding.error(
                        "MULTIPART_MALFORMED",
                        Place.WHOLE,
                        String.valueOf(malformed.getMessage()),
                        "a multipart body",
                        "send the parts that are not in this answer again",
                        "RFC 2046 5.1.1"));
    }
}
