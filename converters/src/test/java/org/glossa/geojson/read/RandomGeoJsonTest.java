package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Measurement;
import org.glossa.corpus.Depth;
import org.glossa.feature.Features;
import org.junit.jupiter.api.Test;

/** Seeded texts, whose values the set must have as Jackson's tree has them. */
class RandomGeoJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final String[] TYPES = {
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection", "null"
    };

    @Test
    void valuesAreThoseOfTheTree() throws Exception {
        for (int seed = 0; seed < Depth.count(60, 3_000); seed++) {
            String text = text(new Random(seed));
            try (Texts texts = new Texts()) {
                assertSame(texts.read(text).set(), JSON.readTree(text), seed);
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("[");
        int features = 1 + random.nextInt(20);
        for (int i = 0; i < features; i++) {
            List<String> members = new ArrayList<>(List.of(
                    "\"type\":\"Feature\"",
                    "\"geometry\": " + geometry(random, 0),
                    "\"properties\":{\"classification\":{\"name\":\"c" + random.nextInt(3)
                            + "\",\"color\":[1,2,3]},\"measurements\":" + measurements(random) + "}",
                    "\"id\":\"" + i + "\""));
            java.util.Collections.shuffle(members, random);
            text.append(i > 0 ? ",\n" : "")
                    .append('{')
                    .append(String.join(",", members))
                    .append('}');
        }
        return text.append(']').toString();
    }

    private static String measurements(Random random) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 6; i++) {
            if (random.nextBoolean()) {
                text.append(text.length() > 1 ? "," : "").append("\"m" + i + "\":" + number(random));
            }
        }
        return text.append('}').toString();
    }

    private static String number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt(100_000) - 50_000);
            case 1 -> Double.toString(random.nextInt(10_000_000) / 100.0);
            case 2 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            default -> Float.toString(random.nextFloat());
        };
    }

    private static String geometry(Random random, int depth) {
        String type = TYPES[random.nextInt(depth > 0 ? 6 : 8)];
        return switch (type) {
            case "null" -> "null";
            case "GeometryCollection" ->
                "{\"type\":\"GeometryCollection\",\"geometries\":[" + geometry(random, 1) + "," + geometry(random, 1)
                        + "]}";
            default -> {
                int lists = GeometryType.of(type).lists();
                String coordinates = nested(random, lists, type.endsWith("Polygon"));
                yield random.nextBoolean()
                        ? "{\"type\":\"" + type + "\",\"coordinates\":" + coordinates + "}"
                        : "{\"coordinates\":" + coordinates + ",\"type\":\"" + type + "\"}";
            }
        };
    }

    private static String nested(Random random, int lists, boolean rings) {
        if (lists == 0) {
            return "[" + number(random) + " , " + number(random) + "]";
        }
        List<String> parts = new ArrayList<>();
        int count = lists == 1 ? 3 + random.nextInt(30) : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            parts.add(nested(random, lists - 1, rings));
        }
        if (lists == 1 && rings) {
            parts.add(parts.getFirst());
        }
        return "[" + String.join(",", parts) + "]";
    }

    private static void assertSame(AnnotationSet set, JsonNode tree, int seed) {
        Features features = set.features();
        assertThat(features.featureCount()).isEqualTo(tree.size());
        for (int i = 0; i < tree.size(); i++) {
            JsonNode feature = tree.get(i);
            assertThat(features.id(i)).isEqualTo(feature.get("id").asText());
            List<List<Double>> expected = new ArrayList<>();
            rows(feature.get("geometry"), expected);
            List<List<Double>> actual = new ArrayList<>();
            for (long part = features.firstPart(i); part < features.firstPart(i + 1); part++) {
                actual.add(row(set.groups().get(features.group(part)), features.annotation(part)));
            }
            assertThat(actual)
                    .as("seed %d feature %d", seed, i)
                    .isEqualTo(expected.isEmpty() ? List.of(List.of()) : expected);
            AnnotationGroup holder = set.groups().get(features.group(features.firstPart(i)));
            assertThat(holder.description().label())
                    .isEqualTo(feature.at("/properties/classification/name").asText());
            int present = 0;
            for (Measurement measurement : holder.measurements()) {
                long annotation = features.annotation(features.firstPart(i));
                JsonNode value = feature.at("/properties/measurements").get(measurement.name());
                assertThat(measurement.values().isPresent(annotation)).isEqualTo(value != null);
                if (value != null) {
                    present++;
                    assertThat(measurement.values().number(annotation)).isEqualTo(value.doubleValue());
                }
            }
            assertThat(present).isEqualTo(feature.at("/properties/measurements").size());
        }
    }

    private static List<Double> row(AnnotationGroup group, long annotation) {
        List<Double> row = new ArrayList<>();
        var coordinates = group.coordinates();
        for (long vertex = coordinates.firstVertex(annotation);
                vertex < coordinates.firstVertex(annotation + 1);
                vertex++) {
            row.add(coordinates.ordinate(vertex, 0));
            row.add(coordinates.ordinate(vertex, 1));
        }
        return row;
    }

    /** What parts the geometry has, rings without their last position. */
    private static void rows(JsonNode geometry, List<List<Double>> rows) {
        if (geometry.isNull()) {
            return;
        }
        String type = geometry.get("type").asText();
        if (type.equals("GeometryCollection")) {
            geometry.get("geometries").forEach(member -> rows(member, rows));
            return;
        }
        int lists = type.endsWith("Point") ? 0 : 1;
        lists(geometry.get("coordinates"), lists, type.endsWith("Polygon"), rows);
    }

    private static void lists(JsonNode node, int lists, boolean rings, List<List<Double>> rows) {
        if (height(node) > lists) {
            node.forEach(inner -> lists(inner, lists, rings, rows));
            return;
        }
        List<Double> row = new ArrayList<>();
        numbers(node, row);
        rows.add(rings ? row.subList(0, row.size() - 2) : row);
    }

    private static int height(JsonNode node) {
        return node.get(0).isNumber() ? 0 : 1 + height(node.get(0));
    }

    private static void numbers(JsonNode node, List<Double> row) {
        if (node.isNumber()) {
            row.add(node.doubleValue());
        } else {
            node.forEach(inner -> numbers(inner, row));
        }
    }
}
