package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.RowVisitor;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.index.ItemVisitor;
import org.locationtech.jts.index.hprtree.HPRtree;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * What a viewport costs, hot, beside JTS in the same run: slide S(n, 24) of the performance page, viewports of 2000 × 1200 px placed
 * by the same clusters, the coordinates of every hit copied out. Every way must copy the same bytes, or the run fails.
 *
 * <p>Run it by {@code annotation-core/src/test/benchmarks/region-lookup}. Arguments: {@code build FOLDER N} makes the source and the
 * columns, {@code query FOLDER} asks. Building in a process of its own shows that 256 MB of heap are enough.
 */
final class RegionLookupBenchmark {
    private static final int QUERIES = 2_000;
    private static final int MOST_GEOMETRIES = 2_000_000;
    private static final int RUNS = 7;

    /** Copies the coordinates of what a viewport shows to a target; returns the bytes. */
    @FunctionalInterface
    private interface Lookup {
        long copy(Box viewport, MemorySegment target);
    }

    private RegionLookupBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("build")) {
            build(folder, Integer.parseInt(args[2]));
            return;
        }
        query(folder);
    }

    private static void build(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        Path source = folder.resolve("source.f32");
        if (!Files.exists(source)) {
            SlideSource.write(source, count);
        }
        Path columns = folder.resolve("columns");
        FolderTree.delete(columns);
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            FolderTree.delete(columns);
            try (AnnotationSet set = SlideSource.open(source)) {
                long start = System.nanoTime();
                ColumnStore.write(set, columns, (done, total) -> {});
                seconds.add((System.nanoTime() - start) / 1e9);
            }
        }
        System.out.printf(
                "build of %,d polygons of %d vertices, fsync included, -Xmx%d MB: median %.2f s of %s%n",
                count, SlideSource.VERTICES, Runtime.getRuntime().maxMemory() >> 20, median(seconds), rounded(seconds));
    }

    private static void query(Path folder) throws IOException {
        Path source = folder.resolve("source.f32");
        try (AnnotationSet set = SlideSource.open(source);
                StoredSet stored = StoredSet.open(folder.resolve("columns"));
                Arena arena = Arena.ofConfined()) {
            Map<String, Lookup> ways = ways(set, stored);
            MemorySegment target = arena.allocate(256L << 20, 64);
            Box[] viewports = SlideSource.viewports(1, QUERIES);
            check(ways, viewports, target);
            Map<String, List<Double>> p50 = new LinkedHashMap<>();
            Map<String, List<Double>> p99 = new LinkedHashMap<>();
            for (int run = -2; run < RUNS; run++) {
                for (var way : ways.entrySet()) {
                    double[] times = measure(way.getValue(), SlideSource.viewports(run + 10, QUERIES), target);
                    if (run >= 0) {
                        p50.computeIfAbsent(way.getKey(), key -> new ArrayList<>())
                                .add(times[times.length / 2]);
                        p99.computeIfAbsent(way.getKey(), key -> new ArrayList<>())
                                .add(times[times.length * 99 / 100]);
                    }
                }
            }
            report(set.annotationCount(), ways, viewports, target, p50, p99);
        }
    }

    private static void report(
            long count,
            Map<String, Lookup> ways,
            Box[] viewports,
            MemorySegment target,
            Map<String, List<Double>> p50,
            Map<String, List<Double>> p99) {
        System.out.printf(
                "JDK %s, %d cores, %,d polygons, %d viewports a run, %d interleaved runs, hot%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), count, QUERIES, RUNS);
        for (String boxes : List.of("by box", "exact")) {
            double ours = median(p50.get("packed tree, " + boxes));
            for (var way : ways.entrySet()) {
                if (!way.getKey().endsWith(boxes)) {
                    continue;
                }
                long bytes = 0;
                for (Box viewport : viewports) {
                    bytes += way.getValue().copy(viewport, target);
                }
                double middle = median(p50.get(way.getKey()));
                System.out.printf(
                        "%-32s p50 %7.4f ms  p99 %7.4f ms  %5.1f x  (%d hits, %d kB a viewport)  p50 of runs %s%n",
                        way.getKey(),
                        middle,
                        median(p99.get(way.getKey())),
                        middle / ours,
                        bytes / SlideSource.ITEM_BYTES / viewports.length,
                        bytes / 1000 / viewports.length,
                        rounded(p50.get(way.getKey())));
            }
        }
    }

    private static double[] measure(Lookup way, Box[] viewports, MemorySegment target) {
        double[] times = new double[viewports.length];
        for (int i = 0; i < viewports.length; i++) {
            long start = System.nanoTime();
            way.copy(viewports[i], target);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }

    private static void check(Map<String, Lookup> ways, Box[] viewports, MemorySegment target) {
        for (Box viewport : viewports) {
            Map<String, Long> bytes = new LinkedHashMap<>();
            ways.forEach((name, way) ->
                    bytes.merge(name.substring(name.indexOf(", ") + 2), way.copy(viewport, target), (a, b) -> {
                        if (!a.equals(b)) {
                            throw new IllegalStateException(
                                    name + " copied " + b + " bytes of " + viewport + ", the way before " + a);
                        }
                        return a;
                    }));
        }
    }

    private static Map<String, Lookup> ways(AnnotationSet set, StoredSet stored) {
        Map<String, Lookup> ways = new LinkedHashMap<>();
        StoredLayer layer = stored.layers().getFirst();
        ways.put("packed tree, by box", (viewport, target) -> copyCandidates(layer, viewport, target));
        ways.put("packed tree, exact", (viewport, target) -> copyHits(stored, viewport, target));
        addPeers(ways, set);
        return ways;
    }

    /** Every row whose box meets the viewport; runs of rows in one copy. */
    private static long copyCandidates(StoredLayer layer, Box viewport, MemorySegment target) {
        long[] copied = {0};
        layer.tree().search(viewport, viewport, new RowVisitor() {
            @Override
            public void contained(long firstRow, long endRow) {
                long row = firstRow;
                while (row < endRow) {
                    int batch = layer.batch(row, -1);
                    long end = Math.min(endRow, layer.firstRow(batch + 1));
                    long from = layer.vertexOffset(batch, layer.firstVertex(batch, row));
                    long to = layer.vertexOffset(batch, layer.firstVertex(batch, end));
                    MemorySegment.copy(layer.columns(), from, target, copied[0], to - from);
                    copied[0] += to - from;
                    row = end;
                }
            }

            @Override
            public void candidate(long row) {
                contained(row, row + 1);
            }
        });
        return copied[0];
    }

    private static long copyHits(StoredSet stored, Box viewport, MemorySegment target) {
        RegionHits hits = new RegionQuery(viewport, PlanarTransform.IDENTITY, Set.of()).run(stored, 0, 1_000_000);
        return stored.copyCoordinates(hits, target, 0);
    }

    /** JTS indexes over the same source columns; the exact ones test every hit that does not lie in the viewport. */
    private static void addPeers(Map<String, Lookup> ways, AnnotationSet set) {
        AnnotationGroup group = set.groups().getFirst();
        MemorySegment values = group.coordinates().chunk(0);
        int count = (int) group.annotationCount();
        Envelope[] envelopes = new Envelope[count];
        for (int i = 0; i < count; i++) {
            envelopes[i] = envelope(values, i);
        }
        long start = System.nanoTime();
        STRtree ordinals = new STRtree();
        HPRtree hilbert = new HPRtree();
        for (int i = 0; i < count; i++) {
            ordinals.insert(envelopes[i], i);
        }
        ordinals.build();
        System.out.printf("STRtree of ordinals built in %.2f s%n", (System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            hilbert.insert(envelopes[i], i);
        }
        hilbert.build();
        System.out.printf("HPRtree of ordinals built in %.2f s%n", (System.nanoTime() - start) / 1e9);
        GeometryFactory factory = new GeometryFactory();
        ways.put(
                "STRtree of ordinals, by box",
                (viewport, target) -> copyOrdinals(values, target, visitor -> ordinals.query(of(viewport), visitor)));
        ways.put(
                "HPRtree of ordinals, by box",
                (viewport, target) -> copyOrdinals(values, target, visitor -> hilbert.query(of(viewport), visitor)));
        ways.put("STRtree of ordinals, exact", (viewport, target) -> {
            Envelope window = of(viewport);
            return copyExact(values, target, window, factory, visitor -> ordinals.query(window, visitor));
        });
        ways.put("HPRtree of ordinals, exact", (viewport, target) -> {
            Envelope window = of(viewport);
            return copyExact(values, target, window, factory, visitor -> hilbert.query(window, visitor));
        });
        addGeometries(ways, values, envelopes);
    }

    private static void addGeometries(Map<String, Lookup> ways, MemorySegment values, Envelope[] envelopes) {
        if (envelopes.length > MOST_GEOMETRIES) {
            System.out.printf("STRtree of geometries left out: %,d of them take 2 kB of heap each%n", envelopes.length);
            return;
        }
        long start = System.nanoTime();
        STRtree geometries = new STRtree();
        for (int i = 0; i < envelopes.length; i++) {
            geometries.insert(envelopes[i], polygon(values, i));
        }
        geometries.build();
        System.out.printf("STRtree of geometries built in %.2f s%n", (System.nanoTime() - start) / 1e9);
        GeometryFactory factory = new GeometryFactory();
        ways.put("STRtree of geometries, by box", (viewport, target) -> {
            long[] copied = {0};
            geometries.query(of(viewport), item -> copied[0] = copy((Geometry) item, target, copied[0]));
            return copied[0];
        });
        ways.put("STRtree of geometries, exact", (viewport, target) -> {
            long[] copied = {0};
            Envelope window = of(viewport);
            Geometry rectangle = factory.toGeometry(window);
            geometries.query(window, item -> {
                Geometry geometry = (Geometry) item;
                if (window.contains(geometry.getEnvelopeInternal()) || geometry.intersects(rectangle)) {
                    copied[0] = copy(geometry, target, copied[0]);
                }
            });
            return copied[0];
        });
    }

    private static long copyOrdinals(
            MemorySegment values, MemorySegment target, java.util.function.Consumer<ItemVisitor> search) {
        long[] copied = {0};
        search.accept(item -> {
            MemorySegment.copy(
                    values, (long) (Integer) item * SlideSource.ITEM_BYTES, target, copied[0], SlideSource.ITEM_BYTES);
            copied[0] += SlideSource.ITEM_BYTES;
        });
        return copied[0];
    }

    private static long copyExact(
            MemorySegment values,
            MemorySegment target,
            Envelope window,
            GeometryFactory factory,
            java.util.function.Consumer<ItemVisitor> search) {
        long[] copied = {0};
        Geometry rectangle = factory.toGeometry(window);
        search.accept(item -> {
            int ordinal = (Integer) item;
            if (window.contains(envelope(values, ordinal))
                    || polygon(values, ordinal).intersects(rectangle)) {
                MemorySegment.copy(
                        values, (long) ordinal * SlideSource.ITEM_BYTES, target, copied[0], SlideSource.ITEM_BYTES);
                copied[0] += SlideSource.ITEM_BYTES;
            }
        });
        return copied[0];
    }

    private static long copy(Geometry geometry, MemorySegment target, long offset) {
        var sequence =
                ((org.locationtech.jts.geom.Polygon) geometry).getExteriorRing().getCoordinateSequence();
        long next = offset;
        for (int i = 0; i < SlideSource.VERTICES; i++) {
            target.set(SlideSource.FLOAT, next, (float) sequence.getX(i));
            target.set(SlideSource.FLOAT, next + 4, (float) sequence.getY(i));
            next += 8;
        }
        return next;
    }

    private static Envelope envelope(MemorySegment values, int ordinal) {
        float minX = Float.POSITIVE_INFINITY;
        float minY = Float.POSITIVE_INFINITY;
        float maxX = Float.NEGATIVE_INFINITY;
        float maxY = Float.NEGATIVE_INFINITY;
        for (long at = (long) ordinal * SlideSource.ITEM_BYTES; at < (ordinal + 1L) * SlideSource.ITEM_BYTES; at += 8) {
            float x = values.get(SlideSource.FLOAT, at);
            float y = values.get(SlideSource.FLOAT, at + 4);
            minX = Math.min(minX, x);
            minY = Math.min(minY, y);
            maxX = Math.max(maxX, x);
            maxY = Math.max(maxY, y);
        }
        return new Envelope(minX, maxX, minY, maxY);
    }

    private static Geometry polygon(MemorySegment values, int ordinal) {
        double[] ring = new double[2 * SlideSource.VERTICES + 2];
        for (int i = 0; i < 2 * SlideSource.VERTICES; i++) {
            ring[i] = values.get(SlideSource.FLOAT, (long) ordinal * SlideSource.ITEM_BYTES + 4L * i);
        }
        ring[2 * SlideSource.VERTICES] = ring[0];
        ring[2 * SlideSource.VERTICES + 1] = ring[1];
        return new GeometryFactory().createPolygon(new PackedCoordinateSequence.Double(ring, 2, 0));
    }

    private static Envelope of(Box box) {
        return new Envelope(box.minX(), box.maxX(), box.minY(), box.maxY());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String rounded(List<Double> values) {
        return values.stream()
                .map(value -> String.format("%.4f", value))
                .toList()
                .toString();
    }
}
