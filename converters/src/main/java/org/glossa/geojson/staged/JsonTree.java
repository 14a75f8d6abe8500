package org.glossa.geojson.staged;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** A small value of our own output: {@link Map}, {@link List}, {@link String}, {@link Double}, {@link Boolean} or null. */
public final class JsonTree {
    private JsonTree() {}

    /** The value at hand. */
    public static @Nullable Object read(JsonReader in) throws IOException {
        return switch (in.token()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case STRING -> in.text();
            case NUMBER -> in.doubleValue();
            case TRUE -> true;
            case FALSE -> false;
            case NULL, NAME, END_OBJECT, END_ARRAY, END -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonReader in) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            object.put(name, read(in));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonReader in) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (in.next() != JsonToken.END_ARRAY) {
            array.add(read(in));
        }
        return array;
    }

    /** The members of an object; none of anything else. */
    public static Map<?, ?> members(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? object : Map.of();
    }

    public static List<?> elements(@Nullable Object value) {
        return value instanceof List<?> array ? array : List.of();
    }

    public static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    public static int number(@Nullable Object value) {
        return value instanceof Double number ? number.intValue() : 0;
    }
}
