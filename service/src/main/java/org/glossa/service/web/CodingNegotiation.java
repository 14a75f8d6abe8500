package org.glossa.service.web;

import io.micronaut.http.MediaType;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;

/**
 * Which content coding an answer may have (RFC 9110 section 12.5.3): gzip or none. Micronaut's compressor takes "*" for snappy, which
 * no registry has, and forgets that q=0 forbids; so it is told of gzip alone, and only where gzip may be. Answers that it may compress
 * say that they vary, compressed or not.
 */
@ChannelHandler.Sharable
final class CodingNegotiation extends ChannelDuplexHandler {
    static final CodingNegotiation INSTANCE = new CodingNegotiation();

    private static final double NOT_NAMED = -1;

    private CodingNegotiation() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            HttpHeaders headers = request.headers();
            if (wantsGzip(headers.getAll(HttpHeaderNames.ACCEPT_ENCODING))) {
                headers.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP);
            } else {
                headers.remove(HttpHeaderNames.ACCEPT_ENCODING);
            }
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response && varies(response)) {
            addVary(response.headers());
        }
        super.write(context, message, promise);
    }

    /**
     * Whether a client takes gzip, and does not like the answer as it is better.
     *
     * @param acceptEncoding values of the header fields Accept-Encoding; empty where there is none, which asks for no coding
     */
    static boolean wantsGzip(List<String> acceptEncoding) {
        double gzip = NOT_NAMED;
        double any = NOT_NAMED;
        double identity = NOT_NAMED;
        for (String value : acceptEncoding) {
            for (String element : value.split(",")) {
                String[] parts = element.split(";");
                double weight = weight(parts);
                switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                    // Named twice, the less it is liked counts: without a coding every client can read.
                    case "gzip", "x-gzip" -> gzip = gzip == NOT_NAMED ? weight : Math.min(gzip, weight);
                    case "*" -> any = weight;
                    case "identity" -> identity = weight;
                    default -> {}
                }
            }
        }
        double weight = gzip == NOT_NAMED ? any : gzip;
        return weight > 0 && weight >= identity;
    }

    /** @param parts a coding, then its parameters; a weight that is none forbids */
    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                String weight = parameter.substring(2);
                return weight.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(weight) : 0;
            }
        }
        return 1;
    }

    private static boolean varies(HttpResponse response) {
        return response.headers().contains(HttpHeaderNames.CONTENT_ENCODING)
                || response.status().equals(HttpResponseStatus.NOT_MODIFIED)
                || ShortAnswerCompression.isCompressible(response)
                || isTextWithoutBody(response);
    }

    /** An answer to HEAD: Micronaut leaves its length out, so it may be one that is compressed. */
    private static boolean isTextWithoutBody(HttpResponse response) {
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        return type != null
                && MediaType.isTextBased(type)
                && !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                && !HttpUtil.isTransferEncodingChunked(response);
    }

    private static void addVary(HttpHeaders headers) {
        AsciiString name = HttpHeaderNames.ACCEPT_ENCODING;
        if (!headers.containsValue(HttpHeaderNames.VARY, name, true)
                && !headers.containsValue(HttpHeaderNames.VARY, "*", true)) {
            headers.add(HttpHeaderNames.VARY, "Accept-Encoding");
        }
    }
}
