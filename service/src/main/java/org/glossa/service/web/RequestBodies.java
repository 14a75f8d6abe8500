package org.glossa.service.web;

import io.micronaut.http.HttpRequest;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glossa.service.config.Limits;

/** Reads bodies of requests that store, within their limits. */
@Singleton
public final class RequestBodies {
    private static final long CHECK_MS = 250;

    private final Limits limits;
    private final IngestSlots slots;
    private final Set<RequestBytes> read = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("glossa-slow-bodies").daemon().factory());

    RequestBodies(Limits limits, IngestSlots slots) {
        this.slots = slots;
        this.limits = limits;
        watch.scheduleWithFixedDelay(
                () -> read.forEach(RequestBytes::check), CHECK_MS, CHECK_MS, TimeUnit.MILLISECONDS);
    }

    /** What is done with a body. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(InputStream body) throws IOException;
    }

    /**
     * Reads a body when its turn comes.
     *
     * @throws ProblemException 503 when too many are being read
     * @throws RequestBytes.BodyLimitException 413 before reading anything when the request says that it is too long, and out of a read
     *     when it turns out so; 408 when it comes too slowly
     */
    public <T> T read(HttpRequest<?> request, InputStream body, Reading<T> reading) throws IOException {
        long announced = request.getContentLength();
        if (announced > limits.requestBytes()) {
            throw RequestBytes.tooLong(announced + " bytes", limits);
        }
        RequestBytes bytes = new RequestBytes(body, limits);
        try (IngestSlots.Slot _ = slots.enter()) {
            read.add(bytes);
            return reading.read(bytes);
        } finally {
            read.remove(bytes);
        }
    }

    @PreDestroy
    void close() {
        watch.shutdownNow();
    }
}
