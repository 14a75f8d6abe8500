package org.glossa.service.region;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.glossa.service.web.WorkerPool;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Makes responses of feature collections: one pooled buffer with its length where the answer is of ordinary size, which is several
 * times faster than a stream, and a stream of buffers where it is larger, encoded as fast as the client reads.
 */
@Singleton
final class FeatureAnswers {
    /** Answers up to this size are one buffer. */
    static final int ONE_BUFFER_BYTES = 4 << 20;

    private static final int PIECE_BYTES = 256 << 10;
    private static final int HEAD_BYTES = 2 << 10;
    private static final int TYPICAL_FEATURE_BYTES = 1 << 10;

    private final Scheduler workers;

    FeatureAnswers(WorkerPool workers) {
        this.workers = Schedulers.fromExecutor(workers.forBegunWork());
    }

    /**
     * Takes the encoder over and closes it when the last byte is encoded, or the client has gone; not when this throws. Call it on a
     * worker.
     */
    MutableHttpResponse<?> of(FeatureCollectionEncoder encoder) throws IOException {
        int guess = Math.min(ONE_BUFFER_BYTES, HEAD_BYTES + encoder.count() * TYPICAL_FEATURE_BYTES);
        ByteBuf first = PooledByteBufAllocator.DEFAULT.directBuffer(guess);
        boolean isComplete;
        try {
            isComplete = encoder.encodeInto(first, ONE_BUFFER_BYTES);
        } catch (IOException | RuntimeException failure) {
            first.release();
            throw failure;
        }
        if (isComplete) {
            encoder.close();
            return HttpResponse.ok(first);
        }
        return HttpResponse.ok(Flux.just(first)
                .concatWith(Flux.generate(() -> encoder, FeatureAnswers::nextPiece, FeatureCollectionEncoder::close)
                        .subscribeOn(workers))
                .doOnDiscard(ByteBuf.class, ByteBuf::release));
    }

    private static FeatureCollectionEncoder nextPiece(FeatureCollectionEncoder encoder, SynchronousSink<ByteBuf> sink) {
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(PIECE_BYTES + PIECE_BYTES / 8);
        try {
            boolean isComplete = encoder.encodeInto(piece, PIECE_BYTES);
            sink.next(piece);
            if (isComplete) {
                sink.complete();
            }
            return encoder;
        } catch (IOException failure) {
            piece.release();
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            piece.release();
            throw failure;
        }
    }
}
