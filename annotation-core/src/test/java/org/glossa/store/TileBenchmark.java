package org.glossa.store;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.detail.Tile;
import org.glossa.detail.TileBudget;
import org.glossa.detail.TileForm;
import org.glossa.query.Traits;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.QuadGrid;

/**
 * What tiles of slide S(n, 24) hold and cost: all of zooms 0 to 6, and the 1,000 densest of each deeper zoom down to the first whose densest
 * are all exact. A time is that of {@link TileQuery} and of copying what a tile says, the coordinates of an exact one too.
 *
 * <p>Run it by {@code annotation-core/src/test/benchmarks/tiles}. Arguments: {@code plan FOLDER PLAN} counts owners by division over the
 * source, fails unless every tile of every zoom owns as many, prints forms and sizes, and writes which tiles are asked for; {@code hot
 * FOLDER PLAN} measures them in turn; {@code filling FOLDER PLAN SEED} once in random order, in a process without warm-up whose page cache
 * was dropped before; {@code each FOLDER PLAN DROP} warmed up, with the set opened anew after the command DROP before each tile.
 */
final class TileBenchmark {
    private static final QuadGrid GRID = QuadGrid.ofMatrix(100_000, 100_000);
    private static final int WHOLE_ZOOMS = 6;
    private static final int DENSEST = 1_000;
    private static final int DEEPEST = 12;
    private static final int RUNS = 5;
    private static final int ALONE = 400;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    /** What was sent of a tile. */
    private record Sent(TileForm form, long owned, long vertices, long bytes) {}

