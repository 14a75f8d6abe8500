package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.DicomJson;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.feature.Features;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Restoration;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrConcepts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that highdicom wrote say what highdicom was given: {@code make_reports.py} writes both. */
class HighdicomReportsTest {
    private static final int SEED = 20260401;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void seeded_reports_say_what_highdicom_was_given() throws Exception {
        int count = Depth.count(30, 300);
        Oracle.python()
                .cases(count)
                .within(Duration.ofMinutes(10))
                .run(
                        Oracle.script("make_reports.py").toString(),
                        folder.toString(),
                        Integer.toString(count),
                        Integer.toString(SEED))
                .orFail();
        List<Path> truths;
        try (Stream<Path> files = Files.list(folder)) {
            truths = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        assertThat(truths).hasSize(count);
        for (Path truth : truths) {
            String name = truth.getFileName().toString();
            check(folder.resolve(name.replace(".json", ".dcm")), JSON.readTree(Files.readString(truth)), name);
        }
    }

    private void check(Path report, JsonNode truth, String name) throws Exception {
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            SrReader.SrSet read = SrReader.read(DicomFile.open(report), Restoration.RESTORE, scratch);
            try (AnnotationSet set = read.set()) {
                assertThat(read.findings()).as(name).isEmpty();
                checkSpace(set, truth, name);
                checkLosses(read, truth, name);
                Features features = set.features();
                assertThat(features.featureCount())
                        .as(name)
                        .isEqualTo(truth.get("features").size());
                for (int i = 0; i < features.featureCount(); i++) {
                    checkFeature(set, i, truth.get("features").get(i), name + ", feature " + i);
                }
                assertThat(features.partCount()).as(name).isEqualTo(set.annotationCount());
                checkReport(set, truth, name);
            }
        }
    }

    private static void checkSpace(AnnotationSet set, JsonNode truth, String name) {
        String uid = truth.get("uid").asText();
        CoordinateSpace expected = switch (truth.get("place").asText()) {
            case "VOLUME" -> new CoordinateSpace.ImagePixels(uid);
            case "FRAME" -> new CoordinateSpace.FramePixels(uid, 3);
            case "3D" -> new CoordinateSpace.SlideMillimetres(uid);
            default -> new CoordinateSpace.Level0Pixels();
        };
        assertThat(set.space()).as(name).isEqualTo(expected);
        if (!truth.get("image").isNull() && !truth.get("place").asText().equals("none")) {
            assertThat(set.image()).as(name).isNotNull();
            assertThat(set.image().sopInstanceUid())
                    .as(name)
                    .isEqualTo(truth.get("image").asText());
            assertThat(set.image().seriesInstanceUid()).as(name).isNotEmpty();
            assertThat(set.image().sopClassUid()).as(name).isEqualTo(Evidence.WHOLE_SLIDE);
        }
    }

    private static void checkLosses(SrReader.SrSet read, JsonNode truth, String name) {
        Ledger ledger = new Ledger();
        read.otherTargets().addTo(ledger);
        assertThat(ledger.entries().stream().map(entry -> entry.code() + " " + entry.count() + " " + entry.carriage()))
                .as(name)
                .isEqualTo(expectedLosses(truth));
    }

    private static List<String> expectedLosses(JsonNode truth) {
        List<String> losses = new ArrayList<>();
        if (truth.get("elsewhere").asInt() > 0) {
            losses.add("IMAGE_NOT_CARRIED " + truth.get("elsewhere").asInt() + " " + LedgerEntry.Carriage.GONE);
        }
        if (truth.get("solids").asInt() > 0) {
            losses.add("SOLID_NOT_CARRIED " + truth.get("solids").asInt() + " " + LedgerEntry.Carriage.RESTORABLE);
        }
        return losses;
    }

    private static void checkFeature(AnnotationSet set, int feature, JsonNode truth, String name) throws Exception {
        Features features = set.features();
        assertThat(features.name(feature)).as(name).isEqualTo(truth.get("name").asText());
        assertThat(features.id(feature)).as(name).isEqualTo(truth.get("id").asText());
        assertThat(features.idForm(feature)).as(name).isEqualTo(Features.IdForm.TEXT);
        assertThat(features.kind(feature).name())
                .as(name)
                .isEqualTo(truth.get("kind").asText());
        assertThat(members(set, feature)).as(name).isEqualTo(expectedMembers(truth));
        long first = features.firstPart(feature);
        for (long part = first; part < features.firstPart(feature + 1L); part++) {
            checkDescription(set.groups().get(features.group(part)).description(), truth, name);
            assertThat(measurements(set, part))
                    .as(name)
                    .isEqualTo(part == first ? expectedMeasurements(truth) : List.of());
        }
        checkContent(features.content(feature), truth.get("content"), name);
    }

