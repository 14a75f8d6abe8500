package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.store.FolderTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code verify} and {@code rebuild} say of files and rows that no server would have left so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangeFoldersIT {
    private static final PointAnnotations ONE = new PointAnnotations("2.25.7", 1);
    private static final PointAnnotations OTHER = new PointAnnotations("2.25.8", 2);

    /** Filled once: two sets of two studies. */
    private Path filled = Path.of("");

    /** A copy of it for each test. */
    private Path data = Path.of("");

    private record Run(int exitCode, String said) {}

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        filled = folder.resolve("filled");
        data = folder.resolve("data");
        HttpClient client = HttpClient.newHttpClient();
        try (ServerProcess server = ServerProcess.start(filled)) {
            for (PointAnnotations each : List.of(ONE, OTHER)) {
                HttpRequest store = HttpRequest.newBuilder(URI.create(server.url() + "/dicom-web/studies"))
                        .header("Content-Type", "application/dicom")
                        .POST(BodyPublishers.ofByteArray(each.bytes()))
                        .build();
                assertThat(client.send(store, BodyHandlers.discarding()).statusCode())
                        .isIn(200, 202);
                HttpRequest state = HttpRequest.newBuilder(URI.create(server.url() + "/collections/" + each.uid()))
                        .build();
                for (int i = 0;
                        i < 300
                                && !client.send(state, BodyHandlers.ofString())
                                        .body()
                                        .contains("\"ready\"");
                        i++) {
                    Thread.sleep(50);
                }
            }
        }
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
    void filesOfNobodyAreNamed() throws Exception {
        assertThat(run("verify").exitCode()).isZero();
        Path folder = files(data.resolve("objects")).getFirst().getParent();
        Files.writeString(folder.resolve("strange.txt"), "");
        Files.writeString(data.resolve("arrivals/1.part"), "");
        Files.copy(record(), folder.resolve("0".repeat(64) + ".json"));

        Run verify = run("verify");

        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.said()).contains("strange.txt", "arrivals/1.part", "0".repeat(64) + ".dcm");
    }

    @Test
    void anInstanceInTheSeriesOfAnotherIsFound() throws Exception {
        sql("update instance set series_id = (select max(id) from series)");

        Run verify = run("verify");

        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.said()).contains("in another series or study", "series " + ONE.series() + ": no instance");
        sql("delete from series where series_instance_uid = '" + ONE.series() + "'");
        assertThat(run("verify").said()).contains("study " + ONE.study() + ": no instance");
    }

    @Test
    void statesThatAreNotTrueAreFound() throws Exception {
        sql("update instance set state = 'STORED' where sop_instance_uid = '" + ONE.uid() + "'");
        sql("update instance set state = 'NONE' where sop_instance_uid = '" + OTHER.uid() + "'");

        assertThat(run("verify").said()).contains(ONE.uid(), "state NONE").contains("columns/" + ONE.uid());
    }

    @Test
    void columnsOfAnotherSetAreFoundAndNotAdopted() throws Exception {
        FolderTree.delete(columns(OTHER));
        copy(columns(ONE), columns(OTHER));
        Run verify = run("verify");
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.said()).contains("as the catalogue says");

        assertThat(run("rebuild", "--catalogue").said()).contains("columns of 1 annotation sets");
    }

    @Test
    void damagedColumnsAreNotAdopted() throws Exception {
        Path file = files(columns(ONE)).getFirst();
        flip(file, Files.size(file) / 2);

        assertThat(run("rebuild", "--catalogue").said()).contains("columns of 1 annotation sets");
    }

    @Test
    void aLostRecordIsWrittenAgain() throws Exception {
        Path record = record();
        Files.delete(record);
        assertThat(run("verify").exitCode()).isEqualTo(1);

        assertThat(run("rebuild").exitCode()).isZero();

        assertThat(record).exists();
        assertThat(run("verify").exitCode()).isZero();
    }

    @Test
    void columnsAreNotMadeOfADamagedOriginalNorByACatalogueThatIsNotWhole() throws Exception {
        Path original = files(data.resolve("objects")).stream()
                .filter(file -> file.toString().endsWith(".dcm"))
                .findFirst()
                .orElseThrow();
        flip(original, Files.size(original) - 1);
        Run rebuild = run("rebuild", "--columns");
        assertThat(rebuild.exitCode()).isEqualTo(1);
        assertThat(rebuild.said()).contains(original.getFileName().toString(), "columns of 1 annotation sets");

        Files.writeString(data.resolve("rebuilding"), "");
        Run refused = run("rebuild", "--columns");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.said()).contains("run glossa rebuild");
    }

    private Path columns(PointAnnotations set) {
        return data.resolve("columns").resolve(set.uid());
    }

    private Path record() throws IOException {
        return files(data.resolve("objects")).stream()
                .filter(file -> file.toString().endsWith(".json"))
                .findFirst()
                .orElseThrow();
    }

    private Run run(String verb, String... options) {
        StringWriter said = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        int exitCode = command.execute(Stream.concat(Stream.of(verb, data.toString()), Stream.of(options))
                .toArray(String[]::new));
        return new Run(exitCode, said.toString());
    }

    private void sql(String change) throws Exception {
        String url = "jdbc:h2:file:" + data.resolve("catalogue/glossa") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "sa", "``");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(change)).isPositive();
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 1);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
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
        if (Files.exists(from.resolve("arrivals"))) {
            Files.createDirectories(to.resolve("arrivals"));
        }
    }
}
