package org.glossa.service.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.finding.Severity;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.ingest.Outcome;
import org.glossa.service.ingest.Outcome.Failure;
import org.glossa.service.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a store request: Store Instances Response Module, PS3.18 annex I. What is wrong with an instance is said in words by a
 * private attribute of its item (0009,xx01 of the creator GLOSSA), and shortened in Error Comment (0000,0902).
 */
final class StoreAnswer {
    /** Data set does not match SOP class: the one warning reason for findings; (0008,1196). */
    private static final int WARNING_REASON = 0xB007;

    private static final String PRIVATE_CREATOR = "GLOSSA";
    private static final int ERROR_COMMENT_LENGTH = 64;
    private static final int MAXIMUM_SENTENCES = 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final String studiesUrl;
    private final List<Outcome> outcomes = new ArrayList<>();
    private @Nullable Problem cutShort;

    /** @param studiesUrl absolute URL of {@code /studies} */
    StoreAnswer(String studiesUrl) {
        this.studiesUrl = studiesUrl;
    }

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** The request ends here, with parts that were not looked at. */
    void cutShort(Problem problem) {
        cutShort = problem;
        add(new Outcome.Refused(
                problem.status().getCode() < 500 || problem.retryAfterSeconds() > 0
                        ? Failure.OUT_OF_RESOURCES
                        : Failure.PROCESSING_FAILURE,
                "",
                "",
                Finding.error(
                        "REQUEST_CUT_SHORT",
                        Place.WHOLE,
                        problem.detail(),
                        "",
                        "send the parts that are not in this answer again",
                        "PS3.18 10.5.3.1")));
    }

    boolean isCutShort() {
        return cutShort != null;
    }

    /** 0 when asking again does not help. */
    int retryAfterSeconds() {
        return cutShort == null ? 0 : cutShort.retryAfterSeconds();
    }

    boolean isEmpty() {
        return outcomes.isEmpty();
    }

    /** 200 when all are stored without a warning, 409 when none is stored, 202 for all between; why it was cut short before that. */
    HttpStatus status() {
        if (cutShort != null) {
            return cutShort.status();
        }
        if (outcomes.stream().allMatch(Outcome.Refused.class::isInstance)) {
            return HttpStatus.CONFLICT;
        }
        return outcomes.stream().anyMatch(StoreAnswer::isTroubled) ? HttpStatus.ACCEPTED : HttpStatus.OK;
    }

    private static boolean isTroubled(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored stored -> !warnings(stored.findings()).isEmpty();
            case Outcome.Known known -> false;
            case Outcome.Refused refused -> true;
        };
    }

    byte[] json() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            Set<String> studies = studies();
            if (studies.size() == 1) {
                writeText(
                        out,
                        "00081190",
                        "UR",
                        studiesUrl + "/" + studies.iterator().next());
            }
            writeRefused(out, "00081198", Identified.YES);
            writeStored(out);
            writeRefused(out, "0008119A", Identified.NO);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private Set<String> studies() {
        Set<String> studies = new LinkedHashSet<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Stored stored -> studies.add(stored.instance().studyInstanceUid());
                case Outcome.Known known -> studies.add(known.instance().studyInstanceUid());
                case Outcome.Refused refused -> {
                    // its study has nothing to retrieve by this request
                }
            }
        }
        return studies;
    }

    private void writeStored(JsonGenerator out) throws IOException {
        if (outcomes.stream().allMatch(Outcome.Refused.class::isInstance)) {
            return;
        }
        startSequence(out, "00081199");
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Stored stored -> writeItem(out, stored.instance(), warnings(stored.findings()));
                case Outcome.Known known -> writeItem(out, known.instance(), List.of());
                case Outcome.Refused refused -> {
                    // in a sequence of its own
                }
            }
        }
        endSequence(out);
    }

    private void writeItem(JsonGenerator out, StoredInstance instance, List<Finding> warnings) throws IOException {
        out.writeStartObject();
        if (!warnings.isEmpty()) {
            writeWords(out, warnings.stream().map(Finding::sentence).toList());
        }
        writeText(out, "00081150", "UI", instance.sopClassUid());
        writeText(out, "00081155", "UI", instance.sopInstanceUid());
        writeText(out, "00081190", "UR", Addresses.instance(studiesUrl, instance));
        if (!warnings.isEmpty()) {
            writeNumber(out, "00081196", WARNING_REASON);
        }
        out.writeEndObject();
    }

    /** Whether the instance's UIDs could be read. */
    private enum Identified {
        YES,
        NO
    }

    private void writeRefused(JsonGenerator out, String sequence, Identified identified) throws IOException {
        List<Outcome.Refused> refused = outcomes.stream()
                .filter(Outcome.Refused.class::isInstance)
                .map(Outcome.Refused.class::cast)
                .filter(each -> each.sopInstanceUid().isEmpty() == (identified == Identified.NO))
                .toList();
        if (refused.isEmpty()) {
            return;
        }
        startSequence(out, sequence);
        for (Outcome.Refused each : refused) {
            out.writeStartObject();
            writeWords(out, List.of(each.finding().sentence()));
            if (identified == Identified.YES) {
                writeText(out, "00081150", "UI", each.sopClassUid());
                writeText(out, "00081155", "UI", each.sopInstanceUid());
            }
            writeNumber(out, "00081197", each.failure().reason());
            out.writeEndObject();
        }
        endSequence(out);
    }

    private static List<Finding> warnings(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() != Severity.INFORMATION)
                .toList();
    }

    private static void writeWords(JsonGenerator out, List<String> sentences) throws IOException {
        String first = sentences.getFirst();
        writeText(out, "00000902", "LO", shortened(first));
        writeText(out, "00090010", "LO", PRIVATE_CREATOR);
        writeText(
                out,
                "00091001",
                "UT",
                sentences.stream().limit(MAXIMUM_SENTENCES).collect(Collectors.joining("\n")));
    }

    /** LO holds 64 characters, and no backslash. */
    private static String shortened(String sentence) {
        String text = sentence.replace('\\', '/');
        return text.length() <= ERROR_COMMENT_LENGTH ? text : text.substring(0, ERROR_COMMENT_LENGTH - 1) + "…";
    }

    private static void startSequence(JsonGenerator out, String tag) throws IOException {
        out.writeObjectFieldStart(tag);
        out.writeStringField("vr", "SQ");
        out.writeArrayFieldStart("Value");
    }

    private static void endSequence(JsonGenerator out) throws IOException {
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeText(JsonGenerator out, String tag, String vr, String value) throws IOException {
        out.writeObjectFieldStart(tag);
        out.writeStringField("vr", vr);
        if (!value.isEmpty()) {
            out.writeArrayFieldStart("Value");
            out.writeString(value);
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void writeNumber(JsonGenerator out, String tag, int value) throws IOException {
        out.writeObjectFieldStart(tag);
        out.writeStringField("vr", "US");
        out.writeArrayFieldStart("Value");
        out.writeNumber(value);
        out.writeEndArray();
        out.writeEndObject();
    }
}
