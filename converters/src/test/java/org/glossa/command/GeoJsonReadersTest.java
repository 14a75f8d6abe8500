package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.QuPathObjects;
import org.glossa.corpus.conversion.MatrixSources;
import org.glossa.corpus.conversion.RichFeatures;
import org.glossa.corpus.conversion.RichFeatures.Oddity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code convert} writes of bulk annotations, reports and GeoJSON, whole and with {@code --decimals 2}, as QuPath reads it. */
class GeoJsonReadersTest {
    @TempDir
    private Path texts;

    @TempDir
    private Path sources;

    @BeforeEach
    void convertOneOfEach() throws Exception {
        Path slides = Corpus.slide("square").getFirst().getParent();
        for (String name : List.of("several-groups", "ellipse-2d-od-dense", "polygon-3d-of-none", "colour")) {
            convert(Corpus.named(name).input(), "ann-" + name, slides);
        }
        Path rich = Files.write(sources.resolve("rich.geojson"), RichFeatures.of(7, 60, EnumSet.noneOf(Oddity.class))
                        .bytes());
        convert(rich, "geojson-rich", MatrixSources.image());
        Path report = sources.resolve("rich.dcm");
        write(rich, "sr", report, MatrixSources.image());
        convert(report, "sr-rich", MatrixSources.image());
        int reports = 0;
        for (Path file : MatrixSources.dicomFiles()) {
            String kind = file.getParent().getFileName().toString();
            if (kind.startsWith("sr")) {
                convert(file, kind + "-" + file.getFileName(), MatrixSources.image());
                reports++;
            }
        }
        assertThat(reports).isPositive();
    }

    private void convert(Path in, String name, Path image) {
        write(in, "geojson", texts.resolve(name + ".geojson"), image);
        write(in, "geojson", texts.resolve(name + ".2.geojson"), image, "--decimals", "2");
        write(in, "geojson", texts.resolve(name + ".geojsonl.gz"), image, "--newline-delimited");
    }

    private static void write(Path in, String to, Path out, Path image, String... more) {
        List<Object> arguments = new ArrayList<>(List.of(in, "--to", to, "--out", out, "--image", image));
        arguments.addAll(Arrays.asList(more));
        Verb done = Verb.run(new ConvertCommand(), arguments.toArray());
        assertThat(done.exitCode()).as("%s: %s", in, done.err()).isZero();
    }

    @Test
    void everyTextKeepsTheRulesOfItsReaders() {
        assertThat(Oracle.python()
                        .cases(10)
                        .run(Oracle.script("geojson_rules.py").toString(), texts.toString())
                        .orFail()
                        .outLines())
                .singleElement()
                .asString()
                .startsWith("done ");
    }

    @Test
    void quPathReadsEveryObject() throws IOException {
        List<Path> files;
        try (var all = Files.list(texts)) {
            files = all.filter(file -> file.toString().endsWith(".geojson")).sorted().toList();
        }
        List<Long> expected = new ArrayList<>();
        for (Path file : files) {
            expected.add(count(
                    JsonMapper.builder().build().readTree(file.toFile()).get("features")));
        }
        assertThat(QuPathObjects.counts(files)).isEqualTo(expected);
    }

    private static long count(JsonNode features) {
        long count = 0;
        for (JsonNode feature : features) {
            count += 1 + count(feature.at("/properties/childObjects"));
        }
        return count;
    }
}
