package org.glossa.geoarrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Oracle;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.geoarrow.RegionStream.Part;
import org.glossa.geojson.HandMadeSet;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.ColumnStore;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of sets that no good source contains, as pyarrow and shapely read them; expected values are written by hand. */
class RegionStreamTest {
    private static final double NAN = Double.NaN;
    private static final long LARGE = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    @TempDir
    private Path folder;

    private final HandMadeSet made = new HandMadeSet();

    @Test
    void whatHasNoPlaceHasNoGeometryAndWhatIsTooShortRepeatsItsLastVertex() throws Exception {
        made.group(
                GraphicType.POLYGON,
                Precision.FLOAT32,
                2,
                new double[] {0, 0, 10, 0, 10, 10, 0, 10},
                new double[] {0, 0, 10, NAN, 10, 10},
                new double[] {3, 4},
                new double[] {1, 2, 5, 6},
                new double[] {},
                new double[] {0, 0, Double.POSITIVE_INFINITY, 0, 10, 10});
        assertThat(geometries(read(new Level0Pixels(), Set.of())))
                .containsEntry("1-1", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))")
                .containsEntry("1-2", "null")
                .containsEntry("1-3", "POLYGON ((3 4, 3 4, 3 4, 3 4))")
                .containsEntry("1-4", "POLYGON ((1 2, 5 6, 5 6, 1 2))")
                .containsEntry("1-5", "null")
                .containsEntry("1-6", "null")
                .hasSize(6);
    }

    @Test
    void pointsAndLinesWithoutAPlaceAreNullToo() throws Exception {
        made.group(GraphicType.POINT, Precision.FLOAT64, 2, new double[] {NAN, 1}, new double[] {2, 3});
        made.group(GraphicType.POLYLINE, Precision.FLOAT64, 2, new double[] {7, 8}, new double[] {1, NAN, 2, 2});
        assertThat(geometries(read(new Level0Pixels(), Set.of(1))))
                .isEqualTo(Map.of("1-1", "null", "1-2", "POINT (2 3)"));
        assertThat(geometries(read(new Level0Pixels(), Set.of(2))))
                .isEqualTo(Map.of("2-1", "LINESTRING (7 8, 7 8)", "2-2", "null"));
        JsonNode both = read(new Level0Pixels(), Set.of());
        assertThat(both.get("extension").asText()).isEqualTo("geoarrow.wkb");
        assertThat(geometries(both))
                .isEqualTo(Map.of("1-1", "null", "1-2", "POINT (2 3)", "2-1", "LINESTRING (7 8, 7 8)", "2-2", "null"));
    }

    @Test
    void millimetresKeepTheirZAndPixelsOfTheSameSetHaveNone() throws Exception {
        made.group(GraphicType.POLYGON, Precision.FLOAT64, 3, new double[] {0, 0, 5, 1, 0, 6, 1, 1, 7});
        SlideMillimetres millimetres = new SlideMillimetres("1.2");
        assertThat(geometries(read(millimetres, Set.of()))).containsValue("POLYGON Z ((0 0 5, 1 0 6, 1 1 7, 0 0 5))");
        JsonNode pixels = read(millimetres, Set.of(), new Level0Pixels());
        assertThat(pixels.get("extension").asText()).isEqualTo("geoarrow.polygon");
        assertThat(geometries(pixels)).containsValue("POLYGON ((0 0, 1 0, 1 1, 0 0))");
        made.group(GraphicType.POLYGON, Precision.FLOAT64, 2, new double[] {0, 0, 2, 0, 2, 2});
        JsonNode mixed = read(millimetres, Set.of());
        assertThat(mixed.get("extension").asText()).isEqualTo("geoarrow.wkb");
        assertThat(geometries(mixed))
                .containsEntry("1-1", "POLYGON Z ((0 0 5, 1 0 6, 1 1 7, 0 0 5))")
                .containsEntry("2-1", "POLYGON ((0 0, 2 0, 2 2, 0 0))");
    }

    @Test
    void anEllipseOnATiltedPlaneStaysOnIt() throws Exception {
        made.group(GraphicType.ELLIPSE, Precision.FLOAT64, 3, new double[] {-4, 0, 1, 4, 0, 3, 0, -2, 2, 0, 2, 2});
        JsonNode read = read(new SlideMillimetres("1.2"), Set.of());
        String ring = geometries(read).get("1-1");
        String[] vertices =
                ring.substring(ring.indexOf("((") + 2, ring.indexOf("))")).split(", ");
        assertThat(vertices).hasSizeGreaterThan(100);
        for (String vertex : vertices) {
            String[] xyz = vertex.split(" ");
            assertThat(Double.parseDouble(xyz[2])).isCloseTo(2 + Double.parseDouble(xyz[0]) / 4, within(1e-12));
        }
        assertThat(read.get("rows").get(0).get(2).get("points").toString())
                .isEqualTo("[[-4.0,0.0,1.0],[4.0,0.0,3.0],[0.0,-2.0,2.0],[0.0,2.0,2.0]]");
    }

    @Test
    void batchesOfAnySizeAreTheSameRows() throws Exception {
        manyPolygons();
        JsonNode one = read(new Level0Pixels(), Set.of());
        assertThat(one.get("batches").asInt()).isEqualTo(1);
        assertThat(one.get("rows")).hasSize(600);
        for (long enough : new long[] {1, 3_000, 20_000}) {
            JsonNode many = read(new Level0Pixels(), Set.of(), new Level0Pixels(), enough, Long.MAX_VALUE);
            assertThat(many.get("batches").asInt()).isGreaterThan(enough == 1 ? 599 : 3);
            assertThat(many.get("rows")).isEqualTo(one.get("rows"));
        }
    }

    @Test
    void hitsThatAreNotHeldAreAskedForAgain() throws Exception {
        manyPolygons();
        JsonNode held = read(new Level0Pixels(), Set.of(2));
        assertThat(held.get("rows")).hasSize(300);
        assertThat(read(new Level0Pixels(), Set.of(2), new Level0Pixels(), LARGE, 7)
                        .get("rows"))
                .isEqualTo(held.get("rows"));
    }

    /** Two groups whose rows lie among each other. */
    private void manyPolygons() {
        for (int group = 0; group < 2; group++) {
            double[][] rows = new double[300][];
            for (int i = 0; i < rows.length; i++) {
                double x = 10 * (i % 20) + group;
                double y = 10.0 * (i / 20);
                rows[i] = new double[] {x, y, x + 5, y, x + 5, y + 5, x, y + 5};
            }
            made.group(
                    GroupRole.ANNOTATIONS,
                    GraphicType.POLYGON,
                    Precision.FLOAT32,
                    2,
                    List.of(measurement("Area", group + 0.5f, group == 0 ? 1 : 3)),
                    rows);
        }
    }

    @Test
    void measurementsHaveAColumnForEachNameThroughAllLayers() throws Exception {
        double[] triangle = {0, 0, 1, 0, 0, 1};
        made.group(
                GroupRole.ANNOTATIONS,
                GraphicType.POLYGON,
                Precision.FLOAT32,
                2,
                List.of(measurement("Area", 1, 1), measurement("group", 2, 1), measurement("Area", 3, 1)),
                triangle);
        made.group(
                GroupRole.ANNOTATIONS,
                GraphicType.POLYGON,
                Precision.FLOAT64,
                2,
                List.of(measurement("Length", 4, 1), measurement("Area", NAN, 1)),
                triangle,
                triangle);
        made.group(GraphicType.POLYGON, Precision.FLOAT64, 2, triangle);
        Map<String, String> rows = attributes(read(new Level0Pixels(), Set.of()));
        assertThat(rows)
                .isEqualTo(Map.of(
                        "1-1", "{\"Area\":\"1.0\",\"group (2)\":\"2.0\",\"Area (2)\":\"3.0\",\"Length\":null}",
                        "2-1", "{\"Area\":\"nan\",\"group (2)\":null,\"Area (2)\":null,\"Length\":\"4.0\"}",
                        "2-2", "{\"Area\":\"nan\",\"group (2)\":null,\"Area (2)\":null,\"Length\":\"4.0\"}",
                        "3-1", "{\"Area\":null,\"group (2)\":null,\"Area (2)\":null,\"Length\":null}"));
        assertThat(attributes(read(new Level0Pixels(), Set.of(3)))).isEqualTo(Map.of("3-1", "{}"));
    }

    @Test
    void measurementsOfTooManyNamesGoByTheirPlaceInTheGroup() throws Exception {
        double[] triangle = {0, 0, 1, 0, 0, 1};
        for (int group = 0; group < 2; group++) {
            int of = group;
            List<Measurement> measurements = IntStream.range(0, 150 + group)
                    .mapToObj(i -> measurement("Value " + of + "/" + i, 1000 * of + i, 2))
                    .toList();
            made.group(
                    GroupRole.ANNOTATIONS, GraphicType.POLYGON, Precision.FLOAT32, 2, measurements, triangle, triangle);
        }
        JsonNode all = read(new Level0Pixels(), Set.of());
        assertThat(all.get("types")).hasSize(151);
        Map<String, JsonNode> rows = new TreeMap<>();
        all.get("rows").forEach(row -> rows.put(row.get(0).asText(), row.get(2)));
        assertThat(rows.get("1-1").get("measurement1").asText()).isEqualTo("0.0");
        assertThat(rows.get("2-1").get("measurement1").asText()).isEqualTo("1000.0");
        assertThat(rows.get("2-1").get("measurement151").asText()).isEqualTo("1150.0");
        assertThat(rows.get("1-1").get("measurement151").isNull()).isTrue();
        assertThat(rows.get("1-2").get("measurement1").isNull()).isTrue();
        JsonNode one = read(new Level0Pixels(), Set.of(2));
        assertThat(one.get("types")).hasSize(151);
        assertThat(one.get("types").has("Value 1/7")).isTrue();
    }

    @Test
    void coordinatesOfSeveralLayoutsAreColumnsEach() throws Exception {
        made.group(GraphicType.POLYGON, Precision.FLOAT32, 2, new double[] {0.1f, 0, NAN, 0, 0, 1});
        made.group(GraphicType.POINT, Precision.FLOAT64, 3, new double[] {0.1, 2, 3});
        JsonNode read = read(new SlideMillimetres("1.2"), Set.of(), null, LARGE, Long.MAX_VALUE);
        assertThat(attributes(read))
                .isEqualTo(Map.of(
                        "1-1",
                        "{\"coordinates_xy_float32\":[[0.10000000149011612,0.0],[\"NaN\",0.0],[0.0,1.0]],"
                                + "\"coordinates_xyz_float64\":null}",
                        "2-1",
                        "{\"coordinates_xy_float32\":null,\"coordinates_xyz_float64\":[[0.1,2.0,3.0]]}"));
        JsonNode alone = read(new SlideMillimetres("1.2"), Set.of(2), null, LARGE, Long.MAX_VALUE);
        assertThat(attributes(alone)).isEqualTo(Map.of("2-1", "{\"coordinates\":[[0.1,2.0,3.0]]}"));
    }

    /** Beyond 2 GiB a record batch is no array; here the limit is some kilobytes. */
    @Test
    void anAnnotationLargerThanARecordBatchMayBeIsNamed() throws Exception {
        double[] small = {0, 0, 9, 0, 9, 9};
        double[] large = new double[6_000];
        for (int i = 0; i < 3_000; i++) {
            large[2 * i] = 100 * Math.cos(i * Math.PI / 1_500);
            large[2 * i + 1] = 100 * Math.sin(i * Math.PI / 1_500);
        }
        made.group(GraphicType.POLYGON, Precision.FLOAT32, 2, small, small, small);
        made.group(GraphicType.POLYGON, Precision.FLOAT32, 2, small, large, small);
        Path stored = folder.resolve("large");
        try (AnnotationSet set = made.set(new Level0Pixels())) {
            ColumnStore.write(set, stored, (done, total) -> {});
        }
        try (StoredSet set = StoredSet.open(stored)) {
            assertThat(set.mostVertices()).isBetween(3_000L, 3_015L);
            for (long held : new long[] {1, Long.MAX_VALUE}) {
                LargeRow row = firstAbove(set, geometries(), Set.of(), held, 48_000);
                assertThat(row).isNotNull();
                assertThat(row.group() + "-" + row.annotationIndex()).isEqualTo("2-2");
                assertThat(row.vertices()).isEqualTo(3_000);
                assertThat(row.sourceBytes()).isEqualTo(24_000);
                assertThat(row.bytes()).isBetween(48_016L, 50_000L);
                assertThat(firstAbove(set, geometries(), Set.of(), held, 50_000))
                        .isNull();
                assertThat(firstAbove(set, geometries(), Set.of(), held, Integer.MAX_VALUE))
                        .isNull();
                assertThat(firstAbove(set, geometries(), Set.of(1), held, 48_000))
                        .isNull();
            }
            RegionPlan source = RegionPlan.source(Rows.OF_ONE_SET, Set.of());
            assertThat(firstAbove(set, source, Set.of(), Long.MAX_VALUE, 30_000))
                    .isNull();
            RegionPlan again = RegionPlan.source(Rows.OF_ONE_SET, Set.of());
            assertThat(firstAbove(set, again, Set.of(), Long.MAX_VALUE, 24_000)).isNotNull();
        }
    }

    private static RegionPlan geometries() {
        return RegionPlan.geometries(Rows.OF_ONE_SET, Set.of(), new Level0Pixels());
    }

    private static @Nullable LargeRow firstAbove(
            StoredSet set, RegionPlan plan, Set<Integer> groups, long held, long bytes) {
        plan.add(set);
        RegionQuery query = RegionQuery.everything(groups);
        RegionColumns columns = plan.columns(set, PlanarTransform.IDENTITY, 0);
        Part part = new Part(set, query, query.run(set, 0, 10_000, held), columns);
        return RegionStream.of(plan, part, Map.of()).firstAbove(part, bytes);
    }

    private static Map<String, String> geometries(JsonNode read) {
        Map<String, String> geometries = new TreeMap<>();
        read.get("rows")
                .forEach(row -> geometries.put(row.get(0).asText(), row.get(1).asText()));
        return geometries;
    }

    private static Map<String, String> attributes(JsonNode read) {
        Map<String, String> attributes = new TreeMap<>();
        read.get("rows")
                .forEach(row -> attributes.put(row.get(0).asText(), row.get(2).toString()));
        return attributes;
    }

    private JsonNode read(CoordinateSpace space, Set<Integer> groups) throws Exception {
        return read(space, groups, space);
    }

    private JsonNode read(CoordinateSpace space, Set<Integer> groups, CoordinateSpace answer) throws Exception {
        return read(space, groups, answer, LARGE, Long.MAX_VALUE);
    }

    /**
     * @param answer null for the source's coordinates
     * @param enough bytes of a batch
     * @param held hits that are held at first
     */
    private JsonNode read(CoordinateSpace space, Set<Integer> groups, CoordinateSpace answer, long enough, long held)
            throws Exception {
        Path stored = folder.resolve("set-" + System.nanoTime());
        try (AnnotationSet set = made.set(space)) {
            ColumnStore.write(set, stored, (done, total) -> {});
        }
        Path file = folder.resolve("stream");
        try (StoredSet set = StoredSet.open(stored)) {
            RegionPlan plan = answer == null
                    ? RegionPlan.source(Rows.OF_ONE_SET, groups)
                    : RegionPlan.geometries(Rows.OF_ONE_SET, groups, answer);
            plan.add(set);
            byte[] stream = stream(set, groups, plan, enough, held, (byte) 0);
            // What lay in the memory before never shows.
            assertThat(stream(set, groups, plan, enough, held, (byte) 0x5A)).isEqualTo(stream);
            Files.write(file, stream);
        }
        Oracle.Result said = Oracle.python()
                .run(Oracle.script("read_stream.py").toString(), file.toString())
                .orFail();
        return JSON.readTree(said.out());
    }

    private static byte[] stream(
            StoredSet set, Set<Integer> groups, RegionPlan plan, long enough, long held, byte before)
            throws IOException {
        RegionQuery query = RegionQuery.everything(groups);
        RegionHits hits = query.run(set, 0, 10_000, held);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("glossa.numberMatched", Long.toString(hits.numberMatched()));
        metadata.put("glossa.numberReturned", Long.toString(hits.count()));
        RegionColumns columns = plan.columns(set, PlanarTransform.IDENTITY, 0);
        RegionStream stream = RegionStream.of(plan, new Part(set, query, hits, columns), metadata);
        long atMost = stream.bytesAtMost(LARGE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Arena arena = Arena.ofConfined()) {
            for (long needed = stream.plan(enough); needed > 0; needed = stream.plan(enough)) {
                MemorySegment target = arena.allocate(needed).fill(before);
                long written = stream.write(target);
                assertThat(written).isLessThanOrEqualTo(needed);
                bytes.writeBytes(target.asSlice(0, written).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        if (enough == LARGE && hits.restPosition() < 0) {
            assertThat((long) bytes.size()).isBetween(1L, atMost);
        }
        return bytes.toByteArray();
    }

    /** The same value for every row that has one: each {@code step}-th. */
    private static Measurement measurement(String name, double value, int step) {
        return new Measurement(
                new CodedConcept(name, "99TEST", name), new CodedConcept("", "", ""), new MeasurementValues() {
                    @Override
                    public boolean isPresent(long annotation) {
                        return annotation % step == 0;
                    }

                    @Override
                    public float value(long annotation) {
                        return (float) value;
                    }
                });
    }
}
