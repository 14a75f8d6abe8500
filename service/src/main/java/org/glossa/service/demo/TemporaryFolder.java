package org.glossa.service.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.store.FolderTree;

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
        try {
            FolderTree.delete(folder);
        } catch (IOException leftover) {
            System.err.println("glossa demo: could not delete all of " + folder + ": " + leftover.getMessage());
        }
    }
}
