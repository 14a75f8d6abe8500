package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.glossa.corpus.Depth;
import org.glossa.service.UpkeepFolder.Run;
import org.glossa.service.UpkeepFolder.Where;
import org.glossa.store.FolderTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Originals, columns and the file of the catalogue lost or damaged alone: {@code verify} names what is wrong, {@code rebuild} mends what
 * the originals can mend and names what they cannot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpkeepIT {
    private static final int SEED = 20262;
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init") // filled once
    private UpkeepFolder folder;

    @SuppressWarnings("NullAway.Init") // set with it
    private Path data;

    @BeforeAll
    void fill(@TempDir Path temporary) throws Exception {
        folder = new UpkeepFolder(temporary, Where.H2);
        data = folder.data();
    }

    @BeforeEach
    void copyFolder() throws Exception {
        folder.copy();
    }

    @AfterEach
    void deleteCopy() throws IOException {
        folder.delete();
    }

    @Test
    void everyFlippedBitOfOriginalsAndColumnsIsNamedByFileAndBlock() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Path> files = new ArrayList<>(UpkeepFolder.files(data.resolve("objects")));
        files.addAll(UpkeepFolder.files(data.resolve("columns")));
        // What lists the checksums of others is damaged by itself: the others could not be told by their blocks.
        Map<Boolean, List<Path>> parts = files.stream()
                .collect(Collectors.partitioningBy(file -> file.toString().matches(".*(\\.dcm|\\.arrow)")));
        int rounds = Depth.count(1, 12);
        for (int round = 0; round < rounds; round++) {
            for (List<Path> part : parts.values()) {
                requireEachNamed(part, random);
            }
        }
        assertThat(folder.verified().codes()).isEmpty();
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
        Run verify = UpkeepFolder.run("verify", data.toString(), "--json");
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.problems())
                .as("%s: %s", flips, verify.out())
                .hasSameSizeAs(files)
                .allSatisfy(problem -> requireNames(problem, flips));
        for (Path file : files) {
            folder.restore(file);
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
    void lostColumnsAreMadeAgain() throws Exception {
        FolderTree.delete(data.resolve("columns"));
        assertThat(folder.verified().codes()).containsExactly("COLUMNS_MISSING");
        assertThat(folder.rebuild("--columns").exitCode()).isZero();
        assertThat(folder.verified().codes()).isEmpty();
    }

    @Test
    void aDamagedOriginalIsNeverReadIntoColumns() throws Exception {
        Path original = folder.originalOf(folder.annotations());
        flip(original, Files.size(original) / 2, 2);
        FolderTree.delete(data.resolve("columns"));
        try (ServerProcess server = folder.start()) {
            String collections = folder.get(server, "/collections");
            String uid = JSON.readTree(collections)
                    .at("/collections/0/sopInstanceUid")
                    .asText();
            folder.send(server, "/collections/" + uid + "/items?crs=source-pixels");
            String state = "";
            for (int i = 0; i < 300 && !state.equals("failed"); i++) {
                Thread.sleep(50);
                state = JSON.readTree(folder.get(server, "/collections/" + uid))
                        .get("state")
                        .asText();
            }
            HttpResponse<byte[]> refused = folder.send(server, "/collections/" + uid + "/items?crs=source-pixels");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("ORIGINAL_DAMAGED");
            // What the remedy says: the same object again mends it, without a hand.
            folder.store(server, Files.readAllBytes(folder.annotations()));
            assertThat(folder.answers(server)).isEqualTo(folder.truth());
        }
        assertThat(folder.verified().codes()).isEmpty();
    }

    @Test
    void aDamagedOriginalIsSetAside() throws Exception {
        Path original = folder.originalOf(folder.annotations());
        flip(original, 5_000, 2);
        Run rebuild = folder.rebuild();
        assertThat(rebuild.exitCode()).isEqualTo(1);
        assertThat(rebuild.out())
                .contains("ORIGINAL_DAMAGED", "bytes 0-1048575", "set-aside/" + original.getFileName());
        assertThat(data.resolve("set-aside").resolve(original.getFileName())).exists();
        assertThat(folder.verified().codes()).isEmpty();
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
            Run verify = UpkeepFolder.run("verify", data.toString(), "--json");
            assertThat(verify.exitCode())
                    .as("byte %d: %s", offset, verify.err())
                    .isBetween(0, 1);
            found += verify.exitCode();
            if (verify.exitCode() == 1) {
                assertThat(folder.rebuild("--catalogue").exitCode())
                        .as("byte %d", offset)
                        .isZero();
                assertThat(folder.verified().codes()).isEmpty();
            }
            Files.write(database, whole);
        }
        System.out.println("verify: " + found + " of " + flips
                + " flipped bits of the database changed what it says, seed " + SEED);
    }

    @Test
    void namesThatWouldSteerATerminalAreShownInstead() throws Exception {
        Files.writeString(data.resolve("objects/a\u001b[2Jb\nerror: c"), "");
        Run verify = UpkeepFolder.run("verify", data.toString());
        assertThat(verify.exitCode()).isZero();
        assertThat(verify.out()).contains("objects/a\\x1b[2Jb\\x0aerror: c").doesNotContain("\u001b");
        Files.createDirectory(data.resolve("columns/1\u001b[2J"));
        Run rebuild = folder.rebuild("--catalogue");
        assertThat(rebuild.out()).contains("set-aside/1\\x1b[2J").doesNotContain("\u001b");
    }

    @Test
    void aServerKeepsThemOutAndAnInterruptedRebuildKeepsAServerOut() throws Exception {
        try (ServerProcess server = folder.start()) {
            for (String verb : List.of("verify", "rebuild")) {
                Run refused = UpkeepFolder.run(verb, data.toString());
                assertThat(refused.exitCode()).isEqualTo(2);
                assertThat(refused.err()).contains("in use by another Glossa server");
            }
            assertThat(folder.answers(server)).isEqualTo(folder.truth());
        }
        Files.writeString(data.resolve("rebuilding"), "");
        Run refused = UpkeepFolder.run("serve", "--port", "0", "--data", data.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("run glossa rebuild");
        assertThat(folder.rebuild().exitCode()).isZero();
        folder.requireMended();
        assertThat(UpkeepFolder.run("verify", data.resolve("nowhere").toString())
                        .exitCode())
                .isEqualTo(2);
    }

    private static void flip(Path file, long offset, int bit) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 1 << bit);
        }
    }
}
