package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code convert --to ann}: what the command adds to the writer. */
class ConvertToAnnTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ConvertCommand())
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private int toAnn(Path input, Path out, String... more) {
        String[] arguments = {input.toString(), "--to", "ann", "--out", out.toString()};
        return run(Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
    }

    private void assertSame(Path original, Path written) {
        assertThat(Oracle.python()
                        .run(Oracle.script("same_annotations.py").toString(), original.toString(), written.toString())
                        .orFail()
                        .outLines())
                .singleElement()
                .asString()
                .startsWith("1 pairs");
    }

    @Test
    void aFileIsWrittenAnewTwiceAlike() throws Exception {
        Path original = Corpus.named("several-groups").input();
        assertThat(toAnn(original, folder.resolve("a.dcm"))).isZero();
        assertThat(toAnn(original, folder.resolve("b.dcm"))).isZero();
        assertThat(Files.mismatch(folder.resolve("a.dcm"), folder.resolve("b.dcm")))
                .isEqualTo(-1);
        assertSame(original, folder.resolve("a.dcm"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aFileIsReplacedByItself() throws Exception {
        Path file = folder.resolve("a.dcm");
        Path original = Corpus.named("polygon-2d-of-sparse").input();
        Files.copy(original, file);
        assertThat(toAnn(file, file)).isEqualTo(2);
        assertThat(toAnn(file, file, "--force")).isZero();
        assertSame(original, file);
    }

    @Test
    void whatHadToGoIsToldInTheLedger() throws Exception {
        Path ledger = folder.resolve("ledger.json");
        Path original = Shared.require("corpus/highdicom/sm_annotations.dcm");
        assertThat(toAnn(original, folder.resolve("a.dcm"), "--strict", "--ledger", ledger.toString()))
                .isZero();
        JsonNode entry = JsonMapper.builder()
                .build()
                .readTree(ledger.toFile())
                .get("entries")
                .get(0);
        assertThat(entry.get("code").asText()).isEqualTo("ATTRIBUTE_LEFT_OUT");
        assertThat(entry.get("severity").asText()).isEqualTo("info");
        assertThat(entry.get("firstPaths").get(0).asText()).endsWith("(006A,0002)[1]/(006A,000F)");
    }

    @Test
    void thePatientIsThatOfTheImageGiven() throws Exception {
        Path original = Corpus.named("colour").input();
        Path slides = Corpus.slide("square").getFirst().getParent();
        assertThat(toAnn(original, folder.resolve("a.dcm"), "--image", slides.toString()))
                .isZero();
        assertSame(original, folder.resolve("a.dcm"));
        Path other = Corpus.slide("sparse").getFirst();
        assertThat(toAnn(original, folder.resolve("b.dcm"), "--image", other.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("IMAGE_OTHER", "no image of the annotated slide among those given");
        assertThat(folder.resolve("b.dcm")).doesNotExist();
    }

    @Test
    void aSpaceCannotBeChosen() throws Exception {
        Path original = Corpus.named("colour").input();
        assertThat(toAnn(original, folder.resolve("a.dcm"), "--space", "slide-mm"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--space slide-mm for ANN", "leave --space out");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void geoJsonNeedsAnImage() throws Exception {
        Path json = Files.writeString(folder.resolve("a.geojson"), "{\"type\":\"Point\",\"coordinates\":[1,2]}");
        assertThat(toAnn(json, folder.resolve("a.dcm"))).isEqualTo(2);
        assertThat(err.toString()).contains("IMAGE_NEEDED", "--image");
        assertThat(folder.resolve("a.dcm")).doesNotExist();
    }
}
