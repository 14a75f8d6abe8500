package org.glossa.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.glossa.convert.ConversionOptions;
import org.glossa.service.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all doors share: other origins, problems, descriptions, the server's own address. */
final class DoorsIT {
    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(
                folder.resolve("data"), List.of(), List.of("--public-url", "https://slides.example/glossa/"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void preflightsOfEveryPathAreAnswered() throws Exception {
        for (String path : List.of("/dicom-web/studies/1.2/series", "/collections/1.2/items", "/no/such/path")) {
            HttpResponse<String> response = send(
                    "OPTIONS",
                    path,
                    "Origin",
                    "https://viewer.example",
                    "Access-Control-Request-Method",
                    "GET",
                    "Access-Control-Request-Headers",
                    "accept");
            assertThat(response.statusCode()).as(path).isEqualTo(204);
            assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
            assertThat(header(response, "access-control-allow-headers"))
                    .contains(
                            "accept",
                            "authorization",
                            "content-type",
                            "range",
                            "if-none-match",
                            "content-security-policy");
            assertThat(header(response, "access-control-max-age")).isNotEmpty();
        }
    }

    @Test
    void scriptsOfOtherOriginsReadWhatTheyNeed() throws Exception {
        for (String path : List.of("/dicom-web/studies", "/dicom-web/studies/1.2", "/no/such/path", "/health")) {
            HttpResponse<String> response = send("GET", path, "Origin", "https://viewer.example");
            assertThat(response.statusCode()).as(path).isIn(200, 204, 404);
            assertThat(header(response, "access-control-allow-origin")).as(path).isEqualTo("*");
            assertThat(header(response, "access-control-expose-headers"))
                    .contains(
                            "content-range",
                            "content-length",
                            "accept-ranges",
                            "etag",
                            "warning",
                            "link",
                            "content-location");
        }
    }

    @Test
    void capabilitiesAreDescribed() throws Exception {
        HttpResponse<String> response = send("OPTIONS", "/dicom-web");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<resources base=\"https://slides.example/glossa/dicom-web\">");
    }

    @Test
    void theDoorsAreDescribed() throws Exception {
        HttpResponse<String> response = send("GET", "/openapi");

        assertThat(header(response, "content-type")).isEqualTo("application/yaml");
        assertThat(response.body())
                .startsWith("openapi: 3")
                .contains(
                        "/dicom-web/studies:",
                        "/dicom-web/studies/{study}/series/{series}/instances/{instance}/bulkdata/{path}:")
                .contains("/collections/{sopInstanceUid}/items:");
        assertThat(path(response.body(), "/convert:")).contains("multipart/form-data", "multipart/mixed", "name: to\n");
        for (String convert : List.of("/convert:", "/collections/{sopInstanceUid}:")) {
            for (ConversionOptions.Name option : ConversionOptions.Name.values()) {
                assertThat(path(response.body(), convert)).contains("- name: " + option.word() + "\n");
            }
            assertThat(path(response.body(), convert))
                    .contains("- name: ledger\n", "- name: strict\n", "- name: image\n", "\"422\":");
        }
    }

    @Test
    void problemsAreDocuments() throws Exception {
        for (String path : List.of("/no/such/path", "/dicom-web/studies/1.2", "/collections/1.2/items")) {
            HttpResponse<String> response = send("GET", path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(header(response, "content-type")).isEqualTo("application/problem+json");
            assertThat(response.body()).contains("\"status\":404", "\"title\":\"Not Found\"", "\"detail\":");
        }
        assertThat(send("DELETE", "/dicom-web/studies").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/dicom-web/studies/%00").statusCode()).isIn(400, 404);
        assertThat(send("GET", "/dicom-web/studies/1.2/series/1/instances/1/bulkdata/..%2f..%2fetc")
                        .statusCode())
                .isEqualTo(404);
    }

    /** Also of what the HTTP server itself refuses. */
    @Test
    void problemsSayWhatWasGotWhatIsAllowedAndWhatToDo() throws Exception {
        HttpResponse<String> unknown = send("GET", "/no/such/path");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body())
                .contains("got GET /no/such/path; allowed: the paths that GET /openapi lists; remedy: ");
        for (String path : List.of("/collections/1.2/items", "/slides/1.2/items")) {
            HttpResponse<String> post = send("POST", path);
            assertThat(post.statusCode()).as(path).isEqualTo(405);
            assertThat(header(post, "content-type")).isEqualTo("application/problem+json");
            assertThat(post.body()).contains("got POST " + path + "; allowed: ", "GET", "; remedy: ");
        }
    }

    @Test
    void descriptionsOfSetsAndSlidesRefuseParametersThatTheyDoNotHave() throws Exception {
        for (String path : List.of("/collections", "/collections/1.2", "/slides/1.2")) {
            HttpResponse<String> response = send("GET", path + "?foo=1");
            assertThat(response.statusCode()).as(path).isEqualTo(400);
            assertThat(response.body()).contains("got the parameter \\\"foo\\\"; allowed: ", "; remedy: ");
        }
        assertThat(send("GET", "/collections/1.2?foo=1").body()).contains("allowed: f, group;");
        assertThat(send("GET", "/collections/1.2?group=1&group=2").body())
                .contains("got group 2 times; allowed: once; remedy: group numbers go into one parameter: group=1,2");
        assertThat(send("GET", "/collections/1.2?f=json&group=1").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/collections").statusCode()).isEqualTo(200);
    }

    @Test
    void healthIsOneWord() throws Exception {
        HttpResponse<String> response = send("GET", "/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    /** What the document says of one path. */
    private static String path(String document, String path) {
        String fromThere = document.substring(document.indexOf("\n  " + path) + 3);
        int next = fromThere.indexOf("\n  /");
        return next < 0 ? fromThere : fromThere.substring(0, next);
    }

    private static HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.url().resolve(path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
