package org.glossa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.corpus.Depth;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;

/** Pairs and known values that are passed at once are what tokens would have given. */
class PairsTest {
    private static final long SEED = 20261126;
    private static final String[] ODD = {
        "[1,2,3]",
        "[]",
        "[1]",
        "7",
        "null",
        "[1,\"2\"]",
        "[[1,2]]",
        "[1e3,2]",
        "[NaN,2]",
        "[1,123456789012345678901]",
        "{\"a\":[1,2]}",
    };
    private static final String[] WRONG = {"[01,2]", "[1.,2]", "[-,2]", "[1 2]", "[1,2}", "[.5,2]", "[1,2]]]", "[1,2],]"
    };

    private static String number(SplittableRandom random) {
        String sign = random.nextInt(4) == 0 ? "-" : "";
        return sign
                + switch (random.nextInt(6)) {
                    case 0 -> Integer.toString(random.nextInt(100_000));
                    case 1 -> random.nextInt(100_000) + "." + (100 + random.nextInt(900));
                    case 2 -> Double.toString(random.nextDouble() * 1e5);
                    case 3 -> "0";
                    case 4 -> "0.000" + random.nextLong(1L << 40);
                    default -> random.nextLong(Long.MAX_VALUE) + "." + random.nextInt(100);
                };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder("{\"a\":[");
        int count = random.nextInt(60);
        String gap = random.nextInt(3) == 0 ? " \n\t".substring(0, 1 + random.nextInt(3)) : "";
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : "," + gap);
            if (random.nextInt(30) == 0) {
                text.append(ODD[random.nextInt(ODD.length)]);
            } else {
                text.append('[').append(gap).append(number(random)).append(gap).append(',');
                text.append(gap).append(number(random)).append(gap).append(']').append(gap);
            }
        }
        return text.append("],\"b\":").append(number(random)).append('}').toString();
    }

    /** Each token with pointer, offset and value; those of pairs alone with value. */
    private static List<String> read(InputStream stream, double[] pairs) throws IOException {
        List<String> all = new ArrayList<>();
        JsonReader in = new JsonReader(stream);
        while (in.next() != JsonToken.END) {
            all.add(said(in));
            boolean mayFollow = in.token() == JsonToken.START_ARRAY || in.token() == JsonToken.END_ARRAY;
            int count = mayFollow && pairs.length > 0 ? in.nextPairs(pairs) : 0;
            while (count > 0) {
                for (int i = 0; i < count; i++) {
                    all.add("START_ARRAY");
                    all.add("NUMBER " + Double.doubleToRawLongBits(pairs[2 * i]));
                    all.add("NUMBER " + Double.doubleToRawLongBits(pairs[2 * i + 1]));
                    all.add(i == count - 1 ? said(in) : "END_ARRAY");
                }
                count = in.nextPairs(pairs);
            }
        }
        return all;
    }

    private static String said(JsonReader in) {
        return in.token() == JsonToken.NUMBER
                ? "NUMBER " + Double.doubleToRawLongBits(in.doubleValue())
                : in.token().toString() + " " + in.pointer() + " " + in.byteOffset();
    }

    private static void assertSame(List<String> actual, List<String> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(expected.get(i)).startsWith(actual.get(i));
        }
    }

    private static InputStream stream(String text, SplittableRandom random) {
        InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        int most = 1 + random.nextInt(400);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public int read(byte[] target, int from, int count) throws IOException {
                return bytes.read(target, from, Math.min(count, most));
            }
        };
    }

    @Test
    void pairsAreThoseOfTokens() throws IOException {
        for (int seed = 0; seed < Depth.count(2_000, 100_000); seed++) {
            SplittableRandom random = new SplittableRandom(SEED + seed);
            String text = text(random);
            double[] pairs = new double[2 * (1 + random.nextInt(20))];
            assertSame(read(stream(text, random), pairs), read(stream(text, random), new double[0]));
        }
    }

    @Test
    void wrongPairsAreRefusedAsTokensAre() {
        for (int seed = 0; seed < Depth.count(400, 10_000); seed++) {
            SplittableRandom random = new SplittableRandom(SEED - seed);
            String wrong = WRONG[random.nextInt(WRONG.length)];
            String text = "[" + "[1.5,2.5],".repeat(random.nextInt(30)) + wrong + " ".repeat(random.nextInt(200)) + "]";
            var byPairs = catchThrowableOfType(
                    MalformedInputException.class, () -> read(stream(text, random), new double[16]));
            var byTokens = catchThrowableOfType(
                    MalformedInputException.class, () -> read(stream(text, random), new double[0]));
            assertThat(byPairs).as(text).isNotNull();
            assertThat(byPairs.finding()).isEqualTo(byTokens.finding());
        }
    }

    @Test
    void knownObjectsArePassed() throws IOException {
        byte[] known = "{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8);
        JsonReader in = new JsonReader(new ByteArrayInputStream(
                "[{\"a\":[1,2]},{\"a\":[1,3]},{\"a\":[1,2]}]".getBytes(StandardCharsets.UTF_8)));
        in.next();
        in.next();
        assertThat(in.skipIfSame(known, known.length)).isTrue();
        assertThat(said(in)).isEqualTo("END_OBJECT /0 11");
        in.next();
        assertThat(in.skipIfSame(known, known.length)).isFalse();
        in.skipValue();
        in.next();
        assertThat(in.pointer()).isEqualTo("/2");
        assertThat(in.skipIfSame(known, known.length)).isTrue();
        assertThat(in.next()).isEqualTo(JsonToken.END_ARRAY);
        assertThat(in.next()).isEqualTo(JsonToken.END);
    }

    @Test
    void illFormedBytesAreFoundWhereJavaFindsThem() {
        for (int seed = 0; seed < Depth.count(20_000, 1_000_000); seed++) {
            SplittableRandom random = new SplittableRandom(SEED + seed);
            byte[] bytes = new byte[1 + random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? 0xE0 + random.nextInt(0x18) : 0x70 + random.nextInt(0x60));
            }
            var decoder = StandardCharsets.UTF_8.newDecoder();
            var in = java.nio.ByteBuffer.wrap(bytes);
            var result = decoder.decode(in, java.nio.CharBuffer.allocate(16), true);
            assertThat(Utf8.firstIllFormed(bytes, 0, bytes.length)).isEqualTo(result.isError() ? in.position() : -1);
        }
    }
}
