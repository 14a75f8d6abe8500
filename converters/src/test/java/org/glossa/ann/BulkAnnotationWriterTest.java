package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.DicomValidator;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.junit.jupiter.api.Test;

/** What the writer makes of sets that no file held, and what it tells. */
class BulkAnnotationWriterTest extends WrittenPoints {
    @Test
    void a_set_of_no_file_refers_to_its_image_and_names_the_writer() throws Exception {
        DataSet made = written(set(points(Descriptions.named(1, "cells"))));
        DataSet said = image.dataSet();
        assertThat(made.string(Tag.Modality)).contains("ANN");
        assertThat(made.string(Tag.AnnotationCoordinateType)).contains("2D");
        assertThat(made.string(Tag.PixelOriginInterpretation)).contains("VOLUME");
        assertThat(made.contains(Tag.FrameOfReferenceUID)).isFalse();
        assertThat(made.items(Tag.ReferencedImageSequence)).singleElement().satisfies(item -> {
            assertThat(item.string(Tag.ReferencedSOPInstanceUID)).contains(imageUid());
            assertThat(item.contains(Tag.ReferencedFrameNumber)).isFalse();
        });
        assertThat(made.items(Tag.ReferencedSeriesSequence))
                .singleElement()
                .satisfies(series ->
                        assertThat(series.string(Tag.SeriesInstanceUID)).isEqualTo(said.string(Tag.SeriesInstanceUID)));
        assertThat(made.string(Tag.SeriesInstanceUID)).isNotEqualTo(said.string(Tag.SeriesInstanceUID));
        assertThat(made.string(Tag.ContentDate)).isEqualTo(said.string(Tag.ContentDate));
        assertThat(made.string(Tag.Manufacturer)).contains("Glossa");
        assertThat(made.items(Tag.ContributingEquipmentSequence))
                .singleElement()
                .satisfies(item -> assertThat(item.string(Tag.ContributionDescription))
                        .contains("Written as Microscopy Bulk Simple Annotations"));
    }

    @Test
    void frames_and_millimetres_are_said_as_the_standard_wants_them() throws Exception {
        AnnotationGroup group = points(Descriptions.named(1, "cells"));
        DataSet frame = written(new AnnotationSet(
                "2.25.1", new CoordinateSpace.FramePixels(imageUid(), 8), reference(), List.of(group), () -> {}));
        assertThat(frame.string(Tag.PixelOriginInterpretation)).contains("FRAME");
        assertThat(frame.items(Tag.ReferencedImageSequence).getFirst().strings(Tag.ReferencedFrameNumber))
                .containsExactly("8");
        String frameOfReference =
                image.dataSet().string(Tag.FrameOfReferenceUID).orElseThrow();
        AnnotationGroup solid = new AnnotationGroup(
                group.description(),
                GraphicType.POINT,
                RandomSets.column(GraphicType.POINT, List.of(new double[] {1, 2, 3}), Precision.FLOAT64, 3),
                List.of());
        DataSet millimetres = written(new AnnotationSet(
                "2.25.1", new CoordinateSpace.SlideMillimetres(frameOfReference), null, List.of(solid), () -> {}));
        assertThat(millimetres.string(Tag.AnnotationCoordinateType)).contains("3D");
        assertThat(millimetres.string(Tag.FrameOfReferenceUID)).contains(frameOfReference);
        assertThat(millimetres.string(Tag.PositionReferenceIndicator)).contains("SLIDE_CORNER");
        assertThat(millimetres.contains(Tag.PixelOriginInterpretation)).isFalse();
        assertThat(millimetres.contains(Tag.ReferencedImageSequence)).isFalse();
        assertThat(millimetres.contains(Tag.ReferencedSeriesSequence)).isFalse();
        assertThat(millimetres.items(Tag.AnnotationGroupSequence).getFirst().string(Tag.AnnotationAppliesToAllZPlanes))
                .contains("NO");
    }

