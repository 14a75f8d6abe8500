package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.glossa.convert.ConversionOptions.Name;
import org.glossa.corpus.Depth;
import org.glossa.corpus.conversion.MatrixSources;
import org.glossa.corpus.conversion.RichFeatures;
import org.glossa.corpus.conversion.RichFeatures.Document;
import org.glossa.corpus.conversion.RichFeatures.Oddity;
import org.glossa.corpus.conversion.SameGeoJson;
import org.glossa.corpus.conversion.SameGeoJson.Rules;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

/** Everything that GeoJSON of pathology has goes through each language and comes back, by a comparison that knows none of our code. */
class RichConversionsTest {
    private static final int FEATURES = 40;

    /** Half the last place of a float32 below 2^16 is 0.0039 px; in millimetres below 32 it is 0.0038 px of 0.25 um. */
    private static final double FLOAT_PIXELS = 0.004;

    private static final Set<Oddity> INSIDE = EnumSet.of(Oddity.NOT_A_NUMBER, Oddity.DUPLICATE_MEMBER);

    @TempDir
    Path folder;

    /** Where the features go before they come back, and what of their ordinates comes back. */
    enum Way {
        GEOJSON(Language.GEOJSON, 0, "holes=keyhole"),
        ANN(Language.ANN, 0, "holes=keyhole"),
        ANN_HOLES_APART(Language.ANN, 0, "holes=split"),
        ANN_FLOAT64(Language.ANN, 0, "precision=float64"),
        SCOORD(Language.SR, FLOAT_PIXELS, "space=level0-pixels"),
        SCOORD3D(Language.SR, FLOAT_PIXELS, "space=slide-mm");

        private final Language language;
        private final double tolerance;
        private final String option;

        Way(Language language, double tolerance, String option) {
            this.language = language;
            this.tolerance = tolerance;
            this.option = option;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everythingComesBack(Way way) throws Exception {
        List<String> failed = new ArrayList<>();
        int seeds = Depth.count(5, 500);
        for (long seed = 0; seed < seeds; seed++) {
            Document document =
                    way.tolerance == 0 ? RichFeatures.of(seed, FEATURES) : RichFeatures.of(seed, FEATURES, INSIDE);
            String back = text(convert(convert(document.bytes(), way.language, way.option), Language.GEOJSON, ""));
            Rules rules = Rules.EXACT.within(way.tolerance);
            SameGeoJson.differences(document.text(), back, rules).stream()
                    .limit(3)
                    .map(Object::toString)
                    .forEach(failed::add);
        }
        if (!failed.isEmpty()) {
            throw new AssertionFailedError(way + ": "
                    + String.join("\n", failed.subList(0, Math.min(20, failed.size()))));
        }
    }

    @Test
    void aRingThatIsNotClosedIsClosedAndNothingElseChanges() throws Exception {
        Set<Oddity> oddities = EnumSet.of(Oddity.UNCLOSED_RING, Oddity.OTHER_ROOT);
        for (long seed = 0; seed < Depth.count(5, 200); seed++) {
            Document document = RichFeatures.of(seed, FEATURES, oddities);
            String back = text(convert(document.bytes(), Language.GEOJSON, ""));

            assertThat(SameGeoJson.differences(document.text(), back, Rules.EXACT.closingRings()))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void theSameInputGivesTheSameBytes() throws Exception {
        byte[] source = RichFeatures.of(11, FEATURES).bytes();
        for (Way way : Way.values()) {
            assertThat(Arrays.equals(
                            convert(source, way.language, way.option), convert(source, way.language, way.option)))
                    .as("%s", way)
                    .isTrue();
        }
    }

    private byte[] convert(byte[] bytes, Language language, String option) throws Exception {
        Path file = Files.createTempFile(folder, "source", ".bin");
        Files.write(file, bytes);
        try (Slide slide = Slide.open(List.of(MatrixSources.image()));
                Source source = new Sources(
                                slide, ClassMapping.standard(), folder, Restoration.RESTORE, ConversionProgress.NONE)
                        .open(file)) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            run(slide, source, language, option, target);
            return target.toByteArray();
        } finally {
            Files.delete(file);
        }
    }

    private void run(Slide slide, Source source, Language language, String option, OutputStream target)
            throws IOException, ConversionRefusedException, InvalidOptionException {
        ConversionOptions.Builder options = ConversionOptions.builder();
        if (!option.isEmpty()) {
            String[] parts = option.split("=", 2);
            options.set(Name.named(parts[0]).orElseThrow(), parts[1]);
        }
        new Conversion(slide, options.build(), folder, ConversionProgress.NONE).run(source, language, target);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
