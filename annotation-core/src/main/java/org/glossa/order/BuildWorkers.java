package org.glossa.order;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one build. The first failure of one of them, or an interrupt of the building thread, stops all; closing waits for
 * their end, so that nobody touches the source or the temporary files after the build.
 */
final class BuildWorkers implements AutoCloseable {
    /** Does one part of the work. */
    @FunctionalInterface
    interface Task {
        void run(int part) throws IOException;
    }

    /** What ends a thread because another failed. */
    private static final class StoppedException extends IOException {
        private static final long serialVersionUID = 1;

        StoppedException() {
            super("Another thread of the build failed");
        }
    }

    private final Thread builder = Thread.currentThread();
    private final @Nullable ExecutorService pool;
    private volatile boolean stopped;

    /** @param threads the building thread among them */
    BuildWorkers(int threads) {
        this.pool = threads == 1
                ? null
                : Executors.newFixedThreadPool(
                        threads - 1,
                        Thread.ofPlatform().name("glossa-order-", 0).daemon().factory());
    }

    /** Asked in every loop over rows. */
    void requireRunning() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("The build was interrupted");
        }
        if (stopped) {
            throw new StoppedException();
        }
    }

    boolean isBuilder() {
        return builder.equals(Thread.currentThread());
    }

    /** Runs part 0 on the calling thread and the others beside it; returns or throws when all have ended. */
    void run(int parts, Task task) throws IOException {
        List<FutureTask<@Nullable Void>> others = new ArrayList<>();
        for (int i = 1; i < parts; i++) {
            int part = i;
            others.add(submit(() -> {
                runPart(part, task);
                return null;
            }));
        }
        Throwable failure = null;
        try {
            runPart(0, task);
        } catch (IOException | RuntimeException | Error own) {
            failure = own;
        }
        for (FutureTask<@Nullable Void> other : others) {
            try {
                await(other);
            } catch (IOException | RuntimeException | Error theirs) {
                failure = failure == null || failure instanceof StoppedException ? theirs : failure;
            }
        }
        rethrow(failure);
    }

    private void runPart(int part, Task task) throws IOException {
        boolean done = false;
        try {
            requireRunning();
            task.run(part);
            done = true;
        } finally {
            stopped |= !done;
        }
    }

    /** Something to do beside the calling thread, if another is free before it is awaited. */
    <T extends @Nullable Object> FutureTask<T> submit(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        if (pool != null) {
            pool.execute(task);
        }
        return task;
    }

    /**
     * What came of a work, which is done here and now unless another thread has begun it: none waits for what it could do itself. An
     * interrupt stops all threads; they are waited for all the same.
     */
    <T extends @Nullable Object> T await(FutureTask<T> work) throws IOException {
        work.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    T result = work.get();
                    if (interrupted) {
                        throw new InterruptedIOException("The build was interrupted");
                    }
                    return result;
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                    stopped = true;
                } catch (ExecutionException failed) {
                    if (interrupted) {
                        throw new InterruptedIOException("The build was interrupted");
                    }
                    rethrow(failed.getCause());
                    throw new IllegalStateException(failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        switch (failure) {
            case null -> {}
            case IOException io -> throw io;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    @Override
    public void close() {
        stopped = true;
        if (pool != null) {
            pool.shutdownNow();
            pool.close();
        }
    }
}
