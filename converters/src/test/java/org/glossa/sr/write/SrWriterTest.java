package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.ann.AnnotationContext;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.feature.Features;
import org.glossa.feature.Features.IdForm;
import org.glossa.feature.Features.Kind;
import org.glossa.finding.Finding;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImage;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.glossa.sr.SrBlock;
import org.glossa.sr.SrClasses;
import org.glossa.sr.read.SrReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in reports and what is said to be lost, by hand. */
class SrWriterTest {
    private static final int BEGIN = Features.BEGINS_MEMBER;
    private static final String UUID = "00000000-0000-0000-0000-0000000000ff";

    @TempDir
    Path folder;

    private DicomFile image;
    private ScratchColumns scratch;
    private SetMaker maker;

    @BeforeEach
    void open() throws Exception {
        image = DicomFile.open(Corpus.slide("square").getFirst());
        scratch = new ScratchColumns(folder);
        maker = new SetMaker(scratch, image.dataSet());
    }

    @AfterEach
    void close() throws Exception {
        image.close();
        scratch.close();
    }

    @Test
    void a_polygon_is_a_measurement_group_of_the_items_of_tid_1410() throws Exception {
        int group = polygons(new double[] {1, 2, 5, 2, 5, 6.25});
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "", Precision.FLOAT64, 0.1 + 0.2);
        maker.single(group, 0, SetMaker.said().name("one").id(IdForm.TEXT, UUID));
        Written report = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(report.groups())
                .containsExactly(List.of(
                        "TEXT 112039 one",
                        "UIDREF 112040 2.25.255",
                        "CODE 276214006 91723000",
                        "CODE 121071 84640000",
                        "SCOORD POLYLINE [1.0, 2.0, 5.0, 2.0, 5.0, 6.25, 1.0, 2.0] VOLUME",
                        "NUM 42798000 0.3 0.30000000000000004 um2"));
        assertThat(report.templates()).containsExactly("1410");
        assertThat(report.codes()).isEmpty();
        assertThat(report.root.string(Tag.SOPClassUID)).contains(SrClasses.COMPREHENSIVE_3D);
    }

    @Test
    void geometries_in_pixels() throws Exception {
        int points = group(GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        int lines = group(GraphicType.POLYLINE, new double[] {1, 1, 2, 2, 1, 1});
        int rectangles = group(GraphicType.RECTANGLE, new double[] {0, 0, 2, 0, 2, 1, 0, 1});
        int ellipses = group(GraphicType.ELLIPSE, new double[] {0, 1, 4, 1, 2, 0, 2, 2});
        maker.part(points, 0, BEGIN | Features.OF_MULTI).part(points, 1, Features.OF_MULTI);
        maker.object(Kind.GEOMETRY, SetMaker.said());
        maker.part(points, 2, BEGIN | Features.OF_MULTI);
        maker.object(Kind.GEOMETRY, SetMaker.said());
        maker.single(lines, 0, SetMaker.said());
        maker.single(rectangles, 0, SetMaker.said());
        maker.single(ellipses, 0, SetMaker.said());
        Written report = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(report.regions())
                .containsExactly(
                        "SCOORD MULTIPOINT [1.0, 2.0, 3.0, 4.0] VOLUME",
                        "SCOORD POINT [5.0, 6.0] VOLUME",
                        "SCOORD POLYLINE [1.0, 1.0, 2.0, 2.0, 1.0, 1.0] VOLUME",
                        "SCOORD POLYLINE [0.0, 0.0, 2.0, 0.0, 2.0, 1.0, 0.0, 1.0, 0.0, 0.0] VOLUME",
                        "SCOORD ELLIPSE [0.0, 1.0, 4.0, 1.0, 2.0, 0.0, 2.0, 2.0] VOLUME");
        assertThat(report.codes())
                .isEqualTo(Map.of("MULTIPART_SPLIT*", 1L, "CLOSED_LINE_AMBIGUOUS*", 1L, "RECTANGLE_AS_POLYGON*", 1L));
    }

    @Test
    void a_multi_polygon_and_a_collection_are_tid_1501_without_loss() throws Exception {
        int polygons = polygons(
                new double[] {0, 0, 1, 0, 1, 1}, new double[] {2, 0, 3, 0, 3, 1}, new double[] {4, 0, 5, 0, 5, 1});
        int points = group(GraphicType.POINT, new double[] {1, 2});
        maker.part(polygons, 0, BEGIN | Features.OF_MULTI).part(polygons, 1, Features.OF_MULTI);
        maker.object(Kind.GEOMETRY, SetMaker.said());
        maker.part(polygons, 2, BEGIN).part(points, 0, BEGIN);
        maker.object(Kind.COLLECTION, SetMaker.said());
        Written report = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(report.templates()).containsExactly("1501", "1501");
        assertThat(report.regions()).hasSize(4);
        assertThat(report.codes()).isEmpty();
    }

    @Test
    void holes_are_bridged_split_dropped_or_refused() throws Exception {
        double[] hole = {2, 2, 3, 2, 3, 3};
        int outlines = polygons(new double[] {0, 0, 9, 0, 9, 9, 0, 9});
        int holes = maker.group(GraphicType.POLYGON, description(), GroupRole.HOLES, Precision.FLOAT64, 2, hole);
        maker.part(outlines, 0, BEGIN).part(holes, 0, Features.HOLE);
        maker.object(Kind.GEOMETRY, SetMaker.said());
        AnnotationSet set = maker.pixels();
        Written bridged = write(set, SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(bridged.codes()).isEqualTo(Map.of("HOLE_BRIDGED*", 1L));
        // 4 + 3 + 2 of the bridge + 1 that closes
        assertThat(bridged.points()).containsExactly(10);
        Written split = write(set, SpaceName.SOURCE_PIXELS, Holes.SPLIT);
        assertThat(split.codes()).isEqualTo(Map.of("HOLE_SPLIT*", 1L));
        assertThat(split.points()).containsExactly(5, 4);
        Written dropped = write(set, SpaceName.SOURCE_PIXELS, Holes.DROP);
        assertThat(dropped.codes()).isEqualTo(Map.of("HOLE_DROPPED", 1L));
        assertThat(dropped.points()).containsExactly(5);
        assertThat(SrBlock.of(dropped.root).orElseThrow().items(SrBlock.GROUPS)).hasSize(1);
        assertThatThrownBy(() -> write(set, SpaceName.SOURCE_PIXELS, Holes.FAIL))
                .isInstanceOf(UnwritableAnnotationsException.class)
                .hasMessageContaining("HOLE_REFUSED");
    }

    @Test
    void pixels_become_millimetres_of_z_zero_and_doubles_say_by_how_much_they_are_rounded() throws Exception {
        int points = maker.group(GraphicType.POINT, description(), Precision.FLOAT64, 2, new double[] {0.5, 0.5});
        maker.single(points, 0, SetMaker.said());
        AnnotationSet set = maker.pixels();
        Written solid = write(set, SpaceName.SLIDE_MM, Holes.KEYHOLE);
        double[] origin = image.dataSet()
                .firstItem(Tag.TotalPixelMatrixOriginSequence)
                .map(item -> new double[] {
                    item.decimal(Tag.XOffsetInSlideCoordinateSystem).orElseThrow(),
                    item.decimal(Tag.YOffsetInSlideCoordinateSystem).orElseThrow()
                })
                .orElseThrow();
        // the centre of the first pixel is the origin (PS3.3 C.8.12.2.1.1)
        assertThat(solid.regions())
                .containsExactly("SCOORD3D POINT [" + (float) origin[0] + ", " + (float) origin[1] + ", 0.0] "
                        + image.dataSet().string(Tag.FrameOfReferenceUID).orElseThrow());
        assertThat(solid.codes()).containsEntry("SPACE_CHANGED*", 1L);
        maker = new SetMaker(scratch, image.dataSet());
        double third = 1 / 3.0;
        int thirds =
                maker.group(GraphicType.POINT, description(), Precision.FLOAT64, 2, new double[] {third, 50 + third});
        maker.single(thirds, 0, SetMaker.said());
        Written flat = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(flat.codes()).isEqualTo(Map.of("PRECISION_FLOAT32*", 1L));
        assertThat(flat.ledger.entries().getFirst().maxAbsError())
                .isEqualTo(
                        Math.max(Math.abs((float) (50 + third) - (50 + third)), Math.abs((float) third - third)),
                        org.assertj.core.api.Assertions.within(1e-18));
        maker = new SetMaker(scratch, image.dataSet());
        int tenths = maker.group(GraphicType.POINT, description(), Precision.FLOAT64, 2, new double[] {0.1, 50.3});
        maker.single(tenths, 0, SetMaker.said());
        // a float32 stands for its shortest decimal, too
        assertThat(write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE).codes())
                .isEmpty();
    }

    @Test
    void what_bulk_annotations_say_of_groups_is_carried_beside() throws Exception {
        AnnotationSet set = SampleReports.millimetres(scratch, image, Precision.FLOAT32);
        Written solid = write(set, SpaceName.SLIDE_MM, Holes.KEYHOLE);
        assertThat(solid.codes())
                .containsOnlyKeys(
                        "COLOUR_NOT_CARRIED*",
                        "COMMON_Z_EXPANDED*",
                        "GROUP_NOT_CARRIED*",
                        "OPTICAL_PATH_NOT_CARRIED*",
                        "PRECISION_FLOAT32*", // the common z is a double
                        "Z_PLANES_NOT_CARRIED*");
        assertThat(solid.groups().getFirst())
                .contains(
                        "CODE 363698007 39607008",
                        "TEXT 111001 Finder",
                        "TEXT 111003 1.2",
                        "TEXT 111002 p=1",
                        "CODE 111000 123109",
                        "NUM 42798000 0.1 0.10000000149011612 um2");
        assertThat(write(set, SpaceName.SOURCE_PIXELS, Holes.KEYHOLE).codes())
                .containsKeys("Z_DROPPED*", "PRECISION_FLOAT32*")
                .doesNotContainKey("COMMON_Z_EXPANDED*");
    }

    @Test
    void ids_names_metadata_nuclei_and_objects_without_geometry() throws Exception {
        Written report =
                write(SampleReports.geoJson(scratch, image, Precision.FLOAT32), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(report.codes())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("CLOSED_LINE_AMBIGUOUS*", 1L),
                        Map.entry("COLOUR_NOT_CARRIED*", 9L),
                        Map.entry("GEOMETRY_ABSENT*", 1L),
                        Map.entry("HOLE_BRIDGED*", 1L),
                        Map.entry("ID_AS_TRACKING_IDENTIFIER*", 2L), // a number, and one that is there twice
                        Map.entry("ID_NOT_CARRIED*", 1L), // other text beside a name
                        Map.entry("METADATA_AS_TEXT*", 1L),
                        Map.entry("MULTIPART_SPLIT*", 1L), // a Multi of one
                        Map.entry("NAME_NOT_CARRIED*", 2L), // empty
                        Map.entry("NAN_MEASUREMENT_OMITTED*", 3L),
                        Map.entry("NUCLEUS_PAIRED*", 1L),
                        Map.entry("RECTANGLE_AS_POLYGON*", 1L))));
        assertThat(report.groups()).hasSize(9); // eight objects that are drawn, and a nucleus
        assertThat(report.groups().get(1)).contains("TEXT 112039 17");
        assertThat(report.groups().getFirst()).contains("TEXT Slide A 1");
        assertThat(report.groups().get(6)).contains("UIDREF 112040 1.2.840.99999.5");
    }

    @Test
    void values_that_are_no_finite_numbers_are_left_out_and_restored_bit_for_bit() throws Exception {
        double payload = Double.longBitsToDouble(0x7ff8000000000123L);
        int points = group(GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4});
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "A", Precision.FLOAT64, 1.5, payload);
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "B", Precision.FLOAT64, 2.5, -0.0);
        maker.measure(SetMaker.LENGTH, SetMaker.MICROMETRE, "", Precision.FLOAT64, Double.NEGATIVE_INFINITY, null);
        maker.single(points, 0, SetMaker.said());
        maker.single(points, 1, SetMaker.said());
        Written report = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(report.groups())
                .allSatisfy(group -> assertThat(group).noneMatch(item -> item.contains("qualifier")));
        assertThat(report.groups().getFirst().stream().filter(item -> item.startsWith("NUM")))
                .containsExactly("NUM 42798000 1.5 um2", "NUM 42798000 2.5 um2");
        assertThat(report.codes()).isEqualTo(Map.of("NAN_MEASUREMENT_OMITTED*", 2L));
        AnnotationSet read = SrReader.read(DicomFile.open(folder.resolve("written.dcm")), Restoration.RESTORE, scratch)
                .set();
        try (read) {
            var measured = read.groups().getFirst().measurements();
            assertThat(Double.doubleToRawLongBits(measured.get(0).values().number(1)))
                    .isEqualTo(Double.doubleToRawLongBits(payload));
            assertThat(measured.get(1).values().number(1)).isEqualTo(-0.0);
            assertThat(measured.get(2).values().number(0)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(measured.get(2).values().isPresent(1)).isFalse();
            assertThat(read.features().content(0)).isNull();
        }
    }

    /** Slim shows a report only when it finds all this (clients' conventions, SCOORD3D only). */
    @Test
    void slim_finds_what_it_looks_for() throws Exception {
        Written report =
                write(SampleReports.geoJson(scratch, image, Precision.FLOAT64), SpaceName.SLIDE_MM, Holes.KEYHOLE);
        assertThat(report.root
                        .firstItem(Tag.ContentTemplateSequence)
                        .flatMap(item -> item.string(Tag.TemplateIdentifier)))
                .contains("1500");
        List<String> atRoot = report.root.items(Tag.ContentSequence).stream()
                .map(SrWriterTest::text)
                .toList();
        DataSet specimen =
                image.dataSet().firstItem(Tag.SpecimenDescriptionSequence).orElseThrow();
        assertThat(atRoot)
                .contains(
                        "CODE 121024 121027",
                        "UIDREF 121039 " + specimen.string(Tag.SpecimenUID).orElseThrow(),
                        "TEXT 121041 " + specimen.string(Tag.SpecimenIdentifier).orElseThrow(),
                        "TEXT 111700 "
                                + image.dataSet()
                                        .string(Tag.ContainerIdentifier)
                                        .orElseThrow());
        String frameOfReference =
                image.dataSet().string(Tag.FrameOfReferenceUID).orElseThrow();
        assertThat(report.regions())
                .isNotEmpty()
                .allSatisfy(region -> assertThat(region).startsWith("SCOORD3D").endsWith(frameOfReference));
        assertThat(report.root.items(Tag.CurrentRequestedProcedureEvidenceSequence))
                .hasSize(1);
    }

    @Test
    void the_same_input_gives_the_same_bytes_and_another_input_other_uids() throws Exception {
        AnnotationSet set = SampleReports.geoJson(scratch, image, Precision.FLOAT64);
        Path one = folder.resolve("one.dcm");
        Path two = folder.resolve("two.dcm");
        SrWriter.Written first =
                SampleReports.write(set, image, SpaceName.SLIDE_MM, one).written();
        SrWriter.Written second = SampleReports.write(
                        SampleReports.geoJson(scratch, image, Precision.FLOAT64), image, SpaceName.SLIDE_MM, two)
                .written();
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
        assertThat(second.sopInstanceUid()).isEqualTo(first.sopInstanceUid());
        Path third = folder.resolve("three.dcm");
        SrWriter.Written other = SampleReports.write(set, image, SpaceName.SLIDE_MM, Holes.SPLIT, third)
                .written();
        assertThat(other.sopInstanceUid()).isNotEqualTo(first.sopInstanceUid());
    }

    @Test
    void more_objects_than_asked_for_are_refused_with_their_number() throws Exception {
        int points = group(GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4});
        assertThat(points).isZero();
        AnnotationSet set = maker.pixels();
        SrOptions two = new SrOptions(AnswerSpace.ofSource(set), slide(), Holes.KEYHOLE, OutOfBounds.KEEP, 1);
        assertThatThrownBy(() ->
                        SrWriter.write(set, AnnotationContext.ofImage(image.dataSet()), two, new Losses(), new Sink()))
                .isInstanceOf(UnwritableAnnotationsException.class)
                .hasMessageContaining("TOO_MANY_FOR_SR")
                .hasMessageContaining("2 objects")
                .hasMessageContaining("--max-sr");
    }

    @Test
    void what_is_outside_the_image_is_told_clipped_or_refused() throws Exception {
        int points = group(GraphicType.POINT, new double[] {-0.25, 7});
        maker.single(points, 0, SetMaker.said());
        AnnotationSet set = maker.pixels();
        Written kept = write(set, OutOfBounds.KEEP);
        assertThat(kept.regions()).containsExactly("SCOORD POINT [-0.25, 7.0] VOLUME");
        assertThat(kept.codes()).isEqualTo(Map.of("OUT_OF_BOUNDS*", 1L));
        Written clipped = write(set, OutOfBounds.CLIP);
        assertThat(clipped.regions()).containsExactly("SCOORD POINT [0.0, 7.0] VOLUME");
        assertThat(clipped.codes()).isEqualTo(Map.of("OUT_OF_BOUNDS_CLIPPED*", 1L));
        assertThat(clipped.ledger.entries().getFirst().maxAbsError()).isEqualTo(0.25);
        assertThat(clipped.findings).isEmpty();
        AnnotationSet read = SrReader.read(DicomFile.open(folder.resolve("written.dcm")), Restoration.RESTORE, scratch)
                .set();
        try (read) {
            assertThat(read.groups().getFirst().coordinates().ordinate(0, 0)).isEqualTo(-0.25);
        }
        assertThatThrownBy(() -> write(set, OutOfBounds.FAIL))
                .isInstanceOf(UnwritableAnnotationsException.class)
                .hasMessageContaining("OUT_OF_BOUNDS");
    }

    @Test
    void a_coordinate_that_is_no_number_is_refused() throws Exception {
        maker.single(group(GraphicType.POINT, new double[] {Double.NaN, 7}), 0, SetMaker.said());
        AnnotationSet set = maker.pixels();
        assertThatThrownBy(() -> write(set, SpaceName.SOURCE_PIXELS, Holes.KEYHOLE))
                .isInstanceOf(UnwritableAnnotationsException.class)
                .hasMessageContaining("COORDINATE_NOT_FINITE");
    }

    @Test
    void many_objects_are_written_in_reasonable_time_and_size() throws Exception {
        int count = Depth.count(10_000, 50_000);
        double[][] shapes = new double[count][];
        Double[] areas = new Double[count];
        for (int i = 0; i < count; i++) {
            double at = i % 50 + 0.1;
            shapes[i] = new double[40];
            for (int k = 0; k < 20; k++) {
                shapes[i][2 * k] = at + k;
                shapes[i][2 * k + 1] = at + k * k % 13;
            }
            areas[i] = i / 7.0;
        }
        int group = polygons(shapes);
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "Area", Precision.FLOAT64, areas);
        for (int i = 0; i < count; i++) {
            maker.single(group, i, SetMaker.said().name("n" + i));
        }
        Sink sink = new Sink();
        long began = System.nanoTime();
        AnnotationSet set = maker.pixels();
        SrOptions options = SrOptions.in(AnswerSpace.ofSource(set), slide());
        SrWriter.Written written =
                SrWriter.write(set, AnnotationContext.ofImage(image.dataSet()), options, new Losses(), sink);
        assertThat((System.nanoTime() - began) / 1e9).isLessThan(120);
        assertThat(sink.bytes / count).isBetween(500L, 2048L);
        assertThat(written.findings()).extracting(Finding::code).containsExactly("MANY_FOR_SR");
    }

    private static org.glossa.annotation.GroupDescription description() {
        return SetMaker.plain("Nucleus", SetMaker.NUCLEUS);
    }

    private int polygons(double[]... rings) {
        return group(GraphicType.POLYGON, rings);
    }

    private int group(GraphicType type, double[]... annotations) {
        return maker.group(type, description(), Precision.FLOAT64, 2, annotations);
    }

    private SlideImage slide() {
        return SlideImage.of(image.dataSet()).orElseThrow();
    }

    private Written write(AnnotationSet set, SpaceName space, Holes holes) throws Exception {
        Path file = folder.resolve("written.dcm");
        SampleReports.Report report = SampleReports.write(set, image, space, holes, file);
        return new Written(
                DicomFile.open(file).dataSet(),
                report.ledger(),
                report.written().findings());
    }

    private Written write(AnnotationSet set, OutOfBounds outside) throws Exception {
        Path file = folder.resolve("written.dcm");
        SrOptions options = new SrOptions(AnswerSpace.ofSource(set), slide(), Holes.KEYHOLE, outside, 10);
        Losses losses = new Losses();
        SrWriter.Written written;
        try (var channel = java.nio.channels.FileChannel.open(
                file,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.TRUNCATE_EXISTING,
                java.nio.file.StandardOpenOption.WRITE)) {
            written = SrWriter.write(set, AnnotationContext.ofImage(image.dataSet()), options, losses, channel);
        }
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        return new Written(DicomFile.open(file).dataSet(), ledger, written.findings());
    }

    /** A report as text. */
    private record Written(DataSet root, Ledger ledger, List<Finding> findings) {
        List<DataSet> items() {
            return root.items(Tag.ContentSequence).stream()
                    .filter(item -> text(item).startsWith("CONTAINER 126010"))
                    .flatMap(item -> item.items(Tag.ContentSequence).stream())
                    .toList();
        }

        List<List<String>> groups() {
            return items().stream()
                    .map(item -> item.items(Tag.ContentSequence).stream()
                            .map(SrWriterTest::text)
                            .toList())
                    .toList();
        }

        List<String> regions() {
            return groups().stream()
                    .flatMap(List::stream)
                    .filter(text -> text.startsWith("SCOORD"))
                    .toList();
        }

        List<Integer> points() {
            return regions().stream()
                    .map(text -> (int) text.chars().filter(c -> c == ',').count() / 2 + 1)
                    .toList();
        }

        List<String> templates() {
            return items().stream()
                    .map(item -> item.firstItem(Tag.ContentTemplateSequence)
                            .flatMap(template -> template.string(Tag.TemplateIdentifier))
                            .orElse(""))
                    .toList();
        }

        Map<String, Long> codes() {
            Map<String, Long> codes = new TreeMap<>();
            ledger.entries()
                    .forEach(entry -> codes.put(
                            entry.code() + (entry.carriage() == Carriage.RESTORABLE ? "*" : ""), entry.count()));
            return codes;
        }
    }

    private static String code(DataSet item, int tag) {
        return item.firstItem(tag)
                .flatMap(code -> code.string(Tag.CodeValue).or(() -> code.string(Tag.LongCodeValue)))
                .orElse("");
    }

    private static String text(DataSet item) {
        String type = item.string(Tag.ValueType).orElseThrow();
        String named = type + " " + code(item, Tag.ConceptNameCodeSequence);
        return switch (type) {
            case "TEXT" -> named + " " + item.string(Tag.TextValue).orElseThrow();
            case "UIDREF" -> named + " " + item.string(Tag.UID).orElseThrow();
            case "CODE" -> named + " " + code(item, Tag.ConceptCodeSequence);
            case "NUM" -> named + " " + number(item);
            case "SCOORD", "SCOORD3D" ->
                type + " " + item.string(Tag.GraphicType).orElseThrow() + " " + floats(item) + " "
                        + item.string(Tag.PixelOriginInterpretation)
                                .or(() -> item.string(Tag.ReferencedFrameOfReferenceUID))
                                .orElse("");
            default -> named;
        };
    }

    private static String floats(DataSet item) {
        return Arrays.toString(item.bytes(Tag.GraphicData)
                .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN)));
    }

    private static String number(DataSet item) {
        List<DataSet> measured = new ArrayList<>(item.items(Tag.MeasuredValueSequence));
        if (measured.isEmpty()) {
            return "qualifier " + code(item, Tag.NumericValueQualifierCodeSequence);
        }
        DataSet value = measured.getFirst();
        String decimal = value.string(Tag.NumericValue).orElseThrow();
        var wide = value.decimal(Tag.FloatingPointValue);
        return decimal + (wide.isPresent() ? " " + wide.getAsDouble() : "") + " "
                + code(value, Tag.MeasurementUnitsCodeSequence);
    }

    private static final class Sink implements WritableByteChannel {
        private long bytes;

        @Override
        public int write(ByteBuffer from) throws IOException {
            int count = from.remaining();
            from.position(from.limit());
            bytes += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
