package org.glossa.corpus.conversion;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * GeoJSON that has everything programs of pathology write: the same bytes for the same seed, and beside them what a reader must find.
 *
 * <p>All types of geometry, holes, collections, empty and null ones; ids of every kind, names and classes of all scripts; measurements of
 * both forms, few of many; children, nuclei, metadata, planes, foreign members; members in any order.
 */
public final class RichFeatures {
    private static final String[] WORDS = {
        "Tumor",
        "Stroma",
        "Necrosis",
        "Immune cells",
        "腫瘍",
        "核 ＃1",
        "🧬🔬",
        "ورم",
        "גידול",
        "e\u0301te\u0301",
        "Å",
        "ﬁbre",
        "a\\b",
        "say \"no\"",
        "tab\there",
        "Tumor: Positive",
        "x".repeat(64) + "1",
        "x".repeat(64) + "2",
        "長".repeat(200),
        " leading",
        "trailing ",
        "",
        "null",
        "#1/~0"
    };
    private static final String[] MEASUREMENTS = {
        "Area µm^2",
        "Area px^2",
        "Nucleus: Area µm^2",
        "Length µm",
        "Nucleus: Circularity",
        "Cell: DAB OD mean",
        "Num Positive",
        "density %",
        "Detection probability",
        "長さ",
        "a/b~c",
        "Zebra: stripes"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0.0",
        "1",
        "43.75",
        "0.1",
        "1e-7",
        "3.4028236E38",
        "12345678901234567890",
        "1.7976931348623157E308",
        "5e-324",
        "-17.300000000000001",
        "16777217"
    };

    /** What is only written when asked for, because not every reader takes it or not every conversion keeps it. */
    public enum Oddity {
        /** A ring whose last position is not its first. */
        UNCLOSED_RING,
        /** Ordinates below zero, near 2^17, 2^24 and 10^15, in points and lines. */
        EXTREME_ORDINATES,
        /** NaN and infinities, as JSON words and as strings, and measurements that are no numbers. */
        NOT_A_NUMBER,
        /** The member metadata twice in one object, as QuPath writes it. */
        DUPLICATE_MEMBER,
        /** The root is an array or, of one feature, that feature. */
        OTHER_ROOT
    }

    /**
     * What a reader must find of one feature.
     *
     * @param id its JSON text, or null
     * @param parent index of the feature whose child it is, or -1
     * @param className its name, names joined by ": ", or null when none is said
     * @param type of the geometry, "null" when there is none
     * @param vertices x, y of all positions but those that close a ring, in the order of the text
     * @param measurements those that are numbers, NaN and infinities included
     */
    public record Expected(
            @Nullable String id,
            int parent,
            @Nullable String name,
            @Nullable String className,
            String type,
            double[] vertices,
            Map<String, Double> measurements) {}

    /**
     * @param features parents before their children, in the order of the text
     */
    public record Document(byte[] bytes, List<Expected> features) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private final SplittableRandom random;
    private final Set<Oddity> oddities;
    private final RichGeometry geometry;
    private final List<Expected> expected = new ArrayList<>();

    private RichFeatures(long seed, Set<Oddity> oddities) {
        random = new SplittableRandom(seed);
        this.oddities = oddities;
        geometry = new RichGeometry(
                random.split(), oddities.contains(Oddity.UNCLOSED_RING), oddities.contains(Oddity.EXTREME_ORDINATES));
    }

    /** A FeatureCollection with all oddities but unclosed rings. */
    public static Document of(long seed, int features) {
        Set<Oddity> all = EnumSet.complementOf(EnumSet.of(Oddity.UNCLOSED_RING, Oddity.OTHER_ROOT));
        return of(seed, features, all);
    }

    /** @param features how many at the root; their children come on top */
    public static Document of(long seed, int features, Set<Oddity> oddities) {
        return new RichFeatures(seed, oddities).document(features);
    }

