package org.glossa.diff;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** A JSON text in one form: members sorted, numbers spelled alike, no white space. Texts of the same meaning have the same form. */
final class JsonMeaning {
    private JsonMeaning() {}

    /** @param json null or empty for none */
    static String of(@Nullable String json) {
        if (json == null || json.isEmpty()) {
            return "";
        }
        try {
            JsonReader reader = reader(json);
            reader.next();
            return value(reader);
        } catch (IOException e) {
            return json; // no JSON: equal only to itself
        }
    }

    /** Like {@link #of}, of an array whose elements may come in any order. */
    static String ofUnordered(@Nullable String json) {
        if (json == null || !json.startsWith("[")) {
            return of(json);
        }
        try {
            JsonReader reader = reader(json);
            reader.next();
            List<String> values = new ArrayList<>();
            while (reader.next() != JsonToken.END_ARRAY) {
                values.add(value(reader));
            }
            values.sort(null);
            return '[' + String.join(",", values) + ']';
        } catch (IOException e) {
            return json; // no JSON: equal only to itself
        }
    }

    /** The members of an object, each in one form; none for a text that is no object. */
    static SortedMap<String, String> members(@Nullable String json) {
        SortedMap<String, String> members = new TreeMap<>();
        if (json == null || json.isEmpty()) {
            return members;
        }
        try {
            JsonReader reader = reader(json);
            if (reader.next() == JsonToken.START_OBJECT) {
                readMembers(reader, members);
            } else {
                members.put("", json);
            }
        } catch (IOException e) {
            members.put("", json);
        }
        return members;
    }

    private static JsonReader reader(String json) {
        return new JsonReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void readMembers(JsonReader reader, SortedMap<String, String> members) throws IOException {
        while (reader.next() == JsonToken.NAME) {
            String name = reader.text();
            reader.next();
            members.merge(name, value(reader), (before, again) -> before + "," + again);
        }
    }

    /** The reader stands on the first token of the value. */
    private static String value(JsonReader reader) throws IOException {
        return switch (reader.token()) {
            case START_OBJECT -> {
                SortedMap<String, String> members = new TreeMap<>();
                readMembers(reader, members);
                yield object(members);
            }
            case START_ARRAY -> {
                List<String> values = new ArrayList<>();
                while (reader.next() != JsonToken.END_ARRAY) {
                    values.add(value(reader));
                }
                yield '[' + String.join(",", values) + ']';
            }
            case STRING -> quoted(reader.text());
            case NUMBER -> number(reader.text());
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
            case NAME, END_OBJECT, END_ARRAY, END -> throw new IOException("no value");
        };
    }

    static String object(Map<String, String> members) {
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> text.append(text.length() > 1 ? "," : "")
                .append(quoted(name))
                .append(':')
                .append(value));
        return text.append('}').toString();
    }

    private static String number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            return text; // NaN, Infinity
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit < ' ') {
                quoted.append(String.format("\\u%04x", unit));
            } else {
                quoted.append(unit == '"' || unit == '\\' ? "\\" : "").append((char) unit);
            }
        });
        return quoted.append('"').toString();
    }
}
