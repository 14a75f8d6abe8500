package org.glossa.corpus.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether two texts of GeoJSON say the same, by Jackson's tree: features in order, ordinates and measured values as doubles, all else member
 * by member, numbers digit by digit.
 *
 * <p>The same are: the three roots; measurements as object and as list, absent and empty; NaN as word and as string; a class as string and
 * as object with its name; colours packed and in components; an absent and a null geometry; an absent, null and empty {@code properties}.
 * Passed over are {@code properties.dicom} and, of the collection, {@code dicom}, {@code coordRefSys} and {@code crs}. Of an ellipse
 * ({@code isEllipse} on both sides) only the box is compared, to 0.01 px.
 */
public final class SameGeoJson {
    private static final double ELLIPSE_TOLERANCE = 0.01;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Set<String> COMPARED_APART =
            Set.of("classification", "color", "measurements", "childObjects", "children", "dicom");

    private final double tolerance;
    private final boolean closesRings;
    private final Set<String> ignored;
    private final List<Difference> differences = new ArrayList<>();

    /** What differs. Of an absent value the text is "absent". */
    public record Difference(String pointer, String expected, String actual) {}

    private SameGeoJson(double tolerance, boolean closesRings, Set<String> ignored) {
        this.tolerance = tolerance;
        this.closesRings = closesRings;
        this.ignored = ignored;
    }

    /** What is allowed to differ: nothing, until told. */
    public record Rules(double tolerance, boolean closesRings, Set<String> ignored) {
        public static final Rules EXACT = new Rules(0, false, Set.of());

        /** Ordinates may differ by this. */
        public Rules within(double pixels) {
            return new Rules(pixels, closesRings, ignored);
        }

        /** A ring may have got the closing position that it lacked. */
        public Rules closingRings() {
            return new Rules(tolerance, true, ignored);
        }

        /** Members of a Feature, of its properties or of its geometry that are not compared, such as {@code id}. */
        public Rules ignoring(String... members) {
            Set<String> all = new TreeSet<>(ignored);
            all.addAll(List.of(members));
            return new Rules(tolerance, closesRings, all);
        }
    }

    /** All differences, in the order of the expected text; empty when both say the same. */
    public static List<Difference> differences(String expected, String actual, Rules rules) {
        SameGeoJson comparison = new SameGeoJson(rules.tolerance, rules.closesRings, rules.ignored);
        comparison.roots(parsed(expected), parsed(actual));
        return comparison.differences;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void roots(JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject() && !isFeature(expected) && !isFeature(actual)) {
            members("", expected, actual, Set.of("type", "features", "dicom", "coordRefSys", "crs"));
        }
        features("/features", list(expected), list(actual));
    }

    private static boolean isFeature(JsonNode root) {
        return root.path("type").asText().equals("Feature");
    }

    private static List<JsonNode> list(JsonNode root) {
        List<JsonNode> features = new ArrayList<>();
        if (isFeature(root)) {
            features.add(root);
        } else {
            (root.isArray() ? root : root.path("features")).forEach(features::add);
        }
        return features;
    }

