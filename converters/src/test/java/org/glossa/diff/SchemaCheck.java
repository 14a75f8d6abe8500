package org.glossa.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** As much of JSON Schema as the schema of a comparison uses: type, const, enum, minimum, required, properties, items. */
final class SchemaCheck {
    private final List<String> problems = new ArrayList<>();

    static void assertValid(String schema, String json) {
        assertThat(problems(schema, json)).as(json).isEmpty();
    }

    static List<String> problems(String schema, String json) {
        SchemaCheck check = new SchemaCheck();
        check.check("", JsonMeaning.members(schema), JsonMeaning.of(json));
        return check.problems;
    }

    private void check(String place, Map<String, String> schema, String value) {
        String type = schema.getOrDefault("type", "");
        boolean right = switch (type) {
            case "\"object\"" -> value.startsWith("{");
            case "\"array\"" -> value.startsWith("[");
            case "\"string\"" -> value.startsWith("\"");
            case "\"boolean\"" -> value.equals("true") || value.equals("false");
            case "\"integer\"" -> value.matches("-?[0-9]+(E\\+[0-9]+)?");
            case "\"number\"" -> value.matches("-?[0-9].*");
            default -> true;
        };
        if (!right
                || !schema.getOrDefault("const", value).equals(value)
                || schema.containsKey("enum") && !schema.get("enum").contains(value)
                || schema.containsKey("minimum")
                        && Double.parseDouble(value) < Double.parseDouble(schema.get("minimum"))) {
            problems.add(place + " is " + value);
        } else if (type.equals("\"object\"")) {
            checkMembers(place, schema, JsonMeaning.members(value));
        } else if (type.equals("\"array\"")) {
            for (String element : elements(value)) {
                check(place + "/-", JsonMeaning.members(schema.get("items")), element);
            }
        }
    }

    private void checkMembers(String place, Map<String, String> schema, SortedMap<String, String> members) {
        SortedMap<String, String> known = JsonMeaning.members(schema.get("properties"));
        for (String name : elements(schema.get("required"))) {
            if (!members.containsKey(name.substring(1, name.length() - 1))) {
                problems.add(place + " has no " + name);
            }
        }
        members.forEach((name, value) -> {
            String of = known.get(name);
            if (of == null) {
                problems.add(place + " has " + name);
            } else {
                check(place + '/' + name, JsonMeaning.members(of), value);
            }
        });
    }

    /** The elements of an array in one form: an object of their places. */
    private static List<String> elements(String array) {
        List<String> elements = new ArrayList<>();
        int depth = 0;
        int start = 1;
        boolean text = false;
        for (int i = 1; i < array.length(); i++) {
            char c = array.charAt(i);
            if (text) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    text = false;
                }
            } else if (c == '"') {
                text = true;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (depth == 0 && (c == ',' || c == ']')) {
                if (i > start) {
                    elements.add(array.substring(start, i));
                }
                start = i + 1;
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
        return elements;
    }
}
