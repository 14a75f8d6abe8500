package org.glossa.service.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.glossa.corpus.Shared;
import org.glossa.service.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /convert} and {@code GET /collections/{uid}?f=} before the packaged server. */
class ConvertIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "gap";
    private static final String HOLE =
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[20,1],[20,20],[1,1]],"
                    + "[[12,4],[16,4],[16,8],[12,4]]]},\"properties\":{\"objectType\":\"annotation\"}}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path annotations = Shared.require("corpus/highdicom/sm_annotations.dcm");
    private final Path image = Shared.require("corpus/highdicom/sm_image.dcm");

    @TempDir
    private Path folder;

    /** A multipart/form-data body, put together by hand. */
    private static final class Form {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Form part(String name, byte[] content) {
            bytes.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name
                            + "\"; filename=\"a b;c\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Form part(String name, String content) {
            return part(name, content.getBytes(StandardCharsets.UTF_8));
        }

        Form part(String name, Path file) throws Exception {
            return part(name, Files.readAllBytes(file));
        }

        byte[] whole() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(bytes.toByteArray());
            all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return all.toByteArray();
        }
    }

    private HttpResponse<byte[]> convert(URI server, String query, Form form) throws Exception {
        return post(server, query, "multipart/form-data; boundary=" + BOUNDARY, form.whole());
    }

    private HttpResponse<byte[]> post(URI server, String query, String type, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.resolve("/convert" + query))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(URI server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofByteArray());
    }

    private void store(URI server, Path file) throws Exception {
        HttpResponse<String> stored = client.send(
                HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                        .header("Content-Type", "application/dicom")
                        .POST(BodyPublishers.ofFile(file))
                        .build(),
                BodyHandlers.ofString());
        assertThat(stored.statusCode()).as(stored.body()).isIn(200, 202);
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
            assertNothingStays(data.resolve("spool"));
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
        String boundary = type(answer).substring(type(answer).indexOf('=') + 1);
        String[] parts = text(answer).split("\r?\n?--" + boundary + "(--)?\r\n");
        assertThat(parts).hasSize(3);
        assertThat(parts[1]).contains("application/geo+json", "name=\"result\"");
        JsonNode collection = JSON.readTree(parts[1].substring(parts[1].indexOf("\r\n\r\n")));
        assertThat(collection.get("features")).hasSize(2);
        JsonNode ledger = JSON.readTree(parts[2].substring(parts[2].indexOf("\r\n\r\n")));
        assertThat(ledger.get("version").asInt()).isEqualTo(1);
        assertThat(ledger.get("source").get("language").asText()).isEqualTo("ann");
        assertThat(ledger.get("target").get("language").asText()).isEqualTo("geojson");

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
        assertThat(post(url, "", "application/json", new byte[] {'{'}).statusCode())
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

    private static void assertNothingStays(Path spool) throws Exception {
        if (Files.exists(spool)) {
            try (Stream<Path> files = Files.list(spool)) {
                assertThat(files).isEmpty();
            }
        }
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
            HttpResponse<byte[]> ledger = client.send(
                    HttpRequest.newBuilder(URI.create(link.substring(1, link.indexOf('>'))))
                            .build(),
                    BodyHandlers.ofByteArray());
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
            assertNothingStays(data.resolve("spool"));
        }
    }
}
