package org.glossa.service.web;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.glossa.service.config.Limits;
import org.glossa.service.web.ConnectionGuard.Welcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts connections and gives each its guard. */
@Singleton
final class ConnectionLimits implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimits.class);
    /** A connection that works has itself, a temporary file, and a folder or a file that is read. */
    private static final int FILES_OF_A_CONNECTION = 3;

    private static final int FEWEST = 8;

    private final Limits limits;
    private final int maximum;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimits(Limits limits) {
        this.limits = limits;
        this.maximum = maximum(limits.connections());
    }

    /** As many as are configured, when the system lets the process open the files that they need. */
    private static int maximum(int configured) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return configured;
        }
        long files = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
        long affordable = Math.max(FEWEST, files / FILES_OF_A_CONNECTION);
        if (affordable >= configured) {
            return configured;
        }
        LOG.warn(
                "this process may open {} files: at most {} connections at a time, of {} that glossa.limits.connections"
                        + " allows; raise the limit of open files (ulimit -n) for more",
                system.getMaxFileDescriptorCount(),
                affordable,
                configured);
        return (int) affordable;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        NettyServerCustomizer.Registry registry = event.getBean();
        registry.register(new Customizer(null));
        return registry;
    }

    private final class Customizer implements NettyServerCustomizer {
        private final @Nullable Channel channel;

        Customizer(@Nullable Channel channel) {
            this.channel = channel;
        }

        @Override
        public NettyServerCustomizer specializeForChannel(Channel other, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new Customizer(other) : this;
        }

        @Override
        public void onInitialPipelineBuilt() {
            if (channel == null) {
                return;
            }
            Welcome welcome = open.incrementAndGet() <= maximum ? Welcome.SERVED : Welcome.REFUSED;
            channel.closeFuture().addListener(closed -> open.decrementAndGet());
            ConnectionGuard guard = new ConnectionGuard(limits, maximum, welcome);
            channel.pipeline().addFirst("glossa-guard", guard);
            // Each goes before those that were added so far.
            String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
            channel.pipeline()
                    .addAfter(codec, "glossa-coding", CodingNegotiation.INSTANCE)
                    .addAfter(codec, "glossa-heads", RequestHeads.INSTANCE)
                    .addAfter(codec, "glossa-guard-decoded", guard.new Decoded());
        }
    }
}
