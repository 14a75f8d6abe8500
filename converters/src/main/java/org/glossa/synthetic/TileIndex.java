package org.glossa.synthetic;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Which nuclei touch each level-0 tile, in ascending order, in a mapped temporary file. Thread-safe once built. */
final class TileIndex implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final Arena arena = Arena.ofShared();
    private final SlideLevel level;
    private final long[] firstEntry;
    private final MemorySegment annotations;

    private TileIndex(SlideLevel level, long[] firstEntry, Path temporaryFile) throws IOException {
        this.level = level;
        this.firstEntry = firstEntry;
        try (FileChannel channel = FileChannel.open(
                temporaryFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long bytes = firstEntry[firstEntry.length - 1] * Integer.BYTES;
            annotations = channel.map(MapMode.READ_WRITE, 0, bytes, arena);
        } catch (Throwable failure) {
            arena.close();
            throw failure;
        }
    }

    /** Takes what a nucleus touches. */
    @FunctionalInterface
    private interface TouchedTile {
        void accept(int tile, long annotation);
    }

    /** @param temporaryFile must not exist; the caller deletes it after closing the index */
    static TileIndex build(
            SlideRequest request,
            NucleusLayout layout,
            SlideLevel levelZero,
            Path temporaryFile,
            GenerateProgress progress)
            throws IOException {
        long[] firstEntry = new long[levelZero.frameCount() + 1];
        Counter counter = new Counter("sorting nuclei into tiles", 2 * request.annotations(), progress);
        forEachTouch(request, layout, levelZero, counter, (tile, annotation) -> firstEntry[tile + 1]++);
        for (int tile = 0; tile < levelZero.frameCount(); tile++) {
            firstEntry[tile + 1] += firstEntry[tile];
        }
        TileIndex index = new TileIndex(levelZero, firstEntry, temporaryFile);
        long[] nextEntry = firstEntry.clone();
        // An ordinal is below 2^30, see SlideRequest.
        forEachTouch(
                request,
                layout,
                levelZero,
                counter,
                (tile, annotation) -> index.annotations.setAtIndex(INT, nextEntry[tile]++, (int) annotation));
        return index;
    }

    private static void forEachTouch(
            SlideRequest request, NucleusLayout layout, SlideLevel level, Counter counter, TouchedTile touched) {
        int across = level.tilesAcross();
        double reach = NucleusLayout.LARGEST_RADIUS_PX + 1;
        for (long annotation = 0; annotation < request.annotations(); annotation++) {
            NucleusLayout.Nucleus nucleus = layout.nucleus(annotation);
            int firstColumn = Math.max(0, (int) (nucleus.centreX() - reach) / level.tilePx());
            int lastColumn = Math.min(across - 1, (int) (nucleus.centreX() + reach) / level.tilePx());
            int firstRow = Math.max(0, (int) (nucleus.centreY() - reach) / level.tilePx());
            int lastRow = Math.min(across - 1, (int) (nucleus.centreY() + reach) / level.tilePx());
            for (int row = firstRow; row <= lastRow; row++) {
                for (int column = firstColumn; column <= lastColumn; column++) {
                    touched.accept(row * across + column, annotation);
                }
            }
            if ((annotation & 0xFFFF) == 0xFFFF) {
                counter.add(0x10000);
            }
        }
        counter.add(request.annotations() & 0xFFFF);
    }

    int tilePx() {
        return level.tilePx();
    }

    /** The first entry of a tile. */
    long first(int tileColumn, int tileRow) {
        return firstEntry[tileRow * level.tilesAcross() + tileColumn];
    }

    /** The entry after a tile's last. */
    long last(int tileColumn, int tileRow) {
        return firstEntry[tileRow * level.tilesAcross() + tileColumn + 1];
    }

    long annotation(long entry) {
        return annotations.getAtIndex(INT, entry);
    }

    @Override
    public void close() {
        arena.close();
    }
}
