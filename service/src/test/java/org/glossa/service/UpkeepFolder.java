package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.store.FolderTree;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import picocli.CommandLine;

/**
 * A data folder that a server filled with a slide of two levels and its annotations, and a copy of it, with its catalogue, for each
 * test to damage.
 */
final class UpkeepFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the catalogue is. */
    enum Where {
        H2,
        POSTGRESQL
    }

    /** What a command said. */
    record Run(int exitCode, String out, String err) {
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

    private final HttpClient client = HttpClient.newHttpClient();
    private final Where where;
    private final Path annotations;
    private final Path filled;
    private final Path earlier;
    private final Path data;
    private final String truth;

    /** Databases of PostgreSQL, empty on H2: of the filled folder, of the same before its last instance, and of the copy. */
    private String filledUrl = "";

    private String earlierUrl = "";
    private String url = "";

    /** @param folder for it, its copies and its slide */
    UpkeepFolder(Path folder, Where where) throws Exception {
        this.where = where;
        this.filled = folder.resolve("filled");
        this.earlier = folder.resolve("earlier");
        this.data = folder.resolve("data");
        GeneratedSlide slide = SyntheticSlide.generate(
                new SlideRequest(12_000, 24, 1, 1_024, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                folder.resolve("generated"),
                (step, done, total) -> {});
        annotations = slide.annotations();
        List<Path> instances = slide.instances();
        if (where == Where.POSTGRESQL) {
            filledUrl = PostgresServer.shared().newDatabase();
        }
        try (ServerProcess server = ServerProcess.start(filled, launch(filledUrl))) {
            for (Path instance : instances.subList(0, instances.size() - 1)) {
                store(server, Files.readAllBytes(instance));
            }
        }
        if (where == Where.POSTGRESQL) {
            earlierUrl = PostgresServer.shared().copyOf(filledUrl);
        } else {
            copy(filled.resolve("catalogue"), earlier);
        }
        try (ServerProcess server = ServerProcess.start(filled, launch(filledUrl))) {
            store(server, Files.readAllBytes(instances.getLast()));
            truth = answers(server);
        }
    }

    private static Launch launch(String url) {
        Launch quick = Launch.PLAIN.withJvmOptions(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return url.isEmpty() ? quick : quick.withJvmOptions(PostgresServer.jvmOptions(url));
    }

    /** Makes the copy anew; commands and servers of this object work on it from now on. */
    void copy() throws Exception {
        copy(filled, data);
        useDatabaseLike(filledUrl);
    }

    /** Deletes the copy. */
    void delete() throws IOException {
        PostgresServer.properties(url).keySet().forEach(System::clearProperty);
        FolderTree.delete(data);
    }

    /** The catalogue is lost whole. */
    void loseCatalogue() throws Exception {
        if (where == Where.POSTGRESQL) {
            useDatabase(PostgresServer.shared().newDatabase());
        } else {
            FolderTree.delete(data.resolve("catalogue"));
        }
    }

    /** The catalogue is as it was before the last instance, the annotations, was stored. */
    void setCatalogueBack() throws Exception {
        if (where == Where.POSTGRESQL) {
            useDatabaseLike(earlierUrl);
        } else {
            loseCatalogue();
            copy(earlier, data.resolve("catalogue"));
        }
    }

    private void useDatabaseLike(String template) throws Exception {
        if (where == Where.POSTGRESQL) {
            useDatabase(PostgresServer.shared().copyOf(template));
        }
    }

    /** Commands run in this JVM. */
    private void useDatabase(String name) {
        url = name;
        PostgresServer.properties(url).forEach(System::setProperty);
    }

    Where where() {
        return where;
    }

    Path data() {
        return data;
    }

    /** The file of the instance that was stored last. */
    Path annotations() {
        return annotations;
    }

    /** The answers of a server on the folder as it was filled. */
    String truth() {
        return truth;
    }

    ServerProcess start() throws IOException {
        return ServerProcess.start(data, launch(url));
    }

    /** Runs a command line in this JVM. */
    static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }

    Run verified() throws IOException {
        Run verify = run("verify", data.toString(), "--json");
        assertThat(verify.exitCode())
                .as(verify.out() + verify.err())
                .isEqualTo(verify.problems().isEmpty() ? 0 : 1);
        return verify;
    }

    Run rebuild(String... options) {
        return run(Stream.concat(Stream.of("rebuild", data.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    /** Verify has nothing to say, and a server answers as before. */
    void requireMended() throws Exception {
        assertThat(verified().codes()).isEmpty();
        try (ServerProcess server = start()) {
            assertThat(answers(server)).isEqualTo(truth);
        }
    }

    /** What the server says of everything, without the time of the answer. */
    String answers(ServerProcess server) throws Exception {
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

    void store(ServerProcess server, byte[] instance) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/dicom-web/studies"))
                .header("Content-Type", "application/dicom")
                .POST(BodyPublishers.ofByteArray(instance))
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isIn(200, 202);
    }

    String get(ServerProcess server, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(server, path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    HttpResponse<byte[]> send(ServerProcess server, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Accept", "*/*")
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /** Changes the catalogue behind the back of Glossa. */
    void sql(String change) throws SQLException {
        String h2 = "jdbc:h2:file:" + data.resolve("catalogue/glossa")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;USER=sa;PASSWORD=``";
        try (Connection connection = DriverManager.getConnection(url.isEmpty() ? h2 : url);
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }

    /** The original of an instance, in the folder. */
    Path originalOf(Path instance) throws IOException {
        for (Path file : files(data.resolve("objects"))) {
            if (file.toString().endsWith(".dcm") && Files.mismatch(file, instance) < 0) {
                return file;
            }
        }
        throw new AssertionError("no original of " + instance);
    }

    /** Gives a file of the copy its bytes again. */
    void restore(Path file) throws IOException {
        Files.write(file, Files.readAllBytes(filled.resolve(data.relativize(file))));
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
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
