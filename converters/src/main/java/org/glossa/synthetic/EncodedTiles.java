package org.glossa.synthetic;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The encoded tiles of all levels in a temporary file, put in any order by any thread and read back as frames, which live until
 * this is closed.
 */
final class EncodedTiles implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final FileChannel channel;
    private final AtomicLong end = new AtomicLong();
    private final long[][] offsets;
    private final int[][] lengths;

    /** @param temporaryFile must not exist; the caller deletes it after closing */
    EncodedTiles(List<SlideLevel> levels, Path temporaryFile) throws IOException {
        channel = FileChannel.open(
                temporaryFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        offsets = levels.stream().map(level -> new long[level.frameCount()]).toArray(long[][]::new);
        lengths = levels.stream().map(level -> new int[level.frameCount()]).toArray(int[][]::new);
    }

    /**
     * @param frame zero-based, row by row from the top left
     */
    void put(SlideLevel level, int frame, byte[] encoded) throws IOException {
        long offset = end.getAndAdd(encoded.length);
        ByteBuffer rest = ByteBuffer.wrap(encoded);
        while (rest.hasRemaining()) {
            channel.write(rest, offset + rest.position());
        }
        offsets[level.number()][frame] = offset;
        lengths[level.number()][frame] = encoded.length;
    }

    /** The frames of a level, when all have been put. */
    List<MemorySegment> frames(SlideLevel level) throws IOException {
        MemorySegment file = channel.map(MapMode.READ_ONLY, 0, end.get(), arena);
        List<MemorySegment> frames = new ArrayList<>(level.frameCount());
        for (int frame = 0; frame < level.frameCount(); frame++) {
            frames.add(file.asSlice(offsets[level.number()][frame], lengths[level.number()][frame]));
        }
        return frames;
    }

    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
    }
}
