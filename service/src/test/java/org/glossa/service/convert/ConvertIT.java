package org.glossa.service.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.corpus.Shared;
import org.glossa.service.ServerProcess;
import org.glossa.service.convert.ConvertClient.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /convert} and {@code GET /collections/{uid}?f=} before the packaged server. */
class ConvertIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOLE =
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[20,1],[20,20],[1,1]],"
                    + "[[12,4],[16,4],[16,8],[12,4]]]},\"properties\":{\"objectType\":\"annotation\"}}";

    private final Path annotations = Shared.require("corpus/highdicom/sm_annotations.dcm");
    private final Path image = Shared.require("corpus/highdicom/sm_image.dcm");

    @TempDir
    private Path folder;

    private static HttpResponse<byte[]> convert(URI server, String query, Form form) throws Exception {
        return new ConvertClient(server).convert(query, form);
    }

    private static HttpResponse<byte[]> get(URI server, String path) throws Exception {
        return new ConvertClient(server).get(path);
    }

    private static void store(URI server, Path file) throws Exception {
        new ConvertClient(server).store(Files.readAllBytes(file));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.ISO_8859_1);
    }

    private static String type(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    @Test
    void whatIsSentComesBackInAnotherLanguage() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.start(data)) {
            URI url = server.url();
            assertBothParts(url);
            assertStrict(url);
            assertProblems(url);
            assertStoredImageIsFound(url);
            ConvertClient.requireNothingStays(data.resolve("spool"));
        }
    }

    private void assertBothParts(URI url) throws Exception {
        HttpResponse<byte[]> answer = convert(
                url,
                "",
                new Form()
                        .part("options", "{\"to\":\"geojson\",\"decimals\":2}")
                        .part("source", annotations)
                        .part("image", image));
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(type(answer)).startsWith("multipart/mixed; boundary=");
        assertThat(answer.headers().firstValue("Content-Length")).hasValue(Integer.toString(answer.body().length));
        List<ConvertClient.Part> parts = ConvertClient.parts(answer);
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).head()).contains("Content-Type: application/geo+json", "name=\"result\"");
        assertThat(JSON.readTree(parts.get(0).body()).get("features")).hasSize(2);
        assertThat(parts.get(1).head()).contains("Content-Type: application/json", "name=\"ledger\"");
        JsonNode ledger = JSON.readTree(parts.get(1).body());
        assertThat(ledger.get("version").asInt()).isEqualTo(1);
        assertThat(ledger.get("source").get("language").asText()).isEqualTo("ann");
        assertThat(ledger.get("target").get("language").asText()).isEqualTo("geojson");

        HttpResponse<byte[]> related = new ConvertClient(url)
                .post(
                        "?to=geojson&decimals=2",
                        "multipart/related; type=\"application/dicom\"; boundary=\"gap\"",
                        new Form()
                                .part("image", image)
                                .part("image", image)
                                .part("source", annotations)
                                .whole());
        assertThat(related.statusCode()).as(text(related)).isEqualTo(200);
        assertThat(ConvertClient.parts(related).get(0).body())
                .as("the same result")
                .isEqualTo(parts.get(0).body());
        assertThat(ConvertClient.parts(related).get(1).body())
                .as("the same ledger")
                .isEqualTo(parts.get(1).body());

        HttpResponse<byte[]> only = convert(
                url, "?to=sr&ledger=only", new Form().part("source", HOLE).part("image", image));
        assertThat(only.statusCode()).as(text(only)).isEqualTo(200);
        assertThat(type(only)).isEqualTo("application/json");
        assertThat(JSON.readTree(only.body()).get("entries").findValuesAsText("code"))
                .contains("HOLE_BRIDGED");
        assertThat(only.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    private void assertStrict(URI url) throws Exception {
        HttpResponse<byte[]> refused = convert(
                url,
                "?to=ann&strict=true&holes=drop",
                new Form().part("source", HOLE).part("image", image));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(type(refused)).isEqualTo("application/problem+json");
        assertThat(JSON.readTree(refused.body()).get("ledger").get("entries").findValuesAsText("code"))
                .contains("HOLE_DROPPED");
        HttpResponse<byte[]> tooMany =
                convert(url, "?to=sr&maxSr=0", new Form().part("source", HOLE).part("image", image));
        assertThat(tooMany.statusCode()).as(text(tooMany)).isEqualTo(422);
        HttpResponse<byte[]> withoutImage = convert(url, "?to=ann", new Form().part("source", HOLE));
        assertThat(withoutImage.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(withoutImage.body())
                        .get("findings")
                        .get(0)
                        .get("code")
                        .asText())
                .isEqualTo("IMAGE_NEEDED");
    }

    private void assertProblems(URI url) throws Exception {
        assertThat(new ConvertClient(url)
                        .post("", "application/json", new byte[] {'{'})
                        .statusCode())
                .isEqualTo(415);
        HttpResponse<byte[]> malformed =
                convert(url, "?to=geojson", new Form().part("source", "{\"type\":\"Feature\",\"geometry\":[}"));
        assertThat(malformed.statusCode()).as(text(malformed)).isEqualTo(400);
        assertThat(JSON.readTree(malformed.body()).get("findings")).isNotEmpty();
        assertThat(convert(url, "?to=geojson", new Form().part("source", image)).statusCode())
                .isEqualTo(422);
        for (String query : new String[] {"", "?to=xml", "?to=ann&hole=drop", "?to=ann&ledger=all", "?to=ann&to=sr"}) {
            assertThat(convert(url, query, new Form().part("source", HOLE)).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(convert(url, "?to=ann", new Form().part("sauce", HOLE)).statusCode())
                .isEqualTo(400);
        assertThat(convert(url, "?to=ann", new Form().part("image", image)).statusCode())
                .isEqualTo(400);
        assertThat(convert(url, "?to=ann&image=1.2.3", new Form().part("source", HOLE))
                        .statusCode())
                .isEqualTo(409);
    }

    private void assertStoredImageIsFound(URI url) throws Exception {
        store(url, image);
        HttpResponse<byte[]> found = convert(url, "?to=geojson", new Form().part("source", annotations));
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(text(found)).contains("\"coordRefSys\":\"urn:glossa:crs:level0-pixels:");
    }

    @Test
    void whatIsStoredIsHadInAnyLanguage() throws Exception {
        JsonNode expected = JSON.readTree(
                        Shared.require("corpus/expected-values.json").toFile())
                .get("highdicom/sm_annotations.dcm");
        String set = expected.get("sopInstanceUID").asText();
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.start(data)) {
            URI url = server.url();
            store(url, annotations);
            store(url, image);
            HttpResponse<byte[]> json = get(url, "/collections/" + set + "?f=geojson");
            assertThat(json.statusCode()).as(text(json)).isEqualTo(200);
            assertThat(type(json)).isEqualTo("application/geo+json");
            assertThat(json.headers().firstValue("Content-Disposition"))
                    .hasValue("attachment; filename=\"" + set + ".geojson\"");
            JsonNode point = JSON.readTree(json.body()).get("features").get(0).get("geometry");
            assertThat(point.get("coordinates").get(0).asDouble())
                    .isEqualTo(expected.get("groups")
                            .get(0)
                            .get("coordinates")
                            .get(0)
                            .get(0)
                            .asDouble());
            String link = json.headers().firstValue("Link").orElseThrow();
            assertThat(link).endsWith(">; rel=\"describedby\"");
            HttpResponse<byte[]> ledger = get(url, link.substring(1, link.indexOf('>')));
            assertThat(ledger.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(ledger.body())
                            .get("target")
                            .get("language")
                            .asText())
                    .isEqualTo("geojson");

            for (String language : new String[] {"ann", "sr"}) {
                HttpResponse<byte[]> dicom = get(url, "/collections/" + set + "?f=" + language);
                assertThat(dicom.statusCode()).as(text(dicom)).isEqualTo(200);
                assertThat(type(dicom)).isEqualTo("application/dicom");
                assertThat(text(dicom).substring(128, 132)).isEqualTo("DICM");
            }
            assertThat(get(url, "/collections/" + set + "?f=sr&strict=true").statusCode())
                    .isEqualTo(422);
            assertThat(get(url, "/collections/" + set + "?f=xml").statusCode()).isEqualTo(400);
            assertThat(get(url, "/collections/" + set + "?f=json").statusCode()).isEqualTo(200);
            assertThat(get(url, "/collections/1.2.3?f=ann").statusCode()).isEqualTo(404);
            ConvertClient.requireNothingStays(data.resolve("spool"));
        }
    }
}
