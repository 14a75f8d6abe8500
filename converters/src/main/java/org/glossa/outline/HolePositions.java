package org.glossa.outline;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.glossa.annotation.AnnotationSet;
import org.glossa.feature.Features;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** The member {@code positions} of objects whose holes are filled: further ordinates belong to the vertices that are left. */
public final class HolePositions {
    private static final String POSITIONS = "positions";

    private HolePositions() {}

    /**
     * What {@link Features#members} says of an object without its holes.
     *
     * @return null when the object has no members
     */
    public static @Nullable String left(AnnotationSet set, long feature) throws IOException {
        Features features = set.features();
        String members = features.members(feature);
        if (members == null || !members.contains("\"" + POSITIONS + "\"") || !hasHole(features, feature)) {
            return members;
        }
        StringJoiner left = new StringJoiner(",", "{", "}");
        JsonReader in = reader(members);
        in.next();
        while (in.next() == JsonToken.NAME) {
            String name = in.text();
            String value = value(in);
            String quoted =
                    "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(name)) + "\":";
            left.add(quoted + (name.equals(POSITIONS) ? withoutHoles(set, feature, value) : value));
        }
        return left.toString();
    }

    private static boolean hasHole(Features features, long feature) {
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            if (features.has(part, Features.HOLE)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutHoles(AnnotationSet set, long feature, String positions) throws IOException {
        List<String> all = elements(positions);
        Features features = set.features();
        StringJoiner left = new StringJoiner(",", "[", "]");
        int at = 0;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            long vertices = set.groups().get(features.group(part)).coordinates().vertexCount(features.annotation(part));
            int end = (int) Math.min(at + vertices, all.size());
            if (!features.has(part, Features.HOLE)) {
                all.subList(at, end).forEach(left::add);
            }
            at = end;
        }
        return left.toString();
    }

    private static List<String> elements(String array) throws IOException {
        List<String> elements = new ArrayList<>();
        JsonReader in = reader(array);
        in.next();
        while (in.next() != JsonToken.END_ARRAY) {
            elements.add(value(in));
        }
        return elements;
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
