package org.glossa.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutwardFloatTest {
    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                0.1,
                -0.1,
                1e-50,
                -1e-50,
                Float.MAX_VALUE,
                -Float.MAX_VALUE,
                3.5e38,
                -3.5e38,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                16_777_217
            })
    void enclosesTightly(double value) {
        float below = OutwardFloat.atMost(value);
        float above = OutwardFloat.atLeast(value);
        assertThat((double) below).isLessThanOrEqualTo(value);
        assertThat((double) above).isGreaterThanOrEqualTo(value);
        if (below != above) {
            assertThat(Math.nextUp(below)).isEqualTo(above);
        } else {
            assertThat((double) below).isEqualTo(value);
        }
    }

    @Test
    void enclosesRandomBits() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value)) {
                enclosesTightly(value);
            }
        }
    }
}
