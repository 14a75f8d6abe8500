package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.ann.Mutations.ELLIPSE;
import static org.glossa.ann.Mutations.POINT;
import static org.glossa.ann.Mutations.POLYGON;
import static org.glossa.ann.Mutations.RECTANGLE;
import static org.glossa.ann.Mutations.at;
import static org.glossa.ann.Mutations.group;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.Mutations.At;
import org.glossa.ann.Mutations.Row;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Defects that are told of with their place, while the object is kept as it came. */
class BulkAnnotationFindingTest {
    /** A defect that is told of, and kept. */
    private record Told(Row row, Severity severity) {
        @Override
        public String toString() {
            return row.name();
        }
    }

    private static Told error(String name, Consumer<AnnObject> mutation, String code, String tagPath, At at) {
        return new Told(new Row(name, mutation, code, tagPath, at), Severity.ERROR);
    }

    private static Told warning(String name, Consumer<AnnObject> mutation, String code, String tagPath, At at) {
        return new Told(new Row(name, mutation, code, tagPath, at), Severity.WARNING);
    }

    static Stream<Told> told() {
        String image = "(0008,1140)[1]/(0008,1160)";
        return Stream.of(
                error(
                        "duplicate group UID",
                        group(2, g -> g.text(Tag.AnnotationGroupUID, "UI", "2.25.1001")),
                        "GROUP_UID_REPEATED",
                        POINT + "(006A,0003)",
                        at(Tag.AnnotationGroupUID, "UI", 2, 0)),
                error(
                        "duplicate group number",
                        group(2, g -> g.number(Tag.AnnotationGroupNumber, 1)),
                        "GROUP_NUMBER_REPEATED",
                        POINT + "(0040,A180)",
                        at(Tag.AnnotationGroupNumber, "US", 2, 0)),
                error(
                        "group numbers with a gap",
                        group(4, g -> g.number(Tag.AnnotationGroupNumber, 7)),
                        "GROUP_NUMBER_NOT_POSITION",
                        ELLIPSE + "(0040,A180)",
                        at(Tag.AnnotationGroupNumber, "US", 4, 0)),
                error(
                        "AUTOMATIC without algorithm",
                        group(2, g -> g.text(Tag.AnnotationGroupGenerationType, "CS", "AUTOMATIC")),
                        "ALGORITHM_MISSING",
                        POINT + "(006A,0008)",
                        at(Tag.AnnotationGroupNumber, "US", 2, 0)),
                error(
                        "generation type unknown",
                        group(2, g -> g.text(Tag.AnnotationGroupGenerationType, "CS", "MAGIC")),
                        "GENERATION_TYPE_UNKNOWN",
                        POINT + "(006A,0007)",
                        at(Tag.AnnotationGroupGenerationType, "CS", 2, 0)),
                error(
                        "all z planes in 2D",
                        group(2, g -> g.text(Tag.AnnotationAppliesToAllZPlanes, "CS", "NO")),
                        "ALL_Z_PLANES_IN_2D",
                        POINT + "(006A,000F)",
                        at(Tag.AnnotationAppliesToAllZPlanes, "CS", 1, 0)),
                error(
                        "common z in 2D",
                        group(
                                2,
                                g -> g.set(
                                        Tag.CommonZCoordinateValue,
                                        b -> b.doubles(Tag.CommonZCoordinateValue, "FD", 0))),
                        "COMMON_Z_IN_2D",
                        POINT + "(006A,0010)",
                        at(Tag.CommonZCoordinateValue, "FD", 1, 0)),
                error(
                        "label too long",
                        group(2, g -> g.text(Tag.AnnotationGroupLabel, "LO", "x".repeat(65))),
                        "LABEL_TOO_LONG",
                        POINT + "(006A,0005)",
                        at(Tag.AnnotationGroupLabel, "LO", 2, 0)),
                error(
                        "group UID missing",
                        group(2, g -> g.remove(Tag.AnnotationGroupUID)),
                        "ATTRIBUTE_MISSING",
                        POINT + "(006A,0003)",
                        at(Tag.AnnotationGroupNumber, "US", 2, 0)),
                error(
                        "manufacturer empty",
                        o -> o.root().text(Tag.Manufacturer, "LO", ""),
                        "ATTRIBUTE_MISSING",
                        "(0008,0070)",
                        at(Tag.Manufacturer, "LO", 1, 0)),
                error(
                        "optical paths not named",
                        group(2, g -> g.text(Tag.AnnotationAppliesToAllOpticalPaths, "CS", "NO")),
                        "ATTRIBUTE_MISSING",
                        POINT + "(006A,000E)",
                        at(Tag.AnnotationGroupNumber, "US", 2, 0)),
                warning(
                        "category misspelt",
                        group(
                                2,
                                g -> g.sequence(
                                        Tag.AnnotationPropertyCategoryCodeSequence,
                                        AnnObject.code("91723000", "SCT", "Anatomical Stucture"))),
                        "CODE_MEANING_MISSPELT",
                        POINT + "(006A,0009)[1]/(0008,0104)",
                        at(Tag.CodeMeaning, "LO", 7, 0)),
                error(
                        "FRAME without frame number",
                        o -> o.root().text(Tag.PixelOriginInterpretation, "CS", "FRAME"),
                        "FRAME_NUMBER_NOT_SINGLE",
                        image,
                        at(Tag.ReferencedSOPClassUID, "UI", 2, 0)),
                error(
                        "FRAME with two frame numbers",
                        o -> o.root()
                                .text(Tag.PixelOriginInterpretation, "CS", "FRAME")
                                .sequence(
                                        Tag.ReferencedImageSequence,
                                        AnnObject.image().text(Tag.ReferencedFrameNumber, "IS", "1\\2")),
                        "FRAME_NUMBER_NOT_SINGLE",
                        image,
                        at(Tag.ReferencedFrameNumber, "IS", 1, 0)),
                error(
                        "VOLUME with a frame number",
                        o -> o.root()
                                .sequence(
                                        Tag.ReferencedImageSequence,
                                        AnnObject.image().text(Tag.ReferencedFrameNumber, "IS", "1")),
                        "FRAME_NUMBER_IN_VOLUME",
                        image,
                        at(Tag.ReferencedFrameNumber, "IS", 1, 0)),
                error(
                        "pixel origin absent in 2D",
                        o -> o.root().remove(Tag.PixelOriginInterpretation),
                        "PIXEL_ORIGIN_UNKNOWN",
                        "(0048,0301)",
                        at(Tag.SpecificCharacterSet, "CS", 1, 0)),
                error(
                        "two referenced images",
                        o -> o.root().sequence(Tag.ReferencedImageSequence, AnnObject.image(), AnnObject.image()),
                        "REFERENCED_IMAGE_NOT_SINGLE",
                        "(0008,1140)",
                        at(Tag.ReferencedImageSequence, "SQ", 1, 0)),
                error(
                        "series of the image not referenced",
                        o -> o.root().remove(Tag.ReferencedSeriesSequence),
                        "IMAGE_SERIES_NOT_REFERENCED",
                        "(0008,1115)",
                        at(Tag.SpecificCharacterSet, "CS", 1, 0)),
                warning(
                        "index list for points",
                        group(2, g -> g.indexes(1, 3)),
                        "INDEX_LIST_NOT_NEEDED",
                        POINT + "(0066,0040)",
                        at(Tag.LongPrimitivePointIndexList, "OL", 2, 0)));
    }

