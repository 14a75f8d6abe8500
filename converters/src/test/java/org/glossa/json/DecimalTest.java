package org.glossa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of a text against {@link Double#parseDouble}, bit for bit. */
class DecimalTest {
    private static final long SEED = 20261122;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0e5",
                "1",
                "-1",
                "1e22",
                "1e23",
                "9007199254740993",
                "9007199254740992.5",
                "18446744073709551615",
                "18446744073709551616",
                "9999999999999999999",
                "99999999999999999999",
                "0.1",
                "0.30000000000000004",
                "26355.68",
                "26355.6796875",
                "2.2250738585072014e-308",
                "2.2250738585072011e-308",
                "4.9e-324",
                "2.4703282292062327e-324",
                "2.4703282292062328e-324",
                "1.7976931348623157e308",
                "1.7976931348623159e308",
                "1e400",
                "-1e400",
                "1e-400",
                "1e999999999999",
                "1e-999999999999",
                "0e999999999999",
                "0.000000000000000000000000000001",
                "100000000000000000000000",
                "8.5",
                "1.00000000000000011102230246251565",
                "1.00000000000000011102230246251566",
                "9.5367431640625e-7",
                "1125899906842624.125",
                "1125899906842901.875",
                "2251799813685803.75",
                "4503599627370497.5",
                "4503599627475353.5",
                "9007199254740997",
                "45035996273704995",
                "45035996273704985",
                "7.0e-45",
                "123456789012345678901234567890",
                "0.00000000000000000000123456789012345678901234567890e10"
            })
    void isTheDoubleThatParseDoubleReads(String text) throws IOException {
        assertSame(List.of(text));
    }

    @Test
    void anyDoubleInAnyFormComesBack() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int batch = 0; batch < Depth.count(10, 1_000); batch++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                double value = Double.longBitsToDouble(random.nextLong());
                if (Double.isFinite(value)) {
                    texts.add(Double.toString(value));
                    texts.add(new BigDecimal(value).round(new MathContext(17)).toString());
                }
                double pixel = random.nextDouble() * 200_000 - 10;
                texts.add(Double.toString(pixel));
                texts.add(Double.toString(Math.rint(pixel * 100) / 100));
                texts.add(Float.toString((float) pixel));
                texts.add(random.nextLong() + "." + Long.toUnsignedString(random.nextLong()));
                texts.add(Long.toUnsignedString(random.nextLong()) + "e" + random.nextInt(-360, 330));
            }
            assertSame(texts);
        }
    }

    @Test
    void aNumberBetweenTwoDoublesGoesToTheEvenOne() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int batch = 0; batch < Depth.count(4, 100); batch++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                double low = Double.longBitsToDouble(random.nextLong() & 0x7FEF_FFFF_FFFF_FFFFL);
                BigDecimal tie = new BigDecimal(low)
                        .add(new BigDecimal(Math.nextUp(low)))
                        .divide(BigDecimal.TWO);
                texts.add(tie.toString());
                texts.add(tie.toPlainString());
                texts.add(tie.unscaledValue() + "1e" + (-tie.scale() - 1));
                long integer = random.nextLong(1L << 53, 1L << 62); // ties of few digits
                texts.add(Long.toString(integer));
                texts.add(integer + ".5");
            }
            assertSame(texts);
        }
    }

    @Test
    void tellsHowManyDecimalsAreWritten() throws IOException {
        assertThat(number("1.50").decimals()).isEqualTo(2);
        assertThat(number("150e-2").decimals()).isEqualTo(2);
        assertThat(number("1e1").decimals()).isEqualTo(-1);
        assertThat(number("12").decimals()).isZero();
    }

    private static void assertSame(List<String> texts) throws IOException {
        JsonReader reader = number(String.join("\n", texts));
        for (String text : texts) {
            double expected = Double.parseDouble(text);
            double read = reader.doubleValue();
            if (Double.doubleToRawLongBits(read) != Double.doubleToRawLongBits(expected)) {
                fail("seed %s: %s is %s, read %s", SEED, text, expected, read);
            }
            reader.next();
        }
        assertThat(reader.token()).isEqualTo(JsonToken.END);
    }

    private static JsonReader number(String text) throws IOException {
        JsonReader reader = new JsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(reader.next()).as(text).isEqualTo(JsonToken.NUMBER);
        return reader;
    }
}
