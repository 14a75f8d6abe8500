package org.glossa.service.web;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Refuses heads that Netty lets through: of a version that is not spoken here (RFC 9110 section 15.6.6), and of HTTP/1.1 without one
 * Host (RFC 9112 section 3.2). They go on as requests that could not be decoded, and are answered in their turn.
 */
@ChannelHandler.Sharable
final class RequestHeads extends ChannelInboundHandlerAdapter {
    static final RequestHeads INSTANCE = new RequestHeads();

    /** A request of another version than HTTP/1. */
    static final class VersionException extends Exception {
        private static final long serialVersionUID = 1;

        VersionException(String version) {
            super(version);
        }
    }

    /** A request that does not say once which host it is for. */
    static final class HostException extends Exception {
        private static final long serialVersionUID = 1;

        HostException(int count) {
            super(Integer.toString(count));
        }
    }

    private RequestHeads() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            check(request);
        }
        super.channelRead(context, message);
    }

    private static void check(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (version.majorVersion() != 1 || version.minorVersion() > 1) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1); // of the answer
        }
        if (version.majorVersion() != 1) {
            request.setDecoderResult(DecoderResult.failure(new VersionException(version.text())));
        } else if (hosts > 1 || hosts == 0 && version.minorVersion() > 0) {
            request.setDecoderResult(DecoderResult.failure(new HostException(hosts)));
        }
    }
}
