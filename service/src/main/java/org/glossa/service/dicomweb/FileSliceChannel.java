package org.glossa.service.dicomweb;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a run of bytes of a file. Not thread-safe. */
final class FileSliceChannel implements ReadableByteChannel {
    private final FileChannel file;
    private long position;
    private long remaining;

    FileSliceChannel(Path file, long offset, long length) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.READ);
        this.position = offset;
        this.remaining = length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + remaining));
        int read = file.read(target, position);
        target.limit(limit);
        if (read < 0) {
            throw new EOFException("a stored file is shorter than it was: byte " + position);
        }
        position += read;
        remaining -= read;
        return read;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
