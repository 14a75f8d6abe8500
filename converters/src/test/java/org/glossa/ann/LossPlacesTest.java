package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.glossa.feature.PlainFeatures;
import org.glossa.ledger.Ledger;
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

/** Losses are told where the source has what is lost, whatever stands where in the target. */
class LossPlacesTest {
    private static final AnnOptions FLOATS =
            new AnnOptions(Holes.KEYHOLE, CoordinatePrecision.FLOAT32, OutOfBounds.KEEP);
    private static final double NAN = Double.NaN;

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

    /** The first feature has no geometry; the second is of two points, and the others of one each. */
    private AnnotationSet features() throws Exception {
        GroupDescription unstated = Descriptions.named(1, "l".repeat(70));
        GroupDescription said = new GroupDescription(
                1,
                "",
                unstated.label(),
                "",
                GenerationType.UNSPECIFIED,
                List.of(),
                unstated.category(),
                unstated.type(),
                List.of(),
                List.of(),
                List.of(),
                null,
                unstated.zPlanes(),
                unstated.anatomy());
        Measurement area = new Measurement(
                RandomSets.AREA,
                RandomSets.SQUARE_MICROMETRE,
                new ObjectSets.Numbers(new double[] {1 / 3.0, 0, 1e300, NAN}, new boolean[] {true, false, true, true}));
        AnnotationGroup points = new AnnotationGroup(
                said, GraphicType.POINT, column(1, 2, 3, 1 / 3.0 + 7, NAN, 1 / 3.0 + 20, -0.25, 4), List.of(area));
        AnnotationGroup nowhere = new AnnotationGroup(
                Descriptions.named(2, "nowhere"),
                GraphicType.POINT,
                new Coordinates(MemorySegment.ofArray(new byte[0]), Precision.FLOAT64, 2, VertexOffsets.fixed(0, 1)),
                List.of(),
                GroupRole.REGIONLESS);
        FeatureColumnsBuilder features = new FeatureColumnsBuilder(scratch);
        features.part(1, 0, Features.BEGINS_MEMBER);
        features.feature(Features.Kind.NONE, new FeatureColumnsBuilder.Said());
        features.part(0, 0, Features.BEGINS_MEMBER | Features.OF_MULTI);
        features.part(0, 1, Features.OF_MULTI);
        features.feature(Features.Kind.GEOMETRY, new FeatureColumnsBuilder.Said());
        for (int annotation = 2; annotation < 4; annotation++) {
            features.part(0, annotation, Features.BEGINS_MEMBER);
            features.feature(Features.Kind.GEOMETRY, new FeatureColumnsBuilder.Said());
        }
        AnnotationSet like = ObjectSets.of(0, image.dataSet(), scratch);
        return new AnnotationSet(
                "",
                like.space(),
                like.image(),
                List.of(points, nowhere),
                features.build(),
                DocumentExtras.NONE,
                () -> {});
    }

    private static Coordinates column(double... ordinates) {
        ByteBuffer bytes = ByteBuffer.allocate(ordinates.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double ordinate : ordinates) {
            bytes.putDouble(ordinate);
        }
        return new Coordinates(
                MemorySegment.ofArray(bytes.array()),
                Precision.FLOAT64,
                2,
                VertexOffsets.fixed(1, ordinates.length / 2));
    }

    @Test
    void lossesOfFeaturesAreToldByTheirPointers() throws Exception {
        Map<String, LedgerEntry> entries = entries(features(), AnnotationContext.ofImage(image.dataSet()), FLOATS);

        assertAt(entries, "PRECISION_FLOAT32", 2, "/features/1", "/features/2");
        assertThat(entries.get("PRECISION_FLOAT32").maxAbsError())
                .isEqualTo(Math.abs(20.333334 - (1 / 3.0 + 20))); // the shortest decimal is farther than the float
        assertAt(entries, "OUT_OF_BOUNDS", 1, "/features/3");
        assertAt(entries, "MEASUREMENT_FLOAT32", 1, "/features/1");
        assertThat(entries.get("MEASUREMENT_FLOAT32").maxAbsError()).isEqualTo(Math.abs((float) (1 / 3.0) - 1 / 3.0));
        assertAt(entries, "NAN_MEASUREMENT_OMITTED", 2, "/features/2", "/features/3");
        assertAt(entries, "GENERATION_UNSTATED", 4, "/features/1", "/features/1", "/features/2", "/features/3");
        assertAt(entries, "LABEL_SHORTENED", 1, "/features/1");
        assertAt(entries, "GEOMETRY_ABSENT", 1, "/features/0");
        assertAt(entries, "MULTIPART_SPLIT", 1, "/features/1");
    }

