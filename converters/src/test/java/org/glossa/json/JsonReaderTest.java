package org.glossa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.corpus.Depth;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokenizer against Jackson's, over seeded texts in any pieces, and by hand where Jackson does otherwise. */
class JsonReaderTest {
    private static final long SEED = 20261122;
    private static final String HARMFUL = "{}[]\",:0e-. \\u\u0001tn";
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    @Test
    void seededTextsAreReadAsJacksonReadsThem() throws IOException {
        for (int seed = 0; seed < Depth.count(300, 3_000); seed++) {
            byte[] text = text(new SplittableRandom(SEED + seed));
            SplittableRandom pieces = new SplittableRandom(seed);
            assertThat(tokens(new Pieces(text, pieces)))
                    .as("seed %d", SEED + seed)
                    .isEqualTo(tokensOfJackson(text));
        }
    }

    @Test
    void brokenTextsAreRefusedWhenJacksonRefusesThem() throws IOException {
        int refused = 0;
        int count = Depth.count(3_000, 60_000);
        for (int seed = 0; seed < count; seed++) {
            SplittableRandom random = new SplittableRandom(SEED - seed);
            byte[] text = text(random);
            int at = random.nextInt(text.length);
            text[at] = (byte) HARMFUL.charAt(random.nextInt(HARMFUL.length()));
            List<String> expected;
            try {
                expected = tokensOfJackson(text);
            } catch (IOException e) {
                refused++;
                assertThat(catchThrowableOfType(MalformedInputException.class, () -> tokens(new Pieces(text, random))))
                        .as("%s: seed %d: %s", e.getMessage(), SEED - seed, new String(text, StandardCharsets.UTF_8))
                        .isNotNull();
                continue;
            }
            if (expected.stream().anyMatch(JsonReaderTest::hasHalfASurrogatePair)) { // where Jackson lets it pass
                assertThatThrownBy(() -> tokens(new Pieces(text, random))).hasMessageContaining("escape");
                continue;
            }
            assertThat(tokens(new Pieces(text, random)))
                    .as("seed %d", SEED - seed)
                    .isEqualTo(expected);
        }
        assertThat(refused).isGreaterThan(count / 4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":[1,2,x]}            | 10 | /a/2      | JSON_MALFORMED
            {"a":[1,2,]}             | 10 | /a/2      | JSON_MALFORMED
            {"a":{"b":1,}}           | 12 | /a/b      | JSON_MALFORMED
            {"a" 1}                  |  5 | /a        | JSON_MALFORMED
            {"a":"x                  |  7 | /a        | JSON_ENDS_EARLY
            [[1],[2                  |  7 | /1/0      | JSON_ENDS_EARLY
            [01]                     |  2 | /0        | JSON_MALFORMED
            [1.]                     |  3 | /0        | JSON_MALFORMED
            [-]                      |  2 | /0        | JSON_MALFORMED
            [.5]                     |  1 | /0        | JSON_MALFORMED
            [1e]                     |  3 | /0        | JSON_MALFORMED
            [nul]                    |  4 | /0        | JSON_MALFORMED
            [-Inf]                   |  5 | /0        | JSON_MALFORMED
            {"a/b~":{"":[{"c":"\\q"}]}} | 19 | /a~1b~0//0/c | JSON_MALFORMED
            ["\\ud83d"]              |  2 | /0        | JSON_MALFORMED
            ["\\ude00"]              |  2 | /0        | JSON_MALFORMED
            {1:2}                    |  1 | ''        | JSON_MALFORMED
            }                        |  0 | ''        | JSON_MALFORMED
            """)
    void saysWhereTheTextIsBroken(String text, long offset, String pointer, String code) {
        MalformedInputException refusal =
                catchThrowableOfType(MalformedInputException.class, () -> tokens(bytes(text.strip())));

        assertThat(refusal).as(text).isNotNull();
        assertThat(refusal.finding().place()).isEqualTo(new Place.JsonValue(offset, pointer));
        assertThat(refusal.finding().code()).isEqualTo(code);
    }

    @Test
    void refusesBytesThatAreNoUtf8AtTheirOffset() {
        byte[] text = {'[', '"', 'a', (byte) 0xC3, (byte) 0xA4, (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ']'};

        MalformedInputException refusal =
                catchThrowableOfType(MalformedInputException.class, () -> tokens(new ByteArrayInputStream(text)));

        assertThat(refusal.finding().code()).isEqualTo("JSON_NOT_UTF8");
        assertThat(refusal.finding().place()).isEqualTo(new Place.JsonValue(5, "/0"));
    }

    @Test
    void refusesContainersInAThousandOthers() throws IOException {
        assertThat(tokens(bytes("[".repeat(1_000) + "]".repeat(1_000)))).hasSize(2_000);
        assertThatThrownBy(() -> tokens(bytes("[".repeat(1_001)))).hasMessageContaining("JSON_TOO_DEEP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1}\n{\"a\":2}\n", "\u001E{\"a\":1}\n\u001E{\"a\":2}\n", "\uFEFF{\"a\":1} {\"a\":2}"})
    void readsOneTextAfterTheOther(String text) throws IOException {
        assertThat(tokens(bytes(text)))
                .containsExactly(
                        "START_OBJECT",
                        "NAME a",
                        "NUMBER 1.0",
                        "END_OBJECT",
                        "START_OBJECT",
                        "NAME a",
                        "NUMBER 2.0",
                        "END_OBJECT");
    }

    @Test
    void aSeparatorOfTextsIsNoSpaceWithinOne() {
        assertThatThrownBy(() -> tokens(bytes("[1,\u001E2]"))).hasMessageContaining("0x1E");
    }

    @Test
    void knowsWhereItIs() throws IOException {
        JsonReader reader = new JsonReader(bytes("{\"a\": [10, {\"b\\u0063\": null}], \"d\": {}}"));
        List<String> places = new ArrayList<>();
        while (reader.next() != JsonToken.END) {
            places.add(reader.token() + " " + reader.byteOffset() + " " + reader.depth() + " " + reader.pointer());
        }

        assertThat(places)
                .containsExactly(
                        "START_OBJECT 0 0 ",
                        "NAME 1 1 /a",
                        "START_ARRAY 6 1 /a",
                        "NUMBER 7 2 /a/0",
                        "START_OBJECT 11 2 /a/1",
                        "NAME 12 3 /a/1/bc",
                        "NULL 23 3 /a/1/bc",
                        "END_OBJECT 27 2 /a/1",
                        "END_ARRAY 28 1 /a",
                        "NAME 31 1 /d",
                        "START_OBJECT 36 1 /d",
                        "END_OBJECT 37 1 /d",
                        "END_OBJECT 38 0 ");
    }

    @Test
    void copiesAValueAsItIsAndPassesIt() throws IOException {
        for (int seed = 0; seed < Depth.count(200, 2_000); seed++) {
            byte[] inner = text(new SplittableRandom(SEED + seed));
            byte[] text = ("[0, " + new String(inner, StandardCharsets.UTF_8) + " ,{\"x\" :1}]")
                    .getBytes(StandardCharsets.UTF_8);
            JsonReader reader = new JsonReader(new Pieces(text, new SplittableRandom(seed)));
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            reader.next();
            reader.next();
            reader.next();
            reader.copyValue(copy);

            assertThat(copy.toByteArray()).as("seed %d", SEED + seed).isEqualTo(inner);
            assertThat(reader.next()).isEqualTo(JsonToken.START_OBJECT);
            reader.next();
            reader.skipValue();
            assertThat(reader.next()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(reader.next()).isEqualTo(JsonToken.END_ARRAY);
            assertThat(reader.next()).isEqualTo(JsonToken.END);
        }
    }

    private static boolean hasHalfASurrogatePair(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static List<String> tokens(InputStream stream) throws IOException {
        JsonReader reader = new JsonReader(stream);
        List<String> tokens = new ArrayList<>();
        while (reader.next() != JsonToken.END) {
            tokens.add(
                    switch (reader.token()) {
                        case NAME, STRING -> reader.token() + " " + reader.text();
                        case NUMBER -> "NUMBER " + reader.doubleValue();
                        default -> reader.token().name();
                    });
        }
        return tokens;
    }

    private static List<String> tokensOfJackson(byte[] text) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = JACKSON.createParser(text)) {
            while (parser.nextToken() != null) {
                tokens.add(
                        switch (parser.currentToken()) {
                            case FIELD_NAME -> "NAME " + parser.getText();
                            case VALUE_STRING -> "STRING " + parser.getText();
                            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                                "NUMBER "
                                        + (parser.isNaN()
                                                ? parser.getDoubleValue()
                                                : Double.parseDouble(parser.getText()));
                            case VALUE_TRUE -> "TRUE";
                            case VALUE_FALSE -> "FALSE";
                            case VALUE_NULL -> "NULL";
                            default -> parser.currentToken().name();
                        });
            }
        }
        return tokens;
    }

    private static byte[] text(SplittableRandom random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JACKSON.createGenerator(out)) {
            if (random.nextBoolean()) {
                json.useDefaultPrettyPrinter();
            }
            write(json, random, 0);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, SplittableRandom random, int depth) throws IOException {
        switch (random.nextInt(depth > 5 ? 2 : 0, 9)) {
            case 0 -> {
                json.writeStartObject();
                for (int i = random.nextInt(5); i > 0; i--) {
                    json.writeFieldName(word(random));
                    write(json, random, depth + 1);
                }
                json.writeEndObject();
            }
            case 1 -> {
                json.writeStartArray();
                for (int i = random.nextInt(9); i > 0; i--) {
                    write(json, random, depth + 1);
                }
                json.writeEndArray();
            }
            case 2 -> json.writeString(word(random));
            case 3 -> json.writeNumber(random.nextInt());
            case 4 -> json.writeNumber(random.nextDouble() * 1e5);
            case 5 -> json.writeNumber(Double.longBitsToDouble(random.nextLong()));
            case 6 -> json.writeBoolean(random.nextBoolean());
            case 7 -> json.writeNumber(Double.NEGATIVE_INFINITY);
            default -> json.writeNull();
        }
    }

    private static String word(SplittableRandom random) {
        String letters = "ab\"\\/\n\u0001ä€😀~ ";
        StringBuilder word = new StringBuilder();
        int[] points = letters.codePoints().toArray();
        for (int i = random.nextInt(random.nextInt(50) == 0 ? 300_000 : 12); i > 0; i--) {
            word.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return word.toString();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream that gives what it likes. */
    private static final class Pieces extends ByteArrayInputStream {
        private final SplittableRandom random;

        Pieces(byte[] bytes, SplittableRandom random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, random.nextInt(1, random.nextBoolean() ? 8 : 40_000)));
        }
    }
}
