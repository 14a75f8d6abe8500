package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;

/**
 * A member of a JSON object, its value as it was written.
 *
 * @param value JSON
 */
record RawMember(SerializableString name, String value) {
    RawMember(String name, String value) {
        this(new SerializedString(name), value);
    }

    /** The members of an object in their order; none of an empty text. */
    static List<RawMember> of(String object) throws IOException {
        List<RawMember> members = new ArrayList<>();
        if (object.isEmpty()) {
            return members;
        }
        JsonReader in = reader(object);
        in.next();
        while (in.next() == JsonToken.NAME) {
            String name = in.text();
            members.add(new RawMember(name, value(in)));
        }
        return members;
    }

    /** The elements of an array, as they were written. */
    static List<String> elements(String array) throws IOException {
        List<String> elements = new ArrayList<>();
        JsonReader in = reader(array);
        in.next();
        while (in.next() != JsonToken.END_ARRAY) {
            elements.add(value(in));
        }
        return elements;
    }

    static void write(JsonGenerator out, List<RawMember> members) throws IOException {
        for (RawMember member : members) {
            out.writeFieldName(member.name());
            out.writeRawValue(member.value());
        }
    }

    private static JsonReader reader(String json) {
        return new JsonReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String value(JsonReader in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        in.copyValue(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
