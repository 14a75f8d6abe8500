package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.gson.JsonElement;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GroupRole;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.QuPathDetections;
import org.glossa.corpus.QuPathDetections.Style;
import org.glossa.geojson.read.GeoJsonReader;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;

/**
 * GeoJSON to columns beside what others need for less: Jackson's tokens with every number as a double, and Gson's tree. Every way adds up
 * the coordinates, and a run fails where they differ.
 *
 * <p>Run it by {@code converters/src/test/benchmarks/geojson-read [N] [FOLDER]}.
 */
final class GeoJsonReadBenchmark {
    private static final int RUNS = 9;
    private static final int WARM_UP_RUNS = 2;
    private static final double SIZE_PX = 100_000;

    private GeoJsonReadBenchmark() {}

    private interface Way {
        double sum(Path file) throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        long count = Long.parseLong(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        for (Style style : Style.values()) {
            Path file = folder.resolve(style.name().toLowerCase(Locale.ROOT) + "-" + count + ".geojson");
            if (!Files.exists(file)) {
                QuPathDetections.write(file, count, 1, SIZE_PX, style);
            }
            compare(style, file, folder);
        }
    }

    private static void compare(Style style, Path file, Path folder) throws IOException {
        Map<String, Way> ways = new TreeMap<>();
        ways.put("glossa, columns", path -> glossa(path, folder));
        ways.put("jackson, tokens and doubles", GeoJsonReadBenchmark::jackson);
        ways.put("gson, tree", GeoJsonReadBenchmark::gson);
        Map<String, List<Double>> seconds = new TreeMap<>();
        double expected = Double.NaN;
        for (int run = -WARM_UP_RUNS; run < RUNS; run++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                System.gc(); // what the way before left is not this one's to collect
                long start = System.nanoTime();
                double sum = way.getValue().sum(file);
                double taken = (System.nanoTime() - start) / 1e9;
                expected = Double.isNaN(expected) ? sum : expected;
                if (Math.abs(sum - expected) > Math.abs(expected) * 1e-9) {
                    throw new IllegalStateException(way.getKey() + " adds up to " + sum + ", not " + expected);
                }
                if (run >= 0) {
                    seconds.computeIfAbsent(way.getKey(), key -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        double megabytes = Files.size(file) / 1e6;
        System.out.printf("%s: %.0f MB, sum of coordinates %.6f%n", style, megabytes, expected);
        double ours = median(seconds.get("glossa, columns"));
        seconds.forEach((way, taken) -> System.out.printf(
                "  %-28s %6.2f s, %5.0f MB/s, %.2f x ours; runs %s%n",
                way, median(taken), megabytes / median(taken), median(taken) / ours, taken));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double glossa(Path file, Path folder) throws IOException {
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            GeoJsonReader.GeoJsonSet read = GeoJsonReader.read(
                    () -> Files.newInputStream(file),
                    new GeoJsonReader.Request(
                            new CoordinateSpace.Level0Pixels(),
                            null,
                            ClassMapping.standard(),
                            Restoration.RESTORE,
                            bytes -> {}),
                    scratch);
            double sum = 0;
            for (AnnotationGroup group : read.set().groups()) {
                if (group.role() == GroupRole.ANNOTATIONS) {
                    sum += sum(group.coordinates());
                }
            }
            return sum;
        }
    }

    private static double sum(Coordinates coordinates) {
        double sum = 0;
        for (long annotation = 0; annotation < coordinates.annotationCount(); annotation++) {
            long first = coordinates.firstVertex(annotation);
            long count = coordinates.vertexCount(annotation);
            for (long vertex = first; vertex < first + count; vertex++) {
                sum += coordinates.ordinate(vertex, 0) + coordinates.ordinate(vertex, 1);
            }
            // the others have the closing position, too
            sum += coordinates.ordinate(first, 0) + coordinates.ordinate(first, 1);
        }
        return sum;
    }

    private static double jackson(Path file) throws IOException {
        double sum = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser parser = new JsonFactory().createParser(in)) {
            boolean coordinates = false;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> coordinates = parser.currentName().equals("coordinates");
                    case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> {
                        double value = parser.getDoubleValue();
                        sum += coordinates ? value : 0;
                    }
                    case VALUE_STRING -> depth += parser.getTextLength() > 1 << 20 ? 1 : 0;
                    default -> {
                        // structure
                    }
                }
            }
            return sum + depth;
        }
    }

    private static double gson(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            double sum = 0;
            for (JsonElement feature :
                    com.google.gson.JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("features")) {
                for (JsonElement ring :
                        feature.getAsJsonObject().getAsJsonObject("geometry").getAsJsonArray("coordinates")) {
                    for (JsonElement position : ring.getAsJsonArray()) {
                        sum += position.getAsJsonArray().get(0).getAsDouble()
                                + position.getAsJsonArray().get(1).getAsDouble();
                    }
                }
            }
            return sum;
        }
    }
}