    private TileBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path columns = Path.of(args[1]).resolve("columns");
        Path plan = Path.of(args[2]);
        switch (args[0]) {
            case "plan" -> plan(Path.of(args[1]).resolve("source.f32"), columns, plan);
            case "hot" -> hot(columns, plan);
            case "filling" -> filling(columns, plan, Integer.parseInt(args[3]));
            case "each" -> each(columns, plan, args[3]);
            default -> throw new IllegalArgumentException("plan, hot, filling or each, got " + args[0]);
        }
    }

    private static void plan(Path source, Path columns, Path plan) throws IOException {
        int[] cells = cellsOfCentres(source);
        System.out.printf(
                "JDK %s, %d cores, -Xmx%d MB, %,d polygons of %d vertices, grid of 2^%d px%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                cells.length,
                SlideSource.VERTICES,
                GRID.sideExponent());
        try (PrintWriter tiles = new PrintWriter(Files.newBufferedWriter(plan));
                StoredSet stored = StoredSet.open(columns);
                Arena arena = Arena.ofConfined()) {
            MemorySegment target = target(arena);
            boolean exact = false;
            for (int zoom = 0; zoom <= DEEPEST && !exact; zoom++) {
                exact = plan(stored, zoom, counts(cells, zoom), target, tiles) && zoom > WHOLE_ZOOMS;
            }
        }
    }

    /** @return whether all tiles that are asked for are exact */
    private static boolean plan(StoredSet stored, int zoom, int[] counts, MemorySegment target, PrintWriter tiles) {
        int side = 1 << zoom;
        long all = 0;
        for (int tile = 0; tile < counts.length; tile++) {
            if (counts[tile] > 0 || zoom <= WHOLE_ZOOMS) {
                all += require(owned(stored, new Tile(zoom, tile % side, tile / side)), counts[tile], zoom, tile);
            }
        }
        require(all, stored.annotationCount(), zoom, -1);
        int[] ofForm = new int[TileForm.values().length];
        long mostVertices = 0;
        long mostBytes = 0;
        int[] asked = zoom <= WHOLE_ZOOMS ? IntStream.range(0, counts.length).toArray() : densest(counts);
        for (int tile : asked) {
            Sent sent = send(stored, new Tile(zoom, tile % side, tile / side), target);
            require(sent.owned(), counts[tile], zoom, tile);
            ofForm[sent.form().ordinal()]++;
            mostVertices = Math.max(mostVertices, sent.vertices());
            mostBytes = Math.max(mostBytes, sent.bytes());
            tiles.println(zoom + " " + tile % side + " " + tile / side);
        }
        System.out.printf(
                "zoom %2d: %,9d tiles own %,d, densest %,9d; %,5d asked for: %,5d exact, %,5d points, %,5d counts; at most %,6d vertices, %,7d bytes%n",
                zoom,
                Arrays.stream(counts).filter(count -> count > 0).count(),
                all,
                Arrays.stream(counts).max().orElse(0),
                asked.length,
                ofForm[0],
                ofForm[1],
                ofForm[2],
                mostVertices,
                mostBytes);
        if (mostVertices > TileBudget.STANDARD.vertices() || mostBytes > TileBudget.STANDARD.bytes()) {
            throw new IllegalStateException("A tile of zoom " + zoom + " is beyond its budget");
        }
        return ofForm[0] == asked.length;
    }

    private static long require(long found, long expected, int zoom, int tile) {
        if (found != expected) {
            throw new IllegalStateException("Zoom " + zoom + (tile < 0 ? "" : ", tile " + tile) + " owns " + found
                    + ", the source has " + expected);
        }
        return found;
    }

    private static long owned(StoredSet stored, Tile tile) {
        OwnedRows owned = new OwnedRows(stored, stored.kept(Traits.ofGroups(Set.of())), 0);
        owned.find(0, GRID, tile, PlanarTransform.IDENTITY);
        return owned.count();
    }

    private static int[] densest(int[] counts) {
        int[] sorted = counts.clone();
        Arrays.sort(sorted);
        int least = Math.max(1, sorted[Math.max(0, sorted.length - DENSEST)]);
        return IntStream.range(0, counts.length)
                .filter(tile -> counts[tile] >= least)
                .limit(2 * DENSEST)
                .toArray();
    }

    /** Row and column, 12 bits each, of the cell of level 12 that owns each annotation. */
    private static int[] cellsOfCentres(Path source) throws IOException {
        try (AnnotationSet set = SlideSource.open(source)) {
            Coordinates coordinates = set.groups().getFirst().coordinates();
            MemorySegment values = coordinates.chunk(0);
            int[] cells = new int[(int) coordinates.annotationCount()];
            double side = Math.scalb(1.0, GRID.sideExponent() - DEEPEST);
            for (int i = 0; i < cells.length; i++) {
                float[] box = {Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
                for (int k = 0; k < 2 * SlideSource.VERTICES; k++) {
                    float value = values.get(SlideSource.FLOAT, (long) i * SlideSource.ITEM_BYTES + 4L * k);
                    box[k & 1] = Math.min(box[k & 1], value);
                    box[2 + (k & 1)] = Math.max(box[2 + (k & 1)], value);
                }
                int column = (int) Math.floor(Math.max(0, ((double) box[0] + box[2]) / 2 / side));
                int row = (int) Math.floor(Math.max(0, ((double) box[1] + box[3]) / 2 / side));
                cells[i] = row << DEEPEST | column;
            }
            return cells;
        }
    }

    private static int[] counts(int[] cells, int zoom) {
        int[] counts = new int[1 << 2 * zoom];
        int shift = DEEPEST - zoom;
        for (int cell : cells) {
            counts[cell >>> DEEPEST + shift << zoom | (cell & (1 << DEEPEST) - 1) >>> shift]++;
        }
        return counts;
    }

    private static MemorySegment target(Arena arena) {
        return arena.allocate(4L << 20, 64);
    }

    private static Sent send(StoredSet stored, Tile tile, MemorySegment target) {
        TileContent content = new TileQuery(GRID, tile, PlanarTransform.IDENTITY).run(stored);
        return switch (content) {
            case TileContent.Exact exact -> {
                long bytes = 0;
                long vertices = 0;
                Cursor cursor = stored.cursor();
                for (int run = 0; run < exact.hits().runCount(); run++) {
                    for (long hit = 0; hit < exact.hits().runLength(run); hit++) {
                        cursor.moveToDrawn(exact.hits().runStart(run) + hit, exact.tolerance());
                        target.set(INT, bytes, cursor.groupIndex());
                        target.set(INT, bytes + 4, (int) cursor.annotationIndex());
                        target.set(INT, bytes + 8, (int) vertices);
                        MemorySegment ordinates = cursor.coordinates();
                        MemorySegment.copy(ordinates, 0, target, bytes + 12, ordinates.byteSize());
                        bytes += 12 + ordinates.byteSize();
                        vertices += cursor.vertexCount();
                    }
                }
                require(vertices, exact.vertices(), tile.zoom(), -1);
                yield new Sent(content.form(), content.owned(), vertices, bytes);
            }
            case TileContent.Points points ->
                new Sent(content.form(), content.owned(), points.owned(), 32 * points.owned());
            case TileContent.Counts counts ->
                new Sent(
                        content.form(),
                        content.owned(),
                        0,
                        8L * Tile.CELLS * Tile.CELLS
                                + 12L * counts.counts().ofGroups().size());
        };
    }

    private static List<Tile> tiles(Path plan) throws IOException {
        return Files.readAllLines(plan).stream()
                .map(line -> Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray())
                .map(of -> new Tile(of[0], of[1], of[2]))
                .toList();
    }

    private static void hot(Path columns, Path plan) throws IOException {
        List<Tile> tiles = tiles(plan);
        try (StoredSet stored = StoredSet.open(columns);
                Arena arena = Arena.ofConfined()) {
            MemorySegment target = target(arena);
            List<double[]> runs = new ArrayList<>();
            for (int run = -2; run < RUNS; run++) {
                double[] times = new double[tiles.size()];
                for (int i = 0; i < times.length; i++) {
                    times[i] = time(stored, tiles.get(i), target);
                }
                if (run >= 0) {
                    runs.add(times);
                }
            }
            for (int zoom = 0; zoom <= tiles.getLast().zoom(); zoom++) {
                int of = zoom;
                int[] places = IntStream.range(0, tiles.size())
                        .filter(i -> tiles.get(i).zoom() == of)
                        .toArray();
                print(
                        "hot, zoom " + zoom,
                        runs.stream()
                                .map(run -> Arrays.stream(places)
                                        .mapToDouble(i -> run[i])
                                        .toArray())
                                .toList());
            }
            print("hot, all " + tiles.size(), runs);
        }
    }

    private static double time(StoredSet stored, Tile tile, MemorySegment target) {
        long start = System.nanoTime();
        send(stored, tile, target);
        return (System.nanoTime() - start) / 1e6;
    }

    private static void filling(Path columns, Path plan, int seed) throws IOException {
        List<Tile> tiles = new ArrayList<>(tiles(plan));
        Collections.shuffle(tiles, new Random(seed));
        long start = System.nanoTime();
        try (StoredSet stored = StoredSet.open(columns);
                Arena arena = Arena.ofConfined()) {
            MemorySegment target = target(arena);
            double opened = (System.nanoTime() - start) / 1e6;
            double[] times =
                    tiles.stream().mapToDouble(tile -> time(stored, tile, target)).toArray();
            print("cold, opening, run " + seed, List.of(new double[] {opened}));
            print("cold, the first 200 of a process, run " + seed, List.of(Arrays.copyOf(times, 200)));
            print("cold, all while the page cache fills, run " + seed, List.of(times));
        }
    }

    private static void each(Path columns, Path plan, String drop) throws IOException, InterruptedException {
        List<Tile> all = tiles(plan);
        List<Tile> tiles = new ArrayList<>(all);
        Collections.shuffle(tiles, new Random(7));
        tiles = tiles.subList(0, Math.min(ALONE, tiles.size()));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = target(arena);
            try (StoredSet stored = StoredSet.open(columns)) {
                all.forEach(tile -> send(stored, tile, target));
            }
            double[] times = new double[tiles.size()];
            double[] opened = new double[tiles.size()];
            for (int i = 0; i < times.length; i++) {
                ColdLookupBenchmark.drop(drop, columns);
                long start = System.nanoTime();
                try (StoredSet stored = StoredSet.open(columns)) {
                    opened[i] = (System.nanoTime() - start) / 1e6;
                    times[i] = time(stored, tiles.get(i), target);
                }
            }
            print("cold, opening before each", List.of(opened));
            print("cold, the page cache dropped before each", List.of(times));
        }
    }

    /** Medians of runs, and the p99 of each. */
    private static void print(String what, List<double[]> runs) {
        double[][] sorted = runs.stream().map(run -> Arrays.stream(run).sorted().toArray()).toArray(double[][]::new);
        int count = sorted[0].length;
        double[] p99 = Arrays.stream(sorted).mapToDouble(run -> run[count * 99 / 100]).toArray();
        System.out.printf(
                "%-52s p50 %8.3f ms  p99 %8.3f ms  max %8.3f ms  p99 of runs %s%n",
                what,
                median(Arrays.stream(sorted).mapToDouble(run -> run[count / 2]).toArray()),
                median(p99),
                median(Arrays.stream(sorted).mapToDouble(run -> run[count - 1]).toArray()),
                Arrays.stream(p99).map(value -> Math.rint(value * 1e3) / 1e3).boxed().toList());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
