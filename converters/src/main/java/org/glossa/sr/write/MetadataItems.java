package org.glossa.sr.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.DataSet;
import org.glossa.ledger.MemberLosses;
import org.jspecify.annotations.Nullable;

/** Pairs of text of a GeoJSON Feature ({@code properties.metadata}, as QuPath writes it) as text evaluations. */
final class MetadataItems {
    private static final JsonFactory JSON = new JsonFactory();

    /** Code Meaning is LO. */
    private static final int MEANING_CHARACTERS = 64;

    private MetadataItems() {}

    /** Those that can be items: the rest stays with the members. */
    static List<DataSet> of(@Nullable String members, ItemMaker items) throws IOException {
        List<DataSet> made = new ArrayList<>();
        if (members == null || !members.contains("\"metadata\"")) {
            return made;
        }
        try (JsonParser in = JSON.createParser(members)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean properties = in.currentName().equals("properties");
                if (in.nextToken() == JsonToken.START_OBJECT && properties) {
                    addOfProperties(in, items, made);
                } else {
                    in.skipChildren();
                }
            }
        }
        return made;
    }

    private static void addOfProperties(JsonParser in, ItemMaker items, List<DataSet> made) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean metadata = in.currentName().equals("metadata");
            if (in.nextToken() == JsonToken.START_OBJECT && metadata) {
                addPairs(in, items, made);
            } else {
                in.skipChildren();
            }
        }
    }

    private static void addPairs(JsonParser in, ItemMaker items, List<DataSet> made) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            boolean text = in.nextToken() == JsonToken.VALUE_STRING;
            String value = text ? in.getText() : "";
            in.skipChildren();
            if (MemberLosses.isPair(key, value)) {
                made.add(items.text(ItemMaker.CONTAINS, concept(key), value));
            }
        }
    }

    private static CodedConcept concept(String key) {
        int characters = key.codePointCount(0, key.length());
        String meaning = characters <= MEANING_CHARACTERS
                ? key
                : key.substring(0, key.offsetByCodePoints(0, MEANING_CHARACTERS));
        return new CodedConcept(key, "99GLOSSA", meaning);
    }
}
