package org.glossa.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A new file that is written from front to back; remembers the CRC32C of each mebibyte of it. Not thread-safe. */
final class ChecksumChannel implements WritableByteChannel {
    private final FileChannel file;
    private final CRC32C block = new CRC32C();
    private long length;
    private int[] checksums = new int[16];

    ChecksumChannel(Path path) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = 0;
        while (source.hasRemaining()) {
            int room = (int) (Manifest.BLOCK_BYTES - length % Manifest.BLOCK_BYTES);
            ByteBuffer piece = source.duplicate();
            piece.limit(piece.position() + Math.min(room, piece.remaining()));
            block.update(piece.duplicate());
            int bytes = piece.remaining();
            while (piece.hasRemaining()) {
                file.write(piece);
            }
            source.position(source.position() + bytes);
            written += bytes;
            length += bytes;
            if (length % Manifest.BLOCK_BYTES == 0) {
                endBlock();
            }
        }
        return written;
    }

    /** Syncs what was written; the checksum of each block, the last of which may be short. */
    int[] finish() throws IOException {
        if (length % Manifest.BLOCK_BYTES != 0) {
            endBlock();
        }
        file.force(true);
        return Arrays.copyOf(checksums, Math.toIntExact((length + Manifest.BLOCK_BYTES - 1) / Manifest.BLOCK_BYTES));
    }

    private void endBlock() {
        int index = Math.toIntExact((length - 1) / Manifest.BLOCK_BYTES);
        if (index == checksums.length) {
            checksums = Arrays.copyOf(checksums, 2 * checksums.length);
        }
        checksums[index] = (int) block.getValue();
        block.reset();
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
