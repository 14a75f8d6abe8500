package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.glossa.diff.Diff;
import org.glossa.diff.DiffOptions;
import org.glossa.diff.SetDiff;
import org.glossa.diff.Sides;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.glossa.feature.PlainFeatures;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.glossa.ledger.Attribute;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.option.CoordinatePrecision;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller decides, what an index sees, and that the ledger is true, attribute by attribute. */
class ObjectOptionsTest {
    /** Of other languages' words for classes and measurements their readers tell. */
    private static final Set<Attribute> TOLD_BY_READERS = EnumSet.of(Attribute.CLASS, Attribute.MEASUREMENT_NAME);

    @TempDir
    Path folder;

    private ScratchColumns scratch;
    private DicomFile image;

    @BeforeEach
    void open() throws Exception {
        scratch = new ScratchColumns(folder);
        image = DicomFile.open(Corpus.slide("square").getFirst());
    }

    @AfterEach
    void close() throws Exception {
        scratch.close();
        image.close();
    }

    @Test
    void what_others_lose_of_objects_is_what_the_ledger_says() throws Exception {
        for (int seed = 0; seed < Depth.count(8, 100); seed++) {
            for (Holes holes : List.of(Holes.KEYHOLE, Holes.SPLIT, Holes.DROP)) {
                AnnotationSet set = ObjectSets.of(seed, image.dataSet(), scratch);
                Losses losses = new Losses();
                byte[] written = write(set, new AnnOptions(holes, CoordinatePrecision.AUTO, OutOfBounds.KEEP), losses);
                try (AnnotationSet others = read(written, Restoration.IGNORE).set()) {
                    Diff diff = SetDiff.compare(set, others, DiffOptions.exact().with(Sides.SECOND_FROM_FIRST));
                    Set<Attribute> explained = EnumSet.copyOf(TOLD_BY_READERS);
                    for (LedgerEntry entry : entries(losses)) {
                        LedgerCode code = LedgerCode.valueOf(entry.code());
                        explained.addAll(code.attributes());
                        if (code.severity() == Severity.LOSS) {
                            assertThat(diff.attributes())
                                    .as("%s of seed %s, %s", code, seed, holes)
                                    .containsAnyElementsOf(code.attributes());
                        }
                    }
                    assertThat(explained)
                            .as("seed %s, %s: %s", seed, holes, diff)
                            .containsAll(diff.attributes());
                }
                if (holes != Holes.DROP) {
                    try (AnnotationSet ours = read(written, Restoration.RESTORE).set()) {
                        assertThat(SetDiff.compare(
                                                set, ours, DiffOptions.exact().with(Sides.SECOND_FROM_FIRST))
                                        .differences())
                                .isEmpty();
                    }
                }
            }
        }
    }

    /** An index has the rows of the file, whose groups are whole again. */
    @Test
    void an_index_sees_the_rows_that_others_see() throws Exception {
        for (int seed = 0; seed < Depth.count(8, 100); seed++) {
            for (Holes holes : List.of(Holes.KEYHOLE, Holes.SPLIT)) {
                AnnotationSet set = ObjectSets.of(seed, image.dataSet(), scratch);
                AnnOptions options = new AnnOptions(holes, CoordinatePrecision.AUTO, OutOfBounds.KEEP);
                byte[] written = write(set, options, new Losses());
                Path file = Files.write(folder.resolve("index"), written);
                ByteArrayOutputStream cut = new ByteArrayOutputStream();
                BulkAnnotationWriter.write(
                        set,
                        AnnotationContext.ofImage(image.dataSet()),
                        options,
                        new Losses(),
                        Channels.newChannel(cut),
                        folder,
                        400);
                Path parts = Files.write(folder.resolve("parts"), cut.toByteArray());
                try (AnnotationSet index =
                                BulkAnnotationReader.read(DicomFile.open(file)).set();
                        AnnotationSet joined =
                                BulkAnnotationReader.read(DicomFile.open(parts)).set();
                        AnnotationSet others = read(written, Restoration.IGNORE).set()) {
                    assertThat(index.features()).isInstanceOf(PlainFeatures.class);
                    assertThat(index.extras()).isEqualTo(DocumentExtras.NONE);
                    assertSameRows(index, others);
                    assertSameRows(joined, others);
                    // NaN and what is no float are in our elements alone
                    for (int i = 0; i < index.groups().size(); i++) {
                        var values = index.groups().get(i).measurements();
                        assertThat(values.size())
                                .isGreaterThanOrEqualTo(
                                        others.groups().get(i).measurements().size());
                    }
                    var measured =
                            index.groups().getFirst().measurements().getFirst().values();
                    var source =
                            set.groups().getFirst().measurements().getFirst().values();
                    for (long i = 0; i < set.groups().getFirst().annotationCount(); i++) {
                        assertThat(measured.isPresent(i)).isEqualTo(source.isPresent(i));
                        if (source.isPresent(i)) {
                            assertThat(Double.compare(measured.number(i), source.number(i)))
                                    .isZero();
                        }
                    }
                }
            }
        }
    }

