package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.detail.Tile;
import org.glossa.detail.TileBudget;
import org.glossa.detail.TileCounts;
import org.glossa.query.Traits;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.QuadGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles beside the source's own numbers, one annotation after the other. */
class TileQueryTest {
    private static final TileBudget SMALL = new TileBudget(60, 1_200);

    @TempDir
    private Path folder;

    /** What the source says of an annotation: which it is, the box of its ends or vertices, and whose centre. */
    private record Item(int group, long index, double[] box, double x, double y, int vertices, boolean ellipse) {
        long id() {
            return (long) group << 40 | index;
        }

        /** The tile or cell that owns it, worked out by division. */
        long owner(QuadGrid grid, int level, PlanarTransform toGrid) {
            double side = Math.scalb(1.0, grid.sideExponent() - level);
            double origin = grid.origin() == QuadGrid.Origin.CENTRE ? -Math.scalb(1.0, grid.sideExponent() - 1) : 0;
            long column = clamp(floor(toGrid.x(x, y), side) - origin / side, level);
            long row = clamp(floor(toGrid.y(x, y), side) - origin / side, level);
            return column << 32 | row;
        }

        private static double floor(double ordinate, double side) {
            double quotient = ordinate / side;
            return quotient == 0 && ordinate < 0 ? -1 : Math.floor(quotient);
        }

        private static long clamp(double cell, int level) {
            return (long) Math.max(0, Math.min((1L << level) - 1, cell));
        }
    }

    private static List<Item> items(AnnotationSet set) {
        List<Item> items = new ArrayList<>();
        for (int g = 0; g < set.groups().size(); g++) {
            AnnotationGroup group = set.groups().get(g);
            for (long i = 0; i < group.annotationCount(); i++) {
                Item item = item(g, i + 1, group);
                if (item != null) {
                    items.add(item);
                }
            }
        }
        return items;
    }

