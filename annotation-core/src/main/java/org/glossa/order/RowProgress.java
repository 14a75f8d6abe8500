package org.glossa.order;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Counts rows of all threads; the building thread tells them. Thread-safe. */
final class RowProgress {
    private final AtomicLong done = new AtomicLong();
    private final LongConsumer told;
    private final BuildWorkers workers;

    RowProgress(LongConsumer told, BuildWorkers workers) {
        this.told = told;
        this.workers = workers;
    }

    /** Of work that was told of before. */
    static RowProgress untold(BuildWorkers workers) {
        return new RowProgress(_ -> {}, workers);
    }

    void add(long rows) {
        long sum = done.addAndGet(rows);
        if (workers.isBuilder()) {
            told.accept(sum);
        }
    }
}
