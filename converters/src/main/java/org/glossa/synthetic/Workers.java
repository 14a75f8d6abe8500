package org.glossa.synthetic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** As many threads as there are processors, 8 at most, that share one counted job at a time. */
final class Workers implements AutoCloseable {
    private static final int MOST_THREADS = 8;

    private final int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS);
    private final ExecutorService pool = Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("generate-", 0).daemon().factory());

    /** What one thread does with the items that fall to it. */
    @FunctionalInterface
    interface Job {
        void run(long item) throws IOException;
    }

    /** Makes the job of one thread, with the buffers that it alone uses. */
    @FunctionalInterface
    interface JobOfThread {
        Job make() throws IOException;
    }

    /**
     * Runs the items from 0 to count - 1, in this order by whoever is free, and returns when all are done.
     *
     * @throws IOException the first failure; the other threads stop after their item
     */
    void run(long count, JobOfThread jobs) throws IOException {
        AtomicLong next = new AtomicLong();
        List<Future<?>> running = new ArrayList<>(threads);
        for (int thread = 0; thread < Math.min(threads, count); thread++) {
            running.add(pool.submit(() -> {
                try {
                    Job job = jobs.make();
                    for (long item = next.getAndIncrement(); item < count; item = next.getAndIncrement()) {
                        job.run(item);
                    }
                } catch (Throwable failure) {
                    next.set(count);
                    throw failure;
                }
                return null;
            }));
        }
        await(running, next, count);
    }

    private static void await(List<Future<?>> running, AtomicLong next, long count) throws IOException {
        Throwable failure = null;
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                next.set(count);
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while generating", e);
            }
        }
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