    private Document document(int count) {
        List<String> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(feature(-1, 0));
        }
        String array = "[" + String.join(",\n", features) + "]";
        String text;
        if (oddities.contains(Oddity.OTHER_ROOT) && random.nextBoolean()) {
            text = count == 1 ? features.getFirst() : array;
        } else {
            List<String> members = new ArrayList<>(List.of("\"type\":\"FeatureCollection\"", "\"features\":" + array));
            if (random.nextInt(3) == 0) {
                members.add("\"scan\":{\"by\":\"someone\",\"at\":[1.50,null]}");
            }
            text = object(random, members);
        }
        return new Document(text.getBytes(StandardCharsets.UTF_8), List.copyOf(expected));
    }

    private String feature(int parent, int depth) {
        int index = expected.size();
        expected.add(new Expected(null, parent, null, null, "null", new double[0], Map.of()));
        RichGeometry.Written shape = geometry.any();
        List<String> members = new ArrayList<>(List.of("\"type\":\"Feature\"", "\"geometry\":" + shape.text()));
        String id = id();
        if (id != null) {
            members.add("\"id\":" + id);
        }
        boolean cell = shape.type().equals("Polygon") && shape.vertices().length > 0 && random.nextInt(8) == 0;
        if (cell) {
            members.add("\"nucleusGeometry\":" + geometry.polygon().text());
        }
        if (random.nextInt(10) == 0) {
            members.add("\"bbox\":[1,2.50,3,4e0]");
        }
        List<String> properties = new ArrayList<>();
        String name = chance(3) ? pick(WORDS) : null;
        if (name != null) {
            properties.add("\"name\":" + quoted(name));
        }
        String className = classification(properties);
        Map<String, Double> measured = measurements(properties);
        other(properties, cell);
        if (depth < 2 && chance(10)) {
            List<String> children = new ArrayList<>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                children.add(feature(index, depth + 1));
            }
            properties.add("\"childObjects\":[" + String.join(",", children) + "]");
        }
        members.add("\"properties\":" + object(random, properties));
        expected.set(index, new Expected(id, parent, name, className, shape.type(), shape.vertices(), measured));
        return object(random, members);
    }

    private @Nullable String id() {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> quoted(uuid());
            case 3 -> quoted(uuid().toUpperCase(java.util.Locale.ROOT));
            case 4 -> quoted("cell " + random.nextInt(20) + " 核");
            case 5 -> String.valueOf(random.nextInt(30));
            case 6 -> pick("7.50", "-1", "1e3", "123456789012345678901234567890");
            case 7 ->
                expected.isEmpty()
                        ? null
                        : expected.get(random.nextInt(expected.size())).id();
            default -> null;
        };
    }

    private String uuid() {
        // version 4, variant 1
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private @Nullable String classification(List<String> properties) {
        String name = pick(WORDS);
        String word = quoted(name);
        String colour = "[" + random.nextInt(256) + "," + random.nextInt(256) + "," + random.nextInt(256) + "]";
        switch (random.nextInt(10)) {
            case 0 -> {
                return null;
            }
            case 1 -> {
                properties.add("\"classification\":null");
                return null;
            }
            case 2 -> properties.add("\"classification\":" + word);
            case 3 -> properties.add("\"classification\":{\"name\":" + word + "}");
            case 4 -> properties.add("\"classification\":{\"name\":" + word + ",\"colorRGB\":-3670016}");
            case 5 -> {
                properties.add("\"classification\":{\"names\":[" + word + ",\"Positive\"],\"color\":" + colour + "}");
                return name + ": Positive";
            }
            case 6 -> properties.add("\"classification\":{\"color\":[1,2,3,128],\"name\":" + word + "}");
            default -> properties.add("\"classification\":{\"name\":" + word + ",\"color\":" + colour + "}");
        }
        return name;
    }

    private Map<String, Double> measurements(List<String> properties) {
        Map<String, Double> numbers = new TreeMap<>();
        if (random.nextInt(3) == 0) {
            return numbers;
        }
        Map<String, String> texts = new TreeMap<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            texts.put(pick(MEASUREMENTS), value());
        }
        List<String> entries = new ArrayList<>();
        boolean list = chance(3);
        texts.forEach((name, text) -> {
            entries.add(
                    list
                            ? object(random, new ArrayList<>(List.of("\"name\":" + quoted(name), "\"value\":" + text)))
                            : quoted(name) + ":" + text);
            String bare = text.replace("\"", "");
            if (!List.of("high", "true", "null").contains(bare)) {
                numbers.put(name, Double.parseDouble(bare));
            }
        });
        properties.add("\"measurements\":"
                + (list ? "[" + String.join(",", entries) + "]" : "{" + String.join(",", entries) + "}"));
        return numbers;
    }

    private String value() {
        if (oddities.contains(Oddity.NOT_A_NUMBER) && random.nextInt(6) == 0) {
            return pick("NaN", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"high\"", "true", "null");
        }
        return random.nextBoolean() ? pick(NUMBERS) : Double.toString(random.nextDouble() * 1000);
    }

    private void other(List<String> properties, boolean cell) {
        if (cell || chance(3)) {
            properties.add("\"objectType\":\"" + (cell ? "cell" : pick("annotation", "detection", "tile")) + "\"");
        }
        if (chance(6)) {
            properties.add("\"isLocked\":" + random.nextBoolean());
        }
        if (chance(6)) {
            properties.add("\"color\":" + pick("[1,2,3]", "[255,0,128,64]", "-16711936"));
        }
        if (chance(5)) {
            String metadata = "\"metadata\":{\"stain\":\"H&E\",\"Größe\":" + quoted(pick(WORDS)) + "}";
            properties.add(metadata);
            if (oddities.contains(Oddity.DUPLICATE_MEMBER)) {
                properties.add(metadata);
            }
        }
        if (chance(6)) {
            properties.add("\"scanner\":{\"lamp\":[1,2.50,null,{}],\"on\":true,\"name\":\"\\u00e9 \\ud83e\\uddec\"}");
        }
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    /** A JSON object of the members in any order. */
    static String object(SplittableRandom random, List<String> members) {
        for (int i = members.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            String moved = members.get(i);
            members.set(i, members.get(other));
            members.set(other, moved);
        }
        return "{" + String.join(",", members) + "}";
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            switch (unit) {
                case '"', '\\' -> quoted.append('\\').append((char) unit);
                case '\t' -> quoted.append("\\t");
                default -> quoted.append((char) unit);
            }
        });
        return quoted.append('"').toString();
    }
}
