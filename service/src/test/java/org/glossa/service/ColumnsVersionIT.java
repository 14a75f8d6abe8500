package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that another edition of the program wrote, whole as they are, are never read: they are made again from the original. */
class ColumnsVersionIT {
    private static final String REGION = "/items?limit=500&bbox=0,0,1500,1500";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    @Test
    void columnsOfAnOlderAndANewerVersionAreBuiltAgainFromTheOriginal() throws Exception {
        Path data = folder.resolve("data");
        String set;
        String truth;
        try (ServerProcess server = ServerProcess.start(data)) {
            GeneratedSlide slide = SyntheticSlide.generate(
                    new SlideRequest(2_000, 12, 1, 2_048, 2, SlideKind.PLAIN, AnnotationFormat.ANN),
                    folder.resolve("generated"),
                    (step, done, total) -> {});
            for (Path instance : slide.instances()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/dicom-web/studies"))
                        .header("Content-Type", "application/dicom")
                        .POST(BodyPublishers.ofFile(instance))
                        .build();
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                        .isIn(200, 202);
            }
            set = new ObjectMapper()
                    .readTree(get(server, "/collections").body())
                    .at("/collections/0/sopInstanceUid")
                    .asText();
            truth = awaited(server, set);
        }
        Path manifest = data.resolve("columns").resolve(set).resolve("manifest.txt");
        String own = Files.readString(manifest, StandardCharsets.US_ASCII);
        int current = Integer.parseInt(own.substring("glossa columns ".length(), own.indexOf('\n')));
        for (int other : new int[] {current - 1, current + 1}) {
            Files.writeString(manifest, ofVersion(own, other), StandardCharsets.US_ASCII);
            try (ServerProcess server = ServerProcess.start(data)) {
                HttpResponse<String> first = get(server, "/collections/" + set + REGION);
                assertThat(first.statusCode()).as(first.body()).isEqualTo(503);
                assertThat(first.headers().firstValue("retry-after")).isPresent();
                assertThat(first.body()).contains("expected format version " + current + ", found version " + other);

                assertThat(awaited(server, set)).isEqualTo(truth);
                assertThat(server.log())
                        .contains("are built again", "expected format version " + current + ", found version " + other);
            }
            assertThat(Files.readString(manifest, StandardCharsets.US_ASCII)).isEqualTo(own);
        }
    }

    /** As that version would have written it, with its checksum. */
    private static String ofVersion(String manifest, int version) {
        String lines = manifest.substring(0, manifest.lastIndexOf("checksum "))
                .replaceFirst("glossa columns \\d+", "glossa columns " + version);
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.US_ASCII));
        return lines + String.format("checksum %08x\n", crc.getValue());
    }

    private String awaited(ServerProcess server, String set) throws Exception {
        for (int i = 0; i < 600; i++) {
            HttpResponse<String> response = get(server, "/collections/" + set + REGION);
            if (response.statusCode() == 200) {
                return response.body()
                        .replaceFirst("\"timeStamp\":\"[^\"]*\"", "")
                        .replace(server.url().toString(), "");
            }
            assertThat(response.statusCode()).as(response.body()).isIn(409, 503);
            Thread.sleep(50);
        }
        throw new AssertionError("no answer\n" + server.log());
    }

    private HttpResponse<String> get(ServerProcess server, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
