package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real files of other people through {@code convert}: ledgers written by hand, coordinates by Jackson and pydicom. An entry is its code,
 * severity, whether it is restorable, and count.
 */
class SharedConversionsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ANNOTATIONS = "corpus/highdicom/sm_annotations.dcm";
    private static final String IMAGE = "corpus/highdicom/sm_image.dcm";
    private static final String REPORT = "corpus/highdicom/sr_document.dcm";
    private static final String IDC = "corpus/idc-metadata/TCGA-LUAD_TCGA-05-4244-01Z-00-DX1.json";

    /** Of the slide that {@link #slide()} draws: 0.25 µm, columns along −Y, rows along −X, as pydicom reads it. */
    private static final double SPACING = 0.00025;

    @TempDir
    private static Path slides;

    @TempDir
    private Path folder;

    private static Path slide() {
        Path slide = slides.resolve("slide");
        if (!Files.exists(slide)) {
            Verb drawn = Verb.run(
                    new GenerateCommand(),
                    "--annotations",
                    10,
                    "--vertices",
                    8,
                    "--seed",
                    1,
                    "--size",
                    30_000,
                    "--out",
                    slides);
            assertThat(drawn.exitCode()).as(drawn.err()).isZero();
        }
        return slide;
    }

    private Path convert(Path in, String to, Object... more) {
        Path out = folder.resolve("out." + to);
        Verb done = run(in, to, out, more);
        assertThat(done.exitCode()).as(done.err()).isZero();
        return out;
    }

    private Verb run(Path in, String to, Path out, Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of(in, "--to", to, "--out", out, "--ledger", folder.resolve("ledger.json"), "--force"));
        arguments.addAll(Arrays.asList(more));
        return Verb.run(new ConvertCommand(), arguments.toArray());
    }

    private List<String> ledger() throws IOException {
        List<String> entries = new ArrayList<>();
        for (JsonNode entry :
                JSON.readTree(folder.resolve("ledger.json").toFile()).get("entries")) {
            entries.add(entry.get("code").asText() + " " + entry.get("severity").asText()
                    + (entry.get("restorable").asBoolean() ? " restorable " : " gone ")
                    + entry.get("count").asLong());
        }
        return entries;
    }

    private static JsonNode pydicom(Path file) throws IOException {
        return JSON.readTree(Oracle.python()
                .run(Oracle.script("converted_coordinates.py").toString(), file.toString())
                .orFail()
                .out());
    }

    private static JsonNode expected(String file) throws IOException {
        return JSON.readTree(Shared.require("corpus/expected-values.json").toFile())
                .get(file);
    }

    private static List<Double> numbers(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        if (node.isNumber()) {
            numbers.add(node.asDouble());
        } else {
            node.forEach(inner -> numbers.addAll(numbers(inner)));
        }
        return numbers;
    }

    @Test
    void bulkAnnotationsBecomeGeoJson() throws Exception {
        JsonNode group = expected("highdicom/sm_annotations.dcm").at("/groups/0");
        JsonNode features = JSON.readTree(
                        convert(Shared.require(ANNOTATIONS), "geojson", "--image", Shared.require(IMAGE))
                                .toFile())
                .get("features");

        assertThat(features).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonNode feature = features.get(i);
            assertThat(feature.at("/geometry/type").asText()).isEqualTo("Point");
            assertThat(numbers(feature.at("/geometry/coordinates"))).isEqualTo(numbers(group.at("/coordinates/" + i)));
            assertThat((float) feature.at("/properties/measurements/Area um2").asDouble())
                    .isEqualTo((float) group.at("/measurements/0/values/" + i).asDouble());
            assertThat(feature.at("/properties/classification/name").asText()).isEqualTo("Nucleus");
        }
        assertThat(ledger())
                .containsExactlyInAnyOrder(
                        "CONTENT_HEADER_NOT_CARRIED info gone 1", // patient and study
                        "GROUP_IN_PRIVATE_MEMBER info restorable 1"); // category, UID, generation type
    }

    @Test
    void bulkAnnotationsBecomeAReportInMillimetres() throws Exception {
        Path report = convert(Shared.require(ANNOTATIONS), "sr", "--image", Shared.require(IMAGE));

        JsonNode group = expected("highdicom/sm_annotations.dcm").at("/groups/0");
        JsonNode image = expected("highdicom/sm_image.dcm");
        JsonNode items = pydicom(report);
        List<JsonNode> regions = ofType(items, "SCOORD3D");
        List<JsonNode> measured = ofType(items, "NUM").stream()
                .filter(item -> item.get("concept").asText().equals("42798000"))
                .toList();
        assertThat(regions).hasSize(2);
        for (int i = 0; i < 2; i++) {
            double column = group.at("/coordinates/" + i + "/0").asDouble();
            double row = group.at("/coordinates/" + i + "/1").asDouble();
            // the orientation is 0\-1\0\-1\0\0, and the origin is the centre of the first pixel
            double x = image.at("/origin/0").asDouble()
                    - (row - 0.5) * image.at("/pixelSpacing/0").asDouble();
            double y = image.at("/origin/1").asDouble()
                    - (column - 0.5) * image.at("/pixelSpacing/1").asDouble();
            assertThat(regions.get(i).get("graphicType").asText()).isEqualTo("POINT");
            assertThat(numbers(regions.get(i).get("ordinates")))
                    .containsExactly((double) (float) x, (double) (float) y, 0.0);
            assertThat((float) measured.get(i).get("number").asDouble())
                    .isEqualTo((float) group.at("/measurements/0/values/" + i).asDouble());
        }
        assertThat(ledger())
                .containsExactlyInAnyOrder(
                        "GENERATION_TYPE_NOT_CARRIED loss restorable 1", // MANUAL, which a report says of no group
                        "GROUP_NOT_CARRIED loss restorable 1", // label and UID
                        "PRECISION_FLOAT32 loss restorable 2", // OD, and millimetres are not floats anyway
                        "SPACE_CHANGED info restorable 2");
    }

    @Test
    void bulkAnnotationsAreWrittenAnew() throws Exception {
        JsonNode group = expected("highdicom/sm_annotations.dcm").at("/groups/0");
        JsonNode written = pydicom(convert(Shared.require(ANNOTATIONS), "ann")).get(0);

        assertThat(written.get("graphicType").asText()).isEqualTo("POINT");
        assertThat(written.get("vr").asText()).isEqualTo("OD");
        assertThat(numbers(written.get("ordinates"))).isEqualTo(numbers(group.get("coordinates")));
        assertThat(numbers(written.get("values"))).isEqualTo(numbers(group.at("/measurements/0/values")));
        // Annotation Applies to All Z Planes, which 2D must not have
        assertThat(ledger()).containsExactly("ATTRIBUTE_LEFT_OUT info gone 1");
    }

    private static List<JsonNode> ofType(JsonNode items, String valueType) {
        List<JsonNode> found = new ArrayList<>();
        items.forEach(item -> {
            if (item.path("valueType").asText().equals(valueType)) {
                found.add(item);
            }
        });
        return found;
    }

    @Test
    void aReportOnACtImageBecomesGeoJsonInPixelsOfThatImage() throws Exception {
        Path report = Shared.require(REPORT);
        List<Double> circle =
                numbers(ofType(pydicom(report), "SCOORD").getFirst().get("ordinates"));
        double radius = Math.hypot(circle.get(2) - circle.get(0), circle.get(3) - circle.get(1));
        JsonNode json = JSON.readTree(convert(report, "geojson").toFile());

        assertThat(json.get("coordRefSys").asText())
                .isEqualTo("urn:glossa:crs:source-pixels:1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322");
        assertThat(json.get("features")).hasSize(1);
        JsonNode feature = json.at("/features/0");
        assertThat(feature.at("/geometry/isEllipse").asBoolean()).isTrue();
        for (JsonNode position : feature.at("/geometry/coordinates/0")) {
            double distance = Math.hypot(
                    position.get(0).asDouble() - circle.get(0), position.get(1).asDouble() - circle.get(1));
            assertThat(distance).isEqualTo(radius, within(0.01));
        }
        assertThat(feature.at("/properties/classification/name").asText()).isEqualTo("Spinal cord");
        assertThat(feature.at("/properties/measurements/Area of defined region cm2")
                        .asDouble())
                .isEqualTo(1.7);
        assertThat(ledger())
                .containsExactlyInAnyOrder(
                        "SPACE_KEPT warning gone 1", // a CT image has no level 0
                        "CONTENT_HEADER_NOT_CARRIED info gone 1",
                        "CONTENT_IN_PRIVATE_MEMBER info restorable 2", // around the group, and in it
                        "ELLIPSE_POLYGONISED info restorable 1",
                        "GROUP_IN_PRIVATE_MEMBER info restorable 1"); // sites
    }

    @Test
    void aReportOnACtImageIsWrittenAnewWithItsCircle() throws Exception {
        Path report = Shared.require(REPORT);
        assertThat(pydicom(convert(report, "sr"))).isEqualTo(pydicom(report));
        assertThat(ledger()).isEmpty();
    }

    /** Without image: patient, study and the CT image are those of the report. */
    @Test
    void aReportOnACtImageBecomesBulkAnnotations() throws Exception {
        Path annotations = convert(Shared.require(REPORT), "ann");

        JsonNode group = pydicom(annotations).get(0);
        assertThat(group.get("graphicType").asText()).isEqualTo("ELLIPSE");
        // centre 58\52, radius 11: the ends of the axes
        assertThat(numbers(group.get("ordinates"))).containsExactly(47.0, 52.0, 69.0, 52.0, 58.0, 41.0, 58.0, 63.0);
        assertThat(numbers(group.get("values"))).containsExactly((double) 1.7f);
        assertThat(ledger())
                .containsExactlyInAnyOrder(
                        "CIRCLE_AS_ELLIPSE info restorable 1",
                        "CLASS_ABSENT info restorable 1", // no Finding Category, which TID 1410 need not have
                        "CONTENT_HEADER_NOT_CARRIED info restorable 1",
                        "CONTENT_NOT_CARRIED loss restorable 2", // in the group, and around it
                        "ID_NOT_CARRIED loss restorable 1",
                        "NAME_NOT_CARRIED loss restorable 1",
                        "OBSERVER_NOT_CARRIED loss restorable 1");
    }

    /** Nobody who has the CT image can name it as the slide. */
    @Test
    void aSlideIsNotTheCtImageOfAReport() throws Exception {
        Verb refused = run(Shared.require(REPORT), "sr", folder.resolve("out.dcm"), "--image", Shared.require(IMAGE));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("IMAGE_OTHER", "1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322");
    }

    @ParameterizedTest
    @CsvSource({
        "point, POINT",
        "line, POLYLINE",
        "polyline, POLYLINE",
        "polygon, POLYGON",
        "rectangle, POLYGON" // GeoJSON has no rectangle
    })
    void featuresOfQuPathBecomeBulkAnnotations(String name, String graphicType) throws Exception {
        Path json = Shared.require("corpus/qupath-geojson/qupath-" + name + ".json");
        JsonNode written = pydicom(convert(json, "ann", "--image", slide()));

        assertThat(written).hasSize(1);
        assertThat(written.at("/0/graphicType").asText()).isEqualTo(graphicType);
        List<Double> source = numbers(JSON.readTree(json.toFile()).at("/geometry/coordinates")).stream()
                .map(number -> (double) number.floatValue()) // two decimals: a float tells them
                .toList();
        boolean ring = graphicType.equals("POLYGON");
        assertThat(numbers(written.at("/0/ordinates"))).isEqualTo(ring ? source.subList(0, source.size() - 2) : source);
        assertThat(ledger())
                .containsExactlyInAnyOrder(
                        "SPACE_TAKEN info gone 1",
                        "ATTRIBUTE_NOT_CARRIED loss restorable 1", // isLocked
                        "CLASS_ABSENT info restorable 1",
                        "NAME_NOT_CARRIED loss restorable 1",
                        "OBJECT_TYPE_NOT_CARRIED info restorable 1"); // the id is a class name of QuPath
        for (JsonNode entry :
                JSON.readTree(folder.resolve("ledger.json").toFile()).get("entries")) {
            String code = entry.get("code").asText();
            String within = code.equals("ATTRIBUTE_NOT_CARRIED")
                    ? "/properties/isLocked"
                    : code.equals("OBJECT_TYPE_NOT_CARRIED") ? "/id" : ""; // the file is one Feature
            assertThat(entry.get("firstPaths"))
                    .as(code)
                    .allMatch(path -> path.asText().equals(within));
        }
    }

    @ParameterizedTest
    @CsvSource({"point, POINT", "line, POLYLINE", "polyline, POLYLINE", "polygon, POLYGON", "rectangle, POLYGON"})
    void featuresOfQuPathBecomeReports(String name, String graphicType) throws Exception {
        Path json = Shared.require("corpus/qupath-geojson/qupath-" + name + ".json");
        List<JsonNode> regions = ofType(pydicom(convert(json, "sr", "--image", slide())), "SCOORD3D");

        assertThat(regions).hasSize(1);
        assertThat(regions.getFirst().get("graphicType").asText()).isEqualTo(graphicType);
        List<Double> source = numbers(JSON.readTree(json.toFile()).at("/geometry/coordinates"));
        double[] origin = origin();
        List<Double> millimetres = new ArrayList<>();
        for (int i = 0; i < source.size(); i += 2) {
            millimetres.add((double) (float) (origin[0] - (source.get(i + 1) - 0.5) * SPACING));
            millimetres.add((double) (float) (origin[1] - (source.get(i) - 0.5) * SPACING));
            millimetres.add(0.0);
        }
        assertThat(numbers(regions.getFirst().get("ordinates"))).isEqualTo(millimetres);
        assertThat(ledger())
                .containsExactlyInAnyOrder(
                        "SPACE_TAKEN info gone 1",
                        "ATTRIBUTE_NOT_CARRIED loss restorable 1", // isLocked
                        "CLASS_ABSENT info restorable 1",
                        "OBJECT_TYPE_NOT_CARRIED info restorable 1",
                        "PRECISION_FLOAT32 loss restorable 1", // the name is the Tracking Identifier
                        "SPACE_CHANGED info restorable 1");
    }

    private static double[] origin() {
        String code = "import pydicom,sys; d=pydicom.dcmread(sys.argv[1],stop_before_pixels=True)"
                + ".TotalPixelMatrixOriginSequence[0];"
                + "print(float(d.XOffsetInSlideCoordinateSystem), float(d.YOffsetInSlideCoordinateSystem))";
        String[] words = Oracle.python()
                .run("-c", code, slide().resolve("level-0.dcm").toString())
                .orFail()
                .out()
                .strip()
                .split(" ");
        return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[1])};
    }

    @ParameterizedTest
    @ValueSource(strings = {IMAGE, "corpus/highdicom/sm_image_dots.dcm"})
    void anImageIsNoSource(String image) throws Exception {
        assertNoSource(
                Shared.require(image),
                "got VL Whole Slide Microscopy Image (SOP class 1.2.840.10008.5.1.4.1.1.77.1.6)",
                "allowed: a DICOM file or DICOM JSON of Microscopy Bulk Simple Annotations");
    }

    @Test
    void metadataAreNoSource() throws Exception {
        Path both = Shared.require(IDC);
        assertNoSource(both, "got an object with the members images, annotations", "allowed: a FeatureCollection");
        JsonNode lists = JSON.readTree(both.toFile());
        assertNoSource(
                written(lists.at("/images/0")), "got VL Whole Slide Microscopy Image (SOP class", "allowed: a DICOM");
        assertNoSource(written(lists.get("images")), "got DICOM JSON of 4 instances", "allowed: one instance");
        // coordinates that are elsewhere
        assertNoSource(
                written(lists.at("/annotations/0")), "got a BulkDataURI", "allowed: InlineBinary", "the DICOM file");
    }

    private void assertNoSource(Path file, String... words) {
        for (String to : List.of("geojson", "ann", "sr")) {
            Path out = folder.resolve("refused." + to);
            Verb refused = run(file, to, out);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains(words);
            assertThat(out).doesNotExist();
        }
    }

    private Path written(JsonNode json) throws IOException {
        Path file = folder.resolve("metadata.json");
        JSON.writeValue(file.toFile(), json);
        return file;
    }

    /** The thumbnail is 803 x 768 px of 46336 x 44288; its edges are the slide's edges, to the bit. */
    @Test
    void theEdgesOfAThumbnailAreThoseOfLevelZero() throws Exception {
        JsonNode images = JSON.readTree(Shared.require(IDC).toFile()).get("images");
        String thumbnail = "1.3.6.1.4.1.5962.99.1.3510881361.982628633.1635598486609.15.0";
        Path pyramid = Files.move(written(images), folder.resolve("pyramid.json"));
        Path source = Files.writeString(
                folder.resolve("edges.geojson"),
                "{\"type\":\"FeatureCollection\",\"coordRefSys\":\"urn:glossa:crs:source-pixels:" + thumbnail
                        + "\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\","
                        + "\"coordinates\":[[0,0],[803,768],[0,768]]},\"properties\":{}}]}");
        List<Double> edges = List.of(0.0, 0.0, 46336.0, 44288.0, 0.0, 44288.0);

        assertThat(levelZero(source, pyramid)).isEqualTo(edges);
        Path annotations = convert(source, "ann", "--image", pyramid);
        assertThat(numbers(pydicom(annotations).at("/0/ordinates")))
                .containsExactly(0.0, 0.0, 803.0, 768.0, 0.0, 768.0);
        assertThat(levelZero(annotations, pyramid)).isEqualTo(edges);
    }

    private List<Double> levelZero(Path in, Path image) throws IOException {
        return numbers(JSON.readTree(convert(in, "geojson", "--space", "level0-pixels", "--image", image)
                        .toFile())
                .at("/features/0/geometry/coordinates"));
    }
}
