package org.glossa.synthetic;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Draws all levels of a slide in one go and without holding any of them: level-0 tiles are drawn along a Z-shaped curve, each is
 * averaged into a quarter of the tile above it, and whoever fills the last quarter goes on with that tile. So only a few tiles of
 * each level are in memory at a time.
 */
final class PyramidPainter {
    private static final int GLASS = 0xF4F2F5;

    private final List<SlideLevel> levels;
    private final EncodedTiles tiles;
    private final Map<TilePlace, UnfinishedTile> unfinished = new ConcurrentHashMap<>();

    private record TilePlace(int level, int column, int row) {}

    private static final class UnfinishedTile {
        private final int[] rgb;
        private final AtomicInteger missing;

        UnfinishedTile(int sidePx, int quarters) {
            rgb = new int[sidePx * sidePx];
            Arrays.fill(rgb, GLASS);
            missing = new AtomicInteger(quarters);
        }
    }

    /** @param levels from level 0, each half the size of the one before, rounded up */
    PyramidPainter(List<SlideLevel> levels, EncodedTiles tiles) {
        this.levels = levels;
        this.tiles = tiles;
    }

    /** @param drawings makes the drawing of one thread */
    void paint(Supplier<TileDrawing> drawings, Workers workers, GenerateProgress progress) throws IOException {
        SlideLevel levelZero = levels.getFirst();
        int across = levelZero.tilesAcross();
        long side = Integer.highestOneBit(Math.max(1, across - 1)) * 2L;
        Counter counter = new Counter("drawing tiles", levelZero.frameCount(), progress);
        workers.run(side * side, () -> {
            TileDrawing drawing = drawings.get();
            TileEncoder encoder = new TileEncoder(levelZero.tilePx());
            return place -> {
                int column = everySecondBit(place);
                int row = everySecondBit(place >>> 1);
                if (column < across && row < across) {
                    drawing.draw(encoder.rgb(), column, row);
                    finish(new TilePlace(0, column, row), encoder);
                    counter.add(1);
                }
            };
        });
    }

    private void finish(TilePlace place, TileEncoder encoder) throws IOException {
        SlideLevel level = levels.get(place.level);
        tiles.put(level, place.row * level.tilesAcross() + place.column, encoder.encode());
        if (place.level + 1 == levels.size()) {
            return;
        }
        TilePlace above = new TilePlace(place.level + 1, place.column / 2, place.row / 2);
        UnfinishedTile tile =
                unfinished.computeIfAbsent(above, key -> new UnfinishedTile(level.tilePx(), quarters(key, level)));
        average(encoder.rgb(), tile.rgb, level.tilePx(), place.column % 2, place.row % 2);
        if (tile.missing.decrementAndGet() == 0) {
            unfinished.remove(above);
            System.arraycopy(tile.rgb, 0, encoder.rgb(), 0, tile.rgb.length);
            finish(above, encoder);
        }
    }

    /** Tiles of the level below that a tile covers: fewer than four at the right and lower edges. */
    private static int quarters(TilePlace place, SlideLevel below) {
        int columns = Math.min(2, below.tilesAcross() - 2 * place.column);
        int rows = Math.min(2, below.tilesAcross() - 2 * place.row);
        return columns * rows;
    }

    /** Averages blocks of two by two pixels into one quarter of the tile above. */
    private static void average(int[] from, int[] into, int side, int right, int down) {
        int half = side / 2;
        for (int row = 0; row < half; row++) {
            int source = 2 * row * side;
            int target = (down * half + row) * side + right * half;
            for (int column = 0; column < half; column++) {
                int a = from[source];
                int b = from[source + 1];
                int c = from[source + side];
                int d = from[source + side + 1];
                int redAndBlue = (a & 0xFF00FF) + (b & 0xFF00FF) + (c & 0xFF00FF) + (d & 0xFF00FF) + 0x020002 >>> 2;
                int green = (a & 0x00FF00) + (b & 0x00FF00) + (c & 0x00FF00) + (d & 0x00FF00) + 0x000200 >>> 2;
                into[target + column] = redAndBlue & 0xFF00FF | green & 0x00FF00;
                source += 2;
            }
        }
    }

    /** Bits 0, 2, 4, … of a place on the curve, together. */
    private static int everySecondBit(long place) {
        return (int) Long.compress(place, 0x5555_5555_5555_5555L);
    }
}