    @Test
    void clippingIsToldByPointersAndByHowFarItMovesWhatIsANumber() throws Exception {
        Map<String, LedgerEntry> entries = entries(
                features(),
                AnnotationContext.ofImage(image.dataSet()),
                new AnnOptions(Holes.KEYHOLE, CoordinatePrecision.AUTO, OutOfBounds.CLIP));

        assertAt(entries, "OUT_OF_BOUNDS_CLIPPED", 1, "/features/3");
        assertThat(entries.get("OUT_OF_BOUNDS_CLIPPED").maxAbsError()).isEqualTo(0.25);
    }

    @Test
    void lossesOfAReportAreToldByMeasurementGroups() throws Exception {
        AnnotationContext context =
                AnnotationContext.ofDocument(image.dataSet()).withImage(image.dataSet());

        assertAt(entries(features(), context, FLOATS), "OUT_OF_BOUNDS", 1, "Measurement Group 4");
    }

    @Test
    void lossesOfBulkAnnotationsAreToldByItemAndAnnotation() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 1).floats(1, 1);
        object.group("POINT", 3).doubles(1, 1, 2, 2, 3.1, 1 / 3.0);
        DicomFile source = object.file();
        try (AnnotationSet set =
                BulkAnnotationReader.read(source, Restoration.RESTORE, scratch).set()) {
            assertAt(
                    entries(set, AnnotationContext.ofOriginal(source.dataSet()), FLOATS),
                    "PRECISION_FLOAT32",
                    1,
                    "(006A,0002)[2], annotation 3");
        }
    }

    @Test
    void annotationsOfAGroupThatWasSplitAreToldByTheItemThatHoldsThem() throws Exception {
        AnnotationSet like = features();
        AnnotationGroup group = new AnnotationGroup(
                Descriptions.named(1, "points"),
                GraphicType.POINT,
                column(1, 1, 2, 2, 3, 3, 4, 4, 5, 1 / 3.0),
                List.of());
        AnnotationSet set = new AnnotationSet(
                "", like.space(), like.image(), List.of(group), new PlainFeatures(5), DocumentExtras.NONE, () -> {});
        DicomFile source = written(set, 32);
        try (AnnotationSet back =
                BulkAnnotationReader.read(source, Restoration.RESTORE, scratch).set()) {
            assertThat(back.groups()).hasSize(1);
            assertAt(
                    entries(back, AnnotationContext.ofOriginal(source.dataSet()), FLOATS),
                    "PRECISION_FLOAT32",
                    1,
                    "(006A,0002)[3], annotation 1");
        }
    }

    /** Group 2 of five is of holes, which stand in no item. */
    @Test
    void groupsThatOthersDoNotSeeHaveNoItem() throws Exception {
        DicomFile source =
                written(ObjectSets.of(1, image.dataSet(), scratch), BulkAnnotationWriter.MAXIMUM_VALUE_BYTES);
        try (AnnotationSet back =
                BulkAnnotationReader.read(source, Restoration.RESTORE, scratch).set()) {
            SourcePlaces places = new SourcePlaces(back, AnnotationContext.ofOriginal(source.dataSet()));
            assertThat(back.groups()).hasSize(5);
            assertThat(places.ofAnnotation(ObjectSets.OUTLINES, 1)).isEqualTo("(006A,0002)[1], annotation 2");
            assertThat(places.ofAnnotation(ObjectSets.POINTS, 0)).isEqualTo("(006A,0002)[2], annotation 1");
            assertThat(places.ofGroup(ObjectSets.LONE)).isEqualTo("(006A,0002)[3]");
            assertThat(places.ofFeature(back.features().featureCount() - 1)).isEqualTo("(006A,0002)[3], annotation 1");
            assertThat(places.ofGroup(ObjectSets.REGIONLESS)).isEqualTo("group 4");
        }
    }

    private DicomFile written(AnnotationSet set, long limitBytes) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BulkAnnotationWriter.write(
                set,
                AnnotationContext.ofImage(image.dataSet()),
                null,
                new Losses(),
                Channels.newChannel(bytes),
                folder,
                limitBytes);
        return DicomFile.open(Files.write(folder.resolve("source.dcm"), bytes.toByteArray()));
    }

    private Map<String, LedgerEntry> entries(AnnotationSet set, AnnotationContext context, AnnOptions options)
            throws Exception {
        Losses losses = new Losses();
        BulkAnnotationWriter.write(
                set, context, options, losses, Channels.newChannel(new ByteArrayOutputStream()), folder);
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        return ledger.entries().stream().collect(Collectors.toMap(LedgerEntry::code, entry -> entry));
    }

    private static void assertAt(Map<String, LedgerEntry> entries, String code, long count, String... places) {
        assertThat(entries).containsKey(code);
        assertThat(entries.get(code).firstPaths()).containsExactly(places);
        assertThat(entries.get(code).count()).isEqualTo(count);
    }
}
