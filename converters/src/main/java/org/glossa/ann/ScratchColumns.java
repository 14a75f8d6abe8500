package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Room for columns that must be made before they can be written: in memory while they are few, then in a mapped temporary file. Not
 * thread-safe.
 */
final class ScratchColumns implements AutoCloseable {
    private static final long MEMORY_BYTES = 8L << 20;
    private static final long BLOCK_BYTES = 64L << 20;
    private static final int ALIGNMENT = 8;

    private final Path folder;
    private final Arena arena = Arena.ofShared();
    private long memoryUsed;
    private @Nullable FileChannel channel;
    private MemorySegment block = MemorySegment.NULL;
    private long blockUsed;

    /** @param folder where the temporary file goes if one is needed */
    ScratchColumns(Path folder) {
        this.folder = folder;
    }

    /** Zeros, aligned to 8 bytes, alive until {@link #close()}. */
    MemorySegment allocate(long bytes) throws IOException {
        if (memoryUsed + bytes <= MEMORY_BYTES) {
            memoryUsed += bytes;
            return arena.allocate(bytes, ALIGNMENT);
        }
        long start = (blockUsed + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (start + bytes > block.byteSize()) {
            block = map(Math.max(BLOCK_BYTES, bytes));
            start = 0;
        }
        blockUsed = start + bytes;
        return block.asSlice(start, bytes);
    }

    // few large mappings, because systems limit how many a process may have
    private MemorySegment map(long bytes) throws IOException {
        FileChannel file = channel;
        if (file == null) {
            Path path = Files.createTempFile(folder, ".glossa-", ".columns");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            channel = file;
        }
        return file.map(MapMode.READ_WRITE, file.size(), bytes, arena);
    }

    @Override
    public void close() throws IOException {
        arena.close();
        if (channel != null) {
            channel.close();
        }
    }
}
