package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.glossa.slide.SlidePosition;
import org.junit.jupiter.api.Test;

class SlideTokenTest {
    private static final List<String> SETS = List.of("1.2.3", "1.2.4", "1.2.5");

    @Test
    void positionsComeBack() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 1_000; i++) {
            SlidePosition position = new SlidePosition(random.nextInt(3), random.nextLong(Long.MAX_VALUE));
            String token = SlideToken.of("1.2", SETS, position);
            assertThat(SlideToken.read("1.2", SETS, token)).isEqualTo(new SlideToken.At(position));
        }
    }

    @Test
    void otherSetsAreToldFromAForeignToken() {
        String token = SlideToken.of("1.2", SETS, new SlidePosition(1, 7));
        for (List<String> others : List.of(
                List.of("1.2.3", "1.2.4"),
                List.of("1.2.3", "1.2.5", "1.2.4"),
                List.of("1.2.3", "1.2.4", "1.2.5", "1.2.6"))) {
            assertThat(SlideToken.read("1.2", others, token)).isInstanceOf(SlideToken.OfOtherSets.class);
        }
        assertThat(SlideToken.read("1.3", SETS, token)).isInstanceOf(SlideToken.Foreign.class);
    }

    @Test
    void whatWasChangedIsForeign() {
        String token = SlideToken.of("1.2", SETS, new SlidePosition(1, 7));
        for (String other : List.of("", "0", token + "0", token.substring(1), "x".repeat(40), "0".repeat(40))) {
            assertThat(SlideToken.read("1.2", SETS, other)).as(other).isInstanceOf(SlideToken.Foreign.class);
        }
        for (int i = 0; i < token.length(); i++) {
            char[] digits = token.toCharArray();
            digits[i] = digits[i] == '0' ? '1' : '0';
            assertThat(SlideToken.read("1.2", SETS, new String(digits))).isInstanceOf(SlideToken.Foreign.class);
        }
    }
}
