package org.glossa.service.web;

import io.micronaut.http.HttpStatus;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.glossa.service.config.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as it comes in, within its limits: at most so many bytes, and no slower than so many a second. What goes wrong
 * in reading it is the client's doing, and told apart from our own disk. Read by one thread.
 */
public final class RequestBytes extends FilterInputStream {
    /** The client went away, or its connection broke, before the body was whole: nobody waits for an answer. */
    public static final class ClientLeftException extends IOException {
        private static final long serialVersionUID = 1;

        ClientLeftException(IOException cause) {
            super("the connection ended before the request was whole", cause);
        }
    }

    /** The client sent more, or less, than it may; the rest of the body was not read. */
    public static final class BodyLimitException extends IOException {
        private static final long serialVersionUID = 1;

        private final HttpStatus status;

        BodyLimitException(HttpStatus status, String message) {
            super(message);
            this.status = status;
        }

        /** 413 or 408. */
        public HttpStatus status() {
            return status;
        }
    }

    private final Limits limits;
    private long received;
    private long windowBytes;
    private long windowNanos; // time that was waited for them
    private @Nullable Thread reader; // while it waits
    private long waitsSince;
    private boolean tooSlow;

    RequestBytes(InputStream body, Limits limits) {
        super(body);
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        beginWait();
        int count;
        try {
            count = super.read(target, offset, length);
        } catch (IOException failure) {
            throw endWait(0) ? slow() : new ClientLeftException(failure);
        }
        if (endWait(Math.max(0, count))) {
            throw slow();
        }
        received += Math.max(0, count);
        if (received > limits.requestBytes()) {
            throw tooLong("more than " + limits.requestBytes() + " bytes", limits);
        }
        return count;
    }

    static BodyLimitException tooLong(String got, Limits limits) {
        return new BodyLimitException(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "Got a request of " + got + "; at most " + limits.requestBytes()
                        + " are allowed (glossa.limits.request-bytes); send fewer instances in one request.");
    }

    private BodyLimitException slow() {
        return new BodyLimitException(
                HttpStatus.REQUEST_TIMEOUT,
                "Got " + windowBytes + " bytes of the body in " + limits.stall().toSeconds() + " s, after "
                        + (received - windowBytes) + " before; at least " + limits.bytesPerSecond()
                        + " a second must come (glossa.limits.stall and bytes-per-second); send the request again"
                        + " without pauses.");
    }

    private synchronized void beginWait() {
        reader = Thread.currentThread();
        waitsSince = System.nanoTime();
    }

    /** Whether the client turned out too slow. */
    private synchronized boolean endWait(int count) {
        reader = null;
        windowNanos += System.nanoTime() - waitsSince;
        windowBytes += count;
        if (tooSlow) {
            boolean _ = Thread.interrupted(); // by check()
            return true;
        }
        if (count < 0 || windowBytes > 0 && windowBytes >= limits.leastBytes()) {
            windowBytes = 0;
            windowNanos = 0;
        }
        return windowNanos > limits.stall().toNanos();
    }

    /** Ends the wait of the reader when the client is too slow; called now and then by another thread. */
    synchronized void check() {
        if (reader != null
                && windowNanos + System.nanoTime() - waitsSince > limits.stall().toNanos()) {
            tooSlow = true;
            reader.interrupt();
        }
    }
}
