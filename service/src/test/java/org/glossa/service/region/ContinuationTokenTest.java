package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ContinuationTokenTest {
    private static final String SET = "2.25.1";

    @Test
    void everyPositionComesBack() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            long position = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            assertThat(ContinuationToken.position(SET, ContinuationToken.of(SET, position)))
                    .hasValue(position);
        }
    }

    @Test
    void aTokenOfAnotherSetIsRefused() {
        assertThat(ContinuationToken.position("2.25.2", ContinuationToken.of(SET, 7)))
                .isEmpty();
    }

    @Test
    void everyDamagedTokenIsRefused() {
        String token = ContinuationToken.of(SET, 0x0123_4567_89AB_CDEFL);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == '0' ? '1' : '0';
            assertThat(ContinuationToken.position(SET, token.substring(0, i) + other + token.substring(i + 1)))
                    .as("digit %d", i)
                    .isEmpty();
            assertThat(ContinuationToken.position(SET, token.substring(0, i))).isEmpty();
        }
        assertThat(ContinuationToken.position(SET, token + "0")).isEmpty();
        assertThat(ContinuationToken.position(SET, "-" + token.substring(1))).isEmpty();
    }

    @Test
    void theFirstPageHasNoToken() {
        assertThat(ContinuationToken.position(SET, ContinuationToken.of(SET, 0)))
                .isEmpty();
        assertThat(ContinuationToken.position(SET, ContinuationToken.of(SET, -1)))
                .isEmpty();
    }
}
