package org.glossa.service.items;

import io.micronaut.buffer.netty.NettyReadBufferFactory;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.BodySizeLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import org.glossa.arrow.ArrowStream;
import reactor.core.publisher.Flux;

/**
 * Hands the buffers of a {@link FeatureAnswer} to Netty as they are. As a publisher of buffers, Micronaut would take a large answer for
 * the elements of a JSON array and put brackets and commas between.
 */
@Singleton
@Produces({FeatureCollectionEncoder.MEDIA_TYPE, ArrowStream.MEDIA_TYPE})
final class FeatureAnswerWriter implements ResponseBodyWriter<FeatureAnswer> {
    private final NettyReadBufferFactory buffers = NettyReadBufferFactory.of(PooledByteBufAllocator.DEFAULT);

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory factory,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<FeatureAnswer> type,
            MediaType mediaType,
            FeatureAnswer answer) {
        ByteBuf whole = answer.whole();
        if (whole != null) {
            return factory.adapt(buffers.adapt(whole));
        }
        Flux<ReadBuffer> pieces = Flux.from(answer.pieces()).map(buffers::adapt);
        return factory.adapt(pieces, BodySizeLimits.UNLIMITED, null, answer::close);
    }

    @Override
    public void writeTo(
            Argument<FeatureAnswer> type,
            MediaType mediaType,
            FeatureAnswer answer,
            MutableHeaders headers,
            OutputStream out) {
        throw new UnsupportedOperationException(
                "Answers with annotations are written as buffers, not to an OutputStream");
    }
}
