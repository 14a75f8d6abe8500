package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.glossa.ann.Mutations.POINT;
import static org.glossa.ann.Mutations.POLYGON;
import static org.glossa.ann.Mutations.RECTANGLE;
import static org.glossa.ann.Mutations.at;
import static org.glossa.ann.Mutations.group;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.glossa.ann.AnnObject.Elements;
import org.glossa.ann.Mutations.At;
import org.glossa.ann.Mutations.Row;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Structural damage: after it nobody could say which ordinate or value belongs to which annotation. */
class BulkAnnotationRefusalTest {
    static Stream<Row> refused() {
        String list = POLYGON + "(0066,0040)";
        String indexes = POINT + "(0066,0121)[2]/(0066,0132)[1]/(006A,0011)";
        At firstOfGroup1 = at(Tag.LongPrimitivePointIndexList, "OL", 1, 0);
        return Stream.of(
                new Row(
                        "index list starts at 0",
                        group(1, g -> g.indexes(0, 8)),
                        "INDEX_LIST_FIRST_NOT_ONE",
                        list,
                        firstOfGroup1),
                new Row(
                        "index list not ascending",
                        group(1, g -> g.indexes(1, 1)),
                        "INDEX_LIST_NOT_ASCENDING",
                        list,
                        at(Tag.LongPrimitivePointIndexList, "OL", 1, 4)),
                new Row(
                        "index list beyond the values",
                        group(1, g -> g.indexes(1, 15)),
                        "INDEX_LIST_BEYOND_VALUES",
                        list,
                        at(Tag.LongPrimitivePointIndexList, "OL", 1, 4)),
                new Row(
                        "index list not aligned",
                        group(1, g -> g.indexes(1, 14)),
                        "INDEX_LIST_NOT_ALIGNED",
                        list,
                        at(Tag.LongPrimitivePointIndexList, "OL", 1, 4)),
                new Row(
                        "index list counts points",
                        group(1, g -> g.indexes(1, 5)),
                        "INDEX_LIST_COUNTS_POINTS",
                        list,
                        at(Tag.LongPrimitivePointIndexList, "OL", 1, 4)),
                new Row(
                        "index list counts points, misaligned",
                        group(
                                1,
                                g -> g.floats(0, 0, 4, 0, 4, 4, 9, 9, 12, 9, 9, 12)
                                        .indexes(1, 4)),
                        "INDEX_LIST_COUNTS_POINTS",
                        list,
                        at(Tag.LongPrimitivePointIndexList, "OL", 1, 4)),
                new Row(
                        "index list absent",
                        group(1, g -> g.remove(Tag.LongPrimitivePointIndexList)),
                        "INDEX_LIST_ABSENT",
                        list,
                        at(Tag.AnnotationGroupNumber, "US", 1, 0)),
                new Row(
                        "index list of half an entry",
                        group(
                                1,
                                g -> g.set(
                                        Tag.LongPrimitivePointIndexList,
                                        b -> b.element(
                                                Tag.LongPrimitivePointIndexList,
                                                "OB",
                                                (byte) 1,
                                                (byte) 0,
                                                (byte) 0,
                                                (byte) 0,
                                                (byte) 9,
                                                (byte) 0))),
                        "INDEX_LIST_LENGTH",
                        list,
                        at(Tag.LongPrimitivePointIndexList, "OB", 1, 4)),
                new Row(
                        "more entries than annotations",
                        group(1, g -> g.count(1)),
                        "INDEX_LIST_COUNT",
                        list,
                        firstOfGroup1),
                new Row(
                        "fewer entries than annotations",
                        group(1, g -> g.count(3)),
                        "INDEX_LIST_COUNT",
                        list,
                        firstOfGroup1),
                new Row(
                        "index list that is text",
                        group(1, g -> g.text(Tag.LongPrimitivePointIndexList, "LO", "1\\9")),
                        "VR_UNEXPECTED",
                        list,
                        at(Tag.LongPrimitivePointIndexList, "LO", 1, 0)),
                new Row(
                        "NumberOfAnnotations wrong (POINT)",
                        group(2, g -> g.count(3)),
                        "COORDINATES_COUNT",
                        POINT + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 1, 0)),
                new Row(
                        "NumberOfAnnotations wrong (RECTANGLE)",
                        group(3, g -> g.floats(1, 1, 5, 1, 5, 3)),
                        "COORDINATES_COUNT",
                        RECTANGLE + "(0066,0016)",
                        at(Tag.PointCoordinatesData, "OF", 2, 0)),
                new Row(
                        "coordinates without annotations",
                        group(1, g -> g.count(0).remove(Tag.LongPrimitivePointIndexList)),
                        "COORDINATES_COUNT",
                        POLYGON + "(0066,0016)",
                        at(Tag.PointCoordinatesData, "OF", 1, 0)),
                new Row(
                        "both OF and OD",
                        group(2, g -> g.floats(1, 1, 2, 2)),
                        "COORDINATES_TWICE",
                        POINT + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 1, 0)),
                new Row(
                        "neither OF nor OD",
                        group(2, g -> g.remove(Tag.DoublePointCoordinatesData)),
                        "COORDINATES_ABSENT",
                        POINT + "(0066,0016)",
                        at(Tag.AnnotationGroupNumber, "US", 2, 0)),
                new Row(
                        "half a point",
                        group(2, g -> g.doubles(1, 1, 2)),
                        "COORDINATES_LENGTH",
                        POINT + "(0066,0022)",
                        at(Tag.DoublePointCoordinatesData, "OD", 1, 16)),
                new Row(
                        "half a value",
                        group(
                                3,
                                g -> g.set(
                                        Tag.PointCoordinatesData,
                                        b -> b.element(Tag.PointCoordinatesData, "OB", new byte[34]))),
                        "COORDINATES_LENGTH",
                        RECTANGLE + "(0066,0016)",
                        at(Tag.PointCoordinatesData, "OB", 1, 32)),
                new Row(
                        "graphic type unknown",
                        group(2, g -> g.text(Tag.GraphicType, "CS", "CIRCLE")),
                        "GRAPHIC_TYPE_UNKNOWN",
                        POINT + "(0070,0023)",
                        at(Tag.GraphicType, "CS", 2, 0)),
                new Row(
                        "coordinate type unknown",
                        o -> o.root().text(Tag.AnnotationCoordinateType, "CS", "4D"),
                        "COORDINATE_TYPE_UNKNOWN",
                        "(006A,0001)",
                        at(Tag.AnnotationCoordinateType, "CS", 1, 0)),
                new Row(
                        "another SOP class",
                        o -> o.root().text(Tag.SOPClassUID, "UI", "1.2.3"),
                        "SOP_CLASS_OTHER",
                        "(0008,0016)",
                        at(Tag.SOPClassUID, "UI", 1, 0)),
                new Row(
                        "too few measurement values",
                        measured(0, BulkAnnotationReaderTest.values(1)),
                        "MEASUREMENT_VALUES_COUNT",
                        POINT + "(0066,0121)[1]/(0066,0132)[1]/(0066,0125)",
                        at(Tag.FloatingPointValues, "OF", 1, 0)),
                new Row(
                        "half a measurement value",
                        measured(
                                0,
                                new Elements()
                                        .set(
                                                Tag.FloatingPointValues,
                                                b -> b.element(Tag.FloatingPointValues, "OB", new byte[6]))),
                        "MEASUREMENT_VALUES_LENGTH",
                        POINT + "(0066,0121)[1]/(0066,0132)[1]/(0066,0125)",
                        at(Tag.FloatingPointValues, "OB", 1, 4)),
                new Row(
                        "index list and values differ in number",
                        measured(1, BulkAnnotationReaderTest.indexed(BulkAnnotationReaderTest.values(5, 6), 1)),
                        "MEASUREMENT_INDEX_COUNT",
                        indexes,
                        at(Tag.AnnotationIndexList, "OL", 1, 0)),
                new Row(
                        "AnnotationIndexList out of range",
                        measured(1, BulkAnnotationReaderTest.indexed(BulkAnnotationReaderTest.values(5, 6), 1, 3)),
                        "MEASUREMENT_INDEX_OUT_OF_RANGE",
                        indexes,
                        at(Tag.AnnotationIndexList, "OL", 1, 4)),
                new Row(
                        "AnnotationIndexList counts from 0",
                        measured(1, BulkAnnotationReaderTest.indexed(BulkAnnotationReaderTest.values(5, 6), 0, 1)),
                        "MEASUREMENT_INDEX_OUT_OF_RANGE",
                        indexes,
                        at(Tag.AnnotationIndexList, "OL", 1, 0)),
                new Row(
                        "AnnotationIndexList repeats",
                        measured(1, BulkAnnotationReaderTest.indexed(BulkAnnotationReaderTest.values(5, 6), 2, 2)),
                        "MEASUREMENT_INDEX_REPEATED",
                        indexes,
                        at(Tag.AnnotationIndexList, "OL", 1, 4)),
                new Row(
                        "AnnotationIndexList repeats, not ascending",
                        measured(
                                1, BulkAnnotationReaderTest.indexed(BulkAnnotationReaderTest.values(5, 6, 7), 2, 1, 2)),
                        "MEASUREMENT_INDEX_REPEATED",
                        indexes,
                        at(Tag.AnnotationIndexList, "OL", 1, 8)));
    }

    private static Consumer<AnnObject> measured(int position, Elements values) {
        return group(2, g -> {
            Elements[] measurements = {
                BulkAnnotationReaderTest.measurement("a", BulkAnnotationReaderTest.values(1, 2)),
                BulkAnnotationReaderTest.measurement(
                        "b", BulkAnnotationReaderTest.indexed(BulkAnnotationReaderTest.values(5, 6), 1, 2))
            };
            measurements[position] = BulkAnnotationReaderTest.measurement("x", values);
            g.sequence(Tag.MeasurementsSequence, measurements);
        });
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(Row row) throws Exception {
        AnnObject object = Mutations.sound();
        row.mutation().accept(object);
        DicomFile file = object.file();

        assertThatThrownBy(() -> BulkAnnotationReader.read(file))
                .isInstanceOfSatisfying(MalformedInputException.class, e -> {
                    assertThat(e.finding().code()).isEqualTo(row.code());
                    assertThat(e.finding().severity()).isEqualTo(Severity.ERROR);
                    assertThat(e.finding().place()).isEqualTo(Mutations.place(object, row));
                    assertThat(e.finding().remedy()).isNotEmpty();
                });
    }
}
