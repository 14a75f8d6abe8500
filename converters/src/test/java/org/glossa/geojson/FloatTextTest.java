package org.glossa.geojson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;

class FloatTextTest {
    private final byte[] bytes = new byte[1 + FloatText.MOST_BYTES];

    @Test
    void textsAreThoseOfTheStandardLibrary() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < Depth.count(300_000, 30_000_000); i++) {
            assertText(Float.intBitsToFloat(random.nextInt()));
            assertText((float) random.nextDouble(-131_072, 131_072));
            assertText((float) Math.exp(random.nextDouble(-1, 17)));
            assertText(random.nextInt(1 << 24) / 100f);
            assertText(random.nextInt(1 << 24) / 1_000f);
        }
    }

    @Test
    void neighboursOfPowersAndHalvesHaveTheShortestText() {
        for (int two = -149; two < 128; two++) {
            assertAround((float) Math.pow(2, two));
        }
        for (int ten = -45; ten <= 38; ten++) {
            assertAround(Float.parseFloat("1e" + ten));
        }
        for (int half = 0; half < 1 << 16; half++) {
            assertAround(half / 2f);
            assertAround((1 << 22) + half / 2f);
        }
        assertAround(9_999_999);
        assertThat(text(26_355.68f)).isEqualTo("26355.68");
        assertThat(text(-0.0f)).isEqualTo("-0.0");
        assertThat(text(1.0E7f)).isEqualTo("1.0E7");
    }

    /** All that are written without the standard library, in a deep run; else every 1,009th. */
    @Test
    void coordinatesOfSlides() {
        int step = Depth.count(1_009, 1);
        int end = Float.floatToIntBits(1e7f) + 1;
        for (int bits = Float.floatToIntBits(1); bits < end; bits += step) {
            assertText(Float.intBitsToFloat(bits));
        }
    }

    private void assertAround(float value) {
        assertText(value);
        assertText(-value);
        float below = value;
        float above = value;
        for (int i = 0; i < 3; i++) {
            below = Math.nextDown(below);
            above = Math.nextUp(above);
            assertText(below);
            assertText(above);
        }
    }

    private void assertText(float value) {
        String text = text(value);
        // Faster than an assertion for each of millions.
        if (!text.equals(Float.toString(value))) {
            assertThat(text).isEqualTo(Float.toString(value));
        }
    }

    private String text(float value) {
        int end = FloatText.write(value, bytes, 1);
        return new String(bytes, 1, end - 1, StandardCharsets.US_ASCII);
    }
}
