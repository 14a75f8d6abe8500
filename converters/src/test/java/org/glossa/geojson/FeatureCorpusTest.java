package org.glossa.geojson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.ExpectedGroup;
import org.glossa.dicom.DicomFile;
import org.glossa.image.AnswerSpace;
import org.glossa.ledger.Losses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each committed case as a collection in its own space, read back by Jackson's tree and compared with what numpy read in the DICOM file. */
class FeatureCorpusTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static Stream<CorpusCase> cases() {
        return Corpus.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void featuresSayWhatTheFileSays(CorpusCase corpusCase) throws Exception {
        JsonNode collection = collection(corpusCase);

        assertThat(collection.get("type").asText()).isEqualTo("FeatureCollection");
        assertThat(collection.get("coordRefSys").asText()).startsWith("urn:glossa:crs:");
        int feature = 0;
        for (ExpectedGroup group : corpusCase.expected().groups()) {
            for (int annotation = 0; annotation < group.numberOfAnnotations(); annotation++) {
                assertFeature(collection.get("features").get(feature++), group, annotation, is3d(corpusCase));
            }
        }
        assertThat(collection.get("features")).hasSize(feature);
    }

    private static boolean is3d(CorpusCase corpusCase) {
        return corpusCase.expected().coordinateType().equals("3D");
    }

