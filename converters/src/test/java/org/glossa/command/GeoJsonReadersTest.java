package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.QuPathObjects;
import org.glossa.corpus.conversion.MatrixSources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code convert} writes of bulk annotations, reports and GeoJSON, whole and with {@code --decimals 2}, as QuPath reads it. */
class GeoJsonReadersTest {
    private static final String RICH = """
            {"type":"FeatureCollection","note":"x","features":[
            {"type":"Feature","id":"a3c2f0b8-7f8e-4b1e-9f86-0f9b1a2c3d4e","geometry":{"type":"Polygon","coordinates":
             [[[10,10],[200.5,10],[200,200.256],[10,10]],[[120,40],[160,40],[160,80],[120,40]]]},"properties":
             {"objectType":"annotation","name":"n1","classification":{"name":"Tumor","color":[200,0,0]},
             "measurements":{"Area µm^2":12.345,"N":"NaN"},"isLocked":true,"metadata":{"k":"v"},"childObjects":[
             {"type":"Feature","geometry":{"type":"Point","coordinates":[100,50]},"properties":{"objectType":"detection"}}]}},
            {"type":"Feature","id":7,"geometry":{"type":"MultiPolygon","coordinates":
             [[[[1,1],[20,1],[20,20],[1,1]]],[[[31,31],[50,31],[50,50],[31,31]]]]},"properties":
             {"objectType":"detection","classification":{"names":["Stroma","Positive"],"color":[0,200,0]}}},
            {"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[1.1,2.2],[3.3,4.123456789012]]},
             "properties":{"objectType":"annotation","classification":"Bare"}},
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[100,100],[120,100],[120,120],[100,100]]]},
             "nucleusGeometry":{"type":"Polygon","coordinates":[[[105,102],[115,102],[115,110],[105,102]]]},
             "properties":{"objectType":"cell","classification":{"name":"Tumor","color":[200,0,0]}}},
            {"type":"Feature","id":"x","geometry":null,"properties":{"name":"nothing"}},
            {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,1],[5,5],[9,1],[1,1]],
             "plane":{"c":0,"z":1,"t":0}},"properties":{"objectType":"annotation"}}
            ]}
            """;

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
        Path rich = Files.writeString(sources.resolve("rich.geojson"), RICH);
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
            files = all.filter(file -> file.toString().endsWith(".geojson"))
                    .sorted()
                    .toList();
        }
        List<Long> expected = new ArrayList<>();
        for (Path file : files) {
            expected.add(
                    count(JsonMapper.builder().build().readTree(file.toFile()).get("features")));
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
