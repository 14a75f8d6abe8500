package org.glossa.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A new file that is written from front to back; remembers the CRC32C of each mebibyte of it. A long file is synced beside the writing,
 * so that the disk does not wait for the end. Not thread-safe.
 */
final class ChecksumChannel implements WritableByteChannel {
    /** Bytes after which they are synced while more are written. */
    private static final long SYNC_BYTES = 64L << 20;

    private final FileChannel file;
    private final CRC32C block = new CRC32C();
    private long length;
    private int[] checksums = new int[16];
    private long syncedLength;
    private @Nullable ExecutorService syncThread;
    private @Nullable Future<@Nullable Void> sync;

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
                syncBeside();
            }
        }
        return written;
    }

    /** Syncs what was written; the checksum of each block, the last of which may be short. */
    int[] finish() throws IOException {
        if (length % Manifest.BLOCK_BYTES != 0) {
            endBlock();
        }
        if (sync != null) {
            awaitSync(sync);
        }
        file.force(true);
        return Arrays.copyOf(checksums, Math.toIntExact((length + Manifest.BLOCK_BYTES - 1) / Manifest.BLOCK_BYTES));
    }

    private void syncBeside() throws IOException {
        if (length - syncedLength < SYNC_BYTES) {
            return;
        }
        if (sync != null) {
            if (!sync.isDone()) {
                return;
            }
            awaitSync(sync);
        }
        if (syncThread == null) {
            syncThread = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("glossa-sync").daemon().factory());
        }
        syncedLength = length;
        sync = syncThread.submit(() -> {
            file.force(false);
            return null;
        });
    }

    /** A system tells of a failed sync once: it must not get lost. */
    private static void awaitSync(Future<@Nullable Void> sync) throws IOException {
        try {
            sync.get();
        } catch (ExecutionException failed) {
            throw new IOException("The file cannot be synced: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The build was interrupted");
        }
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
        if (syncThread != null) {
            syncThread.close();
        }
    }
}
