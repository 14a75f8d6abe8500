package org.glossa.corpus.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Members of GeoJSON that programs spell in several ways: classes, colours, measured values. */
final class SameMembers {
    private SameMembers() {}

    /** Takes what differs. */
    @FunctionalInterface
    interface Differences {
        void add(String pointer, String expected, String actual);
    }

    /** Objects whatever the order of their members, numbers digit by digit. */
    static boolean same(@Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (expected == null || actual == null) {
            return expected == null && actual == null;
        }
        if (expected.getNodeType() != actual.getNodeType()) {
            return false;
        }
        if (expected.isObject()) {
            return expected.size() == actual.size()
                    && expected.properties().stream()
                            .allMatch(member -> same(member.getValue(), actual.get(member.getKey())));
        }
        if (expected.isArray()) {
            boolean same = expected.size() == actual.size();
            for (int i = 0; same && i < expected.size(); i++) {
                same = same(expected.get(i), actual.get(i));
            }
            return same;
        }
        return expected.toString().equals(actual.toString());
    }

    /** @param actual the properties: {@code dicom} among them says {@code "colour":"supplied"} where the class of the source had none */
    static void classification(@Nullable JsonNode expected, JsonNode actual, String pointer, Differences differences) {
        JsonNode right = actual.get("classification");
        String at = pointer + "/classification";
        if (!names(expected).equals(names(right))) {
            differences.add(at, SameGeoJson.shown(expected), SameGeoJson.shown(right));
            return;
        }
        List<Integer> left = colour(expected);
        List<Integer> given = colour(right);
        if (!left.equals(given) && !(left.isEmpty() && isSupplied(actual.path("dicom")))) {
            differences.add(at + "/color", left.toString(), given.toString());
        }
    }

    static void colour(
            @Nullable JsonNode expected, @Nullable JsonNode actual, String pointer, Differences differences) {
        if (!components(expected).equals(components(actual))) {
            differences.add(pointer, SameGeoJson.shown(expected), SameGeoJson.shown(actual));
        }
    }

    /** Doubles bit for bit; any NaN is NaN, and words for what is no number are the same as strings. */
    static boolean sameValue(@Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (expected == null || actual == null) {
            return expected == null && actual == null;
        }
        Double left = number(expected);
        Double right = number(actual);
        return left != null && right != null ? Double.compare(left, right) == 0 : same(expected, actual);
    }

    private static @Nullable Double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.isTextual() ? node.asText().toLowerCase(Locale.ROOT) : "") {
            case "nan" -> Double.NaN;
            case "infinity", "inf", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static boolean isSupplied(JsonNode dicom) {
        return dicom.path("colour").asText().equals("supplied");
    }

    /** The kind and the names: absent, null, one name, several. */
    private static String names(@Nullable JsonNode classification) {
        if (classification == null || classification.isNull()) {
            return classification == null ? "absent" : "null";
        }
        if (classification.isTextual()) {
            return "name " + classification.asText();
        }
        JsonNode several = classification.get("names");
        return several == null ? "name " + classification.path("name").asText() : "names " + several;
    }

    private static List<Integer> colour(@Nullable JsonNode classification) {
        if (classification == null || !classification.isObject()) {
            return List.of();
        }
        JsonNode colour = classification.get("color");
        return components(colour == null ? classification.get("colorRGB") : colour);
    }

    /** Red, green, blue, and alpha when it is said and, packed, neither 255 nor 0. */
    private static List<Integer> components(@Nullable JsonNode colour) {
        if (colour == null || colour.isNull()) {
            return List.of();
        }
        if (colour.isIntegralNumber()) {
            int packed = (int) colour.longValue();
            List<Integer> rgb = List.of(packed >> 16 & 0xFF, packed >> 8 & 0xFF, packed & 0xFF);
            int alpha = packed >>> 24;
            return alpha == 0xFF || alpha == 0 ? rgb : List.of(rgb.get(0), rgb.get(1), rgb.get(2), alpha);
        }
        return java.util.stream.StreamSupport.stream(colour.spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
    }
}