    private static Item item(int g, long index, AnnotationGroup group) {
        Coordinates column = group.coordinates();
        long first = column.firstVertex(index - 1);
        int vertices = (int) column.vertexCount(index - 1);
        double[] box = {1 / 0., 1 / 0., -1 / 0., -1 / 0.};
        double sumX = 0;
        double sumY = 0;
        for (int v = 0; v < vertices; v++) {
            double x = column.ordinate(first + v, 0);
            double y = column.ordinate(first + v, 1);
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x);
            box[3] = Math.max(box[3], y);
            sumX += x / 4;
            sumY += y / 4;
        }
        if (vertices == 0 || !Double.isFinite(box[0] / 2 + box[2] / 2) || !Double.isFinite(box[1] / 2 + box[3] / 2)) {
            return null;
        }
        boolean ellipse = group.graphicType() == GraphicType.ELLIPSE;
        double x = ellipse ? ofCurve(column, first, 0, sumX) : box[0] / 2 + box[2] / 2;
        double y = ellipse ? ofCurve(column, first, 1, sumY) : box[1] / 2 + box[3] / 2;
        return new Item(g, index, box, x, y, vertices, ellipse);
    }

    /** The box holds the curve around the mean of the ends and, when they are not opposite each other, the ends. */
    private static double ofCurve(Coordinates column, long first, int axis, double mean) {
        double[] ends = new double[4];
        for (int end = 0; end < 4; end++) {
            ends[end] = column.ordinate(first + end, axis);
        }
        double half = Math.hypot(ends[1] / 2 - ends[0] / 2, ends[3] / 2 - ends[2] / 2);
        double low = mean - half;
        double high = mean + half;
        double least = Math.min(Math.min(ends[0], ends[1]), Math.min(ends[2], ends[3]));
        double greatest = Math.max(Math.max(ends[0], ends[1]), Math.max(ends[2], ends[3]));
        double rounding = 1e-9 * half;
        boolean holdsEnds = least >= low - rounding && greatest <= high + rounding;
        return holdsEnds ? mean : Math.min(low, least) / 2 + Math.max(high, greatest) / 2;
    }

    private static final double[] EXTREMES = {
        0,
        -0.0,
        1e-320,
        -1e-320,
        255.99999999999997,
        256,
        1 << 24,
        -(1 << 24),
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e300,
        -1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY
    };

    /** Of all types; on borders, twice, all over the same cell, and far away. */
    private static AnnotationSet randomSet(SplittableRandom random) {
        SampleSet sample = new SampleSet();
        int groups = random.nextInt(1, 7);
        int extremes = random.nextInt(3);
        for (int g = 0; g < groups; g++) {
            GraphicType type = GraphicType.values()[random.nextInt(5)];
            Precision precision = Precision.values()[random.nextInt(2)];
            List<double[]> annotations = new ArrayList<>();
            int count = random.nextInt(5) == 0 ? 0 : random.nextInt(150);
            double width = random.nextInt(3) == 0 ? 5 : 1000;
            double shift = random.nextInt(4) == 0 ? -500 : 0;
            for (int i = 0; i < count; i++) {
                double[] shape = ShapeSource.shape(type, random, width, width);
                for (int o = 0; o < shape.length; o++) {
                    shape[o] += shift;
                }
                if (type == GraphicType.ELLIPSE) {
                    onGrid(shape, random);
                }
                if (extremes > 0 && random.nextInt(10) == 0) {
                    shape[random.nextInt(shape.length)] = EXTREMES[random.nextInt(extremes == 1 ? 6 : EXTREMES.length)];
                }
                annotations.add(shape);
                if (random.nextInt(20) == 0) {
                    annotations.add(shape.clone());
                }
            }
            sample.group(type, 2, precision, annotations);
        }
        return sample.build();
    }

    /** Ends whose mean is exact, half of them on a border. */
    private static void onGrid(double[] shape, SplittableRandom random) {
        double x = Math.rint(shape[0] / 4) * 4;
        double y = Math.rint(shape[1] / 4) * 4;
        double ux = random.nextInt(1, 9);
        double uy = random.nextInt(9);
        double[] ends = {x - ux, y - uy, x + ux, y + uy, x + uy / 2, y - ux / 2, x - uy / 2, y + ux / 2};
        System.arraycopy(ends, 0, shape, 0, 8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 6, 8, 11, 12})
    void tilesOwnEachAnnotationOnce(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (AnnotationSet set = randomSet(random)) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
            List<Item> items = items(set);
            try (StoredSet stored = StoredSet.open(folder.resolve("set"))) {
                PlanarTransform[] maps = {
                    PlanarTransform.IDENTITY,
                    new PlanarTransform.AxisScale(4, 1, 4, 1),
                    new PlanarTransform.AxisScale(577, 10, 576, 10),
                    new PlanarTransform.Affine(0.25, 0.75, -30, -0.75, 0.25, 700)
                };
                for (PlanarTransform map : maps) {
                    for (QuadGrid grid : List.of(
                            stored.grid(),
                            QuadGrid.ofMatrix(1000, 700),
                            new QuadGrid(QuadGrid.Origin.CENTRE, 9),
                            new QuadGrid(QuadGrid.Origin.CORNER, -2))) {
                        for (int zoom : new int[] {0, 1, 2, 6}) {
                            assertOwned(stored, items, grid, zoom, map, random);
                        }
                    }
                }
            }
        }
    }

    /** Enough in one place that cells are counted at the build, in several layers, with groups that mix. */
    @Test
    void countsOfCrowdsAreThoseOfTheBuild() throws IOException {
        SplittableRandom random = new SplittableRandom(99);
        List<List<double[]>> groups = new ArrayList<>();
        for (int g = 0; g < 5; g++) {
            groups.add(new ArrayList<>());
        }
        for (int i = 0; i < 40_000; i++) {
            double spread = i % 3 == 0 ? 4096 : i % 3 == 1 ? 300 : 0.5;
            double x = Math.clamp(2048 + spread * random.nextGaussian() / 3, 0, 4095);
            double y = Math.clamp(1024 + spread * random.nextGaussian() / 3, 0, 4095);
            if (i % 7 == 0) {
                x = Math.rint(x / 16) * 16;
                y = Math.rint(y / 16) * 16;
            }
            int g = random.nextInt(100) == 0 ? 2 : random.nextInt(2) + (i % 10 == 0 ? 3 : 0);
            groups.get(g).add(g < 3 ? new double[] {x, y, x + 2, y, x + 1, y + 3} : new double[] {x, y});
        }
        SampleSet sample = new SampleSet();
        for (int g = 0; g < 5; g++) {
            GraphicType type = g < 3 ? GraphicType.POLYGON : GraphicType.POINT;
            sample.group(type, 2, Precision.FLOAT32, groups.get(g));
        }
        try (AnnotationSet set = sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
            List<Item> items = items(set);
            try (StoredSet stored = StoredSet.open(folder.resolve("set"))) {
                assertThat(stored.layers().get(1).detail().cells().cells(10)).isPositive();
                PlanarTransform quarter = new PlanarTransform.AxisScale(1, 4, 1, 4);
                PlanarTransform askew = new PlanarTransform.Affine(0, 1.1, 3, -0.9, 0, 4000);
                for (int zoom : new int[] {0, 1, 2, 3, 5, 8}) {
                    assertOwned(stored, items, stored.grid(), zoom, PlanarTransform.IDENTITY, random);
                    assertOwned(stored, items, QuadGrid.ofMatrix(3000, 2000), zoom, PlanarTransform.IDENTITY, random);
                    assertOwned(stored, items, stored.grid(), zoom, quarter, random);
                }
                assertOwned(stored, items, stored.grid(), 2, askew, random);
            }
        }
    }

    private static void assertOwned(
            StoredSet stored, List<Item> items, QuadGrid grid, int zoom, PlanarTransform map, SplittableRandom random) {
        Map<Long, List<Item>> owners = new HashMap<>();
        items.forEach(item -> owners.computeIfAbsent(item.owner(grid, zoom, map), key -> new ArrayList<>())
                .add(item));
        long last = (1L << zoom) - 1;
        for (int i = 0; i < 4; i++) {
            long column = random.nextLong(last + 1);
            owners.putIfAbsent(column << 32 | random.nextLong(last + 1), List.of());
        }
        List<Long> tiles = new ArrayList<>(owners.keySet());
        long all = 0;
        int most = items.size() > 10_000 ? 8 : 24;
        boolean whole = tiles.size() <= most;
        while (tiles.size() > most) {
            tiles.remove(random.nextInt(tiles.size()));
        }
        List<Item> someItems = items.stream().filter(TileQueryTest::isSome).toList();
        for (long key : tiles) {
            Tile tile = new Tile(zoom, key >>> 32, key & 0xFFFFFFFFL);
            List<Item> expected = owners.get(key);
            String about = tile + " of " + grid + " through " + map;
            Set<Integer> some = Set.of(1, 3);
            all += assertTile(stored, items, expected, new TileQuery(grid, tile, map, Set.of(), SMALL), about);
            assertTile(
                    stored,
                    someItems,
                    expected.stream().filter(TileQueryTest::isSome).toList(),
                    new TileQuery(grid, tile, map, some, SMALL),
                    about + " of some");
        }
        if (whole) {
            assertThat(all).isEqualTo(items.size());
        }
    }

    /** Of the groups numbered 1 and 3. */
    private static boolean isSome(Item item) {
        return item.group() == 0 || item.group() == 2;
    }

    private static long assertTile(
            StoredSet stored, List<Item> items, List<Item> expected, TileQuery query, String about) {
        QuadGrid grid = query.grid();
        Tile tile = query.tile();
        PlanarTransform map = query.sourceToGrid();
        OwnedRows owned = new OwnedRows(stored, stored.kept(Traits.ofGroups(query.groupNumbers())), Long.MAX_VALUE);
        TileCounts.Builder counted = new TileCounts.Builder();
        for (int layer = 0; layer < stored.layers().size(); layer++) {
            owned.find(layer, grid, tile, map);
            owned.count(layer, grid, tile, map, counted);
        }
        Set<Long> ids = new HashSet<>();
        expected.forEach(item -> ids.add(item.id()));
        assertThat(ids(stored, owned.hits())).as(about).isEqualTo(ids);
        assertCounts(counted.build(), expected, grid, tile, map, about);
        TileContent content = query.run(stored);
        assertThat(content.owned()).as(about).isEqualTo(expected.size());
        switch (content) {
            case TileContent.Exact exact -> assertExact(stored, exact, items, expected, query, about);
            case TileContent.Points points -> {
                assertThat(expected.size()).isLessThanOrEqualTo((int) SMALL.points());
                assertThat(ids(stored, points.hits())).isEqualTo(ids);
                Cursor cursor = stored.cursor();
                for (int i = 0; i < expected.size(); i++) {
                    cursor.moveTo(points.hits().position(i));
                    assertThat(points.group(i)).isEqualTo(cursor.groupIndex());
                    assertThat(points.annotationIndex(i)).isEqualTo(cursor.annotationIndex());
                }
            }
            case TileContent.Counts counts -> {
                assertThat(expected.size()).isGreaterThan((int) SMALL.points());
                assertCounts(counts.counts(), expected, grid, tile, map, about);
            }
        }
        return expected.size();
    }

    private static void assertCounts(
            TileCounts counts, List<Item> expected, QuadGrid grid, Tile tile, PlanarTransform map, String about) {
        long[] totals = new long[256];
        Map<List<Integer>, Long> ofGroups = new HashMap<>();
        for (Item item : expected) {
            long owner = item.owner(grid, tile.zoom() + 4, map);
            int column = (int) ((owner >>> 32) - 16 * tile.column());
            int row = (int) ((owner & 0xFFFFFFFFL) - 16 * tile.row());
            totals[16 * row + column]++;
            ofGroups.merge(List.of(column, row, item.group()), 1L, Long::sum);
        }
        for (int cell = 0; cell < 256; cell++) {
            if (counts.total(cell % 16, cell / 16) != totals[cell]) {
                throw new AssertionError(about + " cell " + cell + " has " + counts.total(cell % 16, cell / 16)
                        + ", expected " + totals[cell]);
            }
        }
        assertThat(counts.owned()).isEqualTo(expected.size());
        Map<List<Integer>, Long> told = new HashMap<>();
        counts.ofGroups().forEach(of -> told.put(List.of(of.column(), of.row(), of.group()), of.annotations()));
        assertThat(told).as(about).isEqualTo(ofGroups);
    }

    private static void assertExact(
            StoredSet stored,
            TileContent.Exact exact,
            List<Item> items,
            List<Item> expected,
            TileQuery query,
            String about) {
        Set<Long> found = ids(stored, exact.hits());
        expected.forEach(item -> assertThat(found).as(about).contains(item.id()));
        assertThat(exact.vertices()).isLessThanOrEqualTo(SMALL.vertices());
        assertThat(exact.hits().count()).isEqualTo(found.size());
        if (!(query.sourceToGrid() instanceof PlanarTransform.Identity)) {
            return;
        }
        var box = query.tile().box(query.grid());
        long last = (1L << query.tile().zoom()) - 1;
        double left = query.tile().column() == 0 ? Double.NEGATIVE_INFINITY : box.minX();
        double top = query.tile().row() == 0 ? Double.NEGATIVE_INFINITY : box.minY();
        double right = query.tile().column() == last ? Double.POSITIVE_INFINITY : box.maxX();
        double bottom = query.tile().row() == last ? Double.POSITIVE_INFINITY : box.maxY();
        long vertices = 0;
        for (Item item : items) {
            double[] of = item.box();
            boolean meets = of[0] <= right && of[2] >= left && of[1] <= bottom && of[3] >= top;
            if (!item.ellipse() && meets && !found.contains(item.id())) {
                throw new AssertionError(about + " lacks " + item);
            }
            double near = 1e-6 * Math.max(1, Math.max(Math.abs(of[0]), Math.abs(of[2])));
            double nearY = 1e-6 * Math.max(1, Math.max(Math.abs(of[1]), Math.abs(of[3])));
            boolean far = of[0] > right + near || of[2] < left - near || of[1] > bottom + nearY || of[3] < top - nearY;
            if (!item.ellipse() && far && found.contains(item.id())) {
                throw new AssertionError(about + " has " + item);
            }
            vertices += found.contains(item.id()) ? item.vertices() : 0;
        }
        assertThat(exact.vertices()).isEqualTo(vertices);
    }

    private static Set<Long> ids(StoredSet stored, RegionHits hits) {
        Set<Long> ids = new HashSet<>();
        Cursor cursor = stored.cursor();
        for (int run = 0; run < hits.runCount(); run++) {
            for (long i = 0; i < hits.runLength(run); i++) {
                cursor.moveTo(hits.runStart(run) + i);
                ids.add((long) cursor.groupIndex() << 40 | cursor.annotationIndex());
            }
        }
        return ids;
    }
}
