package org.glossa.service.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;

/**
 * How much of the server one client, or all together, may take. The defaults, and why, stand in {@code application.yml} and on the page
 * of limits; a value that cannot work is refused at start.
 *
 * @param requestBytes longest body of a request, after its content coding was undone
 * @param parts most parts of a multipart body
 * @param partHeaderBytes longest headers of one part
 * @param partHeaderFields most header fields of one part
 * @param concurrentIngests requests whose objects are taken in at the same time
 * @param ingestWait how long a request waits for its turn
 * @param stall how long a connection may lie below {@code bytesPerSecond} while the server waits for it
 * @param bytesPerSecond slowest transfer, as a mean over {@code stall}
 * @param headTime how long the head of a request may take from its first byte on
 * @param connections most connections at a time; fewer where the system lets the process open few files
 * @param diskReserve bytes of the data folder's disk that objects leave free
 * @param buildRetry how long after a failure for want of room or files columns are tried again
 */
@ConfigurationProperties("glossa.limits")
public record Limits(
        @ReadableBytes long requestBytes,
        int parts,
        @ReadableBytes int partHeaderBytes,
        int partHeaderFields,
        int concurrentIngests,
        Duration ingestWait,
        Duration stall,
        @ReadableBytes long bytesPerSecond,
        Duration headTime,
        int connections,
        @ReadableBytes long diskReserve,
        Duration buildRetry) {
    public Limits {
        positive("request-bytes", requestBytes);
        positive("parts", parts);
        positive("part-header-bytes", partHeaderBytes);
        positive("part-header-fields", partHeaderFields);
        positive("concurrent-ingests", concurrentIngests);
        positive("connections", connections);
        notNegative("ingest-wait", ingestWait.toMillis());
        positive("stall", stall.toMillis());
        notNegative("bytes-per-second", bytesPerSecond);
        positive("head-time", headTime.toMillis());
        notNegative("disk-reserve", diskReserve);
        positive("build-retry", buildRetry.toMillis());
    }

    /** Bytes that must come or go within a {@link #stall}. */
    public long leastBytes() {
        return bytesPerSecond * stall.toMillis() / 1000;
    }

    private static void positive(String key, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("glossa.limits." + key + " is above 0, got " + value);
        }
    }

    private static void notNegative(String key, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("glossa.limits." + key + " is not below 0, got " + value);
        }
    }
}
