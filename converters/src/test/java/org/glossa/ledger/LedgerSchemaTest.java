package org.glossa.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.junit.jupiter.api.Test;

class LedgerSchemaTest {
    private static JsonNode schema() throws Exception {
        try (InputStream schema = Ledger.class.getResourceAsStream("ledger.schema.json")) {
            return JsonMapper.builder().build().readTree(schema);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Test
    void theSchemaKnowsEveryAttribute() throws Exception {
        assertThat(texts(schema().at("/$defs/entry/properties/attributes/items/enum")))
                .containsExactlyElementsOf(
                        Stream.of(Attribute.values()).map(Attribute::word).toList());
    }

    @Test
    void whatIsWrittenHasTheMembersOfTheSchema() throws Exception {
        Losses losses = new Losses();
        losses.note(LedgerCode.PRECISION_FLOAT32, Carriage.RESTORABLE, 2, () -> "/features/0");
        losses.error(LedgerCode.PRECISION_FLOAT32, 0.25);
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        ledger.between(new LedgerDocument("geojson", "", "urn:x"), new LedgerDocument("sr", "2.25.2", "urn:y"));
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            ledger.write(out);
        }
        assertThat(text)
                .hasToString("{\"version\":1,\"source\":{\"language\":\"geojson\",\"coordRefSys\":\"urn:x\"},"
                        + "\"target\":{\"language\":\"sr\",\"sopInstanceUID\":\"2.25.2\",\"coordRefSys\":\"urn:y\"},"
                        + "\"entries\":[{\"code\":\"PRECISION_FLOAT32\",\"severity\":\"loss\",\"restorable\":true,"
                        + "\"count\":2,\"attributes\":[\"coordinates\",\"z\"],\"firstPaths\":[\"/features/0\"],"
                        + "\"maxAbsError\":0.25,\"detail\":\"coordinates are rounded to float32\"}]}");
        JsonNode written = JsonMapper.builder().build().readTree(text.toString());
        List<String> known = new ArrayList<>();
        schema().at("/$defs/entry/properties").fieldNames().forEachRemaining(known::add);
        written.get("entries")
                .get(0)
                .fieldNames()
                .forEachRemaining(name -> assertThat(known).contains(name));
        assertThat(schema().at("/properties/version/const").asInt()).isEqualTo(Ledger.VERSION);
    }
}
