package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InfoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new InfoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private JsonNode json(Path file) throws Exception {
        assertThat(run(file.toString(), "--json")).isZero();
        return JsonMapper.builder().build().readTree(out.toString());
    }

    @Test
    void saysWhatAnAnnotationObjectHolds() throws Exception {
        CorpusCase corpusCase = Corpus.named("several-groups");

        JsonNode info = json(corpusCase.input());

        assertThat(info.get("kind").asText()).isEqualTo("ann");
        assertThat(info.get("sopInstanceUID").asText())
                .isEqualTo(corpusCase.expected().sopInstanceUid());
        assertThat(info.get("space").asText()).isEqualTo("source-pixels");
        assertThat(info.get("referencedImage").asText())
                .isEqualTo(corpusCase.expected().referencedImage());
        assertThat(info.get("annotationCount").asLong())
                .isEqualTo(corpusCase.expected().annotationCount());
        assertThat(info.get("groups")).hasSize(5);
        for (int i = 0; i < 5; i++) {
            var expected = corpusCase.expected().groups().get(i);
            JsonNode group = info.get("groups").get(i);
            assertThat(group.get("graphicType").asText()).isEqualTo(expected.graphicType());
            assertThat(group.get("precision").asText()).isEqualTo(expected.precision());
            assertThat(group.get("annotationCount").asLong()).isEqualTo(expected.numberOfAnnotations());
            assertThat(group.get("measurements"))
                    .hasSize(expected.measurements().size());
        }
        assertThat(info.get("findings")).isEmpty();
    }

    @Test
    void saysWhatASlideIs() throws Exception {
        JsonNode info = json(Corpus.slide("oblique").get(1));

        assertThat(info.get("kind").asText()).isEqualTo("slide");
        assertThat(info.get("totalPixelMatrix").toString()).isEqualTo("[48,33]");
        assertThat(info.get("tile").toString()).isEqualTo("[16,16]");
        assertThat(info.get("tiling").asText()).isEqualTo("TILED_FULL");
        assertThat(info.get("pixelSpacing").get(0).asDouble()).isEqualTo(9.84848485E-4);
    }

    @Test
    void humansGetATableAndTheFindings() {
        assertThat(run(Corpus.named("oblique-millimetres").input().toString())).isZero();

        assertThat(out.toString())
                .containsPattern("SOP class +Microscopy Bulk Simple Annotations")
                .containsPattern("# +label +type +graphic type")
                .containsPattern("4 +.* +ELLIPSE +3 +12 +float64 x 3")
                .contains("error: ELLIPSE_AXES_INVALID at byte offset ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatIsNoDicomEndsWithTwoAndAReason(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("a.txt"), "hello");
        Path json = Files.writeString(folder.resolve("a.json"), " {\"type\": \"FeatureCollection\"}");
        Path empty = Files.createFile(folder.resolve("empty"));

        assertThat(run(text.toString())).isEqualTo(2);
        assertThat(run(json.toString())).isEqualTo(2);
        assertThat(run(empty.toString())).isEqualTo(2);
        assertThat(run(folder.resolve("missing").toString())).isEqualTo(2);
        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("NOT_DICOM")
                .contains("is JSON")
                .contains("no such file")
                .doesNotContain("Exception");
        assertThat(out.toString()).isEmpty();
    }
}
