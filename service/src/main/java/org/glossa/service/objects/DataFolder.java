package org.glossa.service.objects;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder that one server owns, and the lock that keeps a second one out. The lock ends with the process, however it ends. */
public final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Makes the folder when it is missing and locks it.
     *
     * @throws IOException with one sentence when another process holds it, or when it cannot be written
     */
    public static DataFolder lock(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        if (root.toString().indexOf(';') >= 0) {
            throw new IOException("the data folder's path must not hold a semicolon, got " + root);
        }
        FileChannel channel = openLockFile(root);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IOException("the data folder " + root
                    + " is in use by another Glossa server; stop that one or give another --data");
        }
        return new DataFolder(root, channel);
    }

    private static FileChannel openLockFile(Path root) throws IOException {
        try {
            Files.createDirectories(root);
            return FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException file) {
            throw new IOException("the data folder " + root + " is not a folder; give another --data", file);
        } catch (FileSystemException refused) {
            throw new IOException(
                    "the data folder " + root + " cannot be made or written; give --data a folder that you may write",
                    refused);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException exception) {
            throw new java.io.UncheckedIOException(exception);
        }
    }
}
