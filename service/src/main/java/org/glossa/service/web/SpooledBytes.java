package org.glossa.service.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is written whole before it is sent, so that its length is known, a failure still becomes a status, and no worker waits
 * for a slow client: in memory while it is short, in a temporary file that is gone when it is closed beyond that. Not thread-safe.
 */
public final class SpooledBytes extends OutputStream {
    private static final int MEMORY_BYTES = 1 << 20;

    private final Path folder;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream(8 << 10);
    private @Nullable FileChannel file;
    private long length;

    /** @param folder for the temporary file; made when it is needed */
    public SpooledBytes(Path folder) {
        this.folder = folder;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        memory.write(source, offset, count);
        length += count;
        if (memory.size() >= MEMORY_BYTES) {
            spill();
        }
    }

    private void spill() throws IOException {
        FileChannel target = file;
        if (target == null) {
            Files.createDirectories(folder);
            target = FileChannel.open(
                    Files.createTempFile(folder, "answer", ".tmp"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            file = target;
        }
        ByteBuffer bytes = ByteBuffer.wrap(memory.toByteArray());
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
        memory = new ByteArrayOutputStream(MEMORY_BYTES + (8 << 10));
    }

    public long length() {
        return length;
    }

    /** All that was written; write no more. Closing it deletes the temporary file. */
    public ReadableByteChannel read() throws IOException {
        if (file == null) {
            return Channels.newChannel(new ByteArrayInputStream(memory.toByteArray()));
        }
        spill();
        return file.position(0);
    }

    /** Deletes the temporary file of an answer that will not be read. */
    public void discard() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
