package org.glossa.column;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes things that do not depend on each other. */
public final class CloseChain {
    private CloseChain() {}

    /**
     * Closes all in turn, whatever fails.
     *
     * @throws IOException the first failure, or the unchecked one that it was, when all were closed; later ones are suppressed in it
     */
    public static void close(List<? extends Closeable> all) throws IOException {
        Throwable failure = null;
        for (Closeable next : all) {
            try {
                next.close();
            } catch (IOException | RuntimeException | Error another) {
                if (failure == null) {
                    failure = another;
                } else {
                    failure.addSuppressed(another);
                }
            }
        }
        switch (failure) {
            case null -> {}
            case IOException io -> throw io;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        }
    }
}