    private static void assertSameRows(AnnotationSet index, AnnotationSet others) {
        assertThat(index.groups()).hasSameSizeAs(others.groups());
        for (int i = 0; i < others.groups().size(); i++) {
            AnnotationGroup group = index.groups().get(i);
            AnnotationGroup seen = others.groups().get(i);
            assertThat(group.role()).isEqualTo(GroupRole.ANNOTATIONS);
            assertThat(group.description().label()).isEqualTo(seen.description().label());
            Coordinates column = group.coordinates();
            assertThat(column.precision()).isEqualTo(seen.coordinates().precision());
            assertThat(column.annotationCount()).isEqualTo(seen.annotationCount());
            assertThat(column.vertexCount()).isEqualTo(seen.coordinates().vertexCount());
            for (long vertex = 0; vertex < column.vertexCount(); vertex++) {
                assertThat(column.ordinate(vertex, 0))
                        .isEqualTo(seen.coordinates().ordinate(vertex, 0));
                assertThat(column.ordinate(vertex, 1))
                        .isEqualTo(seen.coordinates().ordinate(vertex, 1));
            }
        }
    }

    @Test
    void vertices_outside_the_image_are_kept_clipped_or_refused() throws Exception {
        double columns = image.dataSet().integer(Tag.TotalPixelMatrixColumns).orElseThrow();
        double rows = image.dataSet().integer(Tag.TotalPixelMatrixRows).orElseThrow();
        // the second and third are outside, by 2.5 and 7; the edges themselves are inside
        AnnotationSet set = points(0, rows, -2.5, 1, columns + 1, rows + 7, columns, 0);

        Losses kept = new Losses();
        byte[] written = write(set, options(OutOfBounds.KEEP), kept);
        assertThat(entries(kept)).extracting(LedgerEntry::code).containsExactly("OUT_OF_BOUNDS");
        assertThat(entries(kept)).extracting(LedgerEntry::count).containsExactly(2L);
        try (AnnotationSet back = read(written, Restoration.RESTORE).set()) {
            assertThat(ordinates(back)).isEqualTo(ordinates(set));
        }

        Losses clipped = new Losses();
        written = write(set, options(OutOfBounds.CLIP), clipped);
        assertThat(entries(clipped)).extracting(LedgerEntry::code).containsExactly("OUT_OF_BOUNDS_CLIPPED");
        assertThat(entries(clipped).getFirst().count()).isEqualTo(2);
        assertThat(entries(clipped).getFirst().maxAbsError()).isEqualTo(7);
        assertThat(entries(clipped).getFirst().carriage()).isEqualTo(LedgerEntry.Carriage.GONE);
        try (AnnotationSet back = read(written, Restoration.RESTORE).set()) {
            assertThat(ordinates(back)).containsExactly(0.0, rows, 0.0, 1.0, columns, rows, columns, 0.0);
        }

        assertThatThrownBy(() -> write(set, options(OutOfBounds.FAIL), new Losses()))
                .isInstanceOfSatisfying(UnwritableAnnotationsException.class, refusal -> {
                    Finding finding = refusal.findings().getFirst();
                    assertThat(finding.code()).isEqualTo("OUT_OF_BOUNDS");
                    assertThat(finding.got()).contains("2 vertices").contains("7.0 px");
                });
        Losses inside = new Losses();
        write(points(0, 0, columns, rows), options(OutOfBounds.FAIL), inside);
        assertThat(entries(inside)).isEmpty();
    }

    private static AnnOptions options(OutOfBounds outOfBounds) {
        return new AnnOptions(Holes.KEYHOLE, CoordinatePrecision.AUTO, outOfBounds);
    }

    /** Attributes that came through another language stand in the item, and are read from there. */
    @Test
    void attributes_of_groups_come_through_other_languages() throws Exception {
        AnnotationSet plain = points(1, 2);
        String attributes = "{\"00081030\":{\"vr\":\"LO\",\"Value\":[\"through\"]}}";
        AnnotationGroup group = plain.groups().getFirst();
        AnnotationSet set = with(
                plain,
                new AnnotationGroup(
                        group.description().with(new GroupExtras("", attributes)),
                        group.graphicType(),
                        group.coordinates(),
                        group.measurements()));
        byte[] written = write(set, AnnOptions.DEFAULT, new Losses());
        for (Restoration restoration : List.of(Restoration.RESTORE, Restoration.IGNORE)) {
            try (AnnotationSet back = read(written, restoration).set()) {
                assertThat(back.groups().getFirst().description().extras().attributes())
                        .isEqualTo(attributes);
            }
        }
    }