    @Test
    void an_image_of_another_study_is_referred_to_with_its_study() throws Exception {
        DicomFile original = DicomFile.open(Corpus.named("colour").input());
        try (AnnotationSet read = BulkAnnotationReader.read(original).set()) {
            ImageReference elsewhere = new ImageReference(
                    "2.25.99",
                    "2.25.98",
                    read.image().sopClassUid(),
                    read.image().sopInstanceUid());
            AnnotationSet moved =
                    new AnnotationSet(read.sopInstanceUid(), read.space(), elsewhere, read.groups(), () -> {});
            BulkAnnotationWriter.write(moved, AnnotationContext.ofOriginal(original.dataSet()), file);
        }
        try (DicomFile made = DicomFile.open(file)) {
            assertThat(made.dataSet().items(Tag.StudiesContainingOtherReferencedInstancesSequence))
                    .singleElement()
                    .satisfies(study ->
                            assertThat(study.string(Tag.StudyInstanceUID)).contains("2.25.99"));
            assertThat(BulkAnnotationReader.read(DicomFile.open(file))
                            .set()
                            .image()
                            .seriesInstanceUid())
                    .isEqualTo("2.25.98");
        }
    }

    @Test
    void a_label_that_is_too_long_or_holds_a_backslash_is_whole_for_us() throws Exception {
        String label = "Γ".repeat(60) + "\\class: one\nline";
        Written written = write(set(points(Descriptions.named(1, label))));
        assertThat(written.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("LABEL_SHORTENED");
            assertThat(finding.severity()).isEqualTo(Severity.LOSS);
        });
        try (DicomFile made = DicomFile.open(file)) {
            assertThat(made.dataSet()
                            .items(Tag.AnnotationGroupSequence)
                            .getFirst()
                            .strings(Tag.AnnotationGroupLabel))
                    .containsExactly("Γ".repeat(60) + "/cla");
        }
        assertThat(readBack().description().label()).isEqualTo(label);
        // dciodvfy counts bytes where the standard counts characters
        write(set(points(Descriptions.named(1, "a".repeat(70)))));
        assertThat(readBack().description().label()).isEqualTo("a".repeat(70));
        assertThat(DicomValidator.edition2026(AllowList.empty()).errors(file)).isEmpty();
    }

    @Test
    void codes_go_where_their_length_and_form_put_them() throws Exception {
        List<CodedConcept> codes = List.of(
                new CodedConcept("1234567890123456", "99A", "1.0", "sixteen"),
                new CodedConcept("12345678901234567", "99A", "seventeen"),
                new CodedConcept("urn:lex:us:federal", "", "of a URN"),
                new CodedConcept("http://example.org/a-long-address", "99A", "of a scheme too"));
        int[] tags = {Tag.CodeValue, Tag.LongCodeValue, Tag.URNCodeValue, Tag.URNCodeValue};
        GroupDescription plain = Descriptions.named(1, "cells");
        AnnotationGroup group = points(new GroupDescription(
                1,
                plain.uid(),
                plain.label(),
                "",
                GenerationType.MANUAL,
                List.of(),
                plain.category(),
                plain.type(),
                codes,
                List.of(),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED));
        DataSet item = written(set(group)).items(Tag.AnnotationGroupSequence).getFirst();
        List<DataSet> modifiers = item.items(Tag.AnnotationPropertyTypeCodeSequence)
                .getFirst()
                .items(Tag.AnnotationPropertyTypeModifierCodeSequence);
        for (int i = 0; i < tags.length; i++) {
            assertThat(modifiers.get(i).string(tags[i])).contains(codes.get(i).value());
        }
        assertThat(readBack().description().typeModifiers()).isEqualTo(codes);
    }

    @Test
    void groups_without_uid_or_with_one_that_is_taken_get_their_own() throws Exception {
        GroupDescription first = Descriptions.named(1, "a");
        AnnotationSet set =
                set(points(first), points(first.named(2, first.uid(), "b")), points(first.named(3, "", "c")));
        List<String> uids = written(set).items(Tag.AnnotationGroupSequence).stream()
                .map(item -> item.string(Tag.AnnotationGroupUID).orElseThrow())
                .toList();
        assertThat(uids).doesNotHaveDuplicates().first().isEqualTo(first.uid());
        assertThat(uids.subList(1, 3)).allMatch(uid -> uid.startsWith("2.25.") && uid.length() <= 64);
    }

    @Test
    void wrong_groups_numbers_are_mended_and_told() throws Exception {
        AnnotationSet set = set(points(Descriptions.named(5, "a")), points(Descriptions.named(9, "b")));
        assertThat(written(set).items(Tag.AnnotationGroupSequence).stream()
                        .map(item -> item.integer(Tag.AnnotationGroupNumber).getAsLong()))
                .containsExactly(1L, 2L);
        assertThat(write(set).findings())
                .extracting(Finding::code)
                .containsExactly("GROUP_RENUMBERED", "GROUP_RENUMBERED");
    }
}
