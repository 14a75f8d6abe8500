package org.glossa.geojson.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.CodedConcept;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** The member {@code dicom} of a collection of our own: the source's identity, and what its groups say that features do not. */
final class CollectionDicom {
    String sopInstanceUid = "";
    String referencedImage = "";
    final List<Group> groups = new ArrayList<>();

    /** Other members, by name. */
    final Map<String, @Nullable Object> others = new LinkedHashMap<>();

    /**
     * @param measurements by the names that features give them
     * @param attributes DICOM JSON; empty when there are none
     */
    record Group(int number, String uid, Map<String, Codes> measurements, String attributes, Map<?, ?> others) {}

    record Codes(CodedConcept concept, CodedConcept unit) {}

    /** Reads the value at hand in place of what is here. */
    void read(JsonReader in) throws IOException {
        groups.clear();
        if (in.token() != JsonToken.START_OBJECT) {
            in.skipValue();
            return;
        }
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            if (name.equals("groups") && in.token() == JsonToken.START_ARRAY) {
                while (in.next() != JsonToken.END_ARRAY) {
                    group(in);
                }
            } else {
                others.put(name, JsonTree.read(in));
            }
        }
        sopInstanceUid = JsonTree.text(others.get("sopInstanceUID"));
        referencedImage = JsonTree.text(others.get("referencedImage"));
    }

    private void group(JsonReader in) throws IOException {
        if (in.token() != JsonToken.START_OBJECT) {
            in.skipValue();
            return;
        }
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        String attributes = "";
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            if (name.equals("attributes")) {
                RawBytes raw = new RawBytes();
                in.copyValue(raw);
                attributes = raw.text();
            } else {
                said.put(name, JsonTree.read(in));
            }
        }
        Map<String, Codes> measurements = new LinkedHashMap<>();
        for (Object one : JsonTree.elements(said.remove("measurements"))) {
            Map<?, ?> measurement = JsonTree.members(one);
            measurements.put(
                    JsonTree.text(measurement.get("name")),
                    new Codes(
                            GroupJson.required(measurement.get("concept")), GroupJson.required(measurement.get("unit"))));
        }
        groups.add(new Group(
                JsonTree.number(said.get("number")), JsonTree.text(said.get("uid")), measurements, attributes, said));
    }

    /** Null when the collection does not speak of it. */
    @Nullable
    Group group(int number, String uid) {
        for (Group group : groups) {
            if (group.number == number && group.uid.equals(uid)) {
                return group;
            }
        }
        return null;
    }

    /** A reader of a text that was kept. */
    static ByteArrayInputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
