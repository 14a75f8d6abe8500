package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.glossa.code.CodeItems;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.DicomValidator;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TransferSyntax;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer makes of sets that no file held, what it refuses, and what it tells. */
class BulkAnnotationWriterTest {
    @TempDir
    Path folder;

    private DicomFile image;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        image = DicomFile.open(Corpus.slide("square").getFirst());
        file = folder.resolve("a.dcm");
    }

    @AfterEach
    void close() {
        image.close();
    }

    private String imageUid() {
        return image.dataSet().string(Tag.SOPInstanceUID).orElseThrow();
    }

    private ImageReference reference() {
        return new ImageReference("", "", "1.2.840.10008.5.1.4.1.1.77.1.6", imageUid());
    }

    private AnnotationSet set(AnnotationGroup... groups) {
        return new AnnotationSet(
                "2.25.1", new CoordinateSpace.ImagePixels(imageUid()), reference(), List.of(groups), () -> {});
    }

    private static AnnotationGroup points(GroupDescription description, Measurement... measurements) {
        List<double[]> points = List.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, -0.0});
        return new AnnotationGroup(
                description,
                GraphicType.POINT,
                RandomSets.column(GraphicType.POINT, points, Precision.FLOAT32, 2),
                List.of(measurements));
    }

    private Written write(AnnotationSet set) throws Exception {
        return BulkAnnotationWriter.write(set, AnnotationContext.ofImage(image.dataSet()), file);
    }

    private DataSet written(AnnotationSet set) throws Exception {
        write(set);
        return DicomFile.of(MemorySegment.ofArray(Files.readAllBytes(file))).dataSet();
    }

    private AnnotationGroup readBack() throws Exception {
        BulkAnnotations read = BulkAnnotationReader.read(DicomFile.of(MemorySegment.ofArray(Files.readAllBytes(file))));
        assertThat(read.findings()).isEmpty();
        return read.set().groups().getFirst();
    }

    private List<String> refusals(AnnotationSet set) {
        return refusals(set, AnnotationContext.ofImage(image.dataSet()));
    }

    private List<String> refusals(AnnotationSet set, AnnotationContext context) {
        UnwritableAnnotationsException refusal = catchThrowableOfType(
                UnwritableAnnotationsException.class, () -> BulkAnnotationWriter.write(set, context, file));
        assertThat(refusal).isNotNull();
        assertThat(file).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return refusal.findings().stream().map(Finding::code).toList();
    }

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
    void values_that_are_no_numbers_are_left_out_for_others_and_restored_for_us() throws Exception {
        float strange = Float.intBitsToFloat(0x7FC12345);
        Measurement mixed = measured(RandomSets.AREA, new float[] {1, strange, 2}, true, true, true);
        Measurement none = measured(RandomSets.LENGTH, new float[] {strange, 0, 0}, true, false, false);
        Measurement empty = measured(RandomSets.AREA, new float[3], false, false, false);
        Measurement dense = measured(RandomSets.AREA, new float[] {4, 5, 6}, true, true, true);
        AnnotationGroup group = points(Descriptions.named(1, "cells"), none, mixed, empty, dense);
        Written written = write(set(group));
        assertThat(written.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("NAN_MEASUREMENT_OMITTED");
            assertThat(finding.severity()).isEqualTo(Severity.LOSS);
            assertThat(finding.got()).startsWith("2 measured values");
        });
        SplitGroupsTest.assertSame(readBack(), group);
        try (DicomFile made = DicomFile.open(file)) {
            List<DataSet> measurements =
                    made.dataSet().items(Tag.AnnotationGroupSequence).getFirst().items(Tag.MeasurementsSequence);
            assertThat(measurements).hasSize(2);
            DataSet values =
                    measurements.getFirst().items(Tag.MeasurementValuesSequence).getFirst();
            assertThat(values.bytes(Tag.FloatingPointValues).toArray(ValueLayout.JAVA_FLOAT))
                    .containsExactly(1, 2);
            assertThat(values.bytes(Tag.AnnotationIndexList).toArray(ValueLayout.JAVA_INT))
                    .containsExactly(1, 3);
        }
        assertThat(DicomValidator.edition2022(AllowList.empty()).errors(file)).isEmpty();
        assertThat(DicomValidator.edition2026(AllowList.empty()).errors(file)).isEmpty();
        // and again from the file
        DicomFile original = DicomFile.open(file);
        Path again = folder.resolve("again.dcm");
        try (AnnotationSet read = BulkAnnotationReader.read(original).set()) {
            BulkAnnotationWriter.write(read, AnnotationContext.ofOriginal(original.dataSet()), again);
        }
        try (AnnotationSet read =
                BulkAnnotationReader.read(DicomFile.open(again)).set()) {
            SplitGroupsTest.assertSame(read.groups().getFirst(), group);
        }
    }

    /** Values that are no numbers, with lists that do not fit them, change nothing that is read. */
    @Test
    void a_damaged_list_of_our_block_is_told_and_not_read() throws Exception {
        int[][] lists = {{0}, {4}, {2, 1}, {1, 2, 3}};
        int[] values = {1, 1, 2, 2};
        for (int i = 0; i < lists.length; i++) {
            DataSet left = DataSet.builder()
                    .sequence(Tag.ConceptNameCodeSequence, CodeItems.of(RandomSets.AREA))
                    .sequence(Tag.MeasurementUnitsCodeSequence, CodeItems.of(RandomSets.SQUARE_MICROMETRE))
                    .build();
            DataSet.Builder item = DataSet.builder();
            left.forEach(item::verbatim);
            new GlossaBlock.Builder(item)
                    .number(GlossaBlock.MEASUREMENT, 1)
                    .bytes(
                            GlossaBlock.NOT_A_NUMBER_INDEXES,
                            Vr.OL,
                            dense(lists[i]).values())
                    .bytes(
                            GlossaBlock.NOT_A_NUMBER_VALUES,
                            Vr.OF,
                            dense(new int[values[i]]).values());
            DataSet.Builder group = DataSet.builder();
            DataSet root = written(set(points(Descriptions.named(1, "cells"))));
            root.items(Tag.AnnotationGroupSequence).getFirst().forEach(group::verbatim);
            new GlossaBlock.Builder(group).sequence(GlossaBlock.LEFT_OUT, List.of(item.build()));
            DataSet.Builder damaged = DataSet.builder();
            root.forEach(damaged::verbatim);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DataSetWriter.writeFile(
                    out,
                    BulkAnnotationReader.SOP_CLASS_UID,
                    "2.25.1",
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    damaged.sequence(Tag.AnnotationGroupSequence, group.build()).build());
            BulkAnnotations read = BulkAnnotationReader.read(DicomFile.of(MemorySegment.ofArray(out.toByteArray())));
            assertThat(read.findings())
                    .as("list %d", i)
                    .extracting(Finding::code)
                    .containsExactly("PRIVATE_BLOCK_DAMAGED");
            assertThat(read.set().groups().getFirst().measurements())
                    .singleElement()
                    .satisfies(measurement ->
                            assertThat(measurement.values().isPresent(0)).isFalse());
        }
    }

    private static Measurement measured(CodedConcept concept, float[] values, boolean... present) {
        return new Measurement(concept, RandomSets.SQUARE_MICROMETRE, new RandomSets.ListedValues(values, present));
    }

    /** A NaN in the values of an instance is not ours to remove. */
    @Test
    void values_of_an_instance_keep_their_bits_even_when_they_are_no_numbers() throws Exception {
        int[] bits = {0x7FC12345, 0x00000001, 0x80000000};
        AnnotationGroup group = points(
                Descriptions.named(1, "cells"),
                new Measurement(RandomSets.AREA, RandomSets.SQUARE_MICROMETRE, dense(bits)));
        assertThat(write(set(group)).findings()).isEmpty();
        try (DicomFile made = DicomFile.open(file)) {
            assertThat(made.dataSet()
                            .items(Tag.AnnotationGroupSequence)
                            .getFirst()
                            .items(Tag.MeasurementsSequence)
                            .getFirst()
                            .items(Tag.MeasurementValuesSequence)
                            .getFirst()
                            .bytes(Tag.FloatingPointValues)
                            .toArray(ValueLayout.JAVA_INT))
                    .containsExactly(bits);
        }
    }

    private static DenseMeasurementValues dense(int... bits) {
        MemorySegment values = MemorySegment.ofArray(new byte[bits.length * Integer.BYTES]);
        MemorySegment.copy(bits, 0, values, ValueLayout.JAVA_INT_UNALIGNED, 0, bits.length);
        return new DenseMeasurementValues(values);
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
    void what_cannot_be_said_is_refused_with_every_reason_and_leaves_no_file() {
        GroupDescription plain = Descriptions.named(1, "cells");
        AnnotationGroup mute = points(new GroupDescription(
                1,
                "",
                "",
                "",
                GenerationType.UNSPECIFIED,
                List.of(new Algorithm("", "1", null, "", "")),
                new CodedConcept("", "", ""),
                plain.type(),
                List.of(),
                List.of("a\\b"),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED));
        assertThat(refusals(set(mute)))
                .containsExactly(
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_MISSING",
                        "BACKSLASH_IN_VALUE");
        AnnotationGroup automatic = points(new GroupDescription(
                1,
                "",
                "cells",
                "",
                GenerationType.AUTOMATIC,
                List.of(),
                plain.category(),
                plain.type(),
                List.of(),
                List.of(),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED));
        // annotations of another language get a stated stand-in; bulk annotations that lack it are no example to follow
        assertThat(refusals(
                        set(automatic),
                        AnnotationContext.ofOriginal(image.dataSet()).withImage(image.dataSet())))
                .containsExactly("ATTRIBUTE_MISSING");
        assertThat(refusals(set())).containsExactly("GROUP_COUNT");
        AnnotationGroup group = points(plain);
        assertThat(refusals(new AnnotationSet(
                        "2.25.1", new CoordinateSpace.Level0Pixels(), reference(), List.of(group), () -> {})))
                .contains("LEVEL_ZERO_UNKNOWN");
        assertThat(refusals(new AnnotationSet(
                        "2.25.1",
                        new CoordinateSpace.FramePixels(imageUid(), 0),
                        reference(),
                        List.of(group),
                        () -> {})))
                .containsExactly("FRAME_NUMBER_MISSING");
        assertThat(refusals(new AnnotationSet(
                        "2.25.1", new CoordinateSpace.ImagePixels(imageUid()), null, List.of(group), () -> {})))
                .containsExactly("REFERENCED_IMAGE_MISSING");
        assertThat(refusals(new AnnotationSet(
                        "2.25.1", new CoordinateSpace.SlideMillimetres("2.25.5"), null, List.of(group), () -> {})))
                .containsExactly("IMAGE_OTHER", "ORDINATES_OTHER");
    }

    @Test
    void more_groups_than_can_be_numbered_are_refused_and_as_many_as_can_be_are_written() throws Exception {
        AnnotationGroup group = points(Descriptions.named(1, "cells"));
        AnnotationSet tooMany =
                set(Collections.nCopies(InstanceDraft.MAXIMUM_GROUPS + 1, group).toArray(AnnotationGroup[]::new));
        assertThat(refusals(tooMany)).containsExactly("GROUP_COUNT");
        List<AnnotationGroup> groups = new ArrayList<>();
        for (int number = 1; number <= InstanceDraft.MAXIMUM_GROUPS; number++) {
            groups.add(points(Descriptions.named(number, "cells " + number)));
        }
        write(set(groups.toArray(AnnotationGroup[]::new)));
        try (AnnotationSet back =
                BulkAnnotationReader.read(DicomFile.open(file)).set()) {
            assertThat(back.groups()).hasSize(InstanceDraft.MAXIMUM_GROUPS);
            assertThat(back.groups().getLast().description())
                    .isEqualTo(groups.getLast().description());
        }
    }

    @Test
    void the_date_is_never_the_clocks() throws Exception {
        AnnotationSet set = set(points(Descriptions.named(1, "cells")));
        DataSet.Builder undated = DataSet.builder();
        for (Element element : image.dataSet()) {
            Vr vr = element.vr();
            if (vr != Vr.DA && vr != Vr.TM && element.tag() != Tag.PixelData) {
                undated.verbatim(element);
            }
        }
        AnnotationContext context = AnnotationContext.ofImage(undated.build());
        assertThat(refusals(set, context)).containsExactly("CONTENT_DATE_MISSING");
        BulkAnnotationWriter.write(set, context.withContentTime(LocalDateTime.of(2024, 2, 3, 4, 5, 6)), file);
        try (DicomFile made = DicomFile.open(file)) {
            assertThat(made.dataSet().string(Tag.ContentDate)).contains("20240203");
            assertThat(made.dataSet().string(Tag.ContentTime)).contains("040506");
            assertThat(made.dataSet().contains(Tag.InstanceCreationDate)).isFalse();
        }
    }

    @Test
    void the_date_is_that_of_the_image_before_its_acquisition_and_its_study() throws Exception {
        AnnotationSet set = set(points(Descriptions.named(1, "cells")));
        DataSet.Builder dated = DataSet.builder();
        image.dataSet().forEach(dated::verbatim);
        dated.string(Tag.ContentDate, "20210101")
                .string(Tag.ContentTime, "010101")
                .string(Tag.AcquisitionDate, "20220202")
                .string(Tag.AcquisitionTime, "020202")
                .string(Tag.StudyDate, "20230303")
                .string(Tag.StudyTime, "030303")
                .string(Tag.TimezoneOffsetFromUTC, "+0100");
        assertContentDate(set, dated, "20210101", "010101");
        dated.empty(Tag.ContentTime);
        assertContentDate(set, dated, "20220202", "020202");
        dated.empty(Tag.AcquisitionDate);
        assertContentDate(set, dated, "20230303", "030303");
    }

    private void assertContentDate(AnnotationSet set, DataSet.Builder image, String date, String time)
            throws Exception {
        BulkAnnotationWriter.write(set, AnnotationContext.ofImage(image.build()), file);
        try (DicomFile made = DicomFile.open(file)) {
            assertThat(made.dataSet().string(Tag.ContentDate)).contains(date);
            assertThat(made.dataSet().string(Tag.ContentTime)).contains(time);
            assertThat(made.dataSet().string(Tag.TimezoneOffsetFromUTC)).contains("+0100");
        }
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

    @Test
    void a_context_needs_a_source() {
        assertThatThrownBy(() -> new AnnotationContext(null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the original or the image");
    }
}
