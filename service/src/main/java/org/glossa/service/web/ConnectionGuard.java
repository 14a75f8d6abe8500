package org.glossa.service.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.glossa.service.config.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the socket of one connection: ends it when a head does not come or an answer is not taken, refuses it when there are too
 * many, and closes it so that a client that still sends can read its answer (RFC 9112 section 9.6). All on the event loop.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
    /** Whether a new connection is one too many. */
    enum Welcome {
        SERVED,
        REFUSED
    }

    /** How long a client that still sends may need to see that the answer is there. */
    private static final long LINGER_MS = 2_000;

    private static final int CHECKS_IN_A_STALL = 4;

    private final Limits limits;
    private final int maximumConnections;
    private final Welcome welcome;
    private @Nullable ScheduledFuture<?> headTimer;
    private @Nullable ScheduledFuture<?> answerTimer;
    private boolean inRequest;
    private boolean lingering;
    private int outstanding; // pieces of answers that the system has not taken whole
    private long completed; // bytes of pieces that it has
    private long windowStart; // nanoTime
    private long windowBytes; // taken when the window began

    ConnectionGuard(Limits limits, int maximumConnections, Welcome welcome) {
        this.limits = limits;
        this.maximumConnections = maximumConnections;
        this.welcome = welcome;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        if (welcome == Welcome.REFUSED) {
            refuse(context);
            return;
        }
        super.channelActive(context);
    }

    private void refuse(ChannelHandlerContext context) {
        say(
                context,
                "503 Service Unavailable",
                "Retry-After: 1\r\n",
                503,
                "This would be one of more than " + maximumConnections
                        + " connections at a time; close some, or ask again.");
    }

    private static void say(ChannelHandlerContext context, String status, String header, int code, String detail) {
        String body = "{\"type\":\"about:blank\",\"title\":\"" + status.substring(4) + "\",\"status\":" + code
                + ",\"detail\":\"" + detail + "\"}";
        String answer = "HTTP/1.1 " + status + "\r\nContent-Type: " + ProblemHandler.PROBLEM_JSON
                + "\r\nContent-Length: " + body.length() + "\r\n" + header + "Connection: close\r\n\r\n" + body;
        context.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
                .addListener(written -> context.channel().close());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (lingering) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (!inRequest && headTimer == null) {
            headTimer = context.executor()
                    .schedule(() -> endHead(context), limits.headTime().toMillis(), TimeUnit.MILLISECONDS);
        }
        super.channelRead(context, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (lingering) {
            context.read();
            return;
        }
        super.channelReadComplete(context);
    }

    private void endHead(ChannelHandlerContext context) {
        say(
                context,
                "408 Request Timeout",
                "",
                408,
                "The head of the request was not whole after "
                        + limits.headTime().toSeconds() + " s; send it at once.");
    }

    /** Sees what the decoder made of the bytes: when the head of a request is whole, and when its body is. */
    final class Decoded extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof HttpRequest) {
                inRequest = true;
                cancel(headTimer);
                headTimer = null;
            }
            if (message instanceof LastHttpContent) {
                inRequest = false;
            }
            super.channelRead(context, message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        long bytes = message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        outstanding++;
        context.write(message, promise.unvoid()).addListener(written -> {
            completed += bytes;
            if (--outstanding == 0) {
                beginWindow(context);
            }
        });
    }

    private void beginWindow(ChannelHandlerContext context) {
        windowStart = System.nanoTime();
        windowBytes = taken(context);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        if (answerTimer == null && pending(context) > 0) {
            beginWindow(context);
            scheduleAnswerCheck(context);
        }
    }

    private void scheduleAnswerCheck(ChannelHandlerContext context) {
        long period = Math.max(1, limits.stall().toMillis() / CHECKS_IN_A_STALL);
        answerTimer = context.executor().schedule(() -> checkAnswer(context), period, TimeUnit.MILLISECONDS);
    }

    private void checkAnswer(ChannelHandlerContext context) {
        answerTimer = null;
        if (!context.channel().isActive() || pending(context) == 0) {
            return;
        }
        long bytes = taken(context) - windowBytes;
        if (bytes > 0 && bytes >= limits.leastBytes()) {
            beginWindow(context);
        }
        if (System.nanoTime() - windowStart > limits.stall().toNanos()) {
            context.close(); // without lingering: nobody reads
            return;
        }
        scheduleAnswerCheck(context);
    }

    private static long pending(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    private long taken(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return completed + (buffer == null ? 0 : buffer.currentProgress());
    }

    /** A close by the server: the answer goes out, then what the client still sends is dropped until it sees the end. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (lingering || !(context.channel() instanceof DuplexChannel channel) || !channel.isActive()) {
            context.close(promise);
            return;
        }
        lingering = true;
        cancel(headTimer);
        context.executor().schedule(() -> context.close(promise), LINGER_MS, TimeUnit.MILLISECONDS);
        channel.shutdownOutput();
        context.read();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        cancel(headTimer);
        cancel(answerTimer);
        super.channelInactive(context);
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
