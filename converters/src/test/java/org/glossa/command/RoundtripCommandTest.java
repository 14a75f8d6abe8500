package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class RoundtripCommandTest {
    @TempDir
    private Path folder;

    private final Path slide = Corpus.slide("square").getFirst().getParent();

    private Path rich() throws Exception {
        return Files.writeString(folder.resolve("rich.geojson"), """
                {"type":"FeatureCollection","note":"x","features":[
                {"type":"Feature","id":"a3c2f0b8-7f8e-4b1e-9f86-0f9b1a2c3d4e","geometry":{"type":"Polygon","coordinates":
                 [[[10,10],[200.5,10],[200,200.25],[10,10]],[[120,40],[160,40],[160,80],[120,40]]]},"properties":
                 {"objectType":"annotation","name":"n1","classification":{"name":"Tumor","color":[200,0,0]},
                 "measurements":{"Area µm^2":12.345,"Weird":1e300,"N":"NaN"},"isLocked":true,"metadata":{"k":"v"}}},
                {"type":"Feature","id":7,"geometry":{"type":"MultiPolygon","coordinates":
                 [[[[1,1],[20,1],[20,20],[1,1]]],[[[31,31],[50,31],[50,50],[31,31]]]]},"properties":
                 {"objectType":"detection","classification":{"name":"Stroma","color":[0,200,0]}}},
                {"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[1.1,2.2],[3.3,4.123456789012]]},
                 "properties":{"objectType":"annotation"}},
                {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[100,100],[120,100],[120,120],[100,100]]]},
                 "nucleusGeometry":{"type":"Polygon","coordinates":[[[105,102],[115,102],[115,110],[105,102]]]},
                 "properties":{"objectType":"cell","classification":{"name":"Tumor","color":[200,0,0]}}},
                {"type":"Feature","id":"x","geometry":null,"properties":{"name":"nothing"}},
                {"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,1],[5,5],[9,1],[1,1]],
                 "plane":{"c":0,"z":1,"t":0}},"properties":{"objectType":"annotation"}}
                ]}
                """);
    }

    @Test
    void everyChainOfAFileWithEverythingAgrees() throws Exception {
        Path junit = folder.resolve("j.xml");
        Verb roundtrip = Verb.run(
                new RoundtripCommand(), rich(), "--image", slide, "--through", "geojson,ann,sr", "--junit", junit);
        assertThat(roundtrip.out()).contains("1 file, 5 chains: 5 agrees");
        assertThat(roundtrip.exitCode()).isZero();
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(5);
        assertThat(((Element) suite.getElementsByTagName("testcase").item(3)).getAttribute("name"))
                .isEqualTo("geojson>ann>sr>geojson");
    }

    @Test
    void filesOfOthersAgree() {
        Verb roundtrip = Verb.run(
                new RoundtripCommand(),
                Shared.require("corpus/highdicom/sm_annotations.dcm"),
                "--image",
                Shared.require("corpus/highdicom/sm_image.dcm"),
                "--through",
                "geojson,ann,sr");
        assertThat(roundtrip.out()).contains("ann>geojson>ann", "1 file, 5 chains: 5 agrees");
        assertThat(roundtrip.exitCode()).isZero();
    }

    @Test
    void aChainThatNeedsAnImageSaysSo() throws Exception {
        Path junit = folder.resolve("j.xml");
        Verb roundtrip = Verb.run(new RoundtripCommand(), rich(), "--through", "geojson,ann", "--junit", junit);
        assertThat(roundtrip.exitCode()).isZero();
        assertThat(roundtrip.out()).contains("1 agrees, 1 needs --image");
        assertThat(junit).content().contains("skipped=\"1\"", "<skipped");
    }

    @Test
    void whatIsRefusedIsAnError() throws Exception {
        Verb tooMany = Verb.run(new RoundtripCommand(), rich(), "--image", slide, "--through", "sr", "--max-sr", "2");
        assertThat(tooMany.exitCode()).isEqualTo(2);
        assertThat(tooMany.out()).contains("refused");
        Verb language = Verb.run(new RoundtripCommand(), rich(), "--through", "shapefile");
        assertThat(language.exitCode()).isEqualTo(2);
        assertThat(language.err()).contains("geojson, ann, sr");
    }
}
