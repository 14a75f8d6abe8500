package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Depth;
import org.glossa.feature.Features;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.geojson.read.AheadText.Sizes;
import org.glossa.geojson.read.AheadText.Untaken;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.geojson.read.GeoJsonReader.Progress;
import org.glossa.geojson.read.GeoJsonReader.Request;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.junit.jupiter.api.Test;

/** Other threads read ahead in small pieces, and everything is as it is without them. */
class AheadTextTest {
    private static final Sizes ALONE = new Sizes(0, 0, 0, Untaken.READ_AT_ONCE);
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String CHILD =
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{}}";

    @Test
    void setsFindingsLossesAndPlacesAreTheSameWhereverPiecesEnd() throws Exception {
        for (int seed = 0; seed < Depth.count(40, 2_000); seed++) {
            Random random = new Random(seed);
            byte[] text = text(random, 1 + random.nextInt(200));
            byte[] given = random.nextInt(4) == 0 ? gzip(text) : text;
            try (ScratchColumns scratch = new ScratchColumns(FOLDER)) {
                GeoJsonSet expected = read(given, ALONE, scratch);
                GeoJsonSet actual = read(given, sizes(random), scratch);
                SameSets.assertSame(actual.set(), expected.set());
                assertThat(actual.findings()).as("seed %d", seed).isEqualTo(expected.findings());
                assertThat(Texts.entries(actual.losses())).isEqualTo(Texts.entries(expected.losses()));
                Features features = expected.set().features();
                for (long i = 0; i < features.featureCount(); i += 7) {
                    assertThat(actual.places().of(features, i))
                            .isEqualTo(expected.places().of(features, i));
                }
            }
        }
    }

    @Test
    void errorsAreTheSameAndAtTheSamePlace() throws Exception {
        int errors = 0;
        for (int seed = 0; seed < Depth.count(150, 5_000); seed++) {
            Random random = new Random(seed);
            byte[] text = text(random, 20 + random.nextInt(100));
            byte[] given = text;
            switch (random.nextInt(3)) {
                case 0 ->
                    text[text.length - 1 - random.nextInt(text.length / 2)] =
                            (byte) "{}[]\",:x0e\\\n".charAt(random.nextInt(12));
                case 1 -> given = java.util.Arrays.copyOf(text, text.length - random.nextInt(text.length / 2));
                default -> {
                    byte[] whole = gzip(text);
                    given = java.util.Arrays.copyOf(whole, whole.length - 1 - random.nextInt(whole.length / 2));
                }
            }
            try (ScratchColumns scratch = new ScratchColumns(FOLDER)) {
                Finding expected = error(given, ALONE, scratch);
                assertThat(error(given, sizes(random), scratch))
                        .as("seed %d", seed)
                        .isEqualTo(expected);
                errors += expected == null ? 0 : 1;
            }
        }
        assertThat(errors).isPositive();
    }

    @Test
    void anErrorLateInALongTextHasItsPlace() throws Exception {
        StringBuilder text = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (int i = 0; i < 3_000; i++) {
            text.append(i > 0 ? ",\n" : "").append(CHILD);
        }
        int offset = text.length() + ",\n".length();
        text.append(",\n{\"type\":\"Feature\",\"geometry\":7,\"properties\":{}}")
                .append("]}");
        int place = text.indexOf("7", offset);
        try (ScratchColumns scratch = new ScratchColumns(FOLDER)) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            Finding found = error(bytes, new Sizes(2, 0, 4_096, Untaken.READ_AHEAD), scratch);
            assertThat(found).isNotNull();
            assertThat(found.code()).isEqualTo("GEOMETRY_MALFORMED");
            assertThat(found.place())
                    .isEqualTo(new org.glossa.finding.Place.JsonValue(place, "/features/3000/geometry"));
        }
    }

    @Test
    void aReadingThatIsGivenUpLeavesNoThread() {
        byte[] text = text(new Random(5), 500);
        try (ScratchColumns scratch = new ScratchColumns(FOLDER)) {
            Progress stop = bytes -> {
                if (bytes > 60_000) {
                    throw new java.util.concurrent.CancellationException("enough");
                }
            };
            assertThatThrownBy(
                            () -> read(slow(text, 1_000), new Sizes(3, 0, 1_000, Untaken.READ_AT_ONCE), stop, scratch))
                    .isInstanceOf(java.util.concurrent.CancellationException.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("GeoJSON ahead"));
    }

    /** Without this the others would hold if nothing were ever read ahead. */
    @Test
    void featuresAreReadAhead() throws Exception {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 2_000; i++) {
            text.append(i > 0 ? "," : "").append(CHILD);
        }
        byte[] bytes = text.append(']').toString().getBytes(StandardCharsets.UTF_8);
        assertThat(ahead(bytes)).isGreaterThan(1_500);
    }

    private static long ahead(byte[] bytes) throws IOException {
        long ahead = 0;
        long count = 0;
        try (ScratchColumns scratch = new ScratchColumns(FOLDER);
                AheadText text = new AheadText(
                        slow(bytes, 2_000).open(),
                        scratch,
                        Restoration.RESTORE,
                        new Sizes(1, 0, 2_000, Untaken.READ_AHEAD))) {
            JsonReader in = new JsonReader(text);
            assertThat(in.next()).isEqualTo(JsonToken.START_ARRAY);
            while (true) {
                FeatureReader read = text.next(in);
                if (read != null) {
                    assertThat(read.geometry.positions()).isEqualTo(1);
                    in.passElements(text.byteSize(), 1);
                    ahead++;
                } else if (in.next() == JsonToken.END_ARRAY) {
                    break;
                } else {
                    in.skipValue();
                }
                assertThat(in.pointer()).isEqualTo("/" + count);
                count++;
            }
        }
        assertThat(count).isEqualTo(2_000);
        return ahead;
    }

    /** Gives few bytes at a time and lets others run meanwhile. */
    private static GeoJsonReader.Bytes slow(byte[] bytes, int most) {
        return () -> new InputStream() {
            private final ByteArrayInputStream all = new ByteArrayInputStream(bytes);

            @Override
            public int read() {
                return all.read();
            }

            @Override
            public int read(byte[] target, int from, int count) {
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return all.read(target, from, Math.min(count, most));
            }
        };
    }

    private static Sizes sizes(Random random) {
        return new Sizes(
                1 + random.nextInt(2),
                random.nextInt(3_000),
                300 + random.nextInt(6_000),
                random.nextInt(4) > 0 ? Untaken.READ_AHEAD : Untaken.READ_AT_ONCE);
    }

    private static GeoJsonSet read(byte[] text, Sizes sizes, ScratchColumns scratch) throws IOException {
        return read(() -> new ByteArrayInputStream(text), sizes, bytes -> {}, scratch);
    }

    private static GeoJsonSet read(GeoJsonReader.Bytes bytes, Sizes sizes, Progress progress, ScratchColumns scratch)
            throws IOException {
        return new SetReader(
                        bytes,
                        new Request(
                                new CoordinateSpace.Level0Pixels(),
                                null,
                                ClassMapping.standard(),
                                Restoration.RESTORE,
                                progress),
                        scratch,
                        sizes)
                .read();
    }

    private static org.glossa.finding.@org.jspecify.annotations.Nullable Finding error(
            byte[] text, Sizes sizes, ScratchColumns scratch) throws IOException {
        try {
            read(text, sizes, scratch);
            return null;
        } catch (MalformedInputException e) {
            return e.finding();
        }
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text);
        }
        return out.toByteArray();
    }

    /** Mostly plain features; among them those that findings, losses, children and members of our own make more of. */
    private static byte[] text(Random random, int features) {
        List<String> all = new ArrayList<>();
        int odd = 2 + random.nextInt(30);
        for (int i = 0; i < features; i++) {
            all.add(random.nextInt(odd) == 0 ? odd(random, i) : plain(random, i));
        }
        String separator = random.nextBoolean() ? ",\n" : " , ";
        String array = "[\n" + String.join(separator, all) + "]";
        String text = switch (random.nextInt(5)) {
            case 0 -> array;
            case 1 -> "{\"type\":\"FeatureCollection\",\"features\":" + array + ",\"after\":" + array + "}";
            case 2 -> array + "\n" + "{\"type\":\"FeatureCollection\",\"features\":" + array + "}\n" + array;
            case 3 -> String.join("\n", all);
            default -> "{\"type\":\"FeatureCollection\",\"features\":" + array + "}";
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(Random random, int number) {
        return "{\"type\":\"Feature\",\"id\":\"" + number + "\",\"geometry\":" + polygon(random, true)
                + ",\"properties\":{\"objectType\":\"detection\",\"classification\":{\"name\":\"c" + random.nextInt(4)
                + "\",\"color\":[1,2,3]},\"measurements\":{" + measurements(random) + "}}}";
    }

    private static String measurements(Random random) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            if (random.nextInt(10) > 0) {
                all.add("\"m µ" + i + "\":" + (random.nextInt(9) == 0 ? "\"NaN\"" : random.nextGaussian()));
            }
        }
        return String.join(",", all);
    }

    private static String polygon(Random random, boolean closed) {
        List<String> positions = new ArrayList<>();
        int count = random.nextInt(40) == 0 ? 300 : 3 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            positions.add("[" + random.nextInt(100_000) / 100.0 + "," + random.nextDouble() * 1000 + "]");
        }
        if (closed) {
            positions.add(positions.getFirst());
        }
        return "{\"type\":\"Polygon\",\"coordinates\":[[" + String.join(",", positions) + "]]}";
    }

    private static String odd(Random random, int number) {
        String head = "{\"type\":\"Feature\",\"id\":\"" + number + "\",";
        return switch (random.nextInt(9)) {
            case 0 -> head + "\"geometry\":" + polygon(random, false) + ",\"properties\":{}}";
            case 1 ->
                head + "\"geometry\":null,\"properties\":{\"childObjects\":[" + CHILD + ",\n" + CHILD + " , " + CHILD
                        + "]}}";
            case 2 ->
                head + "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,2]]},\"properties\":{\"x\":[1]}}";
            case 3 ->
                head + "\"geometry\":" + polygon(random, true)
                        + ",\"properties\":{\"color\":\"none\",\"dicom\":{\"annotationIndex\":" + number + "}}}";
            case 4 ->
                head + "\"geometry\":" + polygon(random, true) + ",\"properties\":{\"text\":\"}}},\\n{\\\"type\\\":"
                        + "\\\"Feature\\\"\"}}";
            case 5 -> "{\"geometry\":" + polygon(random, true) + ",\"id\":" + number + ",\"properties\":{}}";
            case 6 ->
                head + "\"foreign\":[" + CHILD + ",\n" + CHILD + " , " + CHILD + "],\"geometry\":"
                        + "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2,3],[4,5,6]]},\"properties\":{\"measurements\":{\"a\":"
                        + "\"text\"}}}";
            case 7 ->
                head + "\"geometry\":" + polygon(random, true)
                        + ",\"properties\":{\"classification\":\"text\",\"color\":[999]}}";
            default ->
                head
                        + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,5],[5,5],[0,0]],[[1,1],[1,2],[2,2]"
                        + ",[1,1]]]},\"nucleusGeometry\":" + polygon(random, true) + ",\"properties\":null}";
        };
    }
}
