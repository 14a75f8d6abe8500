package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.store.FolderTree;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Derived files are damaged under a running server: an answer is the one from before, or a 503, or ends with its connection; never
 * another one. And soon all answers are the ones from before, without a hand.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageIT {
    private static final int SEED = 20263;
    private static final int ANNOTATIONS = 30_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> questions = new ArrayList<>();
    private final Map<String, String> truth = new LinkedHashMap<>();
    private Path data = Path.of("");
    private Path columns = Path.of("");

    @SuppressWarnings("NullAway.Init") // before all
    private ServerProcess server;

    private String set = "";

    private int answered;
    private int refused;
    private int broken;

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        GeneratedSlide slide = SyntheticSlide.generate(
                new SlideRequest(ANNOTATIONS, 24, 1, 2_048, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                folder.resolve("generated"),
                (step, done, total) -> {});
        data = folder.resolve("data");
        server = ServerProcess.start(data);
        for (Path instance : slide.instances()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/dicom-web/studies"))
                    .header("Content-Type", "application/dicom")
                    .POST(BodyPublishers.ofFile(instance))
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isIn(200, 202);
        }
        JsonNode list = JSON.readTree(send("/collections").body());
        set = "/collections/" + list.at("/collections/0/sopInstanceUid").asText();
        columns = data.resolve("columns").resolve(set.substring("/collections/".length()));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 4; i++) {
            double x = random.nextDouble(1_800);
            double y = random.nextDouble(1_800);
            questions.add(set + "/items?limit=2000&bbox=" + x + "," + y + "," + (x + 120) + "," + (y + 90));
        }
        // More than one buffer: the answer is on its way when the damage is met.
        for (@Nullable String next = set + "/items?limit=10000"; next != null; ) {
            questions.add(next);
            next = nextOf(awaited(next));
        }
        String image = list.at("/collections/0/slide/sopInstanceUid").asText();
        questions.add("/slides/" + image + "/items?limit=2000&bbox=300,300,420,390");
        questions.add(set);
        for (String question : questions) {
            truth.put(question, awaited(question));
        }
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void noAnswerEverHoldsAFlippedValue() throws Exception {
        List<String> files = files();
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> flips = new ArrayList<>();
        for (String file : files) {
            long length = Files.size(columns.resolve(file));
            for (long start = 0; start < length; start += 1 << 20) {
                flips.add(file + "@" + random.nextLong(start, Math.min(length, start + (1 << 20))));
            }
        }
        while (flips.size() < Depth.count(12, 100)) {
            String file = files.get(random.nextInt(files.size()));
            flips.add(file + "@" + random.nextLong(Files.size(columns.resolve(file))));
        }
        for (String flip : flips) {
            flip(flip.substring(0, flip.indexOf('@')), Long.parseLong(flip.substring(flip.indexOf('@') + 1)), random);
            askAll(flip);
            requireWhole(flip);
        }
        System.out.println("bit flips under a running server: " + flips.size() + " (seed " + SEED
                + "), answers as before " + answered + ", 503 " + refused + ", broken off " + broken + ", other 0");
        assertThat(refused).isPositive();
        assertThat(broken).isPositive();
    }

    @Test
    void columnsThatAreGoneOrShortenedAreBuiltAgain() throws Exception {
        FolderTree.delete(columns);
        askAll("the folder deleted");
        requireWhole("the folder deleted");
        for (String file : files()) {
            try (RandomAccessFile bytes =
                    new RandomAccessFile(columns.resolve(file).toFile(), "rw")) {
                bytes.setLength(bytes.length() / 2);
            }
            askAll(file + " shortened");
            requireWhole(file + " shortened");
        }
    }

    /** After its blocks were compared, and while the answer is on its way: what was sent is right, and no client takes it for whole. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&coords=source"})
    void anAnswerEndsWithItsConnectionWhenItsFilesAreWrittenTo(String coordinates) throws Exception {
        String question = set + "/items?f=arrow&limit=10000000" + coordinates;
        byte[] before = send(question).body();
        assertThat(before).hasSizeGreaterThan(5 << 20);
        String file = "polygon-2d-float32.arrow";
        long length = Files.size(columns.resolve(file));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1 << 14); // so that most of the answer is not yet made
            socket.connect(
                    new InetSocketAddress(server.url().getHost(), server.url().getPort()));
            socket.getOutputStream()
                    .write(("GET " + question + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] begun = in.readNBytes(1 << 16);
            assertThat(new String(begun, StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 200");
            flip(file, length - (1 << 12), new SplittableRandom(SEED));
            byte[] rest = in.readAllBytes();
            assertThat(begun.length + rest.length).isLessThan(before.length);
            assertThat(new String(rest, rest.length - 7, 7, StandardCharsets.ISO_8859_1))
                    .isNotEqualTo("\r\n0\r\n\r\n");
        }
        requireWhole("written to while " + question);
        assertThat(send(question).body()).isEqualTo(before);
    }

    private void askAll(String damage) throws Exception {
        for (String question : questions) {
            try {
                HttpResponse<byte[]> response = send(question);
                if (response.statusCode() == 200) {
                    answered++;
                    requireTruth(damage, question, response);
                    continue;
                }
                assertThat(response.statusCode())
                        .as("%s with %s", question, damage)
                        .isEqualTo(503);
                assertThat(response.headers().firstValue("retry-after")).isPresent();
                refused++;
            } catch (IOException brokenOff) {
                broken++;
            }
        }
    }

    /**
     * While it is rebuilt the set says of itself what it said before, but for its state, progress and extents, and for the statistics of its
     * measurements, which only columns tell.
     */
    private void requireTruth(String damage, String question, HttpResponse<byte[]> response) throws IOException {
        String said = text(response);
        if (question.equals(set) && !said.contains("\"state\":\"ready\"")) {
            JsonNode before = JSON.readTree(truth.get(set)).get("groups");
            for (JsonNode measurement : before.findValues("measurements")) {
                measurement.forEach(one -> ((ObjectNode) one).remove("statistics"));
            }
            assertThat(JSON.readTree(said).get("groups"))
                    .as("%s with %s", question, damage)
                    .isEqualTo(before);
            return;
        }
        assertThat(said.equals(truth.get(question)))
                .as("%s with %s", question, damage)
                .isTrue();
    }

    /** The damage is on the disk no more, and every answer is as before. */
    private void requireWhole(String damage) throws Exception {
        for (String question : questions) {
            assertThat(awaited(question).equals(truth.get(question)))
                    .as("%s after %s", question, damage)
                    .isTrue();
        }
    }

    private String awaited(String question) throws Exception {
        for (int i = 0; i < 600; i++) {
            try {
                HttpResponse<byte[]> response = send(question);
                String said = text(response);
                if (response.statusCode() == 200 && (!question.equals(set) || said.contains("\"state\":\"ready\""))) {
                    return said;
                }
            } catch (IOException brokenOff) {
                // ask again
            }
            Thread.sleep(50);
        }
        throw new AssertionError(question + " is not answered\n" + server.log());
    }

    private static @Nullable String nextOf(String page) throws IOException {
        for (JsonNode link : JSON.readTree(page).get("links")) {
            if (link.get("rel").asText().equals("next")) {
                URI next = URI.create(link.get("href").asText());
                return next.getRawPath() + "?" + next.getRawQuery();
            }
        }
        return null;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8)
                .replaceFirst("\"timeStamp\":\"[^\"]*\"", "\"timeStamp\":\"\"");
    }

    private HttpResponse<byte[]> send(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofByteArray());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(columns)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void flip(String file, long offset, SplittableRandom random) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(columns.resolve(file).toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 1 << random.nextInt(8));
        }
    }
}
