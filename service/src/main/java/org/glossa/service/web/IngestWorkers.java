package org.glossa.service.web;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * The workers of what is stored, as many as {@link WorkerPool} has and apart from them: they wait for a disk to sync and for originals
 * that are read whole, and no question waits behind them.
 */
@Singleton
public final class IngestWorkers {
    private final WorkerPool workers = new WorkerPool("glossa-ingest-");

    IngestWorkers() {}

    /**
     * Runs work and waits for it; how many wait is for {@link IngestSlots} to say.
     *
     * @throws IOException as the work threw it, like unchecked exceptions
     */
    public <T> T call(Callable<T> work) throws IOException {
        return workers.call(work);
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