    private static JsonNode collection(CorpusCase corpusCase) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AnnotationSet set =
                BulkAnnotationReader.read(DicomFile.open(corpusCase.input())).set()) {
            AnswerSpace space = AnswerSpace.ofSource(set);
            GeoJsonWriter.write(set, space, GeoJsonForm.COLLECTION, new Losses(), bytes, (done, total) -> {});
        }
        return JSON.readTree(bytes.toString(StandardCharsets.UTF_8));
    }

    private static void assertFeature(JsonNode feature, ExpectedGroup group, int annotation, boolean millimetres) {
        assertThat(feature.get("type").asText()).isEqualTo("Feature");
        assertThat(feature.get("id").asText()).isEqualTo(group.number() + "-" + (annotation + 1));
        JsonNode properties = feature.get("properties");
        assertThat(properties.get("objectType").asText()).isEqualTo("annotation");
        assertThat(properties.get("classification").get("name").asText())
                .isEqualTo(group.type().get(2));
        assertThat(properties.get("classification").get("color")).hasSize(3);
        JsonNode dicom = properties.get("dicom");
        assertThat(dicom.has("sourcePoints")).isFalse();
        assertThat(dicom.get("groupUID").asText()).isEqualTo(group.uid());
        assertThat(dicom.get("groupNumber").asInt()).isEqualTo(group.number());
        assertThat(dicom.get("groupLabel").asText()).isEqualTo(group.label());
        assertThat(dicom.get("annotationIndex").asInt()).isEqualTo(annotation + 1);
        assertThat(dicom.get("graphicType").asText()).isEqualTo(group.graphicType());
        assertThat(dicom.get("generationType").asText()).isEqualTo(group.generationType());
        assertThat(words(dicom.get("category"))).isEqualTo(group.category());
        assertThat(words(dicom.get("type"))).isEqualTo(group.type());
        if (group.commonZ() != null) {
            assertThat(dicom.get("z").asDouble()).isEqualTo(group.commonZ());
        }
        List<List<Double>> points = group.annotations().get(annotation);
        boolean single = group.precision().equals("float32");
        int ordinates = millimetres ? group.ordinates() : 2;
        JsonNode coordinates = feature.get("geometry").get("coordinates");
        String type = feature.get("geometry").get("type").asText();
        switch (group.graphicType()) {
            case "POINT" -> {
                assertThat(type).isEqualTo("Point");
                assertPosition(coordinates, points.getFirst(), ordinates, single);
            }
            case "POLYLINE" -> {
                assertThat(type).isEqualTo("LineString");
                assertPositions(coordinates, points, ordinates, single);
            }
            case "POLYGON", "RECTANGLE" -> {
                assertThat(type).isEqualTo("Polygon");
                assertThat(coordinates).hasSize(1);
                List<List<Double>> ring = new ArrayList<>(points);
                ring.add(points.getFirst());
                assertPositions(coordinates.get(0), ring, ordinates, single);
            }
            default -> {
                assertThat(type).isEqualTo("Polygon");
                assertEllipse(coordinates.get(0), points, millimetres ? 1e-6 : 0.005);
            }
        }
        if (group.graphicType().equals("ELLIPSE") || group.graphicType().equals("RECTANGLE")) {
            assertPositions(dicom.get("points"), points, ordinates, single);
        } else {
            assertThat(dicom.has("points")).isFalse();
        }
        assertMeasurements(properties.get("measurements"), group, annotation);
    }

    private static void assertPositions(JsonNode actual, List<List<Double>> expected, int ordinates, boolean single) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertPosition(actual.get(i), expected.get(i), ordinates, single);
        }
    }

    /** The text must restore the file's bits, and be what Java prints as the shortest that does. */
    private static void assertPosition(JsonNode actual, List<Double> expected, int ordinates, boolean single) {
        assertThat(actual).hasSize(ordinates);
        for (int i = 0; i < ordinates; i++) {
            String text = actual.get(i).asText();
            if (single) {
                float wanted = expected.get(i).floatValue();
                assertThat(Float.floatToRawIntBits(Float.parseFloat(text))).isEqualTo(Float.floatToRawIntBits(wanted));
                assertThat(text).isEqualTo(Float.toString(wanted));
            } else {
                assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
                        .isEqualTo(Double.doubleToRawLongBits(expected.get(i)));
            }
        }
    }

    private static void assertEllipse(JsonNode ring, List<List<Double>> ends, double tolerance) {
        assertThat(ring.get(ring.size() - 1)).isEqualTo(ring.get(0));
        double ux = (ends.get(1).get(0) - ends.get(0).get(0)) / 2;
        double uy = (ends.get(1).get(1) - ends.get(0).get(1)) / 2;
        double vx = (ends.get(3).get(0) - ends.get(2).get(0)) / 2;
        double vy = (ends.get(3).get(1) - ends.get(2).get(1)) / 2;
        double centreX = (ends.get(0).get(0) + ends.get(1).get(0)) / 2;
        double centreY = (ends.get(0).get(1) + ends.get(1).get(1)) / 2;
        double determinant = ux * vy - uy * vx;
        double minor = Math.min(Math.hypot(ux, uy), Math.hypot(vx, vy));
        for (int i = 0; i + 1 < ring.size(); i++) {
            double midX =
                    (ring.get(i).get(0).asDouble() + ring.get(i + 1).get(0).asDouble()) / 2 - centreX;
            double midY =
                    (ring.get(i).get(1).asDouble() + ring.get(i + 1).get(1).asDouble()) / 2 - centreY;
            // In the frame of the axes the ellipse is the unit circle: middles of chords are what is farthest inside.
            double s = (midX * vy - midY * vx) / determinant;
            double t = (ux * midY - uy * midX) / determinant;
            assertThat(Math.hypot(s, t) * minor).isCloseTo(minor, within(2 * tolerance));
        }
    }

    private static void assertMeasurements(JsonNode actual, ExpectedGroup group, int annotation) {
        if (group.measurements().isEmpty()) {
            assertThat(actual).isNull();
            return;
        }
        int present = 0;
        for (var measurement : group.measurements()) {
            Float value = measurement.values().get(annotation);
            if (value != null) {
                String name =
                        measurement.concept().get(2) + " " + measurement.unit().get(0);
                assertThat(actual.get(name).asText()).isEqualTo(Float.toString(value));
                present++;
            }
        }
        assertThat(actual).hasSize(present);
    }

    private static List<String> words(JsonNode concept) {
        return List.of(
                concept.get("value").asText(),
                concept.get("scheme").asText(),
                concept.get("meaning").asText());
    }
}
