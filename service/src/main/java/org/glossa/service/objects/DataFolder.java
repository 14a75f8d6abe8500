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
    private static final String REBUILDING = "rebuilding";

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
                    + " is in use by another Glossa server; stop that one or name another folder");
        }
        return new DataFolder(root, channel);
    }

    /**
     * Locks a folder that a server has made; makes none.
     *
     * @throws IOException with one sentence when it is none, or another process holds it
     */
    public static DataFolder lockExisting(Path folder) throws IOException {
        if (!Files.isDirectory(folder.resolve("objects"))) {
            throw new IOException("got " + folder
                    + ", which has no folder objects in it; allowed: a data folder, as serve --data made it");
        }
        return lock(folder);
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

    /**
     * Marks that the catalogue is being made again: until {@link #endRebuild} no server starts on the folder.
     */
    public void beginRebuild() throws IOException {
        Files.writeString(root.resolve(REBUILDING), "glossa rebuild has not ended\n");
        Directory.sync(root);
    }

    /** What {@link #beginRebuild} marked has ended. */
    public void endRebuild() throws IOException {
        Files.deleteIfExists(root.resolve(REBUILDING));
        Directory.sync(root);
    }

    /** @throws IOException with one sentence when a rebuild did not come to its end */
    public void requireWhole() throws IOException {
        if (Files.exists(root.resolve(REBUILDING))) {
            throw new IOException("a rebuild of " + root
                    + " was interrupted, and its catalogue is not whole; run glossa rebuild " + root + " again");
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
