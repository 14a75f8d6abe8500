package org.glossa.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs of digits beside {@link Long#parseLong}, whatever bytes follow them. */
class DigitsTest {
    @Test
    void runsEndAtTheFirstByteThatIsNoDigit() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[8];
            random.nextBytes(bytes);
            int count = random.nextInt(9);
            for (int at = 0; at < count; at++) {
                bytes[at] = (byte) ('0' + random.nextInt(10));
            }
            if (count < 8 && bytes[count] >= '0' && bytes[count] <= '9') {
                bytes[count] = ',';
            }
            long loaded = Digits.load(bytes, 0);
            assertThat(Digits.count(loaded)).isEqualTo(count);
            String digits = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
            assertThat(Digits.append(71, loaded, count)).isEqualTo(Long.parseLong("71" + digits));
            assertThat(Digits.leadingZeros(loaded, count))
                    .isEqualTo(count - digits.replaceFirst("^0+", "").length());
        }
    }
}
