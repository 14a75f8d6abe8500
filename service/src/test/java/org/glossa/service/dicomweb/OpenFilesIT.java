package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.header;
import static org.glossa.service.dicomweb.Exchanges.sha256;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.glossa.service.ServerProcess;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.dicomweb.SmallInstances.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that may open few files, under more clients than that: 503 to some, nothing lost, and it goes on. */
final class OpenFilesIT {
    private static final int CLIENTS = 80;
    private static final int ROUNDS = 4;
    private static final List<String> SHELL = List.of("/bin/sh", "-c", "ulimit -n 90; exec \"$0\" \"$@\"");

    @TempDir
    Path folder;

    private final Map<Ids, String> acknowledged = new ConcurrentHashMap<>();

    @Test
    void fewerConnectionsAreTakenThanFilesAllow() throws Exception {
        Path data = folder.resolve("few");
        try (ServerProcess server =
                ServerProcess.start(data, Launch.PLAIN.withPrefix(SHELL).withJvmOptions(List.of("-Xmx256m")))) {
            Map<Integer, Integer> statuses = storm(server);

            assertThat(server.log()).contains("ulimit -n");
            assertThat(statuses).containsKey(503);
            assertThatNothingIsLost(server, data, statuses);
        }
    }

    @Test
    void filesThatRunOutAllTheSameAre503() throws Exception {
        Path data = folder.resolve("lowered");
        try (ServerProcess server = ServerProcess.start(data, List.of("-Xmx256m"), List.of())) {
            assertThat(new Exchanges(server.url()).get("/health").statusCode()).isEqualTo(200);
            // after the server has looked how many it may open: sockets take what objects need
            lower(server, openFiles(server) + 20);
            Map<Integer, Integer> statuses = storm(server);

            assertThat(server.log()).contains("Too many open files");
            assertThat(statuses).containsKey(503);
            assertThatNothingIsLost(server, data, statuses);
        }
    }

    private static void lower(ServerProcess server, long files) throws Exception {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", "" + server.pid(), "--nofile=" + files + ":")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }

    private static long openFiles(ServerProcess server) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return files.count();
        }
    }

    private void assertThatNothingIsLost(ServerProcess server, Path data, Map<Integer, Integer> statuses)
            throws Exception {
        System.out.println(
                CLIENTS + " clients of a server that may open few files, by status: " + statuses + " (-1: no answer)");
        assertThat(statuses.keySet()).isSubsetOf(-1, 200, 503);
        assertThat(acknowledged).isNotEmpty();
        Exchanges http = new Exchanges(server.url());
        awaitService(http);
        assertThat(http.stow(Points.instance(SmallInstances.ids(99_999), 3)).statusCode())
                .isIn(200, 202);
        for (Map.Entry<Ids, String> each : acknowledged.entrySet()) {
            HttpResponse<byte[]> response =
                    http.get(each.getKey().path(), "Accept", "application/dicom; transfer-syntax=*");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(sha256(response.body())).isEqualTo(each.getValue());
        }
        try (Stream<Path> left = Files.list(data.resolve("arrivals"))) {
            assertThat(left).isEmpty();
        }
    }

    private Map<Integer, Integer> storm(ServerProcess server) throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Integer>>> answers = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = 1 + client * ROUNDS;
                answers.add(clients.submit(() -> storeSome(server, first)));
            }
            for (Future<List<Integer>> each : answers) {
                each.get().forEach(status -> statuses.merge(status, 1, Integer::sum));
            }
        }
        return statuses;
    }

    /** With a connection of its own, kept open between requests. */
    private List<Integer> storeSome(ServerProcess server, int first) throws InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        try (Exchanges http = new Exchanges(server.url())) {
            storeSome(http, first, statuses);
        }
        return statuses;
    }

    private void storeSome(Exchanges http, int first, List<Integer> statuses) throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            Ids ids = SmallInstances.ids(first + i);
            byte[] instance = SmallInstances.plain(ids);
            try {
                HttpResponse<byte[]> response = http.stow(instance);
                statuses.add(response.statusCode());
                if (response.statusCode() == 503) {
                    assertThat(header(response, "retry-after")).isNotEmpty();
                }
                if (response.statusCode() == 200) {
                    acknowledged.put(ids, sha256(instance));
                }
            } catch (IOException refused) {
                statuses.add(-1);
            }
            Thread.sleep(100);
        }
    }

    private static void awaitService(Exchanges http) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try {
                if (http.get("/dicom-web/studies").statusCode() == 200) {
                    return;
                }
            } catch (IOException stillFull) {
                // accepted later
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the server did not recover within 10 s");
    }
}
