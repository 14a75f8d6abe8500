package org.glossa.column;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Room for columns that must be made before they can be written: in memory while they are few, then in a mapped temporary file. Not
 * thread-safe.
 */
public final class ScratchColumns implements AutoCloseable {
    private static final long MEMORY_BYTES = 8L << 20;
    private static final long BLOCK_BYTES = 64L << 20;
    private static final int ALIGNMENT = 8;
    private static final int GROWING_BYTES = 32 << 20;
    private static final int SMALLEST_BUFFER = 4 << 10;
    private static final int LARGEST_BUFFER = 256 << 10;

    private final Path folder;
    private final Arena arena = Arena.ofShared();
    private long memoryUsed;
    private @Nullable FileChannel channel;
    private MemorySegment block = MemorySegment.NULL;
    private long blockUsed;
    private int growing;
    private final List<FileChannel> files = new ArrayList<>();

    /** @param folder where the temporary file goes if one is needed */
    public ScratchColumns(Path folder) {
        this.folder = folder;
    }

    /** Others in the same folder, for another thread; closed on their own. */
    public ScratchColumns beside() {
        return new ScratchColumns(folder);
    }

    /** Zeros, aligned to 8 bytes, alive until {@link #close()}. */
    public MemorySegment allocate(long bytes) throws IOException {
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

    /** A column that grows by appending; its values are written to a temporary file of its own when they are many. */
    public GrowingColumn grow() {
        return new GrowingColumn(this);
    }

    /** How many bytes a growing column may keep on the heap: all of them together a few MiB, however many there are. */
    int bufferBytes() {
        return Math.clamp(GROWING_BYTES / Math.max(1, growing), SMALLEST_BUFFER, LARGEST_BUFFER);
    }

    void began() {
        growing++;
    }

    void ended() {
        growing--;
    }

    FileChannel newFile() throws IOException {
        Path path = Files.createTempFile(folder, ".glossa-", ".column");
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        files.add(file);
        return file;
    }

    MemorySegment mapped(FileChannel file) throws IOException {
        return file.map(MapMode.READ_ONLY, 0, file.size(), arena);
    }

    // few large mappings, because systems limit how many a process may have
    private MemorySegment map(long bytes) throws IOException {
        FileChannel file = channel;
        if (file == null) {
            file = newFile();
            channel = file;
        }
        return file.map(MapMode.READ_WRITE, file.size(), bytes, arena);
    }

    @Override
    public void close() throws IOException {
        List<Closeable> all = new ArrayList<>(List.of(arena::close));
        all.addAll(files); // again for a column that was finished, which does nothing
        CloseChain.close(all);
    }
}
