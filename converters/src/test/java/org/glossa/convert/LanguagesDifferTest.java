package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.convert.ConversionOptions.Name;
import org.glossa.corpus.conversion.MatrixSources;
import org.glossa.diff.CommonSpace;
import org.glossa.diff.Diff;
import org.glossa.diff.DiffOptions;
import org.glossa.diff.SetDiff;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change of a GeoJSON text is one difference from what became of the text in each language, in both directions. */
class LanguagesDifferTest {
    private static final String COLLECTION = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":"7b0c2f7e-6d7a-4b3c-9a55-1f2e3d4c5b6a","geometry":{"type":"Polygon","coordinates":
            [[[10.1,10.0],[90.0,10.0],[90.0,90.0],[10.1,90.0],[10.1,10.0]],[[20.0,20.0],[20.0,30.0],[30.0,30.0],[20.0,20.0]]]},
            "properties":{"name":"one","classification":{"name":"Tumor","color":[200,0,0]},"measurements":{"Area µm^2":2.5,"Length µm":7.25}}},
            {"type":"Feature","id":"8b0c2f7e-6d7a-4b3c-9a55-1f2e3d4c5b6a","geometry":{"type":"Polygon","coordinates":
            [[[110.0,10.0],[190.0,10.0],[190.0,90.0],[110.0,10.0]]]},
            "properties":{"classification":{"name":"Tumor","color":[200,0,0]},"measurements":{"Area µm^2":3.5}}},
            {"type":"Feature","id":"9b0c2f7e-6d7a-4b3c-9a55-1f2e3d4c5b6a","geometry":{"type":"Polygon","coordinates":
            [[[210.0,10.0],[290.0,10.0],[290.0,90.0],[210.0,10.0]]]},
            "properties":{"classification":{"name":"Stroma","color":[0,200,0]},"isLocked":true}}
            ]}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "coordinates | [190.0,90.0] | [190.00000000000003,90.0]", // by one ulp
                "coordinates | [110.0,10.0],[190.0,10.0],[190.0,90.0],[110.0,10.0] | [190.0,10.0],[110.0,10.0],[190.0,90.0],[190.0,10.0]",
                "coordinates | [20.0,30.0] | [20.0,31.0]",
                "class | Stroma | Necrosis",
                "colour | [0,200,0] | [0,200,1]",
                "measurement | 2.5, | 2.5000000000000004,",
                "measurement | '\"Area µm^2\":2.5,' | ''",
                "measurement | ':{\"Area µm^2\":3.5}' | :{}",
                "name | '\"one\"' | '\"two\"'",
                "id | 9b0c | 9b0d",
                "holes | ',[[20.0,20.0],[20.0,30.0],[30.0,30.0],[20.0,20.0]]' | ''",
                "members | '\"isLocked\":true' | '\"isLocked\":false'",
            })
    void oneChangeIsOneDifference(String attribute, String from, String to) throws Exception {
        assertThat(COLLECTION).containsOnlyOnce(from);
        assertOne(attribute, COLLECTION.replace(from, to));
    }

    @ParameterizedTest
    @CsvSource({"order, 1, 0, 2", "presence, 0, 2, -1"})
    void orderAndPresence(String attribute, int first, int second, int third) throws Exception {
        String[] features = COLLECTION
                .substring(COLLECTION.indexOf('['), COLLECTION.lastIndexOf(']'))
                .substring(1)
                .split(",\n(?=\\{\"type\":\"Feature\")");
        List<String> chosen = new ArrayList<>();
        for (int feature : new int[] {first, second, third}) {
            if (feature >= 0) {
                chosen.add(features[feature]);
            }
        }
        assertOne(attribute, "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", chosen) + "]}");
    }

    private void assertOne(String attribute, String changed) throws Exception {
        Path source = Files.writeString(folder.resolve("a.geojson"), COLLECTION);
        Path other = Files.writeString(folder.resolve("b.geojson"), changed);
        try (Slide slide = Slide.open(List.of(MatrixSources.image()))) {
            for (Language language : Language.values()) {
                Path made = folder.resolve("made" + language.extension());
                ConversionOptions.Builder options = ConversionOptions.builder();
                if (language == Language.SR) {
                    options.set(Name.SPACE, "source-pixels");
                }
                try (Source a = open(slide, source);
                        OutputStream target = Files.newOutputStream(made)) {
                    new Conversion(slide, options.build(), folder, ConversionProgress.NONE).run(a, language, target);
                }
                assertThat(attributes(slide, made, source))
                        .as("%s, unchanged", language)
                        .isEmpty();
                assertThat(attributes(slide, made, other))
                        .as("%s, second changed", language)
                        .containsExactly(attribute);
                assertThat(attributes(slide, other, made))
                        .as("%s, first changed", language)
                        .containsExactly(attribute);
            }
        }
    }

    private Source open(Slide slide, Path file) throws Exception {
        return new Sources(slide, ClassMapping.standard(), folder, Restoration.RESTORE, ConversionProgress.NONE)
                .open(file);
    }

    /** Each as often as it was counted. */
    private List<String> attributes(Slide slide, Path first, Path second) throws Exception {
        try (Source a = open(slide, first);
                Source b = open(slide, second)) {
            Diff diff = SetDiff.compare(
                    a.set(),
                    b.set(),
                    DiffOptions.exact().with(CommonSpace.secondToFirst(a.set(), b.set(), slide.images())));
            List<String> all = new ArrayList<>();
            diff.differences().forEach(difference -> {
                for (long i = 0; i < difference.count(); i++) {
                    all.add(difference.attribute().word());
                }
            });
            return all;
        }
    }
}
