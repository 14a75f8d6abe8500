package org.glossa.service.region;

import jakarta.inject.Singleton;
import java.io.IOException;
import org.glossa.open.FilesChangedException;
import org.glossa.open.OpenSet;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.SetUnavailableException;
import org.glossa.service.ingest.SetUnavailableException.Reason;
import org.glossa.service.items.FeatureAnswer;
import org.glossa.service.items.ItemsEncoder;
import org.glossa.service.web.WorkerPool;
import org.glossa.store.StoreCorruptException;
import org.jspecify.annotations.Nullable;

/** Has a set built again when that is why a read of it failed, whether an answer is looked for or being sent. */
@Singleton
final class DamageGuard {
    private final AnnotationSets sets;
    private final WorkerPool workers;

    DamageGuard(AnnotationSets sets, WorkerPool workers) {
        this.sets = sets;
        this.workers = workers;
    }

    /** A read of a set. */
    @FunctionalInterface
    interface Read<T> {
        T read() throws IOException;
    }

    /**
     * What a read gives; the hold on the set stays with the caller.
     *
     * @throws SetUnavailableException when the set is damaged, or something wrote to it meanwhile
     */
    <T> T read(OpenSet open, Read<T> read) throws IOException {
        try {
            T result = read.read();
            open.requireUnwritten();
            return result;
        } catch (IOException | RuntimeException | InternalError failure) {
            requireWhole(open, failure);
            throw failure;
        }
    }

    /** The answer that an encoder writes; whoever gets it closes it, and the encoder with it. */
    FeatureAnswer encoded(ItemsEncoder encoder) throws IOException {
        try {
            return FeatureAnswer.of(encoder, workers.forBegunWork(), failure -> requireWhole(encoder.open(), failure));
        } catch (IOException | RuntimeException | InternalError failure) {
            try (encoder) {
                requireWhole(encoder.open(), failure);
            }
            throw failure;
        }
    }

    /** Returns when a failure came of neither damage nor values that were written while they were read. */
    private void requireWhole(@Nullable OpenSet open, Throwable failure) {
        if (open == null) {
            return;
        }
        StoreCorruptException damage = StoreCorruptException.causeOf(failure);
        if (damage != null) {
            throw sets.rebuild(open, damage);
        }
        try {
            open.requireUnwritten();
        } catch (FilesChangedException changed) {
            throw new SetUnavailableException(
                    Reason.REBUILDING, open.set().sopInstanceUid(), String.valueOf(changed.getMessage()));
        }
    }
}
