package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.store.FolderTree;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Originals, catalogue and columns of a data folder lost or damaged alone: {@code verify} names what is wrong, {@code rebuild} mends what
 * the originals can mend and names what they cannot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpkeepIT {
    private static final int SEED = 20262;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    /** Filled once: a slide of two levels and two sets. */
    private Path filled = Path.of("");

    /** The catalogue of the same folder before the last instance was stored. */
    private Path earlierCatalogue = Path.of("");

    private Path annotations = Path.of("");
    private String truth = "";

    /** A copy of it for each test. */
    private Path data = Path.of("");

    private record Run(int exitCode, String out, String err) {
        List<JsonNode> problems() throws IOException {
            List<JsonNode> problems = new ArrayList<>();
            JSON.readTree(out).get("problems").forEach(problems::add);
            return problems;
        }

        TreeSet<String> codes() throws IOException {
            TreeSet<String> codes = new TreeSet<>();
            problems().forEach(problem -> codes.add(problem.get("code").asText()));
            return codes;
        }
    }

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        GeneratedSlide slide = SyntheticSlide.generate(
                new SlideRequest(12_000, 24, 1, 1_024, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                folder.resolve("generated"),
                (step, done, total) -> {});
        annotations = slide.annotations();
        filled = folder.resolve("filled");
        earlierCatalogue = folder.resolve("earlier");
        List<Path> instances = slide.instances();
        try (ServerProcess server = ServerProcess.start(filled)) {
            for (Path instance : instances.subList(0, instances.size() - 1)) {
                store(server, Files.readAllBytes(instance));
            }
        }
        copy(filled.resolve("catalogue"), earlierCatalogue);
        try (ServerProcess server = ServerProcess.start(filled)) {
            store(server, Files.readAllBytes(instances.getLast()));
            truth = answers(server);
        }
        data = folder.resolve("data");
    }

    @BeforeEach
    void copyFolder() throws IOException {
        copy(filled, data);
    }

    @AfterEach
    void deleteCopy() throws IOException {
        FolderTree.delete(data);
    }

    @Test
    void nothingIsWrongWithWhatAServerLeft() throws Exception {
        Run verify = run("verify", data.toString());
        assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out()).contains("1 annotation sets: nothing is wrong.");
        Run rebuild = run("rebuild", data.toString());
        assertThat(rebuild.exitCode()).as(rebuild.out() + rebuild.err()).isZero();
        assertThat(verified().codes()).isEmpty();
    }

    @Test
    void everyFlippedBitOfOriginalsAndColumnsIsNamedByFileAndBlock() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Path> files = new ArrayList<>(files(data.resolve("objects")));
        files.addAll(files(data.resolve("columns")));
        // What lists the checksums of others is damaged by itself: the others could not be told by their blocks.
        Map<Boolean, List<Path>> parts = files.stream()
                .collect(Collectors.partitioningBy(file -> file.toString().matches(".*(\\.dcm|\\.arrow)")));
        int rounds = Depth.count(1, 12);
        for (int round = 0; round < rounds; round++) {
            for (List<Path> part : parts.values()) {
                requireEachNamed(part, random);
            }
        }
        assertThat(verified().codes()).isEmpty();
        System.out.println("verify: " + rounds * files.size() + " flipped bits (seed " + SEED + ") in " + files.size()
                + " files, each named");
    }

    private void requireEachNamed(List<Path> files, SplittableRandom random) throws IOException {
        Map<String, Long> flips = new TreeMap<>();
        for (Path file : files) {
            long offset = random.nextLong(Files.size(file));
            flip(file, offset, random.nextInt(8));
            flips.put(data.relativize(file).toString(), offset);
        }
        Run verify = run("verify", data.toString(), "--json");
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.problems())
                .as("%s: %s", flips, verify.out())
                .hasSameSizeAs(files)
                .allSatisfy(problem -> requireNames(problem, flips));
        for (Path file : files) {
            restore(file);
        }
    }

    private static void requireNames(JsonNode problem, Map<String, Long> flips) {
        String file = problem.get("file").asText();
        assertThat(flips).containsKey(file);
        if (file.endsWith(".dcm") || file.endsWith(".arrow")) {
            assertThat(problem.get("byteOffset").asLong()).isEqualTo(flips.get(file) >> 20 << 20);
        }
        assertThat(problem.get("severity").asText()).isEqualTo("error");
        assertThat(problem.get("remedy").asText()).isNotEmpty();
    }

    @Test
    void aLostCatalogueIsMadeAgainFromTheOriginals() throws Exception {
        FolderTree.delete(data.resolve("catalogue"));
        assertThat(verified().codes()).containsExactly("CATALOGUE_UNREADABLE");
        assertThat(run("rebuild", data.toString(), "--catalogue").exitCode()).isZero();
        requireMended();
    }

    @Test
    void lostColumnsAreMadeAgain() throws Exception {
        FolderTree.delete(data.resolve("columns"));
        assertThat(verified().codes()).containsExactly("COLUMNS_MISSING");
        assertThat(run("rebuild", data.toString(), "--columns").exitCode()).isZero();
        assertThat(verified().codes()).isEmpty();
    }

    @Test
    void theStoreAheadOfTheCatalogueIsFoundAndMended() throws Exception {
        FolderTree.delete(data.resolve("catalogue"));
        copy(earlierCatalogue, data.resolve("catalogue"));
        assertThat(verified().codes()).containsExactly("COLUMNS_WITHOUT_INSTANCE", "ORIGINAL_NOT_IN_CATALOGUE");
        assertThat(run("rebuild", data.toString(), "--catalogue").exitCode()).isZero();
        requireMended();
    }

    @Test
    void theCatalogueAheadOfTheStoreIsFoundAndMended() throws Exception {
        Path original = originalOf(annotations);
        Files.delete(original);
        assertThat(verified().codes()).containsExactly("ORIGINAL_MISSING");
        Run rebuild = run("rebuild", data.toString());
        assertThat(rebuild.exitCode()).isEqualTo(1);
        assertThat(rebuild.out())
                .contains("ORIGINAL_MISSING", data.relativize(original).toString(), "set-aside");
        assertThat(verified().codes()).isEmpty();
        try (ServerProcess server = ServerProcess.start(data)) {
            store(server, Files.readAllBytes(annotations));
            assertThat(answers(server)).isEqualTo(truth);
        }
    }

    @Test
    void aDamagedOriginalIsNeverReadIntoColumns() throws Exception {
        Path original = originalOf(annotations);
        flip(original, Files.size(original) / 2, 2);
        FolderTree.delete(data.resolve("columns"));
        try (ServerProcess server = ServerProcess.start(data)) {
            String collections = get(server, "/collections");
            String uid = JSON.readTree(collections)
                    .at("/collections/0/sopInstanceUid")
                    .asText();
            send(server, "/collections/" + uid + "/items?crs=source-pixels");
            String state = "";
            for (int i = 0; i < 300 && !state.equals("failed"); i++) {
                Thread.sleep(50);
                state = JSON.readTree(get(server, "/collections/" + uid))
                        .get("state")
                        .asText();
            }
            HttpResponse<byte[]> refused = send(server, "/collections/" + uid + "/items?crs=source-pixels");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("ORIGINAL_DAMAGED");
            // What the remedy says: the same object again mends it, without a hand.
            store(server, Files.readAllBytes(annotations));
            assertThat(answers(server)).isEqualTo(truth);
        }
        assertThat(verified().codes()).isEmpty();
    }

    @Test
    void aDamagedOriginalIsSetAside() throws Exception {
        Path original = originalOf(annotations);
        flip(original, 5_000, 2);
        Run rebuild = run("rebuild", data.toString());
        assertThat(rebuild.exitCode()).isEqualTo(1);
        assertThat(rebuild.out())
                .contains("ORIGINAL_DAMAGED", "bytes 0-1048575", "set-aside/" + original.getFileName());
        assertThat(data.resolve("set-aside").resolve(original.getFileName())).exists();
        assertThat(verified().codes()).isEmpty();
    }

    @Test
    void rowsThatSayOtherThanTheirOriginalsAreFound() throws Exception {
        sql("update instance set byte_length = byte_length + 1 where state <> 'NONE'");
        sql("update instance set attributes = replace(attributes, 'ANN', 'ANM') where state <> 'NONE'");
        sql("update study set patient_name = patient_name || 'x'");
        sql("update series set modality = 'XX'");
        sql("update slide_level set total_columns = total_columns - 1");
        requireFoundAndMended("byteLength", "attributes", "patientName", "modality", "totalColumns");
        sql("update instance set sop_instance_uid = sop_instance_uid || '1' where state <> 'NONE'");
        sql("delete from slide_level");
        sql("insert into finding (instance_id, code, severity, byte_offset, path, got, allowed, remedy, clause)"
                + " select min(id), 'A', 'ERROR', 0, '', '', '', '', '' from instance");
        requireFoundAndMended("sopInstanceUid", "no slide level", "1 findings", "COLUMNS_WITHOUT_INSTANCE");
    }

    private void requireFoundAndMended(String... named) throws IOException {
        Run verify = verified();
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out()).contains(named);
        assertThat(run("rebuild", data.toString(), "--catalogue").exitCode()).isZero();
        assertThat(verified().codes()).isEmpty();
    }

    /** A bit of the database that says something is either found, or changed nothing that is said; a rebuild never minds. */
    @Test
    void flippedBitsOfTheCatalogueNeverStopVerifyOrRebuild() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Path database = data.resolve("catalogue/glossa.mv.db");
        byte[] whole = Files.readAllBytes(database);
        int found = 0;
        int flips = Depth.count(2, 60);
        for (int i = 0; i < flips; i++) {
            long offset = random.nextLong(whole.length);
            flip(database, offset, random.nextInt(8));
            Run verify = run("verify", data.toString(), "--json");
            assertThat(verify.exitCode())
                    .as("byte %d: %s", offset, verify.err())
                    .isBetween(0, 1);
            found += verify.exitCode();
            if (verify.exitCode() == 1) {
                assertThat(run("rebuild", data.toString(), "--catalogue").exitCode())
                        .as("byte %d", offset)
                        .isZero();
                assertThat(verified().codes()).isEmpty();
            }
            Files.write(database, whole);
        }
        System.out.println("verify: " + found + " of " + flips
                + " flipped bits of the database changed what it says, seed " + SEED);
    }

    @Test
    void aServerKeepsThemOutAndAnInterruptedRebuildKeepsAServerOut() throws Exception {
        try (ServerProcess server = ServerProcess.start(data)) {
            for (String verb : List.of("verify", "rebuild")) {
                Run refused = run(verb, data.toString());
                assertThat(refused.exitCode()).isEqualTo(2);
                assertThat(refused.err()).contains("in use by another Glossa server");
            }
            assertThat(answers(server)).isEqualTo(truth);
        }
        Files.writeString(data.resolve("rebuilding"), "");
        Run refused = run("serve", "--port", "0", "--data", data.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("run glossa rebuild");
        assertThat(run("rebuild", data.toString()).exitCode()).isZero();
        requireMended();
        assertThat(run("verify", data.resolve("nowhere").toString()).exitCode()).isEqualTo(2);
    }

    private Run verified() throws IOException {
        Run verify = run("verify", data.toString(), "--json");
        assertThat(verify.exitCode())
                .as(verify.out() + verify.err())
                .isEqualTo(verify.problems().isEmpty() ? 0 : 1);
        return verify;
    }

    /** Verify has nothing to say, and a server answers as before. */
    private void requireMended() throws Exception {
        assertThat(verified().codes()).isEmpty();
        try (ServerProcess server = ServerProcess.start(data)) {
            assertThat(answers(server)).isEqualTo(truth);
        }
    }

    private Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    /** What the server says of everything, without the time of the answer. */
    private String answers(ServerProcess server) throws Exception {
        String uid = JSON.readTree(get(server, "/collections"))
                .at("/collections/0/sopInstanceUid")
                .asText();
        for (int i = 0; i < 300 && !get(server, "/collections/" + uid).contains("\"state\":\"ready\""); i++) {
            Thread.sleep(100);
        }
        String said = get(server, "/collections/" + uid)
                + get(server, "/collections/" + uid + "/items?limit=3000")
                + get(server, "/collections/" + uid + "/items?bbox=100,100,300,300&limit=10000")
                + get(server, "/dicom-web/instances?includefield=all")
                + get(server, "/dicom-web/studies");
        return said.replaceAll("\"timeStamp\":\"[^\"]*\"", "").replaceAll("127\\.0\\.0\\.1:[0-9]+", "server");
    }

    private void store(ServerProcess server, byte[] instance) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/dicom-web/studies"))
                .header("Content-Type", "application/dicom")
                .POST(BodyPublishers.ofByteArray(instance))
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isIn(200, 202);
    }

    private String get(ServerProcess server, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(server, path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> send(ServerProcess server, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Accept", "*/*")
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private void sql(String change) throws Exception {
        String url = "jdbc:h2:file:" + data.resolve("catalogue/glossa") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "sa", "``");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(change)).isPositive();
        }
    }

    private Path originalOf(Path instance) throws IOException {
        for (Path file : files(data.resolve("objects"))) {
            if (file.toString().endsWith(".dcm") && Files.mismatch(file, instance) < 0) {
                return file;
            }
        }
        throw new AssertionError("no original of " + instance);
    }

    private void restore(Path file) throws IOException {
        Files.write(file, Files.readAllBytes(filled.resolve(data.relativize(file))));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void flip(Path file, long offset, int bit) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 1 << bit);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
        Files.createDirectories(to.resolve("arrivals"));
    }
}
