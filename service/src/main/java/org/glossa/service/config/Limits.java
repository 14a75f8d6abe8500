package org.glossa.service.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;

/**
 * How much of the server one client, or all together, may take. The defaults, and why, stand in {@code application.yml} and on the page
 * of limits; what each may be, in {@link Settings}.
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
    /** Bytes that must come or go within a {@link #stall}. */
    public long leastBytes() {
        return (long)
                (bytesPerSecond * (stall.toMillis() / 1000.0)); // of any two that may be set, as far as a long goes
    }
}
