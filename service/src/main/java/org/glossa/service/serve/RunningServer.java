package org.glossa.service.serve;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;

/** A started service. Closing it stops accepting, ends what runs and closes the catalogue. */
public final class RunningServer implements AutoCloseable {
    private final ApplicationContext context;
    private final EmbeddedServer server;

    RunningServer(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /** Where it listens, such as {@code http://127.0.0.1:8080}, without a slash at the end. */
    public String url() {
        String host = server.getHost();
        String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "http://" + literal + ":" + server.getPort();
    }

    public ApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }
}