    @ParameterizedTest
    @MethodSource("told")
    void tellsOfAndKeeps(Told told) throws Exception {
        AnnObject object = Mutations.sound();
        told.row().mutation().accept(object);

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        assertThat(read.set().annotationCount()).isEqualTo(6);
        assertOnly(read.findings(), told, object);
    }

    static Stream<Told> toldOfSingleAnnotations() {
        float nan = Float.NaN;
        return Stream.of(
                error(
                        "polygon closed",
                        group(1, g -> g.floats(0, 0, 4, 0, 4, 4, 0, 4, 9, 9, 12, 9, 9, 12, 9, 9)),
                        "POLYGON_CLOSED",
                        POLYGON + "(0066,0016)",
                        at(Tag.PointCoordinatesData, "OF", 1, 14 * 4)),
                error(
                        "polygon of two points",
                        group(1, g -> g.floats(0, 0, 4, 0, 4, 4, 0, 4, 9, 9, 12, 9)),
                        "POLYGON_TOO_FEW_POINTS",
                        POLYGON + "(0066,0016)",
                        at(Tag.PointCoordinatesData, "OF", 1, 8 * 4)),
                error(
                        "NaN coordinate",
                        group(1, g -> g.floats(0, 0, 4, nan, 4, 4, 0, 4, 9, 9, 12, 9, 9, 12)),
                        "COORDINATE_NOT_FINITE",
                        POLYGON + "(0066,0016)",
                        at(Tag.PointCoordinatesData, "OF", 1, 3 * 4)),
                error(
                        "infinite coordinate",
                        group(2, g -> g.doubles(1, 1, Double.NEGATIVE_INFINITY, 2)),
                        "COORDINATE_NOT_FINITE",
                        POINT + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 1, 2 * 8)),
                warning(
                        "negative coordinate",
                        group(2, g -> g.doubles(1, 1, 2, -0.25)),
                        "COORDINATE_OUTSIDE_IMAGE",
                        POINT + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 1, 3 * 8)),
                error(
                        "rectangle that is none",
                        group(3, g -> g.floats(1, 1, 5, 1, 5, 3, 1, 3.5f)),
                        "RECTANGLE_NOT_RECTANGULAR",
                        RECTANGLE + "(0066,0016)",
                        at(Tag.PointCoordinatesData, "OF", 2, 0)),
                error(
                        "rectangle that is a parallelogram",
                        group(3, g -> g.floats(1, 1, 5, 1, 6, 3, 2, 3)),
                        "RECTANGLE_NOT_RECTANGULAR",
                        RECTANGLE + "(0066,0016)",
                        at(Tag.PointCoordinatesData, "OF", 2, 0)),
                error(
                        "ellipse whose axes do not meet",
                        group(4, g -> g.doubles(0, 5, 10, 5, 5, 2, 5, 9)),
                        "ELLIPSE_AXES_INVALID",
                        ELLIPSE + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 2, 0)),
                error(
                        "ellipse with askew axes",
                        group(4, g -> g.doubles(0, 5, 10, 5, 4, 2, 6, 8)),
                        "ELLIPSE_AXES_INVALID",
                        ELLIPSE + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 2, 0)),
                error(
                        "ellipse with the minor axis first",
                        group(4, g -> g.doubles(5, 2, 5, 8, 0, 5, 10, 5)),
                        "ELLIPSE_AXES_INVALID",
                        ELLIPSE + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 2, 0)),
                error(
                        "ellipse without a minor axis",
                        group(4, g -> g.doubles(0, 5, 10, 5, 5, 5, 5, 5)),
                        "ELLIPSE_AXES_INVALID",
                        ELLIPSE + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 2, 0)));
    }

    @ParameterizedTest
    @MethodSource("toldOfSingleAnnotations")
    void findsSingleAnnotationsAndKeepsThem(Told told) throws Exception {
        AnnObject object = Mutations.sound();
        told.row().mutation().accept(object);
        DicomFile file = object.file();
        BulkAnnotations read = BulkAnnotationReader.read(file);

        assertThat(read.findings()).isEmpty();
        assertThat(read.set().annotationCount()).isEqualTo(6);
        assertOnly(BulkAnnotationChecks.run(file, read.set(), null), told, object);
    }

    @Test
    void findsNothingInASoundObject() throws Exception {
        AnnObject object = Mutations.sound();
        DicomFile file = object.file();
        BulkAnnotations read = BulkAnnotationReader.read(file);

        List<Finding> findings = new ArrayList<>(read.findings());
        findings.addAll(BulkAnnotationChecks.run(file, read.set(), null));

        assertThat(findings).isEmpty();
    }

    private static void assertOnly(List<Finding> findings, Told told, AnnObject object) {
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(told.row().code());
            assertThat(finding.severity()).isEqualTo(told.severity());
            assertThat(finding.place()).isEqualTo(Mutations.place(object, told.row()));
            assertThat(finding.remedy()).isNotEmpty();
        });
    }
}
