package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DicomValidator;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.glossa.ledger.Restoration;
import org.glossa.store.ColumnStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups that are too large for a value are cut, others see parts that are groups, and our reader gives the whole back. */
class SplitGroupsTest {
    private static final int LIMIT = 400;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("split.dcm");
    }

    private Written write(AnnotationSet set, AnnotationContext context, long limitBytes) throws Exception {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            return BulkAnnotationWriter.write(set, context, channel, folder, limitBytes);
        }
    }

    @Test
    void seeded_sets_come_back_whole_from_parts_of_every_size() throws Exception {
        int parts = 0;
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            for (int i = 0; i < Depth.count(60, 2000); i++) {
                AnnotationSet set = RandomSets.of(i, image.dataSet());
                long limit = 30L * 3 * 8 + 100L * (i % 7);
                Written written = write(set, AnnotationContext.ofImage(image.dataSet()), limit);
                DicomFile made = DicomFile.open(file);
                parts += made.dataSet().items(Tag.AnnotationGroupSequence).size()
                        - set.groups().size();
                assertValuesWithin(made.dataSet(), limit);
                BulkAnnotations read = BulkAnnotationReader.read(made);
                try (AnnotationSet back = read.set()) {
                    assertThat(read.findings()).isEmpty();
                    assertSame(back, set, written);
                }
            }
        }
        assertThat(parts).isGreaterThan(200);
    }

    @Test
    void committed_cases_come_back_whole_and_can_be_written_in_one_piece_again() throws Exception {
        for (CorpusCase one : Corpus.cases()) {
            DicomFile original = DicomFile.open(one.input());
            try (AnnotationSet set = BulkAnnotationReader.read(original).set()) {
                write(set, AnnotationContext.ofOriginal(original.dataSet()), 200);
                DicomFile split = DicomFile.open(file);
                try (AnnotationSet back = BulkAnnotationReader.read(split).set()) {
                    ExpectedSets.assertSame(back, one.expected());
                    Path whole = folder.resolve("whole.dcm");
                    BulkAnnotationWriter.write(back, AnnotationContext.ofOriginal(split.dataSet()), whole);
                    assertSameItems(original.dataSet(), whole);
                }
            }
        }
    }

    /** What was split and joined is, in one piece, what it would have been without. */
    private static void assertSameItems(DataSet original, Path whole) throws Exception {
        try (DicomFile joined = DicomFile.open(whole)) {
            List<DataSet> before = original.items(Tag.AnnotationGroupSequence);
            List<DataSet> after = joined.dataSet().items(Tag.AnnotationGroupSequence);
            assertThat(after).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                for (int tag : new int[] {
                    Tag.PointCoordinatesData, Tag.DoublePointCoordinatesData, Tag.LongPrimitivePointIndexList
                }) {
                    assertThat(after.get(i).bytes(tag).mismatch(before.get(i).bytes(tag)))
                            .isEqualTo(-1);
                }
                assertThat(after.get(i)).noneMatch(element -> GlossaBlock.isInGroup(element.tag()));
            }
        }
    }

    @Test
    void a_joined_group_becomes_the_columns_of_the_whole() throws Exception {
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            AnnotationSet set = RandomSets.of(3, image.dataSet());
            write(set, AnnotationContext.ofImage(image.dataSet()), 720);
            DicomFile made = DicomFile.open(file);
            try (AnnotationSet back = BulkAnnotationReader.read(made).set()) {
                assertThat(back.groups()).anyMatch(group -> group.coordinates().chunkCount() > 1);
                ColumnStore.write(set, folder.resolve("whole"), (done, total) -> {});
                ColumnStore.write(back, folder.resolve("joined"), (done, total) -> {});
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("whole"))) {
            List<Path> layers = files.filter(path -> !path.endsWith("groups.arrow") && !path.endsWith("manifest.txt"))
                    .toList();
            assertThat(layers)
                    .isNotEmpty()
                    .allSatisfy(layer -> assertThat(folder.resolve("joined").resolve(layer.getFileName()))
                            .hasSameBinaryContentAs(layer));
        }
    }

    @Test
    void parts_are_groups_of_equal_codes_for_others() throws Exception {
        AnnotationSet set = threeGroups();
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            Written written = write(set, AnnotationContext.ofImage(image.dataSet()), LIMIT);
            assertThat(written.findings())
                    .filteredOn(finding -> finding.code().equals("GROUP_SPLIT"))
                    .singleElement()
                    .extracting(Finding::got)
                    .asString()
                    .contains("written as 3 groups of equal codes");
        }
        try (DicomFile made = DicomFile.open(file)) {
            List<DataSet> items = made.dataSet().items(Tag.AnnotationGroupSequence);
            assertThat(items.stream()
                            .map(item -> item.string(Tag.AnnotationGroupLabel).orElseThrow()))
                    .containsExactly("first", "large (1/3)", "large (2/3)", "large (3/3)", "last");
            assertThat(items.stream()
                            .map(item -> item.integer(Tag.AnnotationGroupNumber).getAsLong()))
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(items.stream()
                            .map(item -> item.string(Tag.AnnotationGroupUID).orElseThrow())
                            .distinct())
                    .hasSize(5);
            assertThat(items.subList(1, 4))
                    .allSatisfy(item -> assertThat(item.items(Tag.AnnotationPropertyTypeCodeSequence)
                                    .getFirst()
                                    .string(Tag.CodeValue))
                            .contains("84640000"));
        }
        assertThat(DicomValidator.edition2022(AllowList.empty()).errors(file)).isEmpty();
        assertThat(DicomValidator.edition2026(AllowList.empty()).errors(file)).isEmpty();
    }

    @Test
    void parts_that_are_not_all_there_stay_groups_of_their_own() throws Exception {
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            write(threeGroups(), AnnotationContext.ofImage(image.dataSet()), LIMIT);
        }
        DicomFile made = DicomFile.open(file);
        List<DataSet> items = new ArrayList<>(made.dataSet().items(Tag.AnnotationGroupSequence));
        items.remove(3);
        List<Scope> scopes = items.stream().map(Scope::root).toList();
        List<AnnotationGroup> groups = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Scope scope : scopes) {
            groups.add(new GroupReader(scope, 1, CoordinateType.TWO_D, findings).read());
        }
        List<AnnotationGroup> restored = SplitGroups.restore(scopes, groups, findings);
        assertThat(restored.stream().map(group -> group.description().label()))
                .containsExactly("first", "large (1/3)", "large (2/3)", "last");
        assertThat(findings)
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo("SPLIT_GROUP_INCOMPLETE"));
        made.close();
    }

    @Test
    void checks_name_the_place_in_the_part() throws Exception {
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            AnnotationSet sound = threeGroups();
            AnnotationGroup large = sound.groups().get(1);
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                points.add(new double[] {i == 120 ? Double.NaN : i, 1});
            }
            AnnotationGroup broken = new AnnotationGroup(
                    large.description(),
                    GraphicType.POINT,
                    RandomSets.column(
                            GraphicType.POINT, points, large.coordinates().precision(), 2),
                    List.of());
            AnnotationSet set = new AnnotationSet("2.25.1", sound.space(), sound.image(), List.of(broken), () -> {});
            write(set, AnnotationContext.ofImage(image.dataSet()), LIMIT);
        }
        DicomFile made = DicomFile.open(file);
        try (AnnotationSet back = BulkAnnotationReader.read(made).set()) {
            assertThat(back.groups()).hasSize(1);
            assertThat(BulkAnnotationChecks.run(made, back, null))
                    .filteredOn(finding -> finding.code().equals("COORDINATE_NOT_FINITE"))
                    .singleElement()
                    .satisfies(
                            finding -> assertThat(finding.place().describe()).endsWith("(006A,0002)[3]/(0066,0016)"));
        }
    }

    @Test
    void checks_of_parts_that_stay_apart_look_at_every_group() throws Exception {
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            AnnotationSet sound = threeGroups();
            AnnotationGroup last = sound.groups().get(2);
            AnnotationGroup broken = new AnnotationGroup(
                    last.description(),
                    GraphicType.POINT,
                    RandomSets.column(
                            GraphicType.POINT,
                            List.of(new double[] {1, 1}, new double[] {Double.NaN, 2}),
                            Precision.FLOAT32,
                            2),
                    List.of());
            AnnotationSet set = new AnnotationSet(
                    "2.25.1",
                    sound.space(),
                    sound.image(),
                    List.of(sound.groups().get(0), sound.groups().get(1), broken),
                    () -> {});
            write(set, AnnotationContext.ofImage(image.dataSet()), LIMIT);
        }
        DicomFile made = DicomFile.open(file);
        try (ScratchColumns scratch = new ScratchColumns(folder);
                AnnotationSet back = BulkAnnotationReader.read(made, Restoration.IGNORE, scratch)
                        .set()) {
            assertThat(back.groups()).hasSize(5);
            assertThat(BulkAnnotationChecks.run(made, back, null))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.code()).isEqualTo("COORDINATE_NOT_FINITE");
                        assertThat(finding.place().describe()).endsWith("(006A,0002)[5]/(0066,0016)");
                    });
        }
    }

    /** A group of 1.2 times the limit in the middle, in single precision. */
    private static AnnotationSet threeGroups() throws Exception {
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            AnnotationSet any = RandomSets.of(1, image.dataSet());
            CoordinateSpace space = new CoordinateSpace.ImagePixels(any.image().sopInstanceUid());
            List<AnnotationGroup> groups = new ArrayList<>();
            String[] labels = {"first", "large", "last"};
            for (int i = 0; i < 3; i++) {
                List<double[]> points = new ArrayList<>();
                for (int k = 0; k < (i == 1 ? 150 : 3); k++) {
                    points.add(new double[] {k / 4.0, i});
                }
                groups.add(new AnnotationGroup(
                        Descriptions.named(i + 1, labels[i]),
                        GraphicType.POINT,
                        RandomSets.column(GraphicType.POINT, points, Precision.FLOAT32, 2),
                        List.of()));
            }
            return new AnnotationSet("2.25.1", space, any.image(), groups, () -> {});
        }
    }

    private static void assertValuesWithin(DataSet instance, long limit) {
        for (DataSet item : instance.items(Tag.AnnotationGroupSequence)) {
            item.forEach(element -> assertThat(element.vr() == Vr.SQ ? 0 : element.valueLength())
                    .isLessThanOrEqualTo(limit));
        }
    }

    private static void assertSame(AnnotationSet back, AnnotationSet set, Written written) {
        assertThat(back.sopInstanceUid()).isEqualTo(written.sopInstanceUid());
        assertThat(back.space()).isEqualTo(set.space());
        assertThat(back.image()).isEqualTo(set.image());
        assertThat(back.groups()).hasSameSizeAs(set.groups());
        for (int i = 0; i < set.groups().size(); i++) {
            assertSame(back.groups().get(i), set.groups().get(i));
        }
    }

    static void assertSame(AnnotationGroup back, AnnotationGroup group) {
        String uid = group.description().uid();
        assertThat(back.description())
                .isEqualTo(
                        uid.isEmpty()
                                ? group.description()
                                        .named(
                                                group.description().number(),
                                                back.description().uid(),
                                                group.description().label())
                                : group.description());
        assertThat(back.description().uid()).startsWith("2.25.");
        assertThat(back.graphicType()).isEqualTo(group.graphicType());
        Coordinates columns = back.coordinates();
        Coordinates expected = group.coordinates();
        assertThat(columns.precision()).isEqualTo(expected.precision());
        assertThat(columns.annotationCount()).isEqualTo(expected.annotationCount());
        for (long i = 0; i <= expected.annotationCount(); i++) {
            assertThat(columns.firstVertex(i)).isEqualTo(expected.firstVertex(i));
        }
        for (int chunk = 0; chunk < columns.chunkCount(); chunk++) {
            long start = columns.chunkStart(chunk) * columns.vertexBytes();
            MemorySegment bytes = columns.chunk(chunk);
            assertThat(bytes.mismatch(expected.chunk(0).asSlice(start, bytes.byteSize())))
                    .isEqualTo(-1);
        }
        assertThat(back.measurements()).hasSameSizeAs(group.measurements());
        for (int i = 0; i < group.measurements().size(); i++) {
            assertSame(back.measurements().get(i), group.measurements().get(i), group.annotationCount());
        }
    }

    private static void assertSame(Measurement back, Measurement measurement, long annotations) {
        assertThat(back.concept()).isEqualTo(measurement.concept());
        assertThat(back.unit()).isEqualTo(measurement.unit());
        for (long i = 0; i < annotations; i++) {
            assertThat(back.values().isPresent(i))
                    .isEqualTo(measurement.values().isPresent(i));
            if (measurement.values().isPresent(i)) {
                assertThat(Float.floatToRawIntBits(back.values().value(i)))
                        .isEqualTo(Float.floatToRawIntBits(measurement.values().value(i)));
            }
        }
    }
}
