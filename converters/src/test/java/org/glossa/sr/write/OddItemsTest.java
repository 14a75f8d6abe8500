package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.annotation.CodedConcept;
import org.glossa.code.CodeItems;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.ledger.Restoration;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrClasses;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;
import org.glossa.sr.read.SrDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items that stand beside others of the same name, or say less or more than items of their kind do, are written again, each once. */
class OddItemsTest {
    private static final CodedConcept OTHER = new CodedConcept("84640000", "SCT", "Nucleus");
    private static final CodedConcept SITE = new CodedConcept("76752008", "SCT", "Breast");
    private static final CodedConcept LONG_UNIT = new CodedConcept("um2/(10.mL).mm-2.s-1", "UCUM", "long");
    private static final DataSet POINT = SrDocument.scoord("POINT", 1, 2);

    @TempDir
    Path folder;

    @Test
    void findings_and_categories_beside_others() throws Exception {
        assertKept(
                SrDocument.finding(SrDocument.NEOPLASM),
                SrDocument.finding(OTHER),
                SrDocument.code(RelationshipType.CONTAINS, SrConcepts.FINDING_CATEGORY, OTHER),
                SrDocument.code(RelationshipType.CONTAINS, SrConcepts.FINDING_CATEGORY, SITE));
        assertKept(
                SrDocument.finding(SrDocument.NEOPLASM),
                SrDocument.text(RelationshipType.CONTAINS, SrConcepts.FINDING, "as text, too"));
        assertKept(SrDocument.finding(OTHER), SrDocument.finding(OTHER));
    }

    @Test
    void identifiers_beside_others() throws Exception {
        assertKept(
                SrDocument.text(RelationshipType.HAS_OBS_CONTEXT, SrConcepts.TRACKING_IDENTIFIER, "one"),
                SrDocument.text(RelationshipType.HAS_OBS_CONTEXT, SrConcepts.TRACKING_IDENTIFIER, "two"),
                SrDocument.uid("1.2.3.7.1"),
                SrDocument.uid("1.2.3.7.2"));
    }

