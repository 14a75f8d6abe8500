package org.glossa.service.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.glossa.service.ServerProcess;
import org.glossa.service.convert.ConvertClient.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code POST /convert} from each language to each other. pydicom says where the shapes of an answer are; the DICOM that goes on from
 * there has lost what we wrote for ourselves.
 */
class SixDirectionsIT {
    private static final String ID = "5a2c8f60-3c1e-4b7a-9d2f-0e1b2c3d4e5f";
    private static final String TRIANGLE_UID = "2.25.119861888691500609338429433013283409503";
    private static final List<double[]> TRIANGLE =
            List.of(new double[] {1.5, 2.25}, new double[] {20, 3}, new double[] {7.75, 31.5});
    private static final List<double[]> LINE =
            List.of(new double[] {40, 5}, new double[] {41, 6}, new double[] {45, 4});
    private static final List<double[]> POINT = List.of(new double[] {33.25, 12.5});
    private static final List<List<double[]>> SHAPES = List.of(TRIANGLE, LINE, POINT);
    private static final String GEOJSON = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":"%s","geometry":{"type":"Polygon","coordinates":[[[1.5,2.25],[20,3],[7.75,31.5],[1.5,2.25]]]},
             "properties":{"objectType":"annotation","classification":{"name":"Tumor","color":[200,0,0]}}},
            {"type":"Feature","geometry":{"type":"LineString","coordinates":[[40,5],[41,6],[45,4]]},
             "properties":{"objectType":"annotation"}},
            {"type":"Feature","geometry":{"type":"Point","coordinates":[33.25,12.5]},
             "properties":{"objectType":"detection","measurements":{"Area":2.5}}}]}
            """.formatted(ID);

    private final Path image = Shared.require("corpus/highdicom/sm_image.dcm");

    @TempDir
    private Path folder;

    @Test
    void shapesStayWhereTheyAreFromEachLanguageToEachOther() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            ConvertClient client = new ConvertClient(server.url());
            Form fromGeoJson = new Form().part("image", image).part("source", GEOJSON);
            byte[] body = fromGeoJson.whole();
            Path annotations = check("geojson-ann", 1e-9, first(client, "?to=ann", body));
            Path report = check("geojson-sr", 2.5e-3, first(client, "?to=sr", body));
            assertThat(shapes(report, "").get(0).get("id").asText()).isEqualTo(TRIANGLE_UID);

            check("ann-geojson", 1e-9, convert(client, "?to=geojson", annotations));
            check("ann-sr", 2.5e-3, convert(client, "?to=sr", annotations));
            check("sr-geojson", 5e-3, convert(client, "?to=geojson", report));
            check("sr-ann", 5e-3, convert(client, "?to=ann", report));
            check("sr-ann-imageless", 5e-3, client.result("?to=ann", new Form().part("source", report)));
            ConvertClient.requireNothingStays(folder.resolve("data").resolve("spool"));
        }
    }

    private byte[] convert(ConvertClient client, String query, Path source) throws Exception {
        return client.result(query, new Form().part("source", source).part("image", image));
    }

    private static byte[] first(ConvertClient client, String query, byte[] body) throws Exception {
        var answer = client.post(query, "multipart/form-data; boundary=" + ConvertClient.BOUNDARY, body);
        assertThat(answer.statusCode()).as(ConvertClient.text(answer)).isEqualTo(200);
        return ConvertClient.parts(answer).getFirst().body();
    }

    /** Requires the shapes where they were, and gives the file without private elements. */
    private Path check(String name, double tolerance, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve(name), bytes);
        Path plain = folder.resolve(name + "-plain.dcm");
        List<JsonNode> found = new ArrayList<>();
        shapes(file, plain.toString()).forEach(found::add);
        assertThat(found).as(name).hasSize(SHAPES.size());
        for (List<double[]> shape : SHAPES) {
            assertThat(found).as(name).anySatisfy(json -> assertSame(json.get("points"), shape, tolerance));
        }
        return plain;
    }

    private JsonNode shapes(Path file, String plain) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of(Oracle.script("read_shapes.py").toString(), image.toString(), file.toString()));
        if (!plain.isEmpty()) {
            arguments.add(plain);
        }
        return new ObjectMapper()
                .readTree(Oracle.python().run(arguments).orFail().out());
    }

    private static void assertSame(JsonNode points, List<double[]> shape, double tolerance) {
        assertThat(points).hasSize(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            assertThat(points.get(i).get(0).asDouble()).isCloseTo(shape.get(i)[0], within(tolerance));
            assertThat(points.get(i).get(1).asDouble()).isCloseTo(shape.get(i)[1], within(tolerance));
        }
    }
}
