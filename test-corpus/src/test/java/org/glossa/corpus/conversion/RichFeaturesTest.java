package org.glossa.corpus.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.conversion.RichFeatures.Document;
import org.glossa.corpus.conversion.RichFeatures.Expected;
import org.glossa.corpus.conversion.RichFeatures.Oddity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RichFeaturesTest {
    private static final String READ = """
            import json, struct, sys
            from shapely.geometry import Polygon, shape
            out = []
            def positions(c):
                return [c] if not c or not isinstance(c[0], list) else [p for e in c for p in positions(e)]
            def rings(kind, c):
                return c if kind == "Polygon" else [r for p in c for r in p] if kind == "MultiPolygon" else []
            def vertices(g):
                if g is None: return []
                if g["type"] == "GeometryCollection": return [v for m in g["geometries"] for v in vertices(m)]
                if "Polygon" in g["type"]: return [v for r in rings(g["type"], g["coordinates"]) for p in r[:-1] for v in p[:2]]
                return [float(v) for p in positions(g["coordinates"]) for v in p[:2]]
            def sound(g):
                if g is None: return
                if g["type"] == "GeometryCollection": [sound(m) for m in g["geometries"]]
                elif "Polygon" in g["type"]:
                    for rs in [g["coordinates"]] if g["type"] == "Polygon" else g["coordinates"]:
                        if rs:
                            cut = [[p[:2] for p in r] for r in rs]
                            assert Polygon(cut[0], cut[1:]).is_valid, rs
            def walk(f, parent):
                at = len(out)
                p = f["properties"]
                sound(f["geometry"])
                c = p.get("classification")
                name = c if c is None or isinstance(c, str) else c["name"] if "name" in c else ": ".join(c["names"])
                m = p.get("measurements", {})
                m = {e["name"]: e["value"] for e in m} if isinstance(m, list) else m
                num = {k: float(v) for k, v in m.items() if v not in ("high", True, None) or (v == 1.0 and v is not True)}
                bits = lambda v: struct.pack(">d", float(v)).hex()
                out.append([parent, p.get("name"), name, "null" if f["geometry"] is None else f["geometry"]["type"],
                    [bits(v) for v in vertices(f["geometry"])], {k: bits(v) for k, v in num.items()}])
                for child in p.get("childObjects", []): walk(child, at)
            root = json.load(open(sys.argv[1], encoding="utf-8"))
            for f in root["features"]: walk(f, -1)
            print(json.dumps(out))
            """;

    @Test
    void whatIsExpectedIsWhatPythonReads(@TempDir Path folder) throws Exception {
        int documents = Depth.count(3, 100);
        for (long seed = 0; seed < documents; seed++) {
            Document document = RichFeatures.of(seed, 200);
            Path file = folder.resolve("rich.geojson");
            Files.write(file, document.bytes());
            JsonNode read = new ObjectMapper()
                    .readTree(Oracle.python()
                            .cases(document.features().size())
                            .run("-c", READ, file.toString())
                            .orFail()
                            .out());
            assertThat(read).hasSameSizeAs(document.features());
            for (int i = 0; i < read.size(); i++) {
                compare(document.features().get(i), read.get(i), "seed " + seed + " feature " + i);
            }
        }
    }

    private static void compare(Expected expected, JsonNode read, String where) {
        assertThat(read.get(0).asInt()).as(where).isEqualTo(expected.parent());
        assertThat(read.get(1).textValue()).as(where).isEqualTo(expected.name());
        assertThat(read.get(2).textValue()).as(where).isEqualTo(expected.className());
        assertThat(read.get(3).asText()).as(where).isEqualTo(expected.type());
        List<String> vertices = new ArrayList<>();
        read.get(4).forEach(bits -> vertices.add(bits.asText()));
        List<String> wanted = new ArrayList<>();
        for (double ordinate : expected.vertices()) {
            wanted.add(bits(ordinate));
        }
        assertThat(vertices).as(where).isEqualTo(wanted);
        assertThat(read.get(5)).as(where).hasSameSizeAs(expected.measurements().keySet());
        expected.measurements()
                .forEach((name, value) -> assertThat(read.get(5).path(name).asText())
                        .as(where + " " + name)
                        .isEqualTo(bits(value)));
    }

    private static String bits(double value) {
        return String.format("%016x", Double.doubleToLongBits(value));
    }

    @Test
    void everythingThatIsPromisedOccurs() {
        String text = RichFeatures.of(1, 3000).text();
        Set<String> types = new TreeSet<>();
        RichFeatures.of(1, 3000).features().forEach(feature -> types.add(feature.type()));

        assertThat(types)
                .containsExactly(
                        "GeometryCollection",
                        "LineString",
                        "MultiLineString",
                        "MultiPoint",
                        "MultiPolygon",
                        "Point",
                        "Polygon",
                        "null");
        assertThat(List.of(
                        "\"isEllipse\":true",
                        "\"nucleusGeometry\":",
                        "\"childObjects\":[",
                        "\"plane\":",
                        "\"bbox\":",
                        ":NaN",
                        "\"-Infinity\"",
                        "\"names\":[",
                        "\"colorRGB\":",
                        "\"classification\":null",
                        "\"coordinates\":[]",
                        "腫瘍",
                        "🧬",
                        "ورم",
                        "1e-7",
                        "16777217.5",
                        "\"measurements\":[",
                        "\"measurements\":{",
                        "\"id\":7.50",
                        "\"metadata\":",
                        "\"isLocked\":"))
                .allMatch(text::contains);
    }

    @Test
    void oddOnesComeOnlyWhenAskedFor() {
        String plain = RichFeatures.of(3, 2000, Set.of()).text();
        String open = RichFeatures.of(3, 2000, Set.of(Oddity.UNCLOSED_RING)).text();

        assertThat(List.of("NaN", "Infinity", "1E15")).noneMatch(plain::contains);
        assertThat(SameGeoJson.differences(open, plain, SameGeoJson.Rules.EXACT))
                .isNotEmpty();
        assertThat(RichFeatures.of(4, 1, Set.of(Oddity.OTHER_ROOT)).features()).isNotEmpty();
    }
}
