package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Brings parts of a mapped file into the page cache before they are touched, each by one request of just its bytes. A touch alone makes
 * the kernel read what it holds good around the page: 128 KiB here, 8 MiB there, so that a set of 10⁷ polygons, whose 153 record batches
 * each are looked at, cost 1.3 GB from the disk before it was open. Decides nothing: what cannot be read is told by whoever reads the mapping.
 */
final class ReadAhead {
    private static final int MOST_BYTES = Manifest.BLOCK_BYTES;

    private final Path path;
    private final MemorySegment file;

    /** @param file mapped */
    ReadAhead(Path path, MemorySegment file) {
        this.path = path;
        this.file = file;
    }

    MemorySegment file() {
        return file;
    }

    /** As {@link #load}, of a file that is gone or damaged too: then nothing is read. */
    void tryLoad(long offset, long length) {
        if (isLoaded(offset, length)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            load(channel, offset, length);
        } catch (IOException _) {
            // The file may have been deleted since it was mapped.
        }
    }

    /** Loads what there is of some bytes, of many the first {@value #MOST_BYTES}. */
    void load(FileChannel channel, long offset, long length) throws IOException {
        long from = Math.clamp(offset, 0, file.byteSize());
        long bytes = Math.clamp(length, 0, Math.min(MOST_BYTES, file.byteSize() - from));
        if (isLoaded(from, bytes)) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            ByteBuffer buffer = arena.allocate(bytes).asByteBuffer();
            for (int read = 0; buffer.hasRemaining() && read >= 0; ) {
                read = channel.read(buffer, from + buffer.position());
            }
        }
    }

    private boolean isLoaded(long offset, long length) {
        return length == 0 || file.asSlice(offset, length).isLoaded();
    }
}
