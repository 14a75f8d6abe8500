package org.glossa.service.objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of an original and not in it; lies beside it as JSON. Until the original is in the catalogue the record lies in the
 * folder of arrivals and is the intent that a restart replays.
 *
 * @param sha256 of the original, in lower-case hexadecimal
 * @param receivedAt UTC, as {@code 2026-01-31T12:00:00.123Z}
 * @param door how it came, such as {@code stow-rs}
 * @param predecessor SOP Instance UID of the instance that this one replaces; empty when none
 */
public record IngestRecord(
        String sopInstanceUid, String sha256, long byteLength, String receivedAt, String door, String predecessor) {
    private static final JsonFactory JSON = new JsonFactory();
    /** Nothing is changed on the way in. */
    private static final String POLICY = "as-received";

    byte[] json() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("sopInstanceUid", sopInstanceUid);
            out.writeStringField("sha256", sha256);
            out.writeNumberField("byteLength", byteLength);
            out.writeStringField("receivedAt", receivedAt);
            out.writeStringField("door", door);
            out.writeStringField("policy", POLICY);
            out.writeStringField("predecessor", predecessor);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static IngestRecord parse(byte[] json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                fields.put(name, in.getText());
            }
        }
        return new IngestRecord(
                fields.getOrDefault("sopInstanceUid", ""),
                fields.getOrDefault("sha256", ""),
                Long.parseLong(fields.getOrDefault("byteLength", "0")),
                fields.getOrDefault("receivedAt", ""),
                fields.getOrDefault("door", ""),
                fields.getOrDefault("predecessor", ""));
    }
}