    @Test
    void large_private_values_stay_with_their_instance() throws Exception {
        for (int bytes : List.of(16 << 10, (16 << 10) + 2)) {
            DataSet item = DataSet.builder()
                    .string(0x00990010, "OTHER")
                    .bytes(0x00991001, Vr.OB, MemorySegment.ofArray(new byte[bytes]))
                    .build();
            List<Finding> findings = new ArrayList<>();
            String attributes = GroupAttributes.of(Scope.root(item), findings);
            assertThat(attributes).contains("OTHER");
            assertThat(attributes.contains("00991001")).isEqualTo(bytes == 16 << 10);
            assertThat(findings)
                    .extracting(Finding::code)
                    .isEqualTo(bytes == 16 << 10 ? List.of() : List.of("ATTRIBUTE_TOO_LARGE"));
        }
    }

    /** Doubles as holes of outlines that are floats: the bridged outline is of doubles, and both come back in their precision. */
    @Test
    void holes_of_another_precision_than_their_outline_come_back() throws Exception {
        for (Precision hole : Precision.values()) {
            Precision outline = hole == Precision.FLOAT32 ? Precision.FLOAT64 : Precision.FLOAT32;
            AnnotationGroup outlines = new AnnotationGroup(
                    Descriptions.named(1, "mixed"),
                    GraphicType.POLYGON,
                    column(outline, 4, 0.5, 0.25, 40.5, 0.25, 40.5, 40, 0.5, 40),
                    List.of(),
                    GroupRole.ANNOTATIONS);
            AnnotationGroup holes = new AnnotationGroup(
                    Descriptions.named(2, "mixed").named(2, "", "mixed"),
                    GraphicType.POLYGON,
                    column(hole, 3, 10, 10, 20 + 1 / 3.0, 10, 15, 20.1),
                    List.of(),
                    GroupRole.HOLES);
            FeatureColumnsBuilder features = new FeatureColumnsBuilder(scratch);
            features.part(0, 0, Features.BEGINS_MEMBER);
            features.part(1, 0, Features.HOLE);
            features.feature(Features.Kind.GEOMETRY, new FeatureColumnsBuilder.Said());
            AnnotationSet plain = points(1, 2);
            AnnotationSet set = new AnnotationSet(
                    "",
                    plain.space(),
                    plain.image(),
                    List.of(outlines, holes),
                    features.build(),
                    DocumentExtras.NONE,
                    () -> {});
            for (Holes as : List.of(Holes.KEYHOLE, Holes.SPLIT)) {
                byte[] written =
                        write(set, new AnnOptions(as, CoordinatePrecision.AUTO, OutOfBounds.KEEP), new Losses());
                try (AnnotationSet back = read(written, Restoration.RESTORE).set()) {
                    SetAssert.assertSame(back, set);
                }
            }
        }
    }

    private static Coordinates column(Precision precision, int vertices, double... ordinates) {
        ByteBuffer bytes =
                ByteBuffer.allocate(ordinates.length * precision.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double ordinate : ordinates) {
            switch (precision) {
                case FLOAT32 -> bytes.putFloat((float) ordinate);
                case FLOAT64 -> bytes.putDouble(ordinate);
            }
        }
        MemorySegment values = MemorySegment.ofArray(bytes.array());
        return new Coordinates(values, precision, 2, VertexOffsets.fixed(vertices, ordinates.length / 2 / vertices));
    }

    private AnnotationSet points(double... ordinates) throws Exception {
        AnnotationSet like = ObjectSets.of(0, image.dataSet(), scratch);
        AnnotationGroup group = new AnnotationGroup(
                Descriptions.named(1, "points"), GraphicType.POINT, column(Precision.FLOAT64, 1, ordinates), List.of());
        return with(like, group);
    }

    private static AnnotationSet with(AnnotationSet like, AnnotationGroup group) {
        return new AnnotationSet("", like.space(), like.image(), List.of(group), () -> {});
    }

    private static double[] ordinates(AnnotationSet set) {
        Coordinates column = set.groups().getFirst().coordinates();
        double[] all = new double[(int) column.vertexCount() * 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = column.ordinate(i / 2, i % 2);
        }
        return all;
    }

    private static List<LedgerEntry> entries(Losses losses) {
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        return ledger.entries();
    }

    private byte[] write(AnnotationSet set, AnnOptions options, Losses losses) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BulkAnnotationWriter.write(
                set, AnnotationContext.ofImage(image.dataSet()), options, losses, Channels.newChannel(bytes), folder);
        return bytes.toByteArray();
    }

    private BulkAnnotations read(byte[] written, Restoration restoration) throws Exception {
        Path file = Files.write(folder.resolve("written-" + restoration), written);
        return BulkAnnotationReader.read(DicomFile.open(file), restoration, scratch);
    }
}
