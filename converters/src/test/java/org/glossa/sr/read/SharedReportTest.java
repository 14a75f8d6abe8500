package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.ImageReference;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Shared;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.Features;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.glossa.ledger.Restoration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** highdicom's own sample, whose content was read by eye from a dump of it. */
class SharedReportTest {
    @TempDir
    Path folder;

    @Test
    void a_circle_on_a_ct_image() throws Exception {
        Path file = Shared.require("corpus/highdicom/sr_document.dcm");
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            SrReader.SrSet read = SrReader.read(DicomFile.open(file), Restoration.RESTORE, scratch);
            try (AnnotationSet set = read.set()) {
                check(set);
                assertThat(read.findings()).isNotEmpty();
                assertThat(read.findings())
                        .allMatch(finding -> finding.severity() == Severity.WARNING)
                        .extracting(Finding::code)
                        .containsOnly("SRT_CODE");
                assertThat(read.otherTargets().isEmpty()).isTrue();
            }
        }
    }

    private static void check(AnnotationSet set) throws Exception {
        String image = "1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322";
        assertThat(set.space()).isEqualTo(new CoordinateSpace.ImagePixels(image));
        assertThat(set.image())
                .isEqualTo(new ImageReference(
                        "1.3.6.1.4.1.5962.1.2.1.20040119072730.12322",
                        "1.3.6.1.4.1.5962.1.3.1.1.20040119072730.12322",
                        "1.2.840.10008.5.1.4.1.1.2",
                        image));
        assertThat(set.groups()).hasSize(1);
        AnnotationGroup group = set.groups().getFirst();
        assertThat(group.graphicType()).isEqualTo(GraphicType.ELLIPSE);
        // centre 58\52, a point of the perimeter 58\41: radius 11
        double[] expected = {47, 52, 69, 52, 58, 41, 58, 63};
        for (int i = 0; i < expected.length; i++) {
            assertThat(group.coordinates().ordinate(i / 2, i % 2)).isEqualTo(expected[i]);
        }
        assertThat(group.description().type()).isEqualTo(new CodedConcept("T-A7010", "SRT", "Spinal cord"));
        assertThat(group.description().category()).isEqualTo(new CodedConcept("", "", ""));
        assertThat(group.description().generation()).isEqualTo(GenerationType.MANUAL);
        assertThat(group.description().anatomy().regions())
                .containsExactly(new AnatomicSite(
                        new CodedConcept("T-D00F7", "SRT", "Cervico-thoracic spine"),
                        List.of(new CodedConcept("T-11531", "SRT", "Vertebral foramen"))));
        assertThat(group.measurements()).hasSize(1);
        assertThat(group.measurements().getFirst().concept())
                .isEqualTo(new CodedConcept("G-A16A", "SRT", "Area of defined region"));
        assertThat(group.measurements().getFirst().unit())
                .isEqualTo(new CodedConcept("cm2", "UCUM", "square centimeter"));
        assertThat(group.measurements().getFirst().values().number(0)).isEqualTo(1.7);
        Features features = set.features();
        assertThat(features.featureCount()).isOne();
        assertThat(features.id(0)).isEqualTo("1.2.826.0.1.3680043.8.498.95005499519195632686309166061552196996");
        assertThat(features.name(0)).isNotEmpty();
        JsonNode content = new ObjectMapper().readTree(features.content(0));
        assertThat(content).hasSize(2);
        assertThat(content.get(0).get("part").asInt()).isZero();
        assertThat(content.get(0).at("/item/00700023/Value/0").asText()).isEqualTo("CIRCLE");
        assertThat(content.get(1).at("/item/0040A730/Value")).hasSize(3);
    }
}
