package org.glossa.store;

import java.io.IOException;
import java.nio.file.Path;
import org.glossa.annotation.AnnotationSet;

/** Writes the derived files of a set. */
public final class ColumnStore {
    private ColumnStore() {}

    /**
     * Writes all derived files of a set into a directory that must not exist: into a directory beside it first, every file synced,
     * the manifest last, then renamed.
     */
    public static void write(AnnotationSet set, Path directory, BuildProgress progress) throws IOException {
        throw new UnsupportedOperationException();
    }
}
