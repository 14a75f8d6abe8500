package org.glossa.service.web;

import io.micronaut.http.HttpStatus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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

    WorkerPool() {
        int threads = Runtime.getRuntime().availableProcessors() + 2;
        this.workers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name("glossa-worker-", 0).daemon().factory());
    }

    /**
     * Runs work and waits for it.
     *
     * @throws ProblemException 503 with Retry-After when too much work waits already
     * @throws IOException as the work threw it, like unchecked exceptions
     */
    public <T> T call(Callable<T> work) throws IOException {
        Future<T> result;
        try {
            result = workers.submit(work);
        } catch (RejectedExecutionException full) {
            throw ProblemException.later(
                    HttpStatus.SERVICE_UNAVAILABLE, 1, "The server has too much to do; ask again.");
        }
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
