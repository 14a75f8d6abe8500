package org.glossa.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * A stored set, mapped. Thread-safe for reads. Readers that outlive the caller's hold on the set take a {@link Lease}: nothing is
 * unmapped before the last lease is closed.
 */
public final class StoredSet implements AutoCloseable {
    /** Keeps the set mapped until it is closed; close it once. */
    public interface Lease extends AutoCloseable {
        @Override
        void close();
    }

    private StoredSet() {}

    /** @throws StoreCorruptException when the manifest or the structure of a file is not what was written */
    public static StoredSet open(Path directory) throws IOException {
        throw new UnsupportedOperationException();
    }

    public String sopInstanceUid() {
        throw new UnsupportedOperationException();
    }

    public CoordinateSpace space() {
        throw new UnsupportedOperationException();
    }

    public @Nullable ImageReference image() {
        throw new UnsupportedOperationException();
    }

    public List<StoredGroup> groups() {
        throw new UnsupportedOperationException();
    }

    public long annotationCount() {
        throw new UnsupportedOperationException();
    }

    /** A new cursor, before the first annotation; one per thread. */
    public Cursor cursor() {
        throw new UnsupportedOperationException();
    }

    /** @throws IllegalStateException when the set was closed */
    public Lease acquire() {
        throw new UnsupportedOperationException();
    }

    /** Reads every byte and compares it with the checksums of the manifest. */
    public void verify() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** No further lease or query is given; unmapped when the last lease is closed. */
    @Override
    public void close() {}
}
