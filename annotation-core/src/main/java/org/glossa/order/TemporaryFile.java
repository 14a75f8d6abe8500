package org.glossa.order;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that has no name any more once it is open, where the system allows that: a killed process leaves nothing. Written and read by
 * calls, not through a mapping: a full disk is an IOException then, and reading a run of 4 MiB by one call is faster. Thread-safe.
 */
final class TemporaryFile implements Closeable {
    // A call for more copies a heap buffer of that size, and cannot be interrupted before it ends.
    private static final int CALL_BYTES = 4 << 20;

    private final FileChannel channel;

    TemporaryFile(Path folder) throws IOException {
        Path path = Files.createTempFile(folder, ".glossa-", ".rows");
        this.channel = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    void write(MemorySegment source, long sourceOffset, long length, long position) throws IOException {
        for (long done = 0; done < length; done += CALL_BYTES) {
            ByteBuffer piece = piece(source, sourceOffset + done, length - done);
            long at = position + done;
            while (piece.hasRemaining()) {
                at += channel.write(piece, at);
            }
        }
    }

    void read(MemorySegment target, long targetOffset, long length, long position) throws IOException {
        for (long done = 0; done < length; done += CALL_BYTES) {
            ByteBuffer piece = piece(target, targetOffset + done, length - done);
            long at = position + done;
            while (piece.hasRemaining()) {
                int read = channel.read(piece, at);
                if (read < 0) {
                    throw new EOFException("The temporary file ends at " + channel.size() + ", needs " + at);
                }
                at += read;
            }
        }
    }

    MemorySegment map(long position, long length, Arena arena) throws IOException {
        return channel.map(MapMode.READ_ONLY, position, length, arena);
    }

    private static ByteBuffer piece(MemorySegment segment, long offset, long length) {
        return segment.asSlice(offset, Math.min(length, CALL_BYTES)).asByteBuffer();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
