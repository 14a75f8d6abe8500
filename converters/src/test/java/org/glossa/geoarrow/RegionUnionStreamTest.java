package org.glossa.geoarrow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Oracle;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.geojson.HandMadeSet;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.ColumnStore;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One stream of several sets, of which one at a time is open, as pyarrow and shapely read it; expected values are written by hand. */
class RegionUnionStreamTest {
    private static final double[] TRIANGLE = {0, 0, 1, 0, 0, 1};
    private static final double[] SQUARE = {5, 5, 7, 5, 7, 7, 5, 7};
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final List<Path> stored = new ArrayList<>();

    @Test
    void rowsNameTheirSetAndWhatItDoesNotMeasureIsNull() throws Exception {
        store(new HandMadeSet()
                .group(
                        GroupRole.ANNOTATIONS,
                        GraphicType.POLYGON,
                        Precision.FLOAT32,
                        2,
                        List.of(measurement("Area", 1.5)),
                        TRIANGLE));
        store(new HandMadeSet()
                .group(
                        GroupRole.ANNOTATIONS,
                        GraphicType.POLYGON,
                        Precision.FLOAT64,
                        2,
                        List.of(measurement("Roundness", 2), measurement("Area", 3)),
                        SQUARE,
                        SQUARE,
                        TRIANGLE));
        store(new HandMadeSet().group(GraphicType.POLYGON, Precision.FLOAT32, 2, SQUARE));
        for (long enough : new long[] {1 << 20, 700}) {
            JsonNode read = read(enough);
            assertThat(read.get("extension").asText()).isEqualTo("geoarrow.polygon");
            assertThat(read.get("types").get("sopInstanceUid").asText()).startsWith("dictionary<values=string");
            List<String> rows = new ArrayList<>();
            read.get("rows").forEach(row -> rows.add(row.toString()));
            assertThat(rows.removeFirst()).isEqualTo(row("1-1", TRIANGLE, "2.25.1", "\"1.5\"", "null"));
            assertThat(rows.removeLast()).isEqualTo(row("1-1", SQUARE, "2.25.3", "null", "null"));
            assertThat(rows)
                    .containsExactlyInAnyOrder(
                            row("1-1", SQUARE, "2.25.2", "\"3.0\"", "\"2.0\""),
                            row("1-2", SQUARE, "2.25.2", "\"3.0\"", "\"2.0\""),
                            row("1-3", TRIANGLE, "2.25.2", "\"3.0\"", "\"2.0\""));
        }
    }

    private static String row(String id, double[] shape, String uid, String area, String roundness) {
        String outline = shape == TRIANGLE ? "0 0, 1 0, 0 1, 0 0" : "5 5, 7 5, 7 7, 5 7, 5 5";
        return "[\"" + id + "\",\"POLYGON ((" + outline + "))\",{\"sopInstanceUid\":\"" + uid + "\",\"Area\":" + area
                + ",\"Roundness\":" + roundness + "}]";
    }

    @Test
    void shapesOfOtherSetsMakeTheColumnWellKnownBinaryAndBringTheirPoints() throws Exception {
        store(new HandMadeSet().group(GraphicType.POINT, Precision.FLOAT32, 2, new double[] {3, 4}));
        store(new HandMadeSet().group(GraphicType.RECTANGLE, Precision.FLOAT64, 2, SQUARE));
        JsonNode read = read(1 << 20);
        assertThat(read.get("extension").asText()).isEqualTo("geoarrow.wkb");
        assertThat(read.get("rows").toString())
                .isEqualTo("[[\"1-1\",\"POINT (3 4)\",{\"sopInstanceUid\":\"2.25.1\",\"points\":null}],"
                        + "[\"1-1\",\"POLYGON ((5 5, 7 5, 7 7, 5 7, 5 5))\",{\"sopInstanceUid\":\"2.25.2\","
                        + "\"points\":[[5.0,5.0],[7.0,5.0],[7.0,7.0],[5.0,7.0]]}]]");
    }

