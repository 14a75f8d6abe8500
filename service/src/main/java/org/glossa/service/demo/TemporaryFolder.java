package org.glossa.service.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder that is deleted when it is closed, or by a signal until then. */
final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private final Thread onSignal = new Thread(this::delete, "glossa-demo-cleaning");

    private TemporaryFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("glossa-demo-"));
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** A signal will close it in order: it must not delete under those who still work. */
    void keepOnSignal() {
        Runtime.getRuntime().removeShutdownHook(onSignal);
    }

    @Override
    public void close() {
        delete();
    }

    private void delete() {
        deleteAll(path);
    }

    /** Deletes what there is of a folder. */
    static void deleteAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException leftover) {
            System.err.println("glossa demo: could not delete all of " + folder + ": " + leftover.getMessage());
        }
    }
}
