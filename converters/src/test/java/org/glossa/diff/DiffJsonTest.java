package org.glossa.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.diff.Difference.Example;
import org.glossa.ledger.Attribute;
import org.junit.jupiter.api.Test;

/** The JSON of a comparison beside the text that it must be, and beside its schema. */
class DiffJsonTest {
    private static final Diff TWO = new Diff(
            List.of(
                    new Difference(
                            Attribute.COORDINATES,
                            7,
                            List.of(new Example(
                                    "group 1 \"a\", annotation 2", "group 1 \"a\", annotation 3", "1", "2")),
                            0.25),
                    new Difference(Attribute.PRESENCE, 1, List.of(new Example("", "object 4", "", "")), Double.NaN)),
            12,
            List.of("Something was not compared."));

    private static String json(Diff diff) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            DiffJson.write(out, diff);
        }
        return text.toString();
    }

    private static String schema() throws IOException {
        try (InputStream stream = DiffJson.class.getResourceAsStream("diff.schema.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void writtenAsItIs() throws IOException {
        assertThat(json(TWO))
                .isEqualTo("{\"version\":1,\"same\":false,\"annotationsCompared\":12,\"differences\":["
                        + "{\"attribute\":\"coordinates\",\"count\":7,\"maxAbsError\":0.25,\"firstExamples\":["
                        + "{\"first\":\"group 1 \\\"a\\\", annotation 2\",\"second\":\"group 1 \\\"a\\\", annotation 3\","
                        + "\"inFirst\":\"1\",\"inSecond\":\"2\"}]},"
                        + "{\"attribute\":\"presence\",\"count\":1,\"firstExamples\":["
                        + "{\"first\":\"\",\"second\":\"object 4\",\"inFirst\":\"\",\"inSecond\":\"\"}]}],"
                        + "\"remarks\":[\"Something was not compared.\"],"
                        + "\"summary\":\"8 differences (coordinates 7, presence 1) in 12 annotations\"}");
    }

    @Test
    void toldInLines() {
        assertThat(DiffText.lines(TWO)).isEqualTo("""
                coordinates: 7, by at most 0.25
                  group 1 "a", annotation 2 | group 1 "a", annotation 3: 1 | 2
                  and 6 more
                presence: 1
                  only in the second: object 4
                Something was not compared.
                8 differences (coordinates 7, presence 1) in 12 annotations
                """);
        assertThat(DiffText.summary(new Diff(List.of(), 1, List.of()))).isEqualTo("no differences in 1 annotation");
    }

    /** Every object of an answer has the members that the schema requires, and none that it does not know. */
    @Test
    void hasTheMembersOfItsSchema() throws IOException {
        String schema = schema();
        for (int seed = 0; seed < 100; seed++) {
            SetModel model = RandomModels.withObjects(seed);
            model.build(); // which fills the groups
            SetModel other = model.copy();
            boolean planted = Plant.values()[seed % Plant.values().length].into(other, new SplittableRandom(seed));
            String json = json(SetDiff.compare(model.build(), other.build(), DiffOptions.exact()));
            SchemaCheck.assertValid(schema, json);
            assertThat(planted || json.contains("\"same\":")).isTrue();
        }
        SchemaCheck.assertValid(schema, json(TWO));
        assertThat(SchemaCheck.problems(schema, json(TWO).replace("\"same\"", "\"equal\"")))
                .hasSize(2);
        assertThat(SchemaCheck.problems(schema, json(TWO).replace("\"presence\",", "\"being\",")))
                .hasSize(1);
        assertThat(SchemaCheck.problems(schema, json(TWO).replace("\"count\":7", "\"count\":0")))
                .hasSize(1);
    }

    @Test
    void theSchemaKnowsEveryAttribute() throws IOException {
        Collection<String> words = new ArrayList<>();
        for (Attribute attribute : Attribute.values()) {
            words.add('"' + attribute.word() + '"');
        }
        assertThat(schema()).contains(words);
    }
}
