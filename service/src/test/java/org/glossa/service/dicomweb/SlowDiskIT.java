package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.glossa.service.PointAnnotations;
import org.glossa.service.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that takes its time with one original, which a named pipe in its place stands for: whoever stores that object again waits, and
 * nobody else does.
 */
class SlowDiskIT {
    private static final String STUDY = "2.25.7";
    /** Of the locks of instances; an instance of the same one would wait with the first. */
    private static final int LOCKS = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void noQuestionAndNoOtherStoreWaitsForAnOriginalThatIsRead() throws Exception {
        PointAnnotations slow = new PointAnnotations(STUDY, 1);
        PointAnnotations ofSameLock = IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> new PointAnnotations(STUDY, number))
                .filter(other -> lock(other) == lock(slow))
                .findFirst()
                .orElseThrow();
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            assertThat(store(server, slow).get().statusCode()).isIn(200, 202);
            awaitItems(server, slow);
            Path original = onlyOriginal();
            Files.delete(original);
            assertThat(new ProcessBuilder("mkfifo", original.toString()).start().waitFor())
                    .isZero();

            CompletableFuture<HttpResponse<Void>> waiting = store(server, slow);
            assertThat(store(server, ofSameLock).get().statusCode()).isIn(200, 202);
            List<CompletableFuture<HttpResponse<Void>>> crowd = Stream.generate(() -> store(server, slow))
                    .limit(4L * Runtime.getRuntime().availableProcessors() + 8)
                    .toList();
            Thread.sleep(1_000); // until each of them has a worker, or waits for one
            for (int i = 0; i < 20; i++) {
                assertThat(items(server, slow)).isEqualTo(200);
            }
            assertThat(waiting).isNotDone();
            assertThat(crowd).noneMatch(CompletableFuture::isDone);

            CompletableFuture<Void> all = CompletableFuture.allOf(crowd.toArray(CompletableFuture[]::new));
            while (!all.isDone() || !waiting.isDone()) {
                endReading(original);
            }
            assertThat(waiting.get().statusCode()).isEqualTo(200);
            assertThat(crowd).allMatch(each -> each.join().statusCode() == 200);
            assertThat(original).hasBinaryContent(slow.bytes());
        }
    }

    /** Whoever reads the pipe meets its end: the original is damaged, and the object that came again takes its place. */
    private static void endReading(Path pipe) throws IOException, InterruptedException {
        new RandomAccessFile(pipe.toFile(), "rw").close();
        Thread.sleep(20);
    }

    private static int lock(PointAnnotations instance) {
        return Math.floorMod(instance.uid().hashCode(), LOCKS);
    }

    private Path onlyOriginal() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data/objects"))) {
            List<Path> originals =
                    files.filter(file -> file.toString().endsWith(".dcm")).toList();
            assertThat(originals).hasSize(1);
            return originals.getFirst();
        }
    }

    private void awaitItems(ServerProcess server, PointAnnotations instance) throws Exception {
        for (int i = 0; i < 300 && items(server, instance) != 200; i++) {
            Thread.sleep(50);
        }
    }

    private int items(ServerProcess server, PointAnnotations instance) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/collections/" + instance.uid()
                                        + "/items?crs=source-pixels&bbox=0,0,100,100"))
                                .timeout(PATIENCE)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private CompletableFuture<HttpResponse<Void>> store(ServerProcess server, PointAnnotations instance) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(server.url() + "/dicom-web/studies"))
                        .header("Content-Type", "application/dicom")
                        .timeout(PATIENCE.multipliedBy(3))
                        .POST(BodyPublishers.ofByteArray(instance.bytes()))
                        .build(),
                BodyHandlers.discarding());
    }
}
