package org.glossa.service.web;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.glossa.service.config.Limits;

/** How many requests are taken in at the same time; one that comes above waits for its turn, and not for long. */
@Singleton
public final class IngestSlots {
    private static final int RETRY_SECONDS = 5;

    private final Limits limits;
    private final Semaphore free;

    IngestSlots(Limits limits) {
        this.limits = limits;
        this.free = new Semaphore(limits.concurrentIngests(), true);
    }

    /** A place of a request that is being taken in. */
    public final class Slot implements AutoCloseable {
        private Slot() {}

        @Override
        public void close() {
            free.release();
        }
    }

    /**
     * Waits for a place; the body of the request stays where it is.
     *
     * @throws ProblemException 503 with Retry-After when none becomes free in time
     */
    public Slot enter() {
        try {
            if (free.tryAcquire(limits.ingestWait().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Slot();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                RETRY_SECONDS,
                "Got more than " + limits.concurrentIngests()
                        + " requests to store at a time (glossa.limits.concurrent-ingests), and none ended within "
                        + limits.ingestWait().toSeconds()
                        + " s; send it again later, or several instances in one request.");
    }
}
