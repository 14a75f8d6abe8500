package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.geoarrow.RegionPlan;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.geoarrow.RegionStream;
import org.glossa.geojson.FeatureWriter;
import org.glossa.service.region.InterleavedRuns.Way;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoredSet;

/**
 * What HTTP adds to a lookup: one keep-alive client asks the packaged server for regions whose answers have about 69 and 692 kB, hot;
 * beside it, over the same columns in this process, the lookup alone, and lookup and encoding.
 *
 * <p>Run it by {@code service/src/test/benchmarks/region-http [N] [FOLDER]}.
 */
final class RegionHttpBenchmark {
    private static final int QUERIES = 1_000;
    private static final int RUNS = 5;
    private static final int WARM_UP_RUNS = 3;
    private static final int[] SIZES = {69_000, 692_000};
    private static final MemorySegment BUFFER = Arena.global().allocate(8 << 20, 64);

    private RegionHttpBenchmark() {}

    public static void main(String[] args) throws Exception {
        try (ServedSlide slide = ServedSlide.start(Integer.parseInt(args[0]), Path.of(args[1]));
                KeepAliveClient client = new KeepAliveClient(slide.url())) {
            System.out.printf(
                    Locale.ROOT,
                    "JDK %s, %d cores, %,d polygons, %d regions a run, %d runs, hot; server %s%n",
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors(),
                    slide.set().annotationCount(),
                    QUERIES,
                    RUNS,
                    String.join(" ", ServedSlide.JVM_OPTIONS));
            for (Format format : Format.values()) {
                for (int bytes : SIZES) {
                    // Before any is timed: else the first waits for a compiler that works beside it.
                    InterleavedRuns.of(
                            ways(slide, client, format), boxes(slide.set(), bytes / format.bytesEach), WARM_UP_RUNS, 0);
                }
            }
            for (Format format : Format.values()) {
                for (int bytes : SIZES) {
                    measure(slide, client, bytes, format);
                }
            }
        }
    }

    /** What is asked for, and about how many bytes it has for each polygon. */
    private enum Format {
        GEOJSON("", 1_330),
        ARROW("&f=arrow", 425),
        ARROW_SOURCE("&f=arrow&coords=source", 213);

        private final String parameters;
        private final int bytesEach;

        Format(String parameters, int bytesEach) {
            this.parameters = parameters;
            this.bytesEach = bytesEach;
        }
    }

    private static Map<String, Way> ways(ServedSlide slide, KeepAliveClient client, Format format) {
        StoredSet set = slide.set();
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("lookup", box -> hits(set, box).count());
        ways.put("lookup and " + format, box -> encode(set, box, format));
        ways.put(
                "GET items",
                box -> client.get(slide.items() + "?limit=10000" + format.parameters + "&bbox=" + box.minX() + ","
                        + box.minY() + "," + box.maxX() + "," + box.maxY()));
        return ways;
    }

    private static void measure(ServedSlide slide, KeepAliveClient client, int bytes, Format format) throws Exception {
        Map<String, Way> ways = ways(slide, client, format);
        Box[] boxes = boxes(slide.set(), bytes / format.bytesEach);
        InterleavedRuns runs = InterleavedRuns.of(ways, boxes, WARM_UP_RUNS, RUNS);
        System.out.printf(Locale.ROOT, "%s, answers of %,d bytes on average%n", format, runs.mean("GET items"));
        for (String way : ways.keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-24s p50 %.3f ms  p99 %.3f ms  (p50 of each run: %s)%n",
                    way,
                    runs.quantile(way, 0.50),
                    runs.quantile(way, 0.99),
                    runs.ofRuns(way));
        }
    }

    /** Squares around nuclei, each grown until it holds about that many. */
    private static Box[] boxes(StoredSet set, int wanted) {
        SplittableRandom random = new SplittableRandom(1);
        Cursor cursor = set.cursor();
        Box[] boxes = new Box[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            cursor.moveTo(random.nextLong(set.annotationCount()));
            double x = Math.rint(cursor.ordinate(0, 0));
            double y = Math.rint(cursor.ordinate(0, 1));
            double low = 0;
            double high = ServedSlide.SIZE_PX;
            while (high - low > 2) {
                double half = (low + high) / 2;
                if (hits(set, square(x, y, half)).numberMatched() < wanted) {
                    low = half;
                } else {
                    high = half;
                }
            }
            boxes[i] = square(x, y, Math.rint(high));
        }
        return boxes;
    }

    private static Box square(double x, double y, double half) {
        return new Box(x - half, y - half, x + half, y + half);
    }

    private static RegionHits hits(StoredSet set, Box box) {
        return new RegionQuery(box, PlanarTransform.IDENTITY, Set.of()).run(set, 0, 10_000);
    }

    private static long encode(StoredSet set, Box box, Format format) throws IOException {
        return switch (format) {
            case GEOJSON -> geoJson(set, box);
            case ARROW -> arrow(set, box, RegionPlan.geometries(Rows.OF_ONE_SET, Set.of(), set.space()));
            case ARROW_SOURCE -> arrow(set, box, RegionPlan.source(Rows.OF_ONE_SET, Set.of()));
        };
    }

    private static long arrow(StoredSet set, Box box, RegionPlan plan) throws IOException {
        plan.add(set);
        RegionQuery query = new RegionQuery(box, PlanarTransform.IDENTITY, Set.of());
        RegionStream.Part part = new RegionStream.Part(
                set, query, query.run(set, 0, 10_000), plan.columns(set, PlanarTransform.IDENTITY, 0));
        RegionStream stream = RegionStream.of(plan, part, Map.of());
        long bytes = 0;
        for (long needed = stream.plan(BUFFER.byteSize()); needed > 0; needed = stream.plan(BUFFER.byteSize())) {
            bytes += stream.write(BUFFER);
        }
        return bytes;
    }

    private static long geoJson(StoredSet set, Box box) throws IOException {
        RegionHits hits = hits(set, box);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
            FeatureWriter features = new FeatureWriter(out, PlanarTransform.IDENTITY, set.space());
            Cursor cursor = set.cursor();
            out.writeStartArray();
            for (int i = 0; i < hits.count(); i++) {
                cursor.moveTo(hits.position(i));
                features.write(cursor);
            }
            out.writeEndArray();
        }
        return bytes.size();
    }
}
