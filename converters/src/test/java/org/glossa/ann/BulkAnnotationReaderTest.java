package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.AnnObject.Elements;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BulkAnnotationReaderTest {
    private enum Dimensions {
        TWO_D,
        THREE_D,
        COMMON_Z
    }

    private record Form(GraphicType type, Dimensions dimensions, Precision precision) {}

    static Stream<Form> forms() {
        List<Form> forms = new ArrayList<>();
        for (GraphicType type : GraphicType.values()) {
            for (Dimensions dimensions : Dimensions.values()) {
                for (Precision precision : Precision.values()) {
                    forms.add(new Form(type, dimensions, precision));
                }
            }
        }
        return forms.stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsEveryGraphicTypeInEveryForm(Form form) throws Exception {
        int stride = form.dimensions() == Dimensions.THREE_D ? 3 : 2;
        int fixed = form.type().fixedVertexCount();
        int[] vertices = fixed > 0 ? new int[] {fixed, fixed} : new int[] {4, 3};
        double[] values = new double[(vertices[0] + vertices[1]) * stride];
        Arrays.setAll(values, i -> 100.1 + i * i / 7.0);
        AnnObject object = form.dimensions() == Dimensions.TWO_D ? AnnObject.twoD() : AnnObject.threeD();
        Elements group = object.group(form.type().name(), 2);
        if (form.dimensions() != Dimensions.TWO_D) {
            group.text(Tag.AnnotationAppliesToAllZPlanes, "CS", "NO");
        }
        if (form.dimensions() == Dimensions.COMMON_Z) {
            group.set(Tag.CommonZCoordinateValue, bytes -> bytes.doubles(Tag.CommonZCoordinateValue, "FD", 0.125));
        }
        if (form.precision() == Precision.FLOAT32) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
                values[i] = floats[i];
            }
            group.floats(floats);
        } else {
            group.doubles(values);
        }
        if (fixed == 0) {
            group.indexes(1, 1 + 4L * stride);
        }

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        assertThat(read.findings()).isEmpty();
        assertThat(read.set().space())
                .isEqualTo(
                        form.dimensions() == Dimensions.TWO_D
                                ? new CoordinateSpace.ImagePixels(AnnObject.IMAGE)
                                : new CoordinateSpace.SlideMillimetres(AnnObject.FRAME_OF_REFERENCE));
        assertThat(read.set().image().seriesInstanceUid()).isEqualTo(AnnObject.SERIES);
        AnnotationGroup only = read.set().groups().getFirst();
        assertThat(only.graphicType()).isEqualTo(form.type());
        assertThat(only.description().commonZ())
                .isEqualTo(form.dimensions() == Dimensions.COMMON_Z ? List.of(0.125) : List.of());
        Coordinates coordinates = only.coordinates();
        assertThat(coordinates.precision()).isEqualTo(form.precision());
        assertThat(coordinates.ordinates()).isEqualTo(stride);
        assertThat(coordinates.annotationCount()).isEqualTo(2);
        assertThat(coordinates.vertexCount(0)).isEqualTo(vertices[0]);
        assertThat(coordinates.vertexCount(1)).isEqualTo(vertices[1]);
        assertThat(coordinates.firstVertex(1)).isEqualTo(vertices[0]);
        for (int i = 0; i < values.length; i++) {
            assertThat(coordinates.ordinate(i / stride, i % stride)).isEqualTo(values[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({"UN", "FL", "OB", "OW"})
    void readsFloatsThatAPeerWroteWithAnotherVr(String vr) throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 2)
                .set(
                        Tag.PointCoordinatesData,
                        bytes -> bytes.floats(Tag.PointCoordinatesData, vr, 1.5f, 2.5f, 3.5f, -0.0f));

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        Coordinates coordinates = read.set().groups().getFirst().coordinates();
        assertThat(coordinates.ordinate(1, 0)).isEqualTo(3.5);
        assertThat(Double.doubleToRawLongBits(coordinates.ordinate(1, 1))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        // UN of a known attribute has the dictionary's VR already
        assertThat(codes(read.findings()))
                .containsExactlyElementsOf(vr.equals("UN") ? List.of() : List.of("VR_UNEXPECTED"));
    }

    @ParameterizedTest
    @CsvSource({"UN", "UL"})
    void readsAnIndexListThatAPeerWroteWithAnotherVr(String vr) throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POLYGON", 2)
                .doubles(0, 0, 4, 0, 4, 4, 0, 4, 9, 9, 12, 9, 9, 12)
                .set(Tag.LongPrimitivePointIndexList, bytes -> {
                    if (vr.equals("UN")) {
                        bytes.integers(Tag.LongPrimitivePointIndexList, "UN", 1, 9);
                    } else {
                        bytes.integers(Tag.LongPrimitivePointIndexList, "UL", 1, 9);
                    }
                });

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        assertThat(read.set().groups().getFirst().coordinates().vertexCount(1)).isEqualTo(3);
    }

    @Test
    void readsGroupsWithoutAnnotations() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POLYGON", 0).floats();
        object.group("POINT", 0).doubles();
        object.group("POLYLINE", 0).floats().indexes();
        object.group("ELLIPSE", 1).floats(0, 5, 10, 5, 5, 2, 5, 8);

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        assertThat(read.set().groups())
                .extracting(AnnotationGroup::annotationCount)
                .containsExactly(0L, 0L, 0L, 1L);
        assertThat(read.findings()).isEmpty();
        assertThat(BulkAnnotationChecks.run(object.file(), read.set(), null)).isEmpty();
    }

    @Test
    void toleratesAGroupWithoutAnnotationsThatHasNoCoordinates() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("RECTANGLE", 0);

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        assertThat(read.set().annotationCount()).isZero();
        assertThat(codes(read.findings())).containsExactly("COORDINATES_ABSENT");
    }

    @Test
    void readsMeasurementsWithAndWithoutIndexLists() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 4)
                .floats(1, 1, 2, 2, 3, 3, 4, 4)
                .sequence(
                        Tag.MeasurementsSequence,
                        measurement("a", values(1.5f, Float.NaN, -0.0f, 4f)),
                        measurement("b", indexed(values(20f, 40f), 2, 4)),
                        measurement("c", indexed(values(30f, 10f), 3, 1)),
                        measurement("d", indexed(values())));

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        var measurements = read.set().groups().getFirst().measurements();
        assertThat(measurements)
                .extracting(m -> m.concept().value(), m -> m.unit().value())
                .containsExactly(tuple("a", "um2"), tuple("b", "um2"), tuple("c", "um2"), tuple("d", "um2"));
        assertThat(shown(measurements.get(0).values())).containsExactly("1.5", "NaN", "-0.0", "4.0");
        assertThat(shown(measurements.get(1).values())).containsExactly("absent", "20.0", "absent", "40.0");
        assertThat(shown(measurements.get(2).values())).containsExactly("10.0", "absent", "30.0", "absent");
        assertThat(shown(measurements.get(3).values())).containsOnly("absent");
        assertThat(codes(read.findings())).containsExactly("MEASUREMENT_INDEX_NOT_ASCENDING");
    }

    @Test
    void readsWhatAGroupSaysOfItself() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 0).floats();
        object.group("POINT", 1)
                .floats(7, 8)
                .text(Tag.AnnotationGroupLabel, "LO", "κύτταρα")
                .text(Tag.AnnotationGroupDescription, "UT", " two\\words ")
                .text(Tag.AnnotationGroupGenerationType, "CS", "AUTOMATIC")
                .sequence(
                        Tag.AnnotationGroupAlgorithmIdentificationSequence,
                        new Elements()
                                .sequence(
                                        Tag.AlgorithmFamilyCodeSequence,
                                        AnnObject.code("123109", "DCM", "Artificial Intelligence"))
                                .text(Tag.AlgorithmName, "LO", "net")
                                .text(Tag.AlgorithmVersion, "LO", "1.0")
                                .text(Tag.AlgorithmParameters, "LT", "depth=4")
                                .text(Tag.AlgorithmSource, "LO", "lab"))
                .sequence(
                        Tag.AnnotationPropertyTypeCodeSequence,
                        new Elements()
                                .text(Tag.LongCodeValue, "UC", "a-code-of-more-than-sixteen-characters")
                                .text(Tag.CodingSchemeDesignator, "SH", "99GLOSSA")
                                .text(Tag.CodingSchemeVersion, "SH", "2")
                                .text(Tag.CodeMeaning, "LO", "Thing")
                                .sequence(
                                        Tag.AnnotationPropertyTypeModifierCodeSequence,
                                        new Elements()
                                                .text(Tag.URNCodeValue, "UR", "urn:oid:1.2.3")
                                                .text(Tag.CodeMeaning, "LO", "small")))
                .text(Tag.AnnotationAppliesToAllOpticalPaths, "CS", "NO")
                .text(Tag.ReferencedOpticalPathIdentifier, "SH", "1\\2")
                .set(
                        Tag.RecommendedDisplayCIELabValue,
                        bytes -> bytes.element(
                                Tag.RecommendedDisplayCIELabValue,
                                "US",
                                (byte) 1,
                                (byte) 0,
                                (byte) 2,
                                (byte) 0,
                                (byte) 0xFF,
                                (byte) 0xFF));

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        assertThat(read.findings()).isEmpty();
        var group = read.set().groups().get(1).description();
        assertThat(group.number()).isEqualTo(2);
        assertThat(group.label()).isEqualTo("κύτταρα");
        assertThat(group.description()).isEqualTo(" two\\words");
        assertThat(group.generation()).isEqualTo(GenerationType.AUTOMATIC);
        var algorithm = group.algorithms().getFirst();
        assertThat(algorithm.family()).isEqualTo(new CodedConcept("123109", "DCM", "Artificial Intelligence"));
        assertThat(List.of(algorithm.name(), algorithm.version(), algorithm.parameters(), algorithm.source()))
                .containsExactly("net", "1.0", "depth=4", "lab");
        assertThat(group.type())
                .isEqualTo(new CodedConcept("a-code-of-more-than-sixteen-characters", "99GLOSSA", "2", "Thing"));
        assertThat(group.typeModifiers()).containsExactly(new CodedConcept("urn:oid:1.2.3", "", "small"));
        assertThat(group.opticalPaths()).containsExactly("1", "2");
        assertThat(group.colour().lightness()).isEqualTo(1);
        assertThat(group.colour().b()).isEqualTo(65535);
    }

    @Test
    void readsCoordinatesOfAFrame() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 1).floats(1, 2);
        object.root()
                .text(Tag.PixelOriginInterpretation, "CS", "FRAME")
                .sequence(Tag.ReferencedImageSequence, AnnObject.image().text(Tag.ReferencedFrameNumber, "IS", "8"));

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        assertThat(read.set().space()).isEqualTo(new CoordinateSpace.FramePixels(AnnObject.IMAGE, 8));
        assertThat(read.findings()).isEmpty();
    }

    @Test
    void findsTheStudyAndSeriesOfAnImageOfAnotherStudy() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 1).floats(1, 2);
        object.root()
                .remove(Tag.ReferencedSeriesSequence)
                .sequence(
                        Tag.StudiesContainingOtherReferencedInstancesSequence,
                        new Elements()
                                .sequence(
                                        Tag.ReferencedSeriesSequence,
                                        new Elements()
                                                .sequence(Tag.ReferencedInstanceSequence, AnnObject.image())
                                                .text(Tag.SeriesInstanceUID, "UI", "2.25.501"))
                                .text(Tag.StudyInstanceUID, "UI", "2.25.500"));

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        assertThat(read.set().image().studyInstanceUid()).isEqualTo("2.25.500");
        assertThat(read.set().image().seriesInstanceUid()).isEqualTo("2.25.501");
        assertThat(read.findings()).isEmpty();
    }

    @Test
    void keepsWhatLacksItsCodes() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 1)
                .floats(1, 2)
                .remove(Tag.AnnotationPropertyCategoryCodeSequence)
                .sequence(Tag.AnnotationPropertyTypeCodeSequence);

        BulkAnnotations read = BulkAnnotationReader.read(object.file());

        var group = read.set().groups().getFirst().description();
        assertThat(group.category()).isEqualTo(new CodedConcept("", "", ""));
        assertThat(group.type()).isEqualTo(new CodedConcept("", "", ""));
        assertThat(read.findings())
                .extracting(Finding::code, Finding::severity)
                .containsExactly(
                        tuple("ATTRIBUTE_MISSING", Severity.ERROR), tuple("ATTRIBUTE_MISSING", Severity.ERROR));
    }

    static Elements measurement(String concept, Elements values) {
        return new Elements()
                .sequence(Tag.ConceptNameCodeSequence, AnnObject.code(concept, "99GLOSSA", concept))
                .sequence(Tag.MeasurementUnitsCodeSequence, AnnObject.code("um2", "UCUM", "square micrometer"))
                .sequence(Tag.MeasurementValuesSequence, values);
    }

    static Elements values(float... values) {
        return new Elements()
                .set(Tag.FloatingPointValues, bytes -> bytes.floats(Tag.FloatingPointValues, "OF", values));
    }

    static Elements indexed(Elements values, long... indexes) {
        return values.set(Tag.AnnotationIndexList, bytes -> bytes.integers(Tag.AnnotationIndexList, "OL", indexes));
    }

    static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    private static List<String> shown(MeasurementValues values) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            shown.add(values.isPresent(i) ? Float.toString(values.value(i)) : "absent");
        }
        return shown;
    }
}
