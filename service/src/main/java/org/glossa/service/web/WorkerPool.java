package org.glossa.service.web;

import io.micronaut.http.HttpStatus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What touches mapped memory, parses or encodes runs here: platform threads, as many as processors and two. A virtual thread that
 * faults on a cold page holds its carrier, and a few of them stop the whole server. Threads that wait on sockets call in and wait.
 */
@Singleton
public final class WorkerPool {
    private static final int QUEUE = 256;

    private final ThreadPoolExecutor workers;

    /** New work that may wait or run; begun work needs no permit, so that what was promised to a client is finished. */
    private final Semaphore admission;

    @Inject
    WorkerPool() {
        this("glossa-worker-");
    }

    WorkerPool(String threadNames) {
        int threads = Runtime.getRuntime().availableProcessors() + 2;
        this.workers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(threadNames, 0).daemon().factory());
        this.admission = new Semaphore(threads + QUEUE);
    }

    /**
     * Runs work without anybody waiting, for threads that must not wait.
     *
     * @throws ProblemException 503 with Retry-After when too much work waits already
     */
    public <T> CompletionStage<T> submit(Callable<? extends T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        admit(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** Takes the further pieces of an answer that has begun; never refuses. */
    public Executor forBegunWork() {
        return workers;
    }

    private void admit(Runnable work) {
        if (!admission.tryAcquire()) {
            throw ProblemException.later(
                    HttpStatus.SERVICE_UNAVAILABLE, 1, "The server has too much to do; ask again.");
        }
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } finally {
                    admission.release();
                }
            });
        } catch (RejectedExecutionException stopping) {
            admission.release();
            throw ProblemException.later(HttpStatus.SERVICE_UNAVAILABLE, 1, "The server is stopping.");
        }
    }

    /**
     * Runs work and waits for it.
     *
     * @throws ProblemException 503 with Retry-After when too much work waits already
     * @throws IOException as the work threw it, like unchecked exceptions
     */
    public <T> T call(Callable<T> work) throws IOException {
        FutureTask<T> result = new FutureTask<>(work);
        admit(result);
        try {
            return result.get();
        } catch (InterruptedException interrupted) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a worker", interrupted);
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static IOException rethrown(Throwable cause) {
        return switch (cause) {
            case IOException exception -> exception;
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> new IOException(cause);
        };
    }

    @PreDestroy
    void close() {
        workers.shutdownNow();
    }
}
