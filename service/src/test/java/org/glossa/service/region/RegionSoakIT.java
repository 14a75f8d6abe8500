package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.service.MemoryLimit;
import org.glossa.service.ServerProcess;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two clients ask one server for random regions without a pause, for ten minutes of ten million polygons in a deep run: in a heap of
 * 256 MB, 128 MB of direct memory, and 1 GiB for the process with its page cache, which is less than the derived files have. Some of the
 * answers are compared with a look at every polygon, by numpy and shapely.
 *
 * <p>{@code -Dglossa.soak.seconds=120} gives a deep run another length.
 */
class RegionSoakIT {
    private static final long SEED = 20261126;
    private static final int CLIENTS = 2;
    private static final long LIMIT_BYTES = 1L << 30;
    private static final long MOST_ANONYMOUS_KB = 600_000;
    /** The JVM itself holds heap and direct memory: what is beyond ends as an error in an answer. */
    private static final Launch SMALL = Launch.PLAIN.withJvmOptions(
            List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:MaxDirectMemorySize=128m", "-XX:+ExitOnOutOfMemoryError"));

    @TempDir
    Path folder;

    private final int seconds = Depth.count(5, Integer.getInteger("glossa.soak.seconds", 600));
    /** One answer in so many is compared. */
    private final int comparedOneIn = Depth.count(3, 100);

    @Test
    void memoryStaysAndEveryAnswerIsRight() throws Exception {
        // as many on a pixel in both
        int polygons = Depth.count(100_000, 10_000_000);
        int sizePx = Depth.count(10_000, 100_000);
        Path annotations = SyntheticSlide.generate(
                        new SlideRequest(polygons, 24, 1, sizePx, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                        folder.resolve("generated"),
                        GenerateProgress.SILENT)
                .annotations();
        Path regions = folder.resolve("regions");
        Duration patience = Duration.ofMinutes(Depth.count(2, 30));
        String uid = Oracle.python()
                .within(patience)
                .run(
                        Oracle.script("soak_queries.py").toString(),
                        annotations.toString(),
                        "" + Depth.count(20_000, 500_000),
                        "" + SEED,
                        regions.toString())
                .orFail()
                .out()
                .strip();
        Path compared = Files.createDirectory(folder.resolve("compared"));
        Optional<MemoryLimit> limit = MemoryLimit.of(LIMIT_BYTES);
        Launch launch = limit.map(MemoryLimit::prefix).map(SMALL::withPrefix).orElse(SMALL);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), launch);
                AnonymousMemory memory = new AnonymousMemory(server.pid())) {
            store(server.url(), annotations, uid);
            System.out.println(
                    "soak: " + polygons + " polygons ready, up to " + memory.mostKb() / 1_000 + " MB anonymous");
            SoakTimes times = new SoakTimes(seconds);
            ask(server.url().resolve("/collections/" + uid + "/items"), Files.readAllLines(regions), compared, times);
            System.out.print(times.report());
            System.out.println("soak: up to " + memory.mostKb() / 1_000 + " MB anonymous, in "
                    + (limit.isPresent() ? "1 GiB" : "no limit of the system"));
            assertThat(memory.mostKb()).isPositive().isLessThanOrEqualTo(MOST_ANONYMOUS_KB);
            assertThat(server.log()).doesNotContain("ERROR", "OutOfMemory", "LEAK", "built again");
            if (limit.isPresent()) {
                assertThat(limit.get().kills()).isZero();
            }
        } finally {
            if (limit.isPresent()) {
                limit.get().close();
            }
        }
        Oracle.Result checked = Oracle.python()
                .within(patience)
                .run(Oracle.script("soak_check.py").toString(), annotations.toString(), compared.toString())
                .orFail();
        System.out.println("soak: compared " + checked.out().strip());
        if (limit.isEmpty()) {
            throw Oracle.absent(
                    "memory-limit", "The rest held. Run as root, or where memory of control groups is handed on.");
        }
        Oracle.countLibrary("memory-limit", 1);
    }

    private static void store(URI server, Path annotations, String uid) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                .header("Content-Type", "application/dicom")
                .POST(BodyPublishers.ofFile(annotations))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isIn(200, 202);
        }
        new Stow(server).awaitReady(uid, Duration.ofMinutes(10));
    }

    private void ask(URI items, List<String> regions, Path compared, SoakTimes times) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                SplittableRandom random = new SplittableRandom(SEED + number);
                ends.add(clients.submit(() -> {
                    try (HttpClient client = HttpClient.newHttpClient()) {
                        while (times.goOn()) {
                            int count = next.getAndIncrement();
                            String region = regions.get(count % regions.size());
                            HttpResponse<byte[]> answer = answer(client, URI.create(items + "?" + region), times);
                            if (random.nextInt(comparedOneIn) == 0) {
                                keep(compared, count, region, answer);
                            }
                        }
                        return null;
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private static HttpResponse<byte[]> answer(HttpClient client, URI uri, SoakTimes times) throws Exception {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
        times.add(start, System.nanoTime(), answer.body().length);
        assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
        return answer;
    }

    private static void keep(Path compared, int count, String region, HttpResponse<byte[]> answer) throws IOException {
        Files.write(compared.resolve(count + ".answer"), answer.body());
        Files.writeString(
                compared.resolve(count + ".query"),
                region + "\n" + header(answer, "OGC-NumberMatched") + " " + header(answer, "OGC-NumberReturned")
                        + "\n");
    }

    private static long header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValueAsLong(name).orElseThrow();
    }
}