    private void features(String pointer, List<JsonNode> expected, List<JsonNode> actual) {
        if (expected.size() != actual.size()) {
            add(pointer, expected.size() + " features", actual.size() + " features");
        }
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            feature(pointer + "/" + i, expected.get(i), actual.get(i));
        }
    }

    private void feature(String pointer, JsonNode expected, JsonNode actual) {
        geometry(pointer + "/geometry", expected.path("geometry"), actual.path("geometry"));
        geometry(pointer + "/nucleusGeometry", expected.path("nucleusGeometry"), actual.path("nucleusGeometry"));
        members(pointer, expected, actual, Set.of("geometry", "nucleusGeometry", "properties"));
        JsonNode left = properties(expected);
        JsonNode right = properties(actual);
        String at = pointer + "/properties";
        members(at, left, right, COMPARED_APART);
        SameMembers.classification(left.get("classification"), right, at, this::addUnlessIgnored);
        SameMembers.colour(left.get("color"), right.get("color"), at + "/color", this::addUnlessIgnored);
        measurements(at + "/measurements", left.path("measurements"), right.path("measurements"));
        features(at + "/childObjects", children(left), children(right));
    }

    private static JsonNode properties(JsonNode feature) {
        JsonNode properties = feature.path("properties");
        return properties.isObject() ? properties : JSON.createObjectNode();
    }

    private static List<JsonNode> children(JsonNode properties) {
        List<JsonNode> all = new ArrayList<>();
        properties.path("childObjects").forEach(all::add);
        properties.path("children").forEach(all::add);
        return all;
    }

    private void members(String pointer, JsonNode expected, JsonNode actual, Set<String> apart) {
        Set<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        names.removeAll(apart);
        for (String name : names) {
            JsonNode left = expected.get(name);
            JsonNode right = actual.get(name);
            if (!SameMembers.same(left, right)) {
                addUnlessIgnored(pointer + "/" + name, shown(left), shown(right));
            }
        }
    }

    private void geometry(String pointer, JsonNode expected, JsonNode actual) {
        boolean without = expected.isNull() || expected.isMissingNode();
        if (without || actual.isNull() || actual.isMissingNode()) {
            if (without != (actual.isNull() || actual.isMissingNode())) {
                addUnlessIgnored(pointer, shown(expected), shown(actual));
            }
            return;
        }
        members(pointer, expected, actual, Set.of("coordinates", "geometries"));
        JsonNode left = expected.path("geometries");
        JsonNode right = actual.path("geometries");
        if (left.size() != right.size()) {
            add(pointer + "/geometries", String.valueOf(left.size()), String.valueOf(right.size()));
        }
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            geometry(pointer + "/geometries/" + i, left.get(i), right.get(i));
        }
        JsonNode from = expected.path("coordinates");
        JsonNode to = actual.path("coordinates");
        if (from.isMissingNode() && to.isMissingNode()) {
            return;
        }
        if (expected.path("isEllipse").asBoolean() && actual.path("isEllipse").asBoolean()) {
            boxes(pointer, from, to);
        } else {
            coordinates(
                    pointer + "/coordinates", from, to, expected.path("type").asText());
        }
    }

    private void boxes(String pointer, JsonNode expected, JsonNode actual) {
        double[] left = box(expected);
        double[] right = box(actual);
        for (int i = 0; i < left.length; i++) {
            if (!(Math.abs(left[i] - right[i]) <= ELLIPSE_TOLERANCE + tolerance)) {
                add(pointer + "/box/" + i, String.valueOf(left[i]), String.valueOf(right[i]));
            }
        }
    }

    /** Least x, least y, greatest x, greatest y of the first ring. */
    private static double[] box(JsonNode rings) {
        double[] box = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        rings.path(0).forEach(position -> {
            for (int axis = 0; axis < 2; axis++) {
                double ordinate = position.path(axis).doubleValue();
                box[axis] = Math.min(box[axis], ordinate);
                box[axis + 2] = Math.max(box[axis + 2], ordinate);
            }
        });
        return box;
    }

    private void coordinates(String pointer, JsonNode expected, JsonNode actual, String type) {
        if (expected.isArray() && actual.isArray()) {
            int missing = actual.size() - expected.size();
            boolean closed = closesRings
                    && missing == 1
                    && type.endsWith("Polygon")
                    && actual.get(0).equals(actual.get(actual.size() - 1));
            if (missing != 0 && !closed) {
                add(pointer, expected.size() + " entries", actual.size() + " entries");
            }
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                coordinates(pointer + "/" + i, expected.get(i), actual.get(i), type);
            }
        } else if (!expected.isNumber() || !actual.isNumber() || differ(expected.doubleValue(), actual.doubleValue())) {
            add(pointer, shown(expected), shown(actual));
        }
    }

    /** Without a tolerance bit for bit, so that 0 and -0 differ. */
    private boolean differ(double expected, double actual) {
        return tolerance == 0 ? Double.compare(expected, actual) != 0 : !(Math.abs(expected - actual) <= tolerance);
    }

    private void measurements(String pointer, JsonNode expected, JsonNode actual) {
        Map<String, JsonNode> left = named(expected);
        Map<String, JsonNode> right = named(actual);
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            if (!SameMembers.sameValue(left.get(name), right.get(name))) {
                addUnlessIgnored(pointer + "/" + name, shown(left.get(name)), shown(right.get(name)));
            }
        }
    }

    private static Map<String, JsonNode> named(JsonNode measurements) {
        Map<String, JsonNode> named = new TreeMap<>();
        if (measurements.isArray()) {
            measurements.forEach(entry -> named.put(entry.path("name").asText(), entry.path("value")));
        } else if (measurements instanceof ObjectNode object) {
            object.properties().forEach(entry -> named.put(entry.getKey(), entry.getValue()));
        }
        return named;
    }

    private void addUnlessIgnored(String pointer, String expected, String actual) {
        if (ignored.stream().noneMatch(name -> pointer.endsWith("/" + name) || pointer.contains("/" + name + "/"))) {
            add(pointer, expected, actual);
        }
    }

    private void add(String pointer, String expected, String actual) {
        differences.add(new Difference(pointer, expected, actual));
    }

    static String shown(@Nullable JsonNode node) {
        return node == null || node.isMissingNode() ? "absent" : node.toString();
    }
}
