package org.glossa.geojson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupCursor;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.annotation.ZPlanes;
import org.glossa.corpus.Depth;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.Test;

class FeatureWriterTest {
    private static final CoordinateSpace PIXELS = new CoordinateSpace.ImagePixels("2.25.77");
    private static final CoordinateSpace MILLIMETRES = new CoordinateSpace.SlideMillimetres("2.25.78");
    private static final CodedConcept NUCLEUS = new CodedConcept("84640000", "SCT", "Nucleus");

    @Test
    void floatsPrintAsTheShortestDecimalThatRestoresThem() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < Depth.count(20_000, 2_000_000); i++) {
            float x = Float.intBitsToFloat(random.nextInt());
            float y = (float) (random.nextInt(0, 13_107_200) / 100.0);
            if (!Float.isFinite(x)) {
                continue;
            }
            JsonNode position = feature(points(x, y), PlanarTransform.IDENTITY, PIXELS)
                    .get("geometry")
                    .get("coordinates");
            assertThat(Float.floatToRawIntBits(Float.parseFloat(position.get(0).asText())))
                    .isEqualTo(Float.floatToRawIntBits(x));
            assertThat(position.get(1).asText()).isEqualTo(Float.toString(y));
        }
        assertThat(text(points(26355.68f, -0.0f))).contains("[26355.68,-0.0]");
    }

    @Test
    void outlinesOfAnyLengthAreWholeInTextAndInBytes() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        for (int vertices : new int[] {3, 100, 101, 102, 103, 1_000, 20_000}) {
            float[] values = new float[2 * vertices];
            StringBuilder ring = new StringBuilder("[[");
            for (int vertex = 0; vertex < vertices; vertex++) {
                values[2 * vertex] = Float.intBitsToFloat(random.nextInt(0, 0x7F80_0000));
                values[2 * vertex + 1] = -random.nextFloat(90_000);
                ring.append('[')
                        .append(values[2 * vertex])
                        .append(',')
                        .append(values[2 * vertex + 1])
                        .append("],");
            }
            ring.append('[').append(values[0]).append(',').append(values[1]).append("]]]");
            AnnotationGroup group = group(GraphicType.POLYGON, 2, vertices, values);
            StringWriter text = new StringWriter();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator chars = new JsonFactory().createGenerator(text);
                    JsonGenerator utf8 = new JsonFactory().createGenerator(bytes)) {
                new FeatureWriter(chars, PlanarTransform.IDENTITY, PIXELS).write(new GroupCursor(group).moveTo(0));
                new FeatureWriter(utf8, PlanarTransform.IDENTITY, PIXELS).write(new GroupCursor(group).moveTo(0));
            }
            assertThat(text.toString()).contains("\"coordinates\":" + ring + "}");
            assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text.toString());
        }
    }

    @Test
    void mapsCoordinatesInDouble() throws Exception {
        JsonNode position = feature(
                        points(10.1f, 20.2f),
                        new PlanarTransform.AxisScale(97, 48, 65, 33),
                        new CoordinateSpace.Level0Pixels())
                .get("geometry")
                .get("coordinates");

        assertThat(position.get(0).asDouble()).isEqualTo((double) 10.1f * 97 / 48);
        assertThat(position.get(1).asDouble()).isEqualTo((double) 20.2f * 65 / 33);
    }

    @Test
    void millimetresKeepZAndPixelsHaveNone() throws Exception {
        AnnotationGroup group = group(GraphicType.POINT, 3, 1, 1.5f, 2.5f, 0.002f);

        assertThat(text(feature(group, PlanarTransform.IDENTITY, MILLIMETRES))).contains("[1.5,2.5,0.002]");
        assertThat(text(feature(group, new PlanarTransform.Translation(1, 1), PIXELS)))
                .contains("[2.5,3.5]");
    }

    @Test
    void amongSeveralSetsAFeatureNamesItsSet() throws Exception {
        AnnotationGroup group = group(GraphicType.POINT, 2, 1, 1f, 2f);
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            new FeatureWriter(out, PlanarTransform.IDENTITY, PIXELS, "1.2.3").write(new GroupCursor(group).moveTo(0));
        }

        JsonNode feature = JsonMapper.builder().build().readTree(text.toString());
        assertThat(feature.get("id").asText()).isEqualTo("1.2.3/1-1");
        assertThat(feature.get("properties").get("dicom").get("sopInstanceUid").asText())
                .isEqualTo("1.2.3");
        JsonNode alone = feature(group, PlanarTransform.IDENTITY, PIXELS);
        assertThat(alone.get("id").asText()).isEqualTo("1-1");
        assertThat(alone.get("properties").get("dicom").has("sopInstanceUid")).isFalse();
    }

    @Test
    void aFeatureIsThisTextByteForByte() throws Exception {
        CodedConcept area = new CodedConcept("42798000", "SCT", "Fl\u00e4che \"\u20ac\"");
        CodedConcept unit = new CodedConcept("um2", "UCUM", "square micrometer");
        AnnotationGroup plain = group(GraphicType.POLYGON, 2, 3, 1f, 2.5f, 26355.68f, -0.001f, 5f, 1e7f);
        AnnotationGroup group = new AnnotationGroup(
                plain.description(),
                GraphicType.POLYGON,
                plain.coordinates(),
                List.of(
                        new Measurement(area, unit, absent()),
                        new Measurement(area, unit, value(20.4f)),
                        new Measurement(area, unit, value(0.25f))));
        String feature =
                "{\"type\":\"Feature\",\"id\":\"1.2\\\"/1-1\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                        + "[[[1.0,2.5],[26355.68,-0.001],[5.0,1.0E7],[1.0,2.5]]]},"
                        + "\"properties\":{\"objectType\":\"annotation\",\"classification\":{\"name\":\"Nucleus\",\"color\":[0,0,0]},"
                        + "\"measurements\":{\"Fl\u00e4che \\\"\u20ac\\\" um2 (2)\":20.4,\"Fl\u00e4che \\\"\u20ac\\\" um2 (3)\":0.25},"
                        + "\"dicom\":{\"sopInstanceUid\":\"1.2\\\"\",\"annotationIndex\":1,\"groupUID\":\"2.25.1\",\"groupNumber\":1,"
                        + "\"groupLabel\":\"label\",\"graphicType\":\"POLYGON\",\"coordinatesVR\":\"OF\","
                        + "\"category\":{\"value\":\"91723000\",\"scheme\":\"SCT\",\"meaning\":\"Anatomical Structure\"},"
                        + "\"type\":{\"value\":\"84640000\",\"scheme\":\"SCT\",\"meaning\":\"Nucleus\"},"
                        + "\"generationType\":\"MANUAL\"}}}";
        StringWriter text = new StringWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator chars = new JsonFactory().createGenerator(text);
                JsonGenerator utf8 = new JsonFactory().createGenerator(bytes)) {
            for (JsonGenerator out : List.of(chars, utf8)) {
                FeatureWriter features = new FeatureWriter(out, PlanarTransform.IDENTITY, PIXELS, "1.2\"");
                out.writeStartArray();
                features.write(new GroupCursor(group).moveTo(0));
                features.write(new GroupCursor(group).moveTo(0));
                out.writeEndArray();
            }
        }

        assertThat(text.toString().replaceAll("\"color\":\\[[0-9,]+]", "\"color\":[0,0,0]"))
                .isEqualTo("[" + feature + "," + feature + "]");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text.toString());
    }

    @Test
    void everyOrdinateHasToBeFinite() throws Exception {
        for (int at : new int[] {0, 1, 127, 128, 129, 255, 256, 398, 399}) {
            for (float none : new float[] {Float.NaN, -Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
                float[] values = new float[400];
                Arrays.fill(values, -Float.MAX_VALUE);
                AnnotationGroup held = group(GraphicType.POLYLINE, 2, 200, values);
                values[at] = none;
                AnnotationGroup notHeld = group(GraphicType.POLYLINE, 2, 200, values);

                assertThat(feature(held, PlanarTransform.IDENTITY, PIXELS)
                                .get("geometry")
                                .isNull())
                        .isFalse();
                assertThat(feature(notHeld, PlanarTransform.IDENTITY, PIXELS)
                                .get("geometry")
                                .isNull())
                        .isTrue();
            }
        }
        float[] deep = new float[300];
        deep[2] = Float.NaN;
        AnnotationGroup group = group(GraphicType.POLYLINE, 3, 100, deep);
        assertThat(feature(group, PlanarTransform.IDENTITY, PIXELS)
                        .get("geometry")
                        .isNull())
                .isFalse();
        assertThat(feature(group, PlanarTransform.IDENTITY, MILLIMETRES)
                        .get("geometry")
                        .isNull())
                .isTrue();
    }

    @Test
    void longOutlinesInSpaceKeepEveryZInMillimetresAndNoneInPixels() throws Exception {
        float[] values = new float[3 * 200];
        StringBuilder space = new StringBuilder();
        StringBuilder plane = new StringBuilder();
        for (int vertex = 0; vertex < 200; vertex++) {
            values[3 * vertex] = vertex;
            values[3 * vertex + 1] = vertex + 0.5f;
            values[3 * vertex + 2] = -vertex / 8f;
            plane.append(plane.isEmpty() ? "[" : ",[").append(vertex + ".0,").append(vertex + ".5]");
            space.append(space.isEmpty() ? "[" : ",[")
                    .append(vertex + ".0,")
                    .append(vertex + ".5,")
                    .append(-vertex / 8f + "]");
        }
        AnnotationGroup group = group(GraphicType.POLYLINE, 3, 200, values);

        assertThat(text(feature(group, PlanarTransform.IDENTITY, MILLIMETRES))).isEqualTo("[" + space + "]");
        assertThat(text(feature(group, PlanarTransform.IDENTITY, PIXELS))).isEqualTo("[" + plane + "]");
    }

    @Test
    void whatIsNotFiniteHasNoGeometryButItsPoints() throws Exception {
        AnnotationGroup group = group(
                GraphicType.POLYGON, 2, 3, 1f, 2f, Float.NaN, 4f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            FeatureWriter writer = new FeatureWriter(out, PlanarTransform.IDENTITY, PIXELS);
            writer.write(new GroupCursor(group).moveTo(0));
            assertThat(writer.withoutGeometry()).isEqualTo(1);
        }

        JsonNode feature = JsonMapper.builder().build().readTree(text.toString());
        assertThat(feature.get("geometry").isNull()).isTrue();
        assertThat(feature.get("properties").get("dicom").get("points").toString())
                .isEqualTo("[[1.0,2.0],[\"NaN\",4.0],[\"-Infinity\",\"Infinity\"]]");
    }

    @Test
    void polygonsOfTooFewPointsMakeARingAllTheSame() throws Exception {
        JsonNode two = feature(group(GraphicType.POLYGON, 2, 2, 1f, 2f, 3f, 4f), PlanarTransform.IDENTITY, PIXELS);

        assertThat(two.get("geometry").get("coordinates").toString())
                .isEqualTo("[[[1.0,2.0],[3.0,4.0],[3.0,4.0],[1.0,2.0]]]");
        assertThat(two.get("properties").get("dicom").get("points")).hasSize(2);

        JsonNode one = feature(group(GraphicType.POLYLINE, 2, 1, 1f, 2f), PlanarTransform.IDENTITY, PIXELS);
        assertThat(one.get("geometry").get("coordinates").toString()).isEqualTo("[[1.0,2.0],[1.0,2.0]]");
    }

    @Test
    void aPolygonThatTheSourceClosedIsClosedAgain() throws Exception {
        JsonNode closed = feature(
                group(GraphicType.POLYGON, 2, 4, 1f, 2f, 3f, 4f, 5f, 0f, 1f, 2f), PlanarTransform.IDENTITY, PIXELS);

        assertThat(closed.get("geometry").get("coordinates").get(0)).hasSize(5);
    }

    @Test
    void measurementsAreNamedApartAndMayBeNoNumbers() throws Exception {
        CodedConcept area = new CodedConcept("42798000", "SCT", "Area");
        CodedConcept unit = new CodedConcept("um2", "UCUM", "square micrometer");
        AnnotationGroup plain = points(1f, 2f);
        AnnotationGroup group = new AnnotationGroup(
                plain.description(),
                GraphicType.POINT,
                plain.coordinates(),
                List.of(
                        new Measurement(area, unit, value(20.4f)),
                        new Measurement(area, unit, value(Float.NaN)),
                        new Measurement(area, unit, absent()),
                        new Measurement(new CodedConcept("x", "99GLOSSA", ""), unit, value(Float.NEGATIVE_INFINITY))));

        JsonNode feature = feature(group, PlanarTransform.IDENTITY, PIXELS);

        assertThat(feature.get("properties").get("measurements").toString())
                .isEqualTo("{\"Area um2\":20.4,\"Area um2 (2)\":\"NaN\",\"x um2\":\"-Infinity\"}");
    }

    @Test
    void classesAlwaysHaveANameAndAColour() throws Exception {
        CodedConcept none = new CodedConcept("", "", "");
        GroupDescription described = new GroupDescription(
                7,
                "2.25.9",
                "la\"bel\u2028\n",
                "a description",
                GenerationType.AUTOMATIC,
                List.of(new Algorithm("net", "1", null, "p", "s")),
                none,
                none,
                List.of(NUCLEUS),
                List.of("1", "2"),
                List.of(0.5, 0.25),
                new SrgbColour(10, 20, 30).toCieLab(),
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED);
        AnnotationGroup plain = points(1f, 2f);
        JsonNode properties = feature(
                        new AnnotationGroup(described, GraphicType.POINT, plain.coordinates(), List.of()),
                        PlanarTransform.IDENTITY,
                        PIXELS)
                .get("properties");

        assertThat(properties.get("classification").get("name").asText()).isEqualTo("la\"bel\u2028\n");
        assertThat(properties.get("classification").get("color").toString()).isEqualTo("[10,20,30]");
        JsonNode dicom = properties.get("dicom");
        assertThat(dicom.has("type")).isFalse();
        assertThat(dicom.get("z").toString()).isEqualTo("[0.5,0.25]");
        assertThat(dicom.get("opticalPaths").toString()).isEqualTo("[\"1\",\"2\"]");
        assertThat(dicom.get("algorithms").get(0).get("name").asText()).isEqualTo("net");
        assertThat(dicom.get("recommendedDisplayCIELab")).hasSize(3);
        assertThat(dicom.get("groupDescription").asText()).isEqualTo("a description");
        assertThat(properties.has("measurements")).isFalse();
    }

    private static MeasurementValues value(float value) {
        return new MeasurementValues() {
            @Override
            public boolean isPresent(long annotation) {
                return true;
            }

            @Override
            public float value(long annotation) {
                return value;
            }
        };
    }

    private static MeasurementValues absent() {
        return new MeasurementValues() {
            @Override
            public boolean isPresent(long annotation) {
                return false;
            }

            @Override
            public float value(long annotation) {
                throw new AssertionError("asked for an absent measurement");
            }
        };
    }

    private static AnnotationGroup points(float x, float y) {
        return group(GraphicType.POINT, 2, 1, x, y);
    }

    /** One annotation. */
    private static AnnotationGroup group(GraphicType type, int ordinates, int vertices, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        GroupDescription description = new GroupDescription(
                1,
                "2.25.1",
                "label",
                "",
                GenerationType.MANUAL,
                List.of(),
                new CodedConcept("91723000", "SCT", "Anatomical Structure"),
                NUCLEUS,
                List.of(),
                List.of(),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED);
        return new AnnotationGroup(
                description,
                type,
                new Coordinates(
                        MemorySegment.ofArray(bytes.array()),
                        Precision.FLOAT32,
                        ordinates,
                        VertexOffsets.fixed(vertices, 1)),
                List.of());
    }

    private static String text(AnnotationGroup group) throws Exception {
        return text(feature(group, PlanarTransform.IDENTITY, PIXELS));
    }

    private static String text(JsonNode feature) {
        return feature.get("geometry").get("coordinates").toString();
    }

    private static JsonNode feature(AnnotationGroup group, PlanarTransform transform, CoordinateSpace space)
            throws Exception {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            new FeatureWriter(out, transform, space).write(new GroupCursor(group).moveTo(0));
        }
        return JsonMapper.builder().build().readTree(text.toString());
    }
}
