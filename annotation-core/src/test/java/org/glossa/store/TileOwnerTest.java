package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.detail.Tile;
import org.glossa.detail.TileCounts;
import org.glossa.query.Traits;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.QuadGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At each zoom, 0 to 24, each annotation that has a box is owned by one tile: the one that holds its centre. */
class TileOwnerTest {
    private static final PlanarTransform AS_IT_IS = PlanarTransform.IDENTITY;

    @TempDir
    private Path folder;

    /** An annotation with the centre that was meant for its box. */
    private record Item(int group, long index, double x, double y) {
        long id() {
            return (long) group << 40 | index;
        }
    }

    /** Groups of any type, precision and number of ordinates, with the centre of each annotation. */
    private static final class Made {
        final SampleSet sample = new SampleSet();
        final List<Item> items = new ArrayList<>();
        private int groups;

        /** @param centres of annotations; null for one that has no box */
        void group(
                GraphicType type, int ordinates, Precision precision, List<double[]> shapes, List<double[]> centres) {
            List<double[]> annotations = new ArrayList<>();
            for (int i = 0; i < shapes.size(); i++) {
                double[] xy = shapes.get(i);
                double[] annotation = new double[xy.length / 2 * ordinates];
                for (int vertex = 0; vertex < xy.length / 2; vertex++) {
                    annotation[vertex * ordinates] = xy[2 * vertex];
                    annotation[vertex * ordinates + 1] = xy[2 * vertex + 1];
                    for (int o = 2; o < ordinates; o++) {
                        annotation[vertex * ordinates + o] = vertex == 0 ? Double.NaN : 7;
                    }
                }
                annotations.add(annotation);
                double[] centre = centres.get(i);
                if (centre != null) {
                    items.add(new Item(groups, i + 1L, centre[0], centre[1]));
                }
            }
            sample.group(type, ordinates, precision, annotations);
            groups++;
        }
    }

    /** Least and greatest x and y, then vertices between them; multiples of 1/8, so that centres are exact in float. */
    private static double[] shape(GraphicType type, SplittableRandom random, double[] box) {
        double x = (box[0] + box[2]) / 2;
        double y = (box[1] + box[3]) / 2;
        return switch (type) {
            case POINT -> new double[] {x, y};
            case RECTANGLE -> new double[] {box[0], box[1], box[2], box[1], box[2], box[3], box[0], box[3]};
            case ELLIPSE -> new double[] {box[0], y, box[2], y, x, box[1], x, box[3]};
            case POLYLINE -> new double[] {box[2], box[1], x, y, box[0], box[3]};
            case POLYGON -> {
                double[] ring = {box[0], box[1], box[2], y, box[2], box[3], random.nextBoolean() ? x : box[0], y};
                yield ring;
            }
        };
    }

