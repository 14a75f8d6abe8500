package org.glossa.service.items;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.glossa.open.OpenSet;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * The body of an answer with annotations: one pooled buffer where it is of ordinary size, which is several times faster than a stream, and
 * else pieces that are encoded as fast as the client reads, so that a slow client costs a piece and no thread.
 */
public final class FeatureAnswer implements AutoCloseable {
    /** Answers up to this size are one buffer. */
    private static final int ONE_BUFFER_BYTES = 4 << 20;

    /** What is expected is at most so much too much: nothing is encoded in vain above it, and what fits is one buffer. */
    private static final int SURELY_MORE_BYTES = 2 * ONE_BUFFER_BYTES;

    /** Above this much pooled memory, answers wait for their clients on the heap, piece by piece. */
    private static final long POOLED_BYTES = 96 << 20;

    private final ItemsEncoder encoder;
    private final Executor workers;
    private final Consumer<Throwable> onFailure;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final boolean isComplete;
    private @Nullable ByteBuf first;

    private FeatureAnswer(
            ItemsEncoder encoder,
            Executor workers,
            Consumer<Throwable> onFailure,
            @Nullable ByteBuf first,
            boolean isComplete) {
        this.encoder = encoder;
        this.workers = workers;
        this.onFailure = onFailure;
        this.first = first;
        this.isComplete = isComplete;
    }

    /**
     * Encodes the first piece, which usually is all; nothing when the answer is sure to be too long for one buffer, or enough of them wait
     * for their clients.
     *
     * @param encoder closed by the answer, unless this throws
     * @param workers encode the further pieces
     * @param onFailure told when a further piece cannot be encoded; the answer then ends with its connection, so that no client takes
     *     it for complete. May throw what the failure is called instead
     */
    public static FeatureAnswer of(ItemsEncoder encoder, Executor workers, Consumer<Throwable> onFailure)
            throws IOException {
        long expected = encoder.expectedBytes(SURELY_MORE_BYTES);
        if (expected > SURELY_MORE_BYTES
                || PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() > POOLED_BYTES) {
            return new FeatureAnswer(encoder, workers, onFailure, null, false);
        }
        ByteBuf first = PooledByteBufAllocator.DEFAULT.directBuffer((int) Math.min(expected, ONE_BUFFER_BYTES));
        try {
            boolean isComplete = encode(encoder, first, ONE_BUFFER_BYTES);
            return new FeatureAnswer(encoder, workers, onFailure, first, isComplete);
        } catch (IOException | RuntimeException | InternalError failure) {
            first.release();
            throw failure;
        }
    }

    /** As {@link ItemsEncoder#encodeInto}; nothing was written to the set meanwhile. */
    private static boolean encode(ItemsEncoder encoder, ByteBuf buffer, int enough) throws IOException {
        boolean isComplete = encoder.encodeInto(buffer, enough);
        OpenSet open = encoder.open();
        if (open != null) {
            open.requireUnwritten();
        }
        return isComplete;
    }

    /** The response to a request for it; to HEAD it has no body, and the answer is closed. */
    public HttpResponse<?> response(HttpMethod method) {
        if (method != HttpMethod.HEAD) {
            return headed(HttpResponse.ok(this));
        }
        try (this) {
            MutableHttpResponse<?> response = headed(HttpResponse.ok());
            ByteBuf whole = whole();
            if (whole != null) {
                response.header(HttpHeaders.CONTENT_LENGTH, Integer.toString(whole.readableBytes()));
                whole.release();
            }
            return response;
        }
    }

    private MutableHttpResponse<?> headed(MutableHttpResponse<?> response) {
        Page page = encoder.page();
        response.contentType(encoder.format().mediaType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header("OGC-NumberMatched", Long.toString(page.numberMatched()))
                .header("OGC-NumberReturned", Long.toString(page.numberReturned()));
        if (page.next() != null) {
            response.header(HttpHeaders.LINK, "<" + page.next() + ">; rel=\"next\"");
        }
        return response;
    }

    /** All bytes, for the caller to release; null when they are more than one buffer should hold: use {@link #pieces}. */
    @Nullable
    ByteBuf whole() {
        ByteBuf whole = isComplete ? first : null;
        if (whole != null) {
            first = null;
            close();
        }
        return whole;
    }

    /** The bytes in turn, for one subscriber, who releases them. */
    Publisher<ByteBuf> pieces() {
        return Flux.<ByteBuf, FeatureAnswer>generate(() -> this, FeatureAnswer::next, FeatureAnswer::close)
                .subscribeOn(Schedulers.fromExecutor(workers));
    }

    private FeatureAnswer next(SynchronousSink<ByteBuf> sink) {
        // On the heap: Micronaut 4.10 forgets a piece when the client leaves at the wrong moment, and the collector
        // then finds it.
        int bytes = encoder.pieceBytes();
        ByteBuf piece = Unpooled.buffer(bytes + bytes / 8);
        try {
            boolean isLast = !moveBegun(piece) && encode(encoder, piece, bytes);
            sink.next(piece);
            if (isLast) {
                sink.complete();
            }
        } catch (IOException | RuntimeException | InternalError failure) {
            sink.error(named(failure));
        }
        return this;
    }

    private Throwable named(Throwable failure) {
        try {
            onFailure.accept(failure);
            return failure;
        } catch (RuntimeException name) {
            return name;
        }
    }

    /** Whether some of what {@link #of} has encoded was left, and moved. */
    private boolean moveBegun(ByteBuf piece) {
        ByteBuf begun = first;
        if (begun == null) {
            return false;
        }
        piece.writeBytes(begun, Math.min(encoder.pieceBytes(), begun.readableBytes()));
        if (!begun.isReadable()) {
            first = null;
            begun.release();
        }
        return true;
    }

    /** Lets go of the set and of what was not sent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ByteBuf unsent = first;
        if (unsent != null) {
            first = null;
            unsent.release();
        }
        encoder.close();
    }
}
