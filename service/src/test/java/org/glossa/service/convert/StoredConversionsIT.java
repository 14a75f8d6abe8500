package org.glossa.service.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.glossa.service.convert.ConvertClient.header;
import static org.glossa.service.convert.ConvertClient.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.service.ServerProcess;
import org.glossa.service.convert.ConvertClient.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /collections/{uid}?f=} of sets that {@code POST /convert} made and STOW stored, and reports of ours among DICOMweb's. */
class StoredConversionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMAGE_UID = "1.2.826.0.1.3680043.9.7433.3.12857516184849951143044513877282227";
    private static final String ID = "5a2c8f60-3c1e-4b7a-9d2f-0e1b2c3d4e5f";
    private static final String HOLES = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":"%s","geometry":{"type":"Polygon","coordinates":[[[1,1],[40,1],[40,40],[1,40],[1,1]],
              [[10,10],[10,20],[20,20],[10,10]]]},"properties":{"objectType":"annotation","name":"with a hole"}},
            {"type":"Feature","id":"%s","geometry":{"type":"Polygon","coordinates":[[[41.5,1.25],[48,1],[48,8],[41.5,1.25]]]},
              "properties":{"objectType":"annotation"}}]}
            """.formatted(ID, ID.replace('5', '6'));

    private static final Path IMAGE = Shared.require("corpus/highdicom/sm_image.dcm");

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static ConvertClient client;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(folder.resolve("data"));
        client = new ConvertClient(server.url());
    }

    @AfterAll
    static void stop() throws Exception {
        ConvertClient.requireNothingStays(folder.resolve("data").resolve("spool"));
        server.close();
        assertThat(server.log()).doesNotContain("ERROR");
    }

    private static byte[] made(String query, String geoJson) throws Exception {
        return client.result(query, new Form().part("source", geoJson).part("image", IMAGE));
    }

    private static String uid(byte[] dicom) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "made", ".dcm"), dicom);
        try (DicomFile opened = DicomFile.open(file)) {
            return opened.dataSet().string(Tag.SOPInstanceUID).orElseThrow();
        }
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static void assertRefused(int status, String path, String... words) throws Exception {
        HttpResponse<byte[]> answer = client.get(path);
        assertThat(answer.statusCode()).as(path + " " + text(answer)).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(text(answer)).contains(words);
    }

    @Test
    void holesAndIdsComeBackAndOptionsAreFollowed() throws Exception {
        byte[] annotations = made("?to=ann", HOLES);
        assertThat(made("?to=ann", HOLES)).as("the same again").isEqualTo(annotations);
        client.store(annotations);
        String set = "/collections/" + uid(annotations);

        JsonNode features = json(client.get(set + "?f=geojson")).get("features");
        assertThat(features).hasSize(2);
        assertThat(features.get(0).get("id").asText()).isEqualTo(ID);
        assertThat(features.get(0).get("properties").get("name").asText()).isEqualTo("with a hole");
        assertThat(features.get(0).get("geometry").get("coordinates").toString().replace(".0", ""))
                .isEqualTo("[[[1,1],[40,1],[40,40],[1,40],[1,1]],[[10,10],[10,20],[20,20],[10,10]]]");

        assertRefused(409, set + "?f=geojson&space=slide-mm", "\"missing\":\"" + IMAGE_UID + "\"");
        assertRefused(404, "/collections/1.2.3.4?f=geojson", "1.2.3.4");
        assertRefused(400, set + "?f=geojson&hole=drop", "hole", "holes", "outOfBounds");
        assertRefused(400, set + "?f=geojson&decimals=16", "decimals", "15");
        assertRefused(400, set + "?f=xml", "xml", "geojson");
        assertRefused(422, set + "?f=sr&maxSr=1", "2 objects", "at most 1");

        client.store(Files.readAllBytes(IMAGE));
        JsonNode millimetres =
                json(client.get(set + "?f=geojson&space=slide-mm")).get("features");
        JsonNode corner =
                millimetres.get(1).get("geometry").get("coordinates").get(0).get(0);
        // rows run along −y, columns along −x; the origin is the centre of the first pixel
        assertThat(corner.get(0).asDouble()).isCloseTo(23.449873 - (1.25 - 0.5) * 0.000499, within(1e-9));
        assertThat(corner.get(1).asDouble()).isCloseTo(25.691574 - (41.5 - 0.5) * 0.000499, within(1e-9));

        JsonNode rounded = json(client.get(set + "?f=geojson&decimals=0")).get("features");
        JsonNode whole =
                rounded.get(1).get("geometry").get("coordinates").get(0).get(0);
        assertThat(whole.get(0).asDouble()).isIn(41.0, 42.0);
        assertThat(whole.get(1).asDouble()).isEqualTo(1);
        HttpResponse<byte[]> lines = client.get(set + "?f=geojson&newlineDelimited=true");
        assertThat(text(lines).lines()).hasSize(2);
        assertThat(header(lines, "Content-Type")).isEqualTo("application/geo+json-seq");
        HttpResponse<byte[]> gzip = client.get(set + "?f=geojson&gzip=true");
        assertThat(header(gzip, "Content-Disposition")).endsWith(".geojson.gz\"");
        assertThat(JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(gzip.body())))
                        .get("features"))
                .hasSize(2);
        assertThat(codes(set + "?f=sr&ledger=only")).contains("HOLE_BRIDGED");
        assertThat(codes(set + "?f=sr&ledger=only&holes=drop")).contains("HOLE_DROPPED");
        assertRefused(422, set + "?f=sr&holes=fail", "hole");
        for (String format : new String[] {"ann", "sr", "geojson"}) {
            HttpResponse<byte[]> once = client.get(set + "?f=" + format);
            assertThat(client.get(set + "?f=" + format).body()).as(format).isEqualTo(once.body());
            HttpResponse<byte[]> head = client.send("HEAD", set + "?f=" + format);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(once.body().length));
            assertThat(header(head, "Content-Type")).isEqualTo(header(once, "Content-Type"));
        }
    }

    private static List<String> codes(String path) throws Exception {
        return json(client.get(path)).get("entries").findValuesAsText("code");
    }

    @Test
    void aReportOfMoreThanFiftyThousandIsRefused() throws Exception {
        StringBuilder features = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (int i = 0; i < 50_001; i++) {
            features.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[")
                    .append(i % 50 + 0.25)
                    .append(',')
                    .append(i / 1_250.0)
                    .append("]},\"properties\":{\"objectType\":\"detection\"}}");
        }
        byte[] annotations = made("?to=ann", features.append("]}").toString());
        client.store(annotations);
        String set = "/collections/" + uid(annotations);
        assertRefused(422, set + "?f=sr", "50001 objects", "at most 50000");

        HttpResponse<byte[]> all = client.get(set + "?f=geojson");
        assertThat(json(all).get("features")).hasSize(50_001);
        HttpResponse<byte[]> head = client.send("HEAD", set + "?f=geojson");
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(all.body().length));
    }

    /** The index has the rows that others see; objects are put together again by conversions alone. */
    @Test
    void regionsOfWhatWasConvertedAreThoseThatOthersRead() throws Exception {
        String hole = HOLES.substring(HOLES.indexOf('['), HOLES.lastIndexOf(']'));
        byte[] annotations = made(
                "?to=ann",
                "{\"type\":\"FeatureCollection\",\"features\":" + hole + ","
                        + "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"classification\":{\"name\":\"Tumor\"}}},"
                        + "{\"type\":\"Feature\",\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[[3,3],[4,4.5]]},"
                        + "\"properties\":{}}]}");
        Path file = Files.write(folder.resolve("regions.dcm"), annotations);
        JsonNode rows = JSON.readTree(Oracle.python()
                .run(Oracle.script("read_shapes.py").toString(), IMAGE.toString(), file.toString())
                .orFail()
                .out());
        client.store(annotations);
        String set = "/collections/" + uid(annotations);
        awaitReady(set);
        JsonNode features =
                json(client.get(set + "/items?crs=source-pixels&limit=100")).get("features");
        assertThat(features).hasSize(4).hasSameSizeAs(rows);
        assertThat(features.findValuesAsText("id"))
                .containsExactlyInAnyOrderElementsOf(rows.findValuesAsText("id"))
                .contains("1-1", "2-2");
        long counted = 0;
        for (JsonNode group : json(client.get(set)).get("groups")) {
            counted += group.get("numberOfAnnotations").asLong();
        }
        assertThat(counted).isEqualTo(4);
        JsonNode bridged = features.get(features.findValuesAsText("id")
                        .indexOf(rows.get(0).get("id").asText()))
                .get("geometry")
                .get("coordinates");
        assertThat(bridged).as("no ring for the hole").hasSize(1);
        assertThat(area(bridged.get(0))).isEqualTo(39 * 39 - 50);
        for (int i = 0; i < bridged.get(0).size() - 1; i++) {
            JsonNode expected = rows.get(0).get("points").get(i);
            JsonNode got = bridged.get(0).get(i);
            assertThat(got.get(0).asDouble()).isEqualTo(expected.get(0).asDouble());
            assertThat(got.get(1).asDouble()).isEqualTo(expected.get(1).asDouble());
        }
        assertThat(json(client.get(set + "/items?crs=source-pixels&bbox=2.5,2.5,3.5,3.5"))
                        .get("features"))
                .as("the polygon around and one of the points")
                .hasSize(2);
        assertThat(json(client.get(set + "?f=geojson")).get("features"))
                .as("objects")
                .hasSize(4);
    }

    private static void awaitReady(String set) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (json(client.get(set)).get("state").asText().equals("ready")) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not ready: " + text(client.get(set)));
    }

    private static double area(JsonNode ring) {
        double twice = 0;
        for (int i = 0; i + 1 < ring.size(); i++) {
            twice += ring.get(i).get(0).asDouble() * ring.get(i + 1).get(1).asDouble()
                    - ring.get(i + 1).get(0).asDouble() * ring.get(i).get(1).asDouble();
        }
        return Math.abs(twice / 2);
    }

    /** As Slim asks for reports. */
    @Test
    void aReportOfOursIsFoundAndRetrieved() throws Exception {
        byte[] report = made("?to=sr", HOLES);
        client.store(report);
        String uid = uid(report);
        HttpResponse<byte[]> searched =
                client.send("GET", "/dicom-web/instances?SOPInstanceUID=" + uid, "Accept", "application/dicom+json");
        JsonNode found = json(searched).get(0);
        String study = value(found, "0020000D");
        JsonNode listed = json(client.send(
                "GET", "/dicom-web/studies/" + study + "/instances?Modality=SR", "Accept", "application/dicom+json"));
        assertThat(listed).hasSize(1);
        assertThat(value(listed.get(0), "00080016")).isEqualTo("1.2.840.10008.5.1.4.1.1.88.34");
        assertThat(value(listed.get(0), "00080018")).isEqualTo(uid);
        String instance =
                "/dicom-web/studies/" + study + "/series/" + value(listed.get(0), "0020000E") + "/instances/" + uid;
        HttpResponse<byte[]> retrieved =
                client.send("GET", instance, "Accept", "multipart/related; type=\"application/dicom\"");
        assertThat(header(retrieved, "Content-Type")).startsWith("multipart/related");
        byte[] body = ConvertClient.parts(retrieved).getFirst().body();
        assertThat(Arrays.equals(body, report)).isTrue();

        JsonNode metadata = json(client.send("GET", instance + "/metadata", "Accept", "application/dicom+json"))
                .get(0);
        assertThat(metadata.get("0040A504").toString()).contains("\"1500\"");
        assertThat(metadata.get("0040A730").toString())
                .contains(
                        "\"121024\"",
                        "\"121027\"",
                        "\"121039\"",
                        "\"111700\"",
                        "\"126010\"",
                        "\"125007\"",
                        "\"111030\"")
                .contains("SCOORD3D");
        assertThat(new String(report, 128, 4, StandardCharsets.US_ASCII)).isEqualTo("DICM");
    }

    private static String value(JsonNode dataSet, String tag) {
        return dataSet.get(tag).get("Value").get(0).asText();
    }
}