    @Test
    void tooManyNamesTogetherGoByTheirPlaceInTheGroup() throws Exception {
        for (int set = 0; set < 5; set++) {
            int of = set;
            List<Measurement> measurements = IntStream.range(0, 210 + set)
                    .mapToObj(i -> measurement("Value " + of + "/" + i, 1000 * of + i))
                    .toList();
            store(new HandMadeSet()
                    .group(GroupRole.ANNOTATIONS, GraphicType.POLYGON, Precision.FLOAT32, 2, measurements, TRIANGLE));
        }
        JsonNode read = read(1 << 20);
        assertThat(read.get("types")).hasSize(1 + 214);
        JsonNode last = read.get("rows").get(4).get(2);
        assertThat(last.get("measurement1").asText()).isEqualTo("4000.0");
        assertThat(last.get("measurement214").asText()).isEqualTo("4213.0");
        JsonNode first = read.get("rows").get(0).get(2);
        assertThat(first.get("measurement210").asText()).isEqualTo("209.0");
        assertThat(first.get("measurement211").isNull()).isTrue();
    }

    private void store(HandMadeSet made) throws IOException {
        Path at = folder.resolve("set-" + stored.size());
        try (AnnotationSet set = made.set(new Level0Pixels())) {
            ColumnStore.write(set, at, (done, total) -> {});
        }
        stored.add(at);
    }

    /** Opens each set to plan, and again to write; one place of each is held at first. */
    private JsonNode read(long enough) throws Exception {
        RegionPlan plan = RegionPlan.geometries(Rows.OF_SEVERAL_SETS, Set.of(), new Level0Pixels());
        RegionQuery query = RegionQuery.everything(Set.of());
        List<RegionHits> hits = new ArrayList<>();
        for (Path at : stored) {
            try (StoredSet set = StoredSet.open(at)) {
                plan.add(set);
                hits.add(query.run(set, 0, 100, 1));
            }
        }
        long rows = hits.stream().mapToLong(RegionHits::count).sum();
        Path file = folder.resolve("stream");
        try (Opened opened = new Opened(plan, query, hits)) {
            List<String> uids = IntStream.rangeClosed(1, stored.size())
                    .mapToObj(i -> "2.25." + i)
                    .toList();
            Map<String, String> metadata =
                    Map.of("glossa.numberMatched", "" + rows, "glossa.numberReturned", "" + rows);
            Files.write(file, bytes(new RegionStream(plan, metadata, uids, opened::next), enough));
        }
        Oracle.Result said = Oracle.python()
                .run(Oracle.script("read_stream.py").toString(), file.toString())
                .orFail();
        return JSON.readTree(said.out());
    }

    private static byte[] bytes(RegionStream stream, long enough) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Arena arena = Arena.ofConfined()) {
            for (long needed = stream.plan(enough); needed > 0; needed = stream.plan(enough)) {
                MemorySegment target = arena.allocate(needed).fill((byte) 0x5A);
                bytes.writeBytes(target.asSlice(0, stream.write(target)).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return bytes.toByteArray();
    }

    /** Holds one set at a time. */
    private final class Opened implements AutoCloseable {
        private final RegionPlan plan;
        private final RegionQuery query;
        private final List<RegionHits> hits;
        private int entered;
        private @Nullable StoredSet open;

        Opened(RegionPlan plan, RegionQuery query, List<RegionHits> hits) {
            this.plan = plan;
            this.query = query;
            this.hits = hits;
        }

        RegionStream.@Nullable Part next() throws IOException {
            close();
            if (entered == stored.size()) {
                return null;
            }
            int place = entered++;
            StoredSet set = StoredSet.open(stored.get(place));
            open = set;
            return new RegionStream.Part(
                    set, query, hits.get(place), plan.columns(set, PlanarTransform.IDENTITY, place));
        }

        @Override
        public void close() {
            if (open != null) {
                open.close();
            }
        }
    }

    /** The same value for every row. */
    private static Measurement measurement(String name, double value) {
        return new Measurement(
                new CodedConcept(name, "99TEST", name), new CodedConcept("", "", ""), new MeasurementValues() {
                    @Override
                    public boolean isPresent(long annotation) {
                        return true;
                    }

                    @Override
                    public float value(long annotation) {
                        return (float) value;
                    }
                });
    }
}
