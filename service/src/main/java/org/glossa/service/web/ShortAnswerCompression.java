package org.glossa.service.web;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import jakarta.inject.Singleton;

/**
 * Compresses short texts only. Netty compresses on the event loop, where 3 MB of GeoJSON took 200 ms in which every other connection
 * of that loop waited (measured); who has a slow network and large regions puts a compressing proxy in front.
 */
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
final class ShortAnswerCompression implements HttpCompressionStrategy {
    private static final long SHORTEST_BYTES = 1 << 10;
    private static final long LONGEST_BYTES = 1 << 20;
    private static final int FASTEST = 1;

    @Override
    public boolean shouldCompress(HttpResponse response) {
        return isCompressible(response);
    }

    /** Whether the body of an answer is a text of a length that is compressed for a client that takes it so. */
    static boolean isCompressible(HttpResponse response) {
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        long length = HttpUtil.getContentLength(response, -1L);
        return type != null && MediaType.isTextBased(type) && length >= SHORTEST_BYTES && length <= LONGEST_BYTES;
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public int getCompressionLevel() {
        return FASTEST;
    }

    @Override
    public int getMaxZstdEncodeSize() {
        return (int) LONGEST_BYTES;
    }
}
