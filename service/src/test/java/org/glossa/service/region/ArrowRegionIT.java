package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.glossa.service.ServerProcess;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrow at /collections as HTTP clients meet it; what the streams say is judged by pyarrow and by {@code ArrowOracleIT}. */
class ArrowRegionIT {
    private static final String ARROW = "application/vnd.apache.arrow.stream";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void twoPointsWithTheirHeadersAndProblems() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            Stow stow = new Stow(server.url());
            stow.store(List.of(Shared.require("corpus/highdicom/sm_annotations.dcm")));
            String set = uid(stow);
            stow.awaitReady(set);
            URI items = server.url().resolve("/collections/" + set + "/items");
            assertThat(stow.get(items.getPath() + "?f=arrow").statusCode()).isEqualTo(409);
            stow.store(List.of(Shared.require("corpus/highdicom/sm_image.dcm")));

            HttpResponse<byte[]> all = get(items + "?f=arrow&bbox=0,0,50,50", "*/*");
            assertHeaders(all, "2", "2");
            assertThat(all.headers().firstValueAsLong("Content-Length")).hasValue(all.body().length);
            assertThat(all.headers().firstValue("Link")).isEmpty();
            assertThat(rows(all)).isEqualTo("[[\"1-2\",\"POINT (28.7 34.9)\"],[\"1-1\",\"POINT (34.6 18.4)\"]]");

            HttpResponse<byte[]> accepted = get(items + "?bbox=0,0,50,50", ARROW);
            assertHeaders(accepted, "2", "2");
            assertThat(rows(accepted)).isEqualTo(rows(all));
            assertThat(accepted.headers().allValues("Vary")).contains("Accept");

            assertPages(items, all);
            assertEmpty(items);
            assertHead(items, all);
            for (String query : List.of(
                    "f=arrow&limit=10000001",
                    "f=arrow&coords=raw",
                    "f=geojson&coords=source",
                    "f=arrow&bbox=1,2,3",
                    "f=arrow&crs=frame",
                    "f=arrow&group=2",
                    "f=arrow&next=0",
                    "f=feather")) {
                HttpResponse<byte[]> refused = get(items + "?" + query, ARROW);
                assertThat(refused.statusCode()).as(query).isEqualTo(400);
                assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            assertThat(get(server.url() + "/collections/1.2.3/items?f=arrow", ARROW)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private void assertPages(URI items, HttpResponse<byte[]> all) throws Exception {
        HttpResponse<byte[]> first = get(items + "?f=arrow&bbox=0,0,50,50&limit=1", "*/*");
        assertHeaders(first, "2", "1");
        String link = first.headers().firstValue("Link").orElseThrow();
        assertThat(link).endsWith(">; rel=\"next\"").contains("f=arrow");
        HttpResponse<byte[]> second = get(link.substring(1, link.indexOf('>')), "*/*");
        assertHeaders(second, "2", "1");
        assertThat(second.headers().firstValue("Link")).isEmpty();
        assertThat(rows(first).replaceAll("]$", ",") + rows(second).substring(1))
                .isEqualTo(rows(all));
        HttpResponse<byte[]> source = get(items + "?f=arrow&coords=source&limit=1", "*/*");
        assertThat(source.headers().firstValue("Link").orElseThrow()).contains("coords=source");
    }

    private void assertEmpty(URI items) throws Exception {
        HttpResponse<byte[]> empty = get(items + "?f=arrow&bbox=40,40,50,50", "*/*");
        assertHeaders(empty, "0", "0");
        assertThat(rows(empty)).isEqualTo("[]");
    }

    private void assertHead(URI items, HttpResponse<byte[]> all) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(items + "?f=arrow&bbox=0,0,50,50"))
                .method("HEAD", BodyPublishers.noBody())
                .build();
        HttpResponse<byte[]> head = client.send(request, BodyHandlers.ofByteArray());
        assertHeaders(head, "2", "2");
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(all.body().length);
        assertThat(head.body()).isEmpty();
    }

    /** Beside many answers of megabytes that nobody takes, memory stays where it was told to. */
    @Test
    void aWholeSetStreamsAndSlowClientsCostAPieceEach() throws Exception {
        GeneratedSlide slide = SyntheticSlide.generate(
                new SlideRequest(300_000, 24, 5, 60_000, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                folder.resolve("generated"),
                GenerateProgress.SILENT);
        List<String> options =
                List.of("-Xmx256m", "-XX:MaxDirectMemorySize=128m", "-Dio.netty.maxDirectMemory=134217728");
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), options, List.of())) {
            Stow stow = new Stow(server.url());
            stow.store(slide.levels());
            stow.store(List.of(slide.annotations()));
            stow.awaitReady(uid(stow));
            Oracle.Result compared = Oracle.python()
                    .within(Duration.ofMinutes(3))
                    .run(
                            Oracle.script("arrow_large.py").toString(),
                            server.url().toString(),
                            slide.annotations().toString());
            assertThat(compared.exitCode()).as(compared.err() + server.log()).isZero();
            System.out.println("arrow, 300,000 polygons: " + compared.out().strip());
            assertThat(server.log()).doesNotContain("ERROR", "OutOfMemory", "LEAK");
        }
    }

    private static void assertHeaders(HttpResponse<byte[]> answer, String matched, String returned) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(ARROW);
        assertThat(answer.headers().firstValue("OGC-NumberMatched")).hasValue(matched);
        assertThat(answer.headers().firstValue("OGC-NumberReturned")).hasValue(returned);
    }

    private HttpResponse<byte[]> get(String uri, String accept) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri)).header("Accept", accept).build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static String uid(Stow stow) throws Exception {
        return stow.get("/collections").body().replaceAll("(?s).*?\"sopInstanceUid\":\"([^\"]*)\".*", "$1");
    }

    /** Ids and geometries, as pyarrow and shapely read them. */
    private String rows(HttpResponse<byte[]> answer) throws IOException {
        Path file = Files.createTempFile(folder, "answer", ".arrows");
        Files.write(file, answer.body());
        Oracle.Result read = Oracle.python()
                .run(Oracle.script("read_stream.py").toString(), file.toString())
                .orFail();
        List<String> rows = new ArrayList<>();
        JsonNode said = new ObjectMapper().readTree(read.out());
        said.get("rows").forEach(row -> rows.add("[" + row.get(0) + "," + row.get(1) + "]"));
        return "[" + String.join(",", rows) + "]";
    }
}
