package org.glossa.corpus.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.glossa.corpus.Depth;
import org.glossa.corpus.conversion.SameGeoJson.Difference;
import org.glossa.corpus.conversion.SameGeoJson.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameGeoJsonTest {
    private static final String TEXT = """
            {"type":"FeatureCollection","scan":{"by":"x"},"features":[
            {"type":"Feature","id":"a","bbox":[1,2.50],"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4.5],[5,6.25],[1,2]]],"plane":{"z":1}},
            "properties":{"name":"n","objectType":"cell","classification":{"name":"Tumor","color":[200,0,0]},"color":[1,2,3],
            "measurements":{"A":1.5,"B":"NaN"},"metadata":{"k":"v"},"childObjects":[
            {"type":"Feature","id":7.50,"geometry":{"type":"Point","coordinates":[8,9]},"properties":{}}]}},
            {"type":"Feature","geometry":null,"properties":{"classification":null}}]}
            """;

    @Test
    void aTextIsTheSameAsItself() {
        assertThat(SameGeoJson.differences(TEXT, TEXT, Rules.EXACT)).isEmpty();
        for (long seed = 0; seed < Depth.count(50, 1000); seed++) {
            String text = RichFeatures.of(seed, 5).text();
            assertThat(SameGeoJson.differences(text, text, Rules.EXACT)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "measurements":{"A":1.5,"B":"NaN"}|"measurements":[{"name":"B","value":NaN},{"name":"A","value":1.50}]
            "color":[1,2,3]|"color":-16711165
            "color":[200,0,0]}|"colorRGB":-3670016}
            "geometry":null,|
            "childObjects"|"children"
            "name":"n",|"name":"n","dicom":{"groupNumber":1},
            "type":"FeatureCollection",|"type":"FeatureCollection","dicom":{},"coordRefSys":null,
            "properties":{}|"properties":null
            """)
    void spellingsAreTheSame(String from, String to) {
        String changed = TEXT.replace(from, to == null ? "" : to);

        assertThat(changed).isNotEqualTo(TEXT);
        assertThat(SameGeoJson.differences(TEXT, changed, Rules.EXACT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id":"a"|"id":"b"|/features/0/id
            "id":"a"|"id":null|/features/0/id
            "id":7.50|"id":"7.50"|/features/0/properties/childObjects/0/id
            "id":7.50|"id":7.5|/features/0/properties/childObjects/0/id
            [1,2.50]|[1,2.5]|/features/0/bbox
            4.5|4.500000000000001|/features/0/geometry/coordinates/0/1/1
            [5,6.25],||/features/0/geometry/coordinates/0
            [3,4.5]|[3,4.5,1]|/features/0/geometry/coordinates/0/1
            "plane":{"z":1}|"plane":{"z":2}|/features/0/geometry/plane
            "Polygon"|"MultiLineString"|/features/0/geometry/type
            "name":"n"|"name":"m"|/features/0/properties/name
            "name":"n",||/features/0/properties/name
            "cell"|"tile"|/features/0/properties/objectType
            Tumor|Tumour|/features/0/properties/classification
            [200,0,0]|[200,0,1]|/features/0/properties/classification/color
            ,"color":[200,0,0]||/features/0/properties/classification/color
            "color":[1,2,3]|"color":[1,2,3,4]|/features/0/properties/color
            "color":[1,2,3]|"color":-2147417597|/features/0/properties/color
            "A":1.5|"A":1.4999999999999998|/features/0/properties/measurements/A
            "B":"NaN"|"B":"Infinity"|/features/0/properties/measurements/B
            ,"B":"NaN"||/features/0/properties/measurements/B
            "k":"v"|"k":"w"|/features/0/properties/metadata
            [8,9]|[9,8]|/features/0/properties/childObjects/0/geometry/coordinates/0
            "classification":null|"classification":"null"|/features/1/properties/classification
            "geometry":null|"geometry":{"type":"Polygon","coordinates":[]}|/features/1/geometry
            "by":"x"|"by":"y"|/scan
            """)
    void aPlantedChangeIsFound(String from, String to, String pointer) {
        String changed = TEXT.replace(from, to == null ? "" : to);

        assertThat(changed).isNotEqualTo(TEXT);
        assertThat(SameGeoJson.differences(TEXT, changed, Rules.EXACT).stream().map(Difference::pointer))
                .contains(pointer);
        assertThat(SameGeoJson.differences(changed, TEXT, Rules.EXACT)).isNotEmpty();
    }

    @Test
    void oneFeatureLessOrInAnotherOrderIsFound() {
        String without = TEXT.replaceAll("(?s),\\s*\\{\"type\":\"Feature\",\"geometry\":null.*\\}\\}", "");

        assertThat(SameGeoJson.differences(TEXT, without, Rules.EXACT).stream().map(Difference::pointer))
                .containsExactly("/features");
        String ab = "[" + point("a") + "," + point("b") + "]";
        assertThat(SameGeoJson.differences(ab, "[" + point("b") + "," + point("a") + "]", Rules.EXACT))
                .extracting(Difference::pointer)
                .containsExactly("/features/0/id", "/features/1/id");
    }

    @Test
    void aColourThatWasSuppliedIsAllowedWhereItIsTold() {
        String without = TEXT.replace(",\"color\":[200,0,0]", "");
        String told = TEXT.replace("\"name\":\"n\",", "\"name\":\"n\",\"dicom\":{\"colour\":\"supplied\"},");

        assertThat(SameGeoJson.differences(without, told, Rules.EXACT)).isEmpty();
        assertThat(SameGeoJson.differences(without, TEXT, Rules.EXACT)).hasSize(1);
    }

    @Test
    void whatIsAllowedIsAllowedAndNoMore() {
        String open = TEXT.replace(",[1,2]]]", "]]");
        String moved = TEXT.replace("4.5", "4.51");

        assertThat(SameGeoJson.differences(open, TEXT, Rules.EXACT)).hasSize(1);
        assertThat(SameGeoJson.differences(open, TEXT, Rules.EXACT.closingRings()))
                .isEmpty();
        assertThat(SameGeoJson.differences(TEXT, open, Rules.EXACT.closingRings()))
                .hasSize(1);
        assertThat(SameGeoJson.differences(TEXT, moved, Rules.EXACT.within(0.011)))
                .isEmpty();
        assertThat(SameGeoJson.differences(TEXT, moved, Rules.EXACT.within(0.009)))
                .hasSize(1);
        assertThat(SameGeoJson.differences(
                        TEXT, TEXT.replace("\"id\":\"a\"", "\"id\":\"b\""), Rules.EXACT.ignoring("id")))
                .isEmpty();
    }

    @Test
    void rootsAreTheSame() {
        List<String> roots = List.of(
                point("a"),
                "[" + point("a") + "]",
                "{\"type\":\"FeatureCollection\",\"features\":[" + point("a") + "]}");
        for (String one : roots) {
            for (String other : roots) {
                assertThat(SameGeoJson.differences(one, other, Rules.EXACT)).isEmpty();
            }
        }
    }

    private static String point(String id) {
        return "{\"type\":\"Feature\",\"id\":\"" + id
                + "\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{}}";
    }

    @Test
    void richFeaturesAreTheSameForTheSameSeedAndOthersForAnother() {
        assertThat(RichFeatures.of(7, 40).bytes())
                .isEqualTo(RichFeatures.of(7, 40).bytes());
        assertThat(new String(RichFeatures.of(7, 40).bytes(), StandardCharsets.UTF_8))
                .isNotEqualTo(RichFeatures.of(8, 40).text());
    }
}