    @Test
    void sites_beside_a_text() throws Exception {
        assertKept(
                SrDocument.code(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.FINDING_SITE, SITE),
                SrDocument.text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.FINDING_SITE, "left"));
    }

    @Test
    void measured_values() throws Exception {
        assertKept(num(SrDocument.SQUARE_MICROMETRE, "1.5", Double.NaN));
        assertKept(num(null, "1.5", null));
        assertKept(num(LONG_UNIT, "1.5", null, modifier()));
        assertKept(num(SrDocument.SQUARE_MICROMETRE, "0.123456789012345678", null));
    }

    @Test
    void a_decimal_that_is_not_the_double_beside_it() throws Exception {
        Rewritten rewritten = rewrite(document(num(SrDocument.SQUARE_MICROMETRE, "5", 7.25)));
        try (DicomFile file = DicomFile.open(rewritten.file())) {
            assertThat(decimals(file.dataSet())).containsExactly("5");
        }
    }

    private static List<String> decimals(DataSet item) {
        return Stream.concat(
                        item.items(Tag.MeasuredValueSequence).stream()
                                .flatMap(value -> value.string(Tag.NumericValue).stream()),
                        item.items(Tag.ContentSequence).stream().flatMap(child -> decimals(child).stream()))
                .toList();
    }

    private static DataSet modifier() {
        return SrDocument.code(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.METHOD, OTHER);
    }

    /** @param unit null for none */
    private static DataSet num(CodedConcept unit, String decimal, Double wide, DataSet... children) {
        DataSet.Builder value = DataSet.builder().string(Tag.NumericValue, decimal);
        if (unit != null) {
            value.sequence(Tag.MeasurementUnitsCodeSequence, CodeItems.of(unit));
        }
        if (wide != null) {
            value.doubles(Tag.FloatingPointValue, wide);
        }
        DataSet.Builder item = SrDocument.item(RelationshipType.CONTAINS, ValueType.NUM, SrDocument.AREA)
                .sequence(Tag.MeasuredValueSequence, value.build());
        return (children.length == 0 ? item : item.sequence(Tag.ContentSequence, children)).build();
    }

    private static SrDocument document(DataSet... items) {
        DataSet[] all = new DataSet[items.length + 2];
        System.arraycopy(items, 0, all, 0, items.length);
        all[items.length] = SrDocument.uid("1.2.3.7");
        all[items.length + 1] = POINT;
        for (DataSet item : items) {
            if (item.string(Tag.ValueType).orElse("").equals("UIDREF")) {
                all[items.length] = POINT;
            }
        }
        return new SrDocument(SrDocument.group(all));
    }

    private Rewritten rewrite(SrDocument document) throws Exception {
        document.root().string(Tag.SOPClassUID, SrClasses.COMPREHENSIVE);
        return Rewritten.of(
                Rewritten.identified(document).write(folder.resolve("source.dcm")), Restoration.RESTORE, folder);
    }

    private void assertKept(DataSet... items) throws Exception {
        assertKept(document(items));
    }

    private void assertKept(SrDocument document) throws Exception {
        Rewritten rewritten = rewrite(document);
        assertThat(rewritten.ledger().entries()).isEmpty();
        Path source = folder.resolve("source.dcm");
        Rewritten.assertSameContent(List.of(source), List.of(rewritten.file()));
        for (Restoration restoration : Restoration.values()) {
            Rewritten twice = Rewritten.of(rewritten.file(), restoration, folder);
            Rewritten.assertSameContent(List.of(source), List.of(twice.file()));
        }
    }

    @Test
    void an_object_that_is_tracked_by_two_groups() throws Exception {
        assertKept(new SrDocument(
                SrDocument.group(SrDocument.uid("2.25.17"), POINT),
                SrDocument.group(SrDocument.uid("2.25.17"), SrDocument.scoord("POINT", 3, 4))));
    }

    @Test
    void algorithms_of_a_group_beside_those_above_it() throws Exception {
        DataSet above = SrDocument.text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_NAME, "above");
        DataSet own = SrDocument.text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_NAME, "own");
        DataSet dated = copy(own).string(0x0040A032, "20260401120000").build(); // Observation DateTime
        SrDocument document = new SrDocument();
        document.children().removeLast();
        document.children()
                .add(SrDocument.container(
                        SrConcepts.IMAGING_MEASUREMENTS,
                        above,
                        SrDocument.group(SrDocument.uid("2.25.17"), dated, POINT)));
        // what is said above of all is said of each
        SrDocument expected = new SrDocument(SrDocument.group(SrDocument.uid("2.25.17"), above, dated, POINT));
        expected.root().string(Tag.SOPClassUID, SrClasses.COMPREHENSIVE);
        Rewritten rewritten = rewrite(document);
        Path wanted = Rewritten.identified(expected).write(folder.resolve("expected.dcm"));
        Rewritten.assertSameContent(List.of(wanted), List.of(rewritten.file()));
    }

    @Test
    void an_algorithm_of_a_container_without_groups() throws Exception {
        SrDocument document = document();
        document.children()
                .add(SrDocument.container(
                        OTHER,
                        SrDocument.text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_NAME, "of evaluations"),
                        SrDocument.text(RelationshipType.CONTAINS, OTHER, "benign")));
        assertKept(document);
    }

    @Test
    void continuity_and_template_of_groups() throws Exception {
        DataSet.Builder continuous = copy(SrDocument.group(SrDocument.uid("2.25.17"), POINT));
        continuous
                .string(Tag.ContinuityOfContent, "CONTINUOUS")
                .sequence(
                        Tag.ContentTemplateSequence,
                        DataSet.builder()
                                .string(Tag.MappingResource, "99TEST")
                                .string(Tag.TemplateIdentifier, "7")
                                .build());
        assertKept(new SrDocument(continuous.build(), SrDocument.group(SrDocument.uid("2.25.18"), POINT)));
    }

    @Test
    void groups_that_stand_elsewhere_are_told() throws Exception {
        SrDocument document = new SrDocument(
                SrDocument.group(SrDocument.uid("2.25.17"), POINT),
                SrDocument.container(OTHER, SrDocument.group(SrDocument.uid("2.25.18"), POINT)));
        document.children().add(SrDocument.group(SrDocument.uid("2.25.19"), POINT));
        assertThat(rewrite(document).findings())
                .extracting(Finding::code, Finding::got)
                .containsExactly(
                        tuple(
                                "GROUPS_MOVED",
                                "2 Measurement Groups that do not stand right in the container Imaging Measurements (126010, DCM)"));
    }

    private static DataSet.Builder copy(DataSet item) {
        DataSet.Builder copy = DataSet.builder();
        item.forEach(copy::verbatim);
        return copy;
    }
}
