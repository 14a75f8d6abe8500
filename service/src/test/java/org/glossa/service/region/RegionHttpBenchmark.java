package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.geoarrow.RegionPlan;
import org.glossa.geoarrow.RegionPlan.Rows;
import org.glossa.geoarrow.RegionStream;
import org.glossa.geojson.FeatureWriter;
import org.glossa.service.ServerProcess;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoredSet;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;

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
    private static final int SLIDE_PX = 100_000;
    private static final MemorySegment BUFFER = Arena.global().allocate(8 << 20, 64);

    private RegionHttpBenchmark() {}

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        Path folder = Path.of(args[1]);
        Path generated = folder.resolve("generated");
        Path data = folder.resolve("data");
        boolean isNew = !Files.exists(data);
        GeneratedSlide slide = isNew
                ? SyntheticSlide.generate(
                        new SlideRequest(count, 24, 1, SLIDE_PX, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                        generated,
                        GenerateProgress.SILENT)
                : null;
        try (ServerProcess server = ServerProcess.start(data, List.of("-Xmx256m", "-XX:+UseSerialGC"), List.of())) {
            Stow stow = new Stow(server.url());
            if (slide != null) {
                stow.store(slide.levels());
                stow.store(List.of(slide.annotations()));
            }
            String uid = stow.get("/collections").body().replaceAll("(?s).*?\"sopInstanceUid\":\"([^\"]*)\".*", "$1");
            stow.awaitReady(uid);
            try (StoredSet set = StoredSet.open(data.resolve("columns").resolve(uid));
                    Client client = new Client(server.url())) {
                System.out.printf(
                        Locale.ROOT,
                        "JDK %s, %d cores, %,d polygons, %d regions a run, %d runs, hot; server -Xmx256m -XX:+UseSerialGC%n",
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        set.annotationCount(),
                        QUERIES,
                        RUNS);
                for (Format format : Format.values()) {
                    for (int bytes : new int[] {69_000, 692_000}) {
                        measure(set, client, uid, bytes, format);
                    }
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

    private interface Way {
        /** Bytes of the answer, or hits. */
        long ask(Box box) throws IOException;
    }

    private static void measure(StoredSet set, Client client, String uid, int bytes, Format format) throws IOException {
        Box[] boxes = boxes(set, bytes / format.bytesEach);
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("lookup", box -> hits(set, box).count());
        ways.put("lookup and " + format, box -> encode(set, box, format));
        ways.put(
                "GET items",
                box -> client.get("/collections/" + uid + "/items?limit=10000" + format.parameters + "&bbox="
                        + box.minX() + "," + box.minY() + "," + box.maxX() + "," + box.maxY()));
        Map<String, List<double[]>> times = new LinkedHashMap<>();
        long total = 0;
        for (int run = -WARM_UP_RUNS; run < RUNS; run++) {
            for (var way : ways.entrySet()) {
                double[] took = new double[boxes.length];
                long sum = 0;
                for (int i = 0; i < boxes.length; i++) {
                    long start = System.nanoTime();
                    sum += way.getValue().ask(boxes[i]);
                    took[i] = (System.nanoTime() - start) / 1e6;
                }
                Arrays.sort(took);
                if (run >= 0) {
                    times.computeIfAbsent(way.getKey(), key -> new ArrayList<>())
                            .add(took);
                }
                total = sum;
            }
        }
        System.out.printf(Locale.ROOT, "%s, answers of %,d bytes on average%n", format, total / boxes.length);
        times.forEach((name, runs) -> System.out.printf(
                Locale.ROOT,
                "  %-24s p50 %.3f ms  p99 %.3f ms  (p50 of each run: %s)%n",
                name,
                median(runs, 0.50),
                median(runs, 0.99),
                runs.stream()
                        .map(run -> String.format(Locale.ROOT, "%.3f", at(run, 0.50)))
                        .toList()));
    }

    private static double median(List<double[]> runs, double part) {
        double[] values =
                runs.stream().mapToDouble(run -> at(run, part)).sorted().toArray();
        return values[values.length / 2];
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) (sorted.length * part)];
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
            double high = SLIDE_PX;
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

    /** The least that a client of HTTP/1.1 does: one socket, one request at a time, the body read to its end. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final byte[] body = new byte[16 << 20];

        Client(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16));
            out = socket.getOutputStream();
        }

        long get(String path) throws IOException {
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException(path + ": " + status);
            }
            int length = -1;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            in.readFully(body, 0, length);
            return length;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
