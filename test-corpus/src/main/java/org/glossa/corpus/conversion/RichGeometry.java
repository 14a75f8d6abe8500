package org.glossa.corpus.conversion;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** Random geometries as JSON text; outlines are star-shaped, and holes lie inside them without touching. */
final class RichGeometry {
    private static final String[] ODD_ORDINATES = {
        "0",
        "-0.3",
        "-0.0",
        "1e-7",
        "131072",
        "131071.99",
        "131072.01",
        "16777217",
        "16777217.5",
        "1E15",
        "1000000000000000.125",
        "0.1",
        "26355.68",
        "12345.678901234567",
        "3.3333333333333335",
        "99999.99",
        "1.7976931348623157e2",
        "0.30000000000000004"
    };

    private final SplittableRandom random;
    private final boolean unclosed;
    private final boolean extreme;

    /** Ordinates x, y of the vertices so far, in reading order; closing positions are left out. */
    private final List<Double> vertices = new ArrayList<>();

    private boolean deep;

    RichGeometry(SplittableRandom random, boolean unclosed, boolean extreme) {
        this.random = random;
        this.unclosed = unclosed;
        this.extreme = extreme;
    }

    /** What was written: the GeoJSON type, {@code null} as a word for a null geometry. */
    record Written(String type, String text, double[] vertices) {}

    Written any() {
        vertices.clear();
        deep = random.nextInt(12) == 0;
        String type = switch (random.nextInt(16)) {
            case 0, 1 -> "Point";
            case 2 -> "MultiPoint";
            case 3, 4 -> "LineString";
            case 5 -> "MultiLineString";
            case 6, 7, 8, 9 -> "Polygon";
            case 10, 11 -> "MultiPolygon";
            case 12 -> "GeometryCollection";
            case 13 -> "null";
            case 14 -> "empty";
            default -> "ellipse";
        };
        String text = switch (type) {
            case "null" -> "null";
            case "empty" -> {
                type = pick("Polygon", "MultiPolygon", "LineString", "MultiPoint", "MultiLineString");
                yield "{\"type\":\"" + type + "\",\"coordinates\":[]}";
            }
            case "ellipse" -> {
                type = "Polygon";
                yield ellipse();
            }
            case "GeometryCollection" -> collection();
            default -> simple(type, true);
        };
        return written(type, text);
    }

    /** A polygon without holes. */
    Written polygon() {
        vertices.clear();
        deep = false;
        return written("Polygon", "{\"type\":\"Polygon\",\"coordinates\":[" + outline(centre(), centre(), 4) + "]}");
    }

    private Written written(String type, String text) {
        return new Written(
                type, text, vertices.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private String collection() {
        StringJoiner members = new StringJoiner(",", "{\"type\":\"GeometryCollection\",\"geometries\":[", "]}");
        for (int i = random.nextInt(5); i > 0; i--) {
            members.add(simple(
                    pick("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"), false));
        }
        return members.toString();
    }

    private String simple(String type, boolean foreignMembers) {
        String coordinates = switch (type) {
            case "Point" -> position();
            case "MultiPoint" -> several(this::position);
            case "LineString" -> line();
            case "MultiLineString" -> several(this::line);
            case "Polygon" -> rings();
            case "MultiPolygon" -> several(this::rings);
            default -> throw new IllegalArgumentException(type);
        };
        List<String> members = new ArrayList<>(List.of("\"type\":\"" + type + "\"", "\"coordinates\":" + coordinates));
        if (foreignMembers && random.nextInt(6) == 0) {
            members.add("\"plane\":{\"c\":-1,\"z\":" + random.nextInt(9) + ",\"t\":0}");
        }
        if (foreignMembers && random.nextInt(10) == 0) {
            members.add("\"bbox\":[0,0.50,1e3,4]");
        }
        return RichFeatures.object(random, members);
    }

    /** As QuPath writes an ellipse: a ring, whose box is the ellipse's. */
    private String ellipse() {
        double x = hundredths(random.nextInt(100, 90_000));
        double y = hundredths(random.nextInt(100, 90_000));
        double a = hundredths(random.nextInt(200, 9_000) * 2);
        double b = hundredths(random.nextInt(200, 9_000) * 2);
        List<String> points = new ArrayList<>();
        int[][] around = {{2, 1}, {1, 2}, {0, 1}, {1, 0}};
        for (int[] at : around) {
            points.add(at(x + a * at[0] / 2, y + b * at[1] / 2));
        }
        return "{\"type\":\"Polygon\",\"coordinates\":[" + closed(points) + "],\"isEllipse\":true}";
    }

    private static double hundredths(int value) {
        return value / 100.0;
    }

    private String several(java.util.function.Supplier<String> one) {
        StringJoiner all = new StringJoiner(",", "[", "]");
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            all.add(one.get());
        }
        return all.toString();
    }

    private String line() {
        int count = random.nextInt(2, 9);
        List<String> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(position());
        }
        // a line may end where it began, and is a line all the same
        if (count > 3 && random.nextInt(4) == 0) {
            int length = vertices.size();
            points.removeLast();
            vertices.subList(length - 2, length).clear();
            int first = length - 2 * count;
            vertices.add(vertices.get(first));
            vertices.add(vertices.get(first + 1));
            points.add(points.getFirst());
        }
        return "[" + String.join(",", points) + "]";
    }

    private String rings() {
        double x = centre();
        double y = centre();
        StringJoiner all = new StringJoiner(",", "[", "]");
        all.add(outline(x, y, 200));
        int holes = random.nextInt(3) == 0 ? random.nextInt(1, 5) : 0;
        for (int hole = 0; hole < holes; hole++) {
            double side = (hole & 1) == 0 ? 40 : -40;
            all.add(outline(x + side, y + (hole < 2 ? 40 : -40), 20));
        }
        return all.toString();
    }

    /** Star-shaped about the centre: radii between 0.7 and 1 of the given one, either winding. */
    private String outline(double x, double y, double radius) {
        int count = random.nextInt(5, 12);
        double turn = random.nextBoolean() ? 1 : -1;
        List<String> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double angle = turn * 2 * Math.PI * i / count;
            double r = radius * (0.7 + 0.3 * random.nextDouble());
            points.add(at(x + r * Math.cos(angle), y + r * Math.sin(angle)));
        }
        return closed(points);
    }

    private String closed(List<String> points) {
        boolean open = unclosed && random.nextInt(4) == 0;
        return "[" + String.join(",", points) + (open ? "" : "," + points.getFirst()) + "]";
    }

    private double centre() {
        return 300 + random.nextInt(60_000) + random.nextInt(100) / 100.0;
    }

    private String position() {
        if (extreme && random.nextInt(3) == 0) {
            return point(pick(ODD_ORDINATES), pick(ODD_ORDINATES));
        }
        return at(random.nextDouble() * 60_000, random.nextDouble() * 60_000);
    }

    private String at(double x, double y) {
        return point(ordinate(x), ordinate(y));
    }

    private String point(String x, String y) {
        vertices.add(Double.parseDouble(x));
        vertices.add(Double.parseDouble(y));
        return "[" + x + "," + y + (deep ? "," + random.nextInt(50) + ".25" : "") + "]";
    }

    private String ordinate(double value) {
        return switch (random.nextInt(5)) {
            case 0 -> Double.toString(value);
            case 1 -> Double.toString(Math.rint(value * 4) / 4);
            default -> Double.toString(Math.rint(value * 100) / 100);
        };
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }
}
