package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Shared;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.finding.Severity;
import org.glossa.image.SlideImage;
import org.junit.jupiter.api.Test;

/** The annotation object of highdicom's own test files: its values, and exactly the findings that it deserves. */
class SharedAnnotationsTest {
    @Test
    void readsTheExpectedValues() throws Exception {
        JsonNode expected = JsonMapper.builder()
                .build()
                .readTree(Shared.require("corpus/expected-values.json").toFile())
                .get("highdicom/sm_annotations.dcm");
        BulkAnnotations read =
                BulkAnnotationReader.read(DicomFile.open(Shared.require("corpus/highdicom/sm_annotations.dcm")));
        try (var set = read.set()) {
            assertThat(set.sopInstanceUid())
                    .isEqualTo(expected.get("sopInstanceUID").asText());
            assertThat(set.space())
                    .isEqualTo(new CoordinateSpace.ImagePixels(
                            expected.get("referencedImage").asText()));
            assertThat(set.image().studyInstanceUid())
                    .isEqualTo(expected.get("studyInstanceUID").asText());
            AnnotationGroup group = set.groups().getFirst();
            JsonNode said = expected.get("groups").get(0);
            assertThat(group.description().uid()).isEqualTo(said.get("uid").asText());
            assertThat(group.description().label()).isEqualTo(said.get("label").asText());
            assertThat(group.graphicType().name())
                    .isEqualTo(said.get("graphicType").asText());
            assertThat(group.coordinates().precision()).isEqualTo(Precision.FLOAT64);
            for (int i = 0; i < 2; i++) {
                for (int ordinate = 0; ordinate < 2; ordinate++) {
                    assertThat(group.coordinates().ordinate(i, ordinate))
                            .isEqualTo(
                                    said.get("coordinates").get(i).get(ordinate).asDouble());
                }
                assertThat((double) group.measurements().getFirst().values().value(i))
                        .isEqualTo(said.get("measurements")
                                .get(0)
                                .get("values")
                                .get(i)
                                .asDouble());
            }
        }
    }

    @Test
    void findsExactlyWhatIsWrong() throws Exception {
        DicomFile file = DicomFile.open(Shared.require("corpus/highdicom/sm_annotations.dcm"));
        SlideImage image;
        try (DicomFile slide = DicomFile.open(Shared.require("corpus/highdicom/sm_image.dcm"))) {
            image = SlideImage.of(slide.dataSet()).orElseThrow();
        }
        BulkAnnotations read = BulkAnnotationReader.read(file);
        try (var set = read.set()) {
            List<Finding> findings = new ArrayList<>(read.findings());
            findings.addAll(BulkAnnotationChecks.run(file, set, image));

            assertThat(findings)
                    .extracting(Finding::code, Finding::severity, Finding::place)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    "ALL_Z_PLANES_IN_2D",
                                    Severity.ERROR,
                                    new Place.DataElement(6106, "(006A,0002)[1]/(006A,000F)")),
                            tuple(
                                    "CODE_MEANING_MISSPELT",
                                    Severity.WARNING,
                                    new Place.DataElement(5990, "(006A,0002)[1]/(006A,0009)[1]/(0008,0104)")));
        }
    }
}
