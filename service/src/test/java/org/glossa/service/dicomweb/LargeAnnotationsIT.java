package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DiskRoom;
import org.glossa.service.ServerProcess;
import org.glossa.service.dicomweb.SmallInstances.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An annotation object of 3 GB (100 MB in a reduced run), made while it is sent: stored, ready and given back in 256 MB of heap. */
final class LargeAnnotationsIT {
    private static final int VERTICES = 24;
    private static final Ids IDS = SmallInstances.ids(777);

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void isStoredIndexedAndGivenBack() throws Exception {
        int polygons = Depth.count(500_000, 15_000_000);
        ManyPolygons source = new ManyPolygons(IDS, polygons, VERTICES);
        DiskRoom.require(folder, 4 * source.byteLength());
        String sent = sha256(source.open());
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of())) {
            long start = System.nanoTime();
            HttpResponse<String> stored = client.send(
                    HttpRequest.newBuilder(server.url().resolve("/dicom-web/studies"))
                            .header("Content-Type", "application/dicom")
                            .POST(BodyPublishers.ofInputStream(source::open))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(stored.statusCode()).as(stored.body()).isIn(200, 202);
            long acknowledged = System.nanoTime();
            awaitReady(server.url(), 600);
            System.out.printf(
                    "an annotation object of %d bytes: acknowledged after %.1f s, ready after %.1f s%n",
                    source.byteLength(), (acknowledged - start) / 1e9, (System.nanoTime() - start) / 1e9);

            HttpResponse<InputStream> back = client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + IDS.path()))
                            .header("Accept", "application/dicom; transfer-syntax=*")
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(back.statusCode()).isEqualTo(200);
            assertThat(sha256(back.body())).isEqualTo(sent);
            int last = polygons - 1;
            String box = "bbox=" + ManyPolygons.x(last) + "," + ManyPolygons.y(last) + "," + (ManyPolygons.x(last) + 2)
                    + "," + (ManyPolygons.y(last) + 2);
            assertThat(get(server.url(), "/collections/" + IDS.instance() + "/items?crs=source-pixels&" + box))
                    .contains("\"1-" + polygons + "\"");
        }
    }

    private void awaitReady(URI server, int seconds) throws Exception {
        String state = "";
        for (int i = 0; i < seconds * 10; i++) {
            state = get(server, "/collections/" + IDS.instance());
            if (state.contains("\"state\":\"ready\"")) {
                return;
            }
            assertThat(state).doesNotContain("\"failed\"");
            Thread.sleep(100);
        }
        throw new AssertionError("not ready after " + seconds + " s: " + state);
    }

    private String get(URI server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static String sha256(InputStream source) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(source, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
