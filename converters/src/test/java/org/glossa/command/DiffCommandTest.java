package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    private Path folder;

    private Path geoJson(String name, String coordinates) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":" + coordinates
                        + "},\"properties\":{}}");
    }

    @Test
    void theSameFileIsTheSame() {
        Path file = Corpus.named("several-groups").input();
        Verb diff = Verb.run(new DiffCommand(), file, file);
        assertThat(diff.exitCode()).isZero();
        assertThat(diff.out()).startsWith("no differences in ");
    }

    @Test
    void aMovedVertexIsADifferenceBeyondTheTolerance() throws Exception {
        Path first = geoJson("a.geojson", "[[0,0],[10,10]]");
        Path second = geoJson("b.geojson", "[[0,0],[10.25,10]]");

        Verb exact = Verb.run(new DiffCommand(), first, second, "--json");
        assertThat(exact.exitCode()).isEqualTo(1);
        JsonNode json = JsonMapper.builder().build().readTree(exact.out());
        assertThat(json.get("same").asBoolean()).isFalse();
        assertThat(json.get("differences")).hasSize(1);
        assertThat(json.get("differences").get(0).get("attribute").asText()).isEqualTo("coordinates");
        assertThat(json.get("differences").get(0).get("maxAbsError").asDouble()).isEqualTo(0.25);

        assertThat(Verb.run(new DiffCommand(), first, second, "--tolerance", "0.3px")
                        .exitCode())
                .isZero();
        assertThat(Verb.run(new DiffCommand(), first, second, "--tolerance", "0.2px")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeComparedIsSaid() throws Exception {
        Path first = geoJson("a.geojson", "[[0,0],[10,10]]");
        for (String tolerance : new String[] {"0.1mm", "some"}) {
            Verb wrong = Verb.run(new DiffCommand(), first, first, "--tolerance", tolerance);
            assertThat(wrong.exitCode()).as(tolerance).isEqualTo(2);
            assertThat(wrong.err()).contains("--tolerance");
        }
        Verb image = Verb.run(new DiffCommand(), first, Corpus.slide("square").getFirst());
        assertThat(image.exitCode()).isEqualTo(2);
        assertThat(image.err()).contains("VL Whole Slide Microscopy Image");
        assertThat(Verb.run(new DiffCommand(), first, folder.resolve("none")).exitCode())
                .isEqualTo(2);
    }

    @Test
    void annOfOthersComesBackThroughGeoJson() {
        Path ann = Shared.require("corpus/highdicom/sm_annotations.dcm");
        Path image = Shared.require("corpus/highdicom/sm_image.dcm");
        Path json = folder.resolve("a.geojson.gz");
        Path back = folder.resolve("b.dcm");
        assertThat(Verb.run(new ConvertCommand(), ann, "--to", "geojson", "--out", json, "--image", image)
                        .exitCode())
                .isZero();
        assertThat(Verb.run(new ConvertCommand(), json, "--to", "ann", "--out", back, "--image", image)
                        .exitCode())
                .isZero();
        assertThat(Verb.run(new DiffCommand(), ann, back))
                .extracting(Verb::exitCode)
                .isEqualTo(0);
    }
}
