package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.service.ServerProcess.Launch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many stored sets: a start looks at none of them, and no more of them are mapped than may be, as the system lists it. */
class ManySetsIT {
    private static final String STUDY = "2.25.7";
    private static final Pattern COLUMNS = Pattern.compile("/columns/([0-9.]+)");
    private static final Pattern MATCHED = Pattern.compile("\"numberMatched\":(\\d+)");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aStartLooksAtTheCatalogueAlone() throws Exception {
        Path strace = Oracle.strace().program();
        SyncTraceIT.requireTracing(strace);
        Path data = folder.resolve("data");
        PointAnnotations original = new PointAnnotations(STUDY, 5);
        try (ServerProcess server = ServerProcess.start(data)) {
            store(server.url(), original);
            awaitCounted(server.url(), original.uid(), original.points());
        }
        int sets = Depth.count(200, 10_000);
        List<String> copies = copies(data, original.uid(), sets);
        Path trace = folder.resolve("trace");
        Launch launch = Launch.PLAIN.withPrefix(List.of(
                strace.toString(),
                "-D",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-e",
                "trace=%file,getdents64",
                "-o",
                trace.toString()));
        long begin = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(data, launch)) {
            long started = (System.nanoTime() - begin) / 1_000_000;
            assertThat(get(server.url(), "/health").statusCode()).isEqualTo(200);
            assertThat(get(server.url(), "/collections/" + original.uid()).statusCode())
                    .as("the trace is of this server")
                    .isEqualTo(200);
            assertThat(setsTouched(trace, original.uid())).containsExactly(original.uid());
            assertThat(mappedSets(server)).containsExactly(original.uid());
            assertThat(Files.readString(trace, StandardCharsets.ISO_8859_1)).doesNotContain("/columns\"");

            // the last copy has no folder at all; a server that had looked would have begun to build it
            List<String> asked = List.of(copies.getFirst(), copies.get(copies.size() / 2));
            for (String uid : asked) {
                awaitCounted(server.url(), uid, original.points());
            }
            assertThat(setsTouched(trace, asked.getLast()))
                    .containsExactlyInAnyOrder(original.uid(), asked.getFirst(), asked.getLast());
            assertThat(get(server.url(), "/collections/" + copies.getLast() + "/items?crs=source-pixels")
                            .statusCode())
                    .isEqualTo(503);
            System.out.println("a start with " + sets + " sets, under strace: " + started + " ms, no set looked at");
        }
    }

    /** Rows of the catalogue, as if so many had been stored, and hard links in place of their derived files; of the last one none. */
    private static List<String> copies(Path data, String uid, int count) throws Exception {
        List<String> copies = new ArrayList<>();
        String url = "jdbc:h2:file:" + data.resolve("catalogue/glossa") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "sa", "``");
                PreparedStatement copy =
                        connection.prepareStatement("insert into instance (series_id, sop_instance_uid,"
                                + " sop_class_uid, study_instance_uid, series_instance_uid, instance_number, content_date,"
                                + " transfer_syntax_uid, sha256, byte_length, received_at, state, annotations_done,"
                                + " annotations_total, frame_of_reference_uid, referenced_image_uid, referenced_series_uid,"
                                + " attributes) select series_id, ?, sop_class_uid, study_instance_uid, series_instance_uid,"
                                + " instance_number, content_date, transfer_syntax_uid, sha256, byte_length, received_at, state,"
                                + " annotations_done, annotations_total, frame_of_reference_uid, referenced_image_uid,"
                                + " referenced_series_uid, attributes from instance where sop_instance_uid = ?")) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= count; i++) {
                String other = "2.25.8." + i;
                copies.add(other);
                copy.setString(1, other);
                copy.setString(2, uid);
                copy.addBatch();
            }
            copy.executeBatch();
            connection.commit();
        }
        List<Path> files;
        try (Stream<Path> derived = Files.list(data.resolve("columns").resolve(uid))) {
            files = derived.toList();
        }
        for (String other : copies.subList(0, count - 1)) {
            Path linked = Files.createDirectory(data.resolve("columns").resolve(other));
            for (Path file : files) {
                Files.createLink(linked.resolve(file.getFileName()), file);
            }
        }
        return copies;
    }

    /** Up to the call that touches the one that is known to be touched. */
    private static Set<String> setsTouched(Path trace, String last) throws Exception {
        Set<String> touched = Set.of();
        for (int i = 0; i < 100 && !touched.contains(last); i++) {
            Thread.sleep(50);
            touched = setsIn(Files.readAllLines(trace, StandardCharsets.ISO_8859_1));
        }
        return touched;
    }

    private static Set<String> setsIn(List<String> lines) {
        return lines.stream()
                .map(COLUMNS::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With two sets, four workers and more get in each other's way: some are told to ask again. */
    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void noMoreSetsAreMappedThanMayBe(int most) throws Exception {
        int sets = 40;
        int threads = 8;
        int rounds = Depth.count(150, 3_000);
        Launch launch = Launch.PLAIN.withJvmOptions(List.of("-Dglossa.columns.open-sets=" + most));
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), launch);
                ExecutorService clients = Executors.newFixedThreadPool(threads + 1)) {
            for (int number = 1; number <= sets; number++) {
                store(server.url(), new PointAnnotations(STUDY, number));
            }
            for (int number = 1; number <= sets; number++) {
                PointAnnotations set = new PointAnnotations(STUDY, number);
                awaitCounted(server.url(), set.uid(), set.points());
            }
            assertThat(mappedSets(server)).hasSize(most);
            AtomicBoolean ended = new AtomicBoolean();
            AtomicInteger busy = new AtomicInteger();
            Future<Integer> watch = clients.submit(() -> {
                int seen = 0;
                while (!ended.get()) {
                    seen = Math.max(seen, mappedSetsAtOnce(server).size());
                    Thread.sleep(20);
                }
                return seen;
            });
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                ends.add(clients.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        PointAnnotations set = new PointAnnotations(STUDY, 1 + random.nextInt(sets));
                        HttpResponse<String> answer = get(server.url(), items(set.uid()));
                        if (answer.statusCode() == 503) {
                            assertThat(answer.body()).contains("glossa.columns.open-sets");
                            assertThat(answer.headers().firstValue("Retry-After"))
                                    .isPresent();
                            busy.incrementAndGet();
                            continue;
                        }
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                        assertThat(matched(answer)).isEqualTo(set.points());
                        assertThat(answer.body()).contains("\"1-" + set.points() + "\"");
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(10, TimeUnit.MINUTES);
            }
            ended.set(true);
            assertThat(watch.get(1, TimeUnit.MINUTES)).isBetween(most - 1, most);
            assertThat(mappedSets(server)).hasSize(most);
            System.out.println(most + " of " + sets + " sets open: " + (threads * rounds - busy.get()) + " answers, "
                    + busy.get() + " asked to come again");
            assertThat(busy.get()).isLessThan(threads * rounds);
            assertThat(server.log()).doesNotContain("ERROR", "built again");
        }
    }

    /** Sets of which the system says that the process has a file mapped. */
    private static Set<String> mappedSets(ServerProcess server) throws IOException {
        return setsIn(Files.readAllLines(Path.of("/proc/" + server.pid() + "/maps")));
    }

    /** While the process stands still: the list is read in pieces, and what moves between two of them would be in both. */
    private static Set<String> mappedSetsAtOnce(ServerProcess server) throws Exception {
        signal("-STOP", server.pid());
        try {
            return mappedSets(server);
        } finally {
            signal("-CONT", server.pid());
        }
    }

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, "" + pid).start().waitFor())
                .isZero();
    }

    private static String items(String uid) {
        return "/collections/" + uid + "/items?bbox=0,0,100,100&crs=source-pixels";
    }

    private static int matched(HttpResponse<String> answer) {
        Matcher matched = MATCHED.matcher(answer.body());
        assertThat(matched.find()).as(answer.body()).isTrue();
        return Integer.parseInt(matched.group(1));
    }

    private void awaitCounted(URI server, String uid, int points) throws Exception {
        HttpResponse<String> answer = get(server, items(uid));
        for (int i = 0; i < 600 && answer.statusCode() == 409; i++) {
            Thread.sleep(50);
            answer = get(server, items(uid));
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(matched(answer)).isEqualTo(points);
    }

    private void store(URI server, PointAnnotations set) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/dicom-web/studies"))
                .header("Content-Type", "application/dicom")
                .POST(BodyPublishers.ofByteArray(set.bytes()))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isIn(200, 202);
    }

    private HttpResponse<String> get(URI server, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
