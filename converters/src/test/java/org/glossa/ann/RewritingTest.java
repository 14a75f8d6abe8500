package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.code.CodeItems;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TransferSyntax;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of attributes of an original that the vocabulary does not know, that it lacks, or that it must not have. */
class RewritingTest {
    @TempDir
    Path folder;

    private DataSet made = DataSet.builder().build();

    /** Rewrites a case of which root and first group item were changed. */
    private Written rewrite(String name, UnaryOperator<DataSet.Builder> root, UnaryOperator<DataSet.Builder> group)
            throws Exception {
        DicomFile original = changed(name, root, group);
        Path file = folder.resolve("a.dcm");
        try (AnnotationSet set = BulkAnnotationReader.read(original).set()) {
            Written written = BulkAnnotationWriter.write(set, AnnotationContext.ofOriginal(original.dataSet()), file);
            made = DicomFile.of(MemorySegment.ofArray(Files.readAllBytes(file))).dataSet();
            return written;
        }
    }

    private static DicomFile changed(
            String name, UnaryOperator<DataSet.Builder> root, UnaryOperator<DataSet.Builder> group) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DicomFile file = DicomFile.open(Corpus.named(name).input())) {
            DataSet.Builder item =
                    copy(file.dataSet().items(Tag.AnnotationGroupSequence).getFirst());
            DataSet.Builder said = copy(file.dataSet())
                    .sequence(Tag.AnnotationGroupSequence, group.apply(item).build());
            DataSetWriter.writeFile(
                    out,
                    BulkAnnotationReader.SOP_CLASS_UID,
                    "2.25.1",
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    root.apply(said).build());
        }
        return DicomFile.of(MemorySegment.ofArray(out.toByteArray()));
    }

    private static DataSet.Builder copy(DataSet from) {
        DataSet.Builder copy = DataSet.builder();
        from.forEach(copy::verbatim);
        return copy;
    }

    private static DataSet.Builder without(DataSet from, int... tags) {
        DataSet.Builder rest = DataSet.builder();
        for (Element element : from) {
            if (Arrays.stream(tags).noneMatch(tag -> tag == element.tag())) {
                rest.verbatim(element);
            }
        }
        return rest;
    }

    private DataSet madeGroup() {
        return made.items(Tag.AnnotationGroupSequence).getFirst();
    }

    private static MemorySegment ascii(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void what_the_vocabulary_does_not_know_is_carried() throws Exception {
        DataSet category = DataSet.builder()
                .string(Tag.CodeValue, "91723000")
                .string(Tag.CodingSchemeDesignator, "SCT")
                .string(Tag.CodeMeaning, "Anatomical structure")
                .string(Tag.ContextIdentifier, "7150")
                .string(Tag.MappingResource, "DCMR")
                .build();
        Written written = rewrite(
                "colour",
                root -> root.string(Tag.SeriesDescription, "by hand")
                        .bytes(0x00990010, Vr.LO, ascii("SOMEBODY"))
                        .bytes(0x00991001, Vr.LO, ascii("else")),
                group -> group.sequence(Tag.AnnotationPropertyCategoryCodeSequence, category)
                        .bytes(0x006B0010, Vr.LO, ascii("SOMEBODY"))
                        .bytes(0x006B1001, Vr.UN, ascii("else")));
        assertThat(written.findings()).isEmpty();
        assertThat(made.string(Tag.SeriesDescription)).contains("by hand");
        assertThat(made.string(0x00991001)).contains("else");
        assertThat(madeGroup().bytes(0x006B1001).mismatch(ascii("else"))).isEqualTo(-1);
        assertThat(madeGroup()
                        .items(Tag.AnnotationPropertyCategoryCodeSequence)
                        .getFirst()
                        .string(Tag.ContextIdentifier))
                .contains("7150");
    }

    @Test
    void what_is_true_of_the_original_only_goes_and_is_told() throws Exception {
        DataSet signature = DataSet.builder().string(Tag.StudyID, "1").build();
        Written written = rewrite(
                "colour",
                root -> root.string(Tag.InstanceCreationDate, "20200101")
                        .sequence(Tag.DigitalSignaturesSequence, signature)
                        .string(Tag.FrameOfReferenceUID, "2.25.3"),
                group -> group.string(Tag.AnnotationAppliesToAllZPlanes, "YES"));
        assertThat(written.findings())
                .extracting(Finding::code, finding -> finding.place().describe().replaceAll(".*, ", ""))
                .containsExactlyInAnyOrder(
                        tuple("ATTRIBUTE_LEFT_OUT", "(0008,0012)"),
                        tuple("ATTRIBUTE_LEFT_OUT", "(FFFA,FFFA)"),
                        tuple("ATTRIBUTE_LEFT_OUT", "(0020,0052)"),
                        tuple("ATTRIBUTE_LEFT_OUT", "(006A,0002)[1]/(006A,000F)"));
        assertThat(made.contains(Tag.DigitalSignaturesSequence)).isFalse();
        assertThat(made.contains(Tag.InstanceCreationDate)).isFalse();
        assertThat(madeGroup().contains(Tag.AnnotationAppliesToAllZPlanes)).isFalse();
    }

    @Test
    void what_must_be_there_is_supplied_and_told() throws Exception {
        Written written = rewrite(
                "colour",
                root -> without(
                        root.build(), Tag.DeviceSerialNumber, Tag.SeriesNumber, Tag.ContentLabel, Tag.ContentTime),
                group -> group);
        assertThat(written.findings())
                .hasSize(4)
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo("ATTRIBUTE_SUPPLIED"));
        assertThat(made.string(Tag.SeriesNumber)).contains("1");
        assertThat(made.string(Tag.ContentLabel)).contains("ANNOTATIONS");
        assertThat(made.string(Tag.DeviceSerialNumber)).contains("0");
        assertThat(made.string(Tag.ContentTime)).isEqualTo(made.string(Tag.StudyTime));
    }

    @Test
    void who_contributed_before_is_kept_and_the_original_is_named() throws Exception {
        DataSet before = DataSet.builder()
                .string(Tag.Manufacturer, "Somebody")
                .string(Tag.ContributionDescription, "drew")
                .build();
        rewrite("colour", root -> root.sequence(Tag.ContributingEquipmentSequence, before), group -> group);
        List<DataSet> contributions = made.items(Tag.ContributingEquipmentSequence);
        assertThat(contributions).hasSize(2);
        assertThat(contributions.getFirst().string(Tag.Manufacturer)).contains("Somebody");
        assertThat(contributions.getLast().string(Tag.ContributionDescription))
                .contains("Rewritten from the instance "
                        + Corpus.named("colour").expected().sopInstanceUid());
    }

    @Test
    void instances_of_one_series_stay_together() throws Exception {
        Written one = rewrite("colour", root -> root.string(Tag.SeriesInstanceUID, "2.25.4"), group -> group);
        Written other = rewrite("codes", root -> root.string(Tag.SeriesInstanceUID, "2.25.4"), group -> group);
        Written elsewhere = rewrite("codes", root -> root, group -> group);
        assertThat(one.seriesInstanceUid())
                .isEqualTo(other.seriesInstanceUid())
                .isNotEqualTo(elsewhere.seriesInstanceUid())
                .isNotEqualTo("2.25.4");
        assertThat(one.sopInstanceUid()).isNotEqualTo(other.sopInstanceUid());
    }

    @Test
    void instances_of_one_series_are_parted_with_their_studies() throws Exception {
        Written one = rewrite("colour", root -> root.string(Tag.SeriesInstanceUID, "2.25.4"), group -> group);
        Written moved = rewrite(
                "colour",
                root -> root.string(Tag.SeriesInstanceUID, "2.25.4").string(Tag.StudyInstanceUID, "2.25.5"),
                group -> group);
        assertThat(moved.seriesInstanceUid()).isNotEqualTo(one.seriesInstanceUid());
    }

    @Test
    void the_position_reference_of_an_original_stays_when_the_image_has_none() throws Exception {
        DicomFile original =
                changed("all-z-planes", root -> root.string(Tag.PositionReferenceIndicator, "MARK"), group -> group);
        DataSet image = without(original.dataSet(), Tag.PositionReferenceIndicator, Tag.AnnotationGroupSequence)
                .build();
        Path file = folder.resolve("a.dcm");
        try (AnnotationSet set = BulkAnnotationReader.read(original).set()) {
            AnnotationContext context =
                    AnnotationContext.ofOriginal(original.dataSet()).withImage(image);
            BulkAnnotationWriter.write(set, context, file);
        }
        try (DicomFile written = DicomFile.open(file)) {
            assertThat(written.dataSet().string(Tag.PositionReferenceIndicator)).contains("MARK");
        }
    }

    @Test
    void laterality_stays_when_it_says_something_and_goes_beside_a_specimen_when_it_does_not() throws Exception {
        rewrite("colour", root -> root.string(Tag.Laterality, "L"), group -> group);
        assertThat(made.string(Tag.Laterality)).contains("L");
        rewrite("colour", root -> root.empty(Tag.Laterality), group -> group);
        assertThat(made.contains(Tag.Laterality)).isFalse();
    }

    /** Nothing of the original's patient stays beside the image's. */
    @Test
    void what_only_the_original_says_of_its_patient_is_left_out_when_the_image_is_given() throws Exception {
        DicomFile original = changed(
                "colour",
                root -> root.string(Tag.PatientComments, "of somebody else").string(0x00120030, "Site 1"),
                group -> group);
        Path file = folder.resolve("a.dcm");
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst());
                AnnotationSet set = BulkAnnotationReader.read(original).set()) {
            AnnotationContext context =
                    AnnotationContext.ofOriginal(original.dataSet()).withImage(image.dataSet());
            BulkAnnotationWriter.write(set, context, file);
        }
        try (DicomFile written = DicomFile.open(file)) {
            assertThat(written.dataSet().contains(Tag.PatientComments)).isFalse();
            assertThat(written.dataSet().contains(0x00120030)).isFalse();
        }
    }

    @Test
    void what_an_original_says_of_a_code_is_not_said_of_another_one() throws Exception {
        DataSet type = DataSet.builder()
                .string(Tag.CodeValue, "1")
                .string(Tag.CodingSchemeDesignator, "99A")
                .string(Tag.CodeMeaning, "one")
                .string(Tag.ContextIdentifier, "7150")
                .build();
        DicomFile original =
                changed("colour", root -> root, group -> group.sequence(Tag.AnnotationPropertyTypeCodeSequence, type));
        try (AnnotationSet set = BulkAnnotationReader.read(original).set()) {
            AnnotationGroup group = set.groups().getFirst();
            assertThat(group.description().type().value()).isEqualTo("1");
            AnnotationGroup other = new AnnotationGroup(
                    Descriptions.named(1, "another type"),
                    group.graphicType(),
                    group.coordinates(),
                    group.measurements());
            rewriteChanged(set, other, original);
        }
        assertThat(madeGroup()
                        .items(Tag.AnnotationPropertyTypeCodeSequence)
                        .getFirst()
                        .contains(Tag.ContextIdentifier))
                .isFalse();
    }

    /** Our own block in an original says nothing of a group that was changed since. */
    @Test
    void a_group_that_was_renamed_is_not_given_its_old_label_by_our_block() throws Exception {
        rewrite("colour", root -> root, group -> group.string(Tag.AnnotationGroupLabel, "a".repeat(70)));
        DicomFile original = DicomFile.open(folder.resolve("a.dcm"));
        try (AnnotationSet set = BulkAnnotationReader.read(original).set()) {
            AnnotationGroup group = set.groups().getFirst();
            assertThat(group.description().label()).isEqualTo("a".repeat(70));
            AnnotationGroup renamed = new AnnotationGroup(
                    group.description().named(1, group.description().uid(), "b"),
                    group.graphicType(),
                    group.coordinates(),
                    group.measurements());
            rewriteChanged(set, renamed, original);
        }
        assertThat(GlossaBlock.of(madeGroup())).isEmpty();
        try (AnnotationSet again = BulkAnnotationReader.read(DicomFile.open(folder.resolve("b.dcm")))
                .set()) {
            assertThat(again.groups().getFirst().description().label()).isEqualTo("b");
        }
    }

    private void rewriteChanged(AnnotationSet set, AnnotationGroup group, DicomFile original) throws Exception {
        Path file = folder.resolve("b.dcm");
        AnnotationSet changed =
                new AnnotationSet(set.sopInstanceUid(), set.space(), set.image(), List.of(group), () -> {});
        BulkAnnotationWriter.write(changed, AnnotationContext.ofOriginal(original.dataSet()), file);
        made = DicomFile.of(MemorySegment.ofArray(Files.readAllBytes(file))).dataSet();
    }

    /** Ours is needed for the label; what somebody else has in the same group would be read as ours. */
    @Test
    void a_block_of_somebody_else_gives_way_to_ours() throws Exception {
        rewrite(
                "colour",
                root -> root,
                group -> group.string(Tag.AnnotationGroupLabel, "a".repeat(70))
                        .bytes(0x006B0010, Vr.LO, ascii("SOMEBODY"))
                        .bytes(0x006B1001, Vr.UN, ascii("else")));
        assertThat(madeGroup().contains(0x006B1001)).isFalse();
        assertThat(GlossaBlock.of(madeGroup()).orElseThrow().label()).contains("a".repeat(70));
    }

    @Test
    void a_measurement_list_out_of_order_is_put_in_order() throws Exception {
        MemorySegment values = MemorySegment.ofArray(new byte[] {0, 0, 0, 0, 0, 0, -128, 63});
        MemorySegment indexes = MemorySegment.ofArray(new byte[] {2, 0, 0, 0, 1, 0, 0, 0});
        DataSet item = DataSet.builder()
                .bytes(Tag.FloatingPointValues, Vr.OF, values)
                .bytes(Tag.AnnotationIndexList, Vr.OL, indexes)
                .build();
        DataSet area = DataSet.builder()
                .sequence(Tag.ConceptNameCodeSequence, CodeItems.of(RandomSets.AREA))
                .sequence(Tag.MeasurementUnitsCodeSequence, CodeItems.of(RandomSets.SQUARE_MICROMETRE))
                .sequence(Tag.MeasurementValuesSequence, item)
                .build();
        rewrite("colour", root -> root, group -> group.sequence(Tag.MeasurementsSequence, area));
        DataSet written = madeGroup()
                .items(Tag.MeasurementsSequence)
                .getFirst()
                .items(Tag.MeasurementValuesSequence)
                .getFirst();
        assertThat(written.bytes(Tag.AnnotationIndexList)
                        .mismatch(MemorySegment.ofArray(new byte[] {1, 0, 0, 0, 2, 0, 0, 0})))
                .isEqualTo(-1);
        assertThat(written.bytes(Tag.FloatingPointValues)
                        .mismatch(MemorySegment.ofArray(new byte[] {0, 0, -128, 63, 0, 0, 0, 0})))
                .isEqualTo(-1);
    }

    @Test
    void text_that_the_character_set_does_not_hold_changes_it_and_is_told() throws Exception {
        assertThat(rewrite("latin-label", root -> root, group -> group).findings())
                .isEmpty();
        assertThat(made.string(Tag.SpecificCharacterSet)).contains("ISO_IR 100");
        Written written = rewrite(
                "latin-label",
                root -> root,
                group -> group.sequence(
                        Tag.AnnotationPropertyTypeCodeSequence,
                        DataSet.builder()
                                .string(Tag.SpecificCharacterSet, "ISO_IR 192")
                                .string(Tag.CodeValue, "1")
                                .string(Tag.CodingSchemeDesignator, "99A")
                                .string(Tag.CodeMeaning, "核")
                                .build()));
        assertThat(written.findings()).extracting(Finding::code).contains("CHARACTER_SET_CHANGED");
        assertThat(made.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(madeGroup().string(Tag.AnnotationGroupLabel)).contains("Zellkerne, groß, 5 µm²");
    }
}