    private static Made random(SplittableRandom random) {
        Made made = new Made();
        double width = List.of(3.0, 700.0, 70_000.0).get(random.nextInt(3));
        double shift = List.of(0.0, -width / 2, -3 * width, 1e6).get(random.nextInt(4));
        boolean farAway = random.nextInt(3) == 0;
        for (GraphicType type : GraphicType.values()) {
            for (int ordinates = 2; ordinates <= 3; ordinates++) {
                for (Precision precision : Precision.values()) {
                    List<double[]> shapes = new ArrayList<>();
                    List<double[]> centres = new ArrayList<>();
                    int count = random.nextInt(4) == 0 ? 0 : random.nextInt(20);
                    for (int i = 0; i < count; i++) {
                        // half of all centres lie on borders of tiles
                        double step = random.nextBoolean() ? 0.25 : width / 8;
                        double x = Math.rint((shift + random.nextDouble(width)) / step) * step;
                        double y = Math.rint((shift + random.nextDouble(width)) / step) * step;
                        double far = farAway && random.nextInt(10) == 0 ? 1 << 25 : 0;
                        double half = random.nextInt(1, 9) * 0.125;
                        double[] box = {x + far - half, y - half, x + far + half, y + half};
                        double[] shape = shape(type, random, box);
                        boolean lost = random.nextInt(12) == 0;
                        if (lost) {
                            shape[random.nextInt(shape.length)] = random.nextBoolean() ? Double.NaN : -1 / 0.0;
                        }
                        shapes.add(shape);
                        centres.add(lost ? null : new double[] {x + far, y});
                        if (random.nextInt(6) == 0) {
                            shapes.add(shape.clone());
                            centres.add(centres.getLast());
                        }
                    }
                    made.group(type, ordinates, precision, shapes, centres);
                }
            }
        }
        return made;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachIsOwnedOnceAtEachZoom(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        assertOwned(random(random), random);
    }

    private void assertOwned(Made made, SplittableRandom random) throws IOException {
        try (AnnotationSet set = made.sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
        try (StoredSet stored = StoredSet.open(folder.resolve("set"))) {
            for (QuadGrid grid : List.of(
                    stored.grid(),
                    QuadGrid.ofMatrix(1_000, 900),
                    QuadGrid.ofMatrix(100_000, 80_000),
                    new QuadGrid(QuadGrid.Origin.CENTRE, 10))) {
                for (int zoom = 0; zoom <= Tile.MOST_ZOOM; zoom++) {
                    assertOwned(stored, made.items, grid, zoom, AS_IT_IS, random);
                }
            }
            PlanarTransform half = new PlanarTransform.AxisScale(1, 2, 1, 2);
            PlanarTransform moved = new PlanarTransform.Translation(-37.5, 128);
            for (int zoom = 0; zoom <= Tile.MOST_ZOOM; zoom += 3) {
                assertOwned(stored, made.items, QuadGrid.ofMatrix(1_000, 900), zoom, half, random);
                assertOwned(stored, made.items, new QuadGrid(QuadGrid.Origin.CENTRE, 11), zoom, moved, random);
            }
        }
    }

    /** All tiles that own something, those beside them, and some others. */
    private static void assertOwned(
            StoredSet stored, List<Item> items, QuadGrid grid, int zoom, PlanarTransform map, SplittableRandom random) {
        Map<Tile, List<Item>> owners = new HashMap<>();
        long last = (1L << zoom) - 1;
        for (Item item : items) {
            long[] cell = cell(item, grid, zoom, map);
            owners.computeIfAbsent(new Tile(zoom, cell[0], cell[1]), key -> new ArrayList<>())
                    .add(item);
        }
        Set<Tile> asked = new HashSet<>(owners.keySet());
        for (Tile tile : owners.keySet()) {
            if (random.nextInt(8) == 0) {
                asked.add(new Tile(zoom, Math.max(0, tile.column() - 1), tile.row()));
                asked.add(new Tile(zoom, tile.column(), Math.max(0, tile.row() - 1)));
            }
        }
        asked.add(new Tile(zoom, random.nextLong(last + 1), random.nextLong(last + 1)));
        for (Tile tile : asked) {
            assertTile(stored, owners.getOrDefault(tile, List.of()), grid, tile, map);
        }
    }

    private static void assertTile(
            StoredSet stored, List<Item> expected, QuadGrid grid, Tile tile, PlanarTransform map) {
        String about = tile + " of " + grid + " through " + map;
        OwnedRows owned = new OwnedRows(stored, stored.kept(Traits.ofGroups(Set.of())), Long.MAX_VALUE);
        TileCounts.Builder builder = new TileCounts.Builder();
        for (int layer = 0; layer < stored.layers().size(); layer++) {
            owned.find(layer, grid, tile, map);
            owned.count(layer, grid, tile, map, builder);
        }
        long[] ids = expected.stream().mapToLong(Item::id).sorted().toArray();
        assertThat(ids(stored, owned.hits())).as(about).isEqualTo(ids);
        assertThat(new TileQuery(grid, tile, map).run(stored).owned()).as(about).isEqualTo(ids.length);
        Map<String, Long> counted = new HashMap<>();
        for (Item item : expected) {
            long[] cell = cell(item, grid, tile.zoom() + Tile.CELL_LEVELS, map);
            String key = cell[0] % Tile.CELLS + " " + cell[1] % Tile.CELLS + " " + item.group();
            counted.merge(key, 1L, Long::sum);
        }
        Map<String, Long> told = new HashMap<>();
        builder.build()
                .ofGroups()
                .forEach(of -> told.put(of.column() + " " + of.row() + " " + of.group(), of.annotations()));
        assertThat(told).as(about).isEqualTo(counted);
    }

    /** Sorted, so that one that is there twice shows. */
    private static long[] ids(StoredSet stored, RegionHits hits) {
        long[] ids = new long[(int) hits.count()];
        Cursor cursor = stored.cursor();
        for (int i = 0; i < ids.length; i++) {
            cursor.moveTo(hits.position(i));
            ids[i] = (long) cursor.groupIndex() << 40 | cursor.annotationIndex();
        }
        Arrays.sort(ids);
        return ids;
    }

    private static long[] cell(Item item, QuadGrid grid, int level, PlanarTransform map) {
        return new long[] {cell(map.x(item.x(), item.y()), grid, level), cell(map.y(item.x(), item.y()), grid, level)};
    }

    /** By division; half-open, and nothing beyond the grid. */
    private static long cell(double ordinate, QuadGrid grid, int level) {
        double side = Math.pow(2, grid.sideExponent());
        double from = grid.origin() == QuadGrid.Origin.CENTRE ? -side / 2 : 0;
        if (ordinate < from) {
            return 0;
        }
        double cells = Math.pow(2, level);
        // A tiny negative number is less than 0 and more than −1 cells, however it rounds.
        double place = ordinate < 0 && ordinate > -side / cells
                ? cells / 2 - 1
                : Math.floor(ordinate / (side / cells)) - from / (side / cells);
        return (long) Math.min(place, cells - 1);
    }

    /**
     * In doubles whose boxes, rounded to float, have their centre on the other side of 0, or nowhere: what the layer's own grid is made from
     * is not what the tiles are asked about.
     */
    @Test
    void centresThatBoxesOfFloatsDoNotTellAreOwnedOnce() throws IOException {
        for (Precision precision : Precision.values()) {
            for (int axis = 0; axis < 2; axis++) {
                Made made = new Made();
                List<double[]> shapes = new ArrayList<>();
                List<double[]> centres = new ArrayList<>();
                boolean isDouble = precision == Precision.FLOAT64;
                double[][] ends = {
                    {-1, isDouble ? 1 - 1e-9 : Math.nextDown(1f)}, {-1, 3}, {0, 300}, {-1e300, 1e290}, {-1e290, 1e300}
                };
                for (double[] of : isDouble ? ends : Arrays.copyOf(ends, 3)) {
                    double middle = of[0] / 2 + of[1] / 2;
                    shapes.add(axis == 0 ? new double[] {of[0], 5, of[1], 5} : new double[] {5, of[0], 5, of[1]});
                    centres.add(axis == 0 ? new double[] {middle, 5} : new double[] {5, middle});
                }
                made.group(GraphicType.POLYLINE, 2, precision, shapes, centres);
                try (AnnotationSet set = made.sample.build()) {
                    ColumnStore.write(set, folder.resolve(precision + " " + axis), (done, total) -> {});
                }
                try (StoredSet stored = StoredSet.open(folder.resolve(precision + " " + axis))) {
                    SplittableRandom random = new SplittableRandom(1);
                    for (int zoom = 0; zoom <= Tile.MOST_ZOOM; zoom++) {
                        for (QuadGrid grid : List.of(
                                stored.grid(),
                                QuadGrid.ofMatrix(256, 256),
                                QuadGrid.ofMatrix(65_536, 9),
                                new QuadGrid(QuadGrid.Origin.CENTRE, 10),
                                new QuadGrid(QuadGrid.Origin.CENTRE, 24))) {
                            assertOwned(stored, made.items, grid, zoom, AS_IT_IS, random);
                        }
                        assertOwned(
                                stored,
                                made.items,
                                new QuadGrid(QuadGrid.Origin.CORNER, 12),
                                zoom,
                                new PlanarTransform.Translation(1_000, 1_000),
                                random);
                    }
                }
            }
        }
    }
}
