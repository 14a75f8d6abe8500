package org.glossa.service.region;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.glossa.service.region.InterleavedRuns.Way;
import org.glossa.service.region.PostgisQuery.Form;
import org.glossa.spatial.Box;
import org.glossa.store.Cursor;
import org.glossa.store.StoredSet;

/**
 * Regions of S(n, 24) as Arrow and as GeoJSON over one keep-alive connection to the packaged server, beside PostGIS over its wire with the same
 * polygons and attributes; hot, exact on both sides. Viewports of 2000 × 1200 px lie around nuclei, so that they crowd where
 * nuclei do. Every way must find the same annotations in every viewport, or the run fails.
 *
 * <p>Run it by {@code service/src/test/benchmarks/region-postgis [N] [FOLDER] [tuned|installed]}.
 */
final class RegionPostgisBenchmark {
    private static final int QUERIES = 1_000;
    private static final int RUNS = 5;
    private static final int WARM_UP_RUNS = 8;
    private static final String ARROW = "Glossa, Arrow";
    private static final String GEOJSON = "Glossa, GeoJSON";

    private RegionPostgisBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]).toAbsolutePath();
        PostgisSetup setup = PostgisSetup.valueOf(args[2].toUpperCase(Locale.ROOT));
        Optional<Path> programs = PostgisCluster.programs();
        if (programs.isEmpty()) {
            System.out.println(
                    "PostgreSQL is not installed: neither PATH nor /usr/lib/postgresql has initdb and pg_ctl");
            return;
        }
        try (PostgisCluster cluster =
                PostgisCluster.start(programs.get(), folder.resolve("postgis-" + args[2]), setup)) {
            if (!cluster.hasPostgis()) {
                System.out.println(
                        "PostGIS is not installed: PostgreSQL in " + programs.get() + " has no such extension");
                return;
            }
            String versions = cluster.versions();
            try (ServedSlide slide = ServedSlide.start(Integer.parseInt(args[0]), folder);
                    KeepAliveClient client = new KeepAliveClient(slide.url());
                    Connection connection = cluster.connect()) {
                System.out.printf(
                        Locale.ROOT,
                        "JDK %s, %d cores, %,d polygons, %,d viewports a run, %d runs after %d for warm-up, hot; server %s%n",
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        slide.set().annotationCount(),
                        QUERIES,
                        RUNS,
                        WARM_UP_RUNS,
                        String.join(" ", ServedSlide.JVM_OPTIONS));
                double seconds = PostgisNuclei.load(connection, slide, client, setup);
                System.out.printf(
                        Locale.ROOT,
                        "%s, %s %s; %s%n",
                        versions,
                        args[2],
                        String.join(" ", setup.settings()),
                        seconds == 0 ? "loaded before" : String.format(Locale.ROOT, "loaded in %.1f s", seconds));
                measure(slide, client, connection);
            }
        }
    }

    private static void measure(ServedSlide slide, KeepAliveClient client, Connection connection) throws Exception {
        Box[] boxes = viewports(slide.set());
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put(ARROW, box -> get(client, arrow(slide, box)));
        ways.put(GEOJSON, box -> get(client, geoJson(slide, box)));
        Map<Form, PostgisQuery> queries = new LinkedHashMap<>();
        for (Form form : Form.values()) {
            PostgisQuery query = new PostgisQuery(connection, form);
            queries.put(form, query);
            ways.put(name(form), query::ask);
        }
        long hits = compare(slide, client, queries, boxes);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        InterleavedRuns runs = InterleavedRuns.of(ways, boxes, WARM_UP_RUNS, RUNS);
        System.out.printf(
                Locale.ROOT,
                "%,d hits a viewport on average, the same of every way; load %.1f before, %.1f after%n",
                hits / boxes.length,
                load,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        for (String way : ways.keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-42s p50 %6.3f ms  p99 %6.2f ms  %,9d bytes  (p50 of each run: %s)%n",
                    way,
                    runs.quantile(way, 0.50),
                    runs.quantile(way, 0.99),
                    runs.mean(way),
                    runs.ofRuns(way));
        }
        for (Form form : Form.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %s takes %.1f x as long as Arrow and %.1f x as long as GeoJSON of Glossa (p50)%n",
                    name(form),
                    runs.quantile(name(form), 0.50) / runs.quantile(ARROW, 0.50),
                    runs.quantile(name(form), 0.50) / runs.quantile(GEOJSON, 0.50));
        }
    }

    private static String name(Form form) {
        return "PostGIS, "
                + switch (form) {
                    case JOINED_STRINGS -> "GeoJSON of joined strings";
                    case AS_USUAL -> "GeoJSON as usually written";
                    case RECORDS -> "GeoJSON of records";
                    case GLOSSAS_MEMBERS -> "GeoJSON with Glossa's members";
                    case BINARY_ROWS -> "rows with WKB";
                };
    }

    private static Box[] viewports(StoredSet set) {
        SplittableRandom random = new SplittableRandom(1);
        Cursor cursor = set.cursor();
        Box[] boxes = new Box[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            cursor.moveTo(random.nextLong(set.annotationCount()));
            double x = Math.rint(cursor.ordinate(0, 0));
            double y = Math.rint(cursor.ordinate(0, 1));
            boxes[i] = new Box(x - 1000, y - 600, x + 1000, y + 600);
        }
        return boxes;
    }

    private static String arrow(ServedSlide slide, Box box) {
        return items(slide, box) + "&f=arrow&limit=10000000";
    }

    /** Pages of the most that one may have. */
    private static String geoJson(ServedSlide slide, Box box) {
        return items(slide, box) + "&limit=10000";
    }

    private static String items(ServedSlide slide, Box box) {
        return slide.items() + "?bbox=" + box.minX() + "," + box.minY() + "," + box.maxX() + "," + box.maxY();
    }

    /** Bytes of all pages. */
    private static long get(KeepAliveClient client, String first) throws IOException {
        long bytes = 0;
        for (String page = first; !page.isEmpty(); page = client.next()) {
            bytes += client.get(page);
        }
        return bytes;
    }

    /** Has every way answer every question and requires that they agree; hits of all. */
    private static long compare(ServedSlide slide, KeepAliveClient client, Map<Form, PostgisQuery> queries, Box[] boxes)
            throws IOException, SQLException {
        long hits = 0;
        for (Box box : boxes) {
            AnswerSum arrow = new AnswerSum();
            for (String page = arrow(slide, box); !page.isEmpty(); page = client.next()) {
                client.get(page);
                arrow.addArrow(client.body());
            }
            AnswerSum geoJson = new AnswerSum();
            for (String page = geoJson(slide, box); !page.isEmpty(); page = client.next()) {
                client.get(page);
                geoJson.addGeoJson(client.body());
            }
            require(box, arrow, GEOJSON, geoJson);
            for (var query : queries.entrySet()) {
                require(box, arrow, name(query.getKey()), query.getValue().sum(box));
            }
            hits += arrow.hits();
        }
        return hits;
    }

    private static void require(Box box, AnswerSum arrow, String way, AnswerSum other) {
        if (!arrow.agreesWith(other)) {
            throw new IllegalStateException(box + ": " + ARROW + " has " + arrow + ", " + way + " has " + other);
        }
    }
}
