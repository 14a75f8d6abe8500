package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.feature.Features;
import org.glossa.feature.Features.IdForm;
import org.glossa.feature.Features.Kind;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Restoration;
import org.glossa.option.Holes;
import org.glossa.sr.SrBlock;
import org.glossa.sr.SrClasses;
import org.glossa.sr.read.SrReader;
import org.junit.jupiter.api.Test;

/** What stands in reports and what is said to be lost, by hand. */
class SrWriterTest extends ReportWriting {
    @Test
    void a_polygon_is_a_measurement_group_of_the_items_of_tid_1410() throws Exception {
        int group = polygons(new double[] {1, 2, 5, 2, 5, 6.25});
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "", Precision.FLOAT64, 0.1 + 0.2);
        maker.single(group, 0, SetMaker.said().name("one").id(IdForm.TEXT, UUID));
        WrittenReport report = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
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
        assertThat(report.root().string(Tag.SOPClassUID)).contains(SrClasses.COMPREHENSIVE_3D);
    }

    @Test
    void geometries_in_pixels() throws Exception {
        int points = group(GraphicType.POINT, new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        int lines = group(GraphicType.POLYLINE, new double[] {1, 1, 2, 2, 3, 1, 1, 1}, new double[] {1, 1, 2, 2, 1, 1
        }); // too few
        int rectangles = group(GraphicType.RECTANGLE, new double[] {0, 0, 2, 0, 2, 1, 0, 1});
        int ellipses = group(GraphicType.ELLIPSE, new double[] {0, 1, 4, 1, 2, 0, 2, 2});
        maker.part(points, 0, BEGIN | Features.OF_MULTI).part(points, 1, Features.OF_MULTI);
        maker.object(Kind.GEOMETRY, SetMaker.said());
        maker.part(points, 2, BEGIN | Features.OF_MULTI);
        maker.object(Kind.GEOMETRY, SetMaker.said());
        maker.single(lines, 0, SetMaker.said());
        maker.single(lines, 1, SetMaker.said());
        maker.single(rectangles, 0, SetMaker.said());
        maker.single(ellipses, 0, SetMaker.said());
        WrittenReport report = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(report.regions())
                .containsExactly(
                        "SCOORD MULTIPOINT [1.0, 2.0, 3.0, 4.0] VOLUME",
                        "SCOORD POINT [5.0, 6.0] VOLUME",
                        "SCOORD POLYLINE [1.0, 1.0, 2.0, 2.0, 3.0, 1.0, 1.0, 1.0] VOLUME",
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
        WrittenReport report = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
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
        WrittenReport bridged = write(set, SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(bridged.codes()).isEqualTo(Map.of("HOLE_BRIDGED*", 1L));
        // 4 + 3 + 2 of the bridge + 1 that closes
        assertThat(bridged.points()).containsExactly(10);
        WrittenReport split = write(set, SpaceName.SOURCE_PIXELS, Holes.SPLIT);
        assertThat(split.codes()).isEqualTo(Map.of("HOLE_SPLIT*", 1L));
        assertThat(split.points()).containsExactly(5, 4);
        WrittenReport dropped = write(set, SpaceName.SOURCE_PIXELS, Holes.DROP);
        assertThat(dropped.codes()).isEqualTo(Map.of("HOLE_DROPPED", 1L));
        assertThat(dropped.points()).containsExactly(5);
        assertThat(SrBlock.of(dropped.root()).orElseThrow().items(SrBlock.GROUPS))
                .hasSize(1);
        assertThatThrownBy(() -> write(set, SpaceName.SOURCE_PIXELS, Holes.FAIL))
                .isInstanceOf(UnwritableAnnotationsException.class)
                .hasMessageContaining("HOLE_REFUSED");
    }

    @Test
    void pixels_become_millimetres_of_z_zero_and_doubles_say_by_how_much_they_are_rounded() throws Exception {
        int points = maker.group(GraphicType.POINT, description(), Precision.FLOAT64, 2, new double[] {0.5, 0.5});
        maker.single(points, 0, SetMaker.said());
        AnnotationSet set = maker.pixels();
        WrittenReport solid = write(set, SpaceName.SLIDE_MM, Holes.KEYHOLE);
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
        WrittenReport flat = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(flat.codes()).isEqualTo(Map.of("PRECISION_FLOAT32*", 1L));
        assertThat(flat.ledger().entries().getFirst().maxAbsError())
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
        WrittenReport solid = write(set, SpaceName.SLIDE_MM, Holes.KEYHOLE);
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
        WrittenReport report =
                write(SampleReports.geoJson(scratch, image, Precision.FLOAT32), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(report.codes())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("ATTRIBUTE_NOT_CARRIED*", 2L), // a member of an object and one of the collection
                        Map.entry("COLOUR_NOT_CARRIED*", 8L),
                        Map.entry("GEOMETRY_ABSENT*", 1L),
                        Map.entry("HIERARCHY_NOT_CARRIED*", 1L),
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
        WrittenReport report = write(maker.pixels(), SpaceName.SOURCE_PIXELS, Holes.KEYHOLE);
        assertThat(report.groups())
                .allSatisfy(group -> assertThat(group).noneMatch(item -> item.contains("qualifier")));
        assertThat(report.groups().getFirst().stream().filter(item -> item.startsWith("NUM")))
                .containsExactly("NUM 42798000 1.5 um2", "NUM 42798000 2.5 um2");
        assertThat(report.codes()).isEqualTo(Map.of("MEASUREMENT_ALIKE*", 2L, "NAN_MEASUREMENT_OMITTED*", 2L));
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
        WrittenReport report =
                write(SampleReports.geoJson(scratch, image, Precision.FLOAT64), SpaceName.SLIDE_MM, Holes.KEYHOLE);
        assertThat(report.root()
                        .firstItem(Tag.ContentTemplateSequence)
                        .flatMap(item -> item.string(Tag.TemplateIdentifier)))
                .contains("1500");
        List<String> atRoot = report.root().items(Tag.ContentSequence).stream()
                .map(WrittenReport::text)
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
        assertThat(report.root().items(Tag.CurrentRequestedProcedureEvidenceSequence))
                .hasSize(1);
    }
}
