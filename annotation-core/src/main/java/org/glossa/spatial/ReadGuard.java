package org.glossa.spatial;

/** Told what is about to be read, so that it can refuse; called in the innermost loops. */
@FunctionalInterface
public interface ReadGuard {
    /**
     * @param offset zero-based first byte, counted as the holder of the guard counts
     * @param length bytes
     * @throws java.io.UncheckedIOException when they cannot be trusted
     */
    void beforeRead(long offset, long length);
}