    /** Of each member whether it is a Multi, and of each part its type and bits. */
    private static List<String> members(AnnotationSet set, int feature) {
        Features features = set.features();
        List<String> members = new ArrayList<>();
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1L); part++) {
            AnnotationGroup group = set.groups().get(features.group(part));
            if (group.role() == GroupRole.REGIONLESS) {
                assertThat(group.coordinates().vertexCount(features.annotation(part)))
                        .isZero();
                continue;
            }
            if (features.has(part, Features.BEGINS_MEMBER)) {
                members.add(features.has(part, Features.OF_MULTI) ? "Multi" : "Single");
            }
            StringBuilder text = new StringBuilder(group.graphicType().name());
            long vertex = group.coordinates().firstVertex(features.annotation(part));
            long end = group.coordinates().firstVertex(features.annotation(part) + 1);
            for (; vertex < end; vertex++) {
                for (int ordinate = 0; ordinate < group.coordinates().ordinates(); ordinate++) {
                    text.append(' ').append(group.coordinates().ordinate(vertex, ordinate));
                }
            }
            members.add(text.toString());
        }
        return members;
    }

    private static List<String> expectedMembers(JsonNode truth) {
        List<String> members = new ArrayList<>();
        for (JsonNode member : truth.get("members")) {
            members.add(member.get(0).asBoolean() ? "Multi" : "Single");
            for (JsonNode part : member.get(1)) {
                StringBuilder text = new StringBuilder(part.get(0).asText());
                for (JsonNode point : part.get(1)) {
                    point.forEach(ordinate -> text.append(' ').append(ordinate.asDouble()));
                }
                members.add(text.toString());
            }
        }
        return members;
    }

    private static void checkDescription(GroupDescription said, JsonNode truth, String name) {
        assertThat(said.category()).as(name).isEqualTo(concept(truth.get("category")));
        assertThat(said.type()).as(name).isEqualTo(concept(truth.get("finding")));
        assertThat(said.label())
                .as(name)
                .isEqualTo(
                        truth.get("finding").isNull()
                                ? "Measurements"
                                : said.type().meaning());
        assertThat(said.generation().name())
                .as(name)
                .isEqualTo(truth.get("generation").asText());
        List<AnatomicSite> sites = new ArrayList<>();
        for (JsonNode site : truth.get("sites")) {
            List<CodedConcept> modifiers = new ArrayList<>();
            site.get(1).forEach(modifier -> modifiers.add(concept(modifier)));
            sites.add(new AnatomicSite(concept(site.get(0)), modifiers));
        }
        assertThat(said.anatomy().regions()).as(name).isEqualTo(sites);
        JsonNode algorithm = truth.get("algorithm");
        List<Algorithm> algorithms = algorithm.isNull()
                ? List.of()
                : List.of(new Algorithm(
                        algorithm.get(0).asText(),
                        algorithm.get(1).asText(),
                        algorithm.get(2).isNull() ? null : concept(algorithm.get(2)),
                        algorithm.get(3).asText(),
                        algorithm.get(4).asText()));
        assertThat(said.algorithms()).as(name).isEqualTo(algorithms);
    }

    private static List<String> measurements(AnnotationSet set, long part) {
        AnnotationGroup group = set.groups().get(set.features().group(part));
        long row = set.features().annotation(part);
        List<String> measured = new ArrayList<>();
        for (Measurement measurement : group.measurements()) {
            if (measurement.values().isPresent(row)) {
                measured.add(
                        measurement.concept().value() + " " + measurement.unit().value() + " "
                                + Double.toString(measurement.values().number(row)));
            }
        }
        return measured.stream().sorted().toList();
    }

    private static List<String> expectedMeasurements(JsonNode truth) {
        List<String> measured = new ArrayList<>();
        for (JsonNode value : truth.get("measurements")) {
            measured.add(
                    value.get(0).get(0).asText() + " " + value.get(1).get(0).asText() + " "
                            + Double.toString(Double.parseDouble(value.get(2).asText())));
        }
        return measured.stream().sorted().toList();
    }

    private static CodedConcept concept(JsonNode triple) {
        return triple.isNull()
                ? new CodedConcept("", "", "")
                : new CodedConcept(
                        triple.get(0).asText(),
                        triple.get(1).asText(),
                        triple.get(2).asText());
    }

    private static void checkContent(String content, JsonNode truth, String name) throws Exception {
        List<String> expected = new ArrayList<>();
        for (JsonNode entry : truth) {
            expected.add(canonical(entry.get(0)) + " part " + entry.get(1));
        }
        List<String> kept = new ArrayList<>();
        if (content != null) {
            for (JsonNode entry : JSON.readTree(content)) {
                kept.add(canonical(entry.get("item")) + " part " + (entry.has("part") ? entry.get("part") : "null"));
            }
        }
        assertThat(kept).as(name).isEqualTo(expected);
        assertThat(content == null).as(name).isEqualTo(expected.isEmpty());
    }

    private static void checkReport(AnnotationSet set, JsonNode truth, String name) throws Exception {
        KeptReport report = KeptReport.parse(set.extras().report());
        List<String> before = new ArrayList<>();
        for (ContentItem child : ContentItem.root(report.data()).children()) {
            if (child.isNamed(SrConcepts.IMAGING_MEASUREMENTS)) {
                assertThat(child.children()).as(name).isEmpty();
            } else {
                before.add(text(child.data()));
            }
        }
        List<String> expected = new ArrayList<>();
        for (JsonNode item : truth.get("before")) {
            expected.add(canonical(item));
        }
        assertThat(before).as(name).isEqualTo(expected);
        assertThat(report.observers()).as(name).hasSize(2);
    }

    /** Both writers' DICOM JSON through one reader, so that the spelling of numbers does not count. */
    private static String canonical(JsonNode dataSet) throws Exception {
        byte[] bytes = dataSet.toString().getBytes(StandardCharsets.UTF_8);
        return text(DicomJsonReader.read(new ByteArrayInputStream(bytes), DicomJsonReader.BulkDataResolver.NONE)
                .getFirst());
    }

    private static String text(DataSet dataSet) throws Exception {
        StringWriter text = new StringWriter();
        try (var out = JSON.getFactory().createGenerator(text)) {
            DicomJson.write(out, dataSet, null);
        }
        return text.toString();
    }
}
