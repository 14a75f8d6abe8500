package org.glossa.service.serve;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.glossa.service.config.InvalidSettingException;
import org.glossa.service.config.Settings;
import org.glossa.service.objects.DataFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glossa serve}: runs the service on one data folder until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the service: DICOMweb at /dicom-web, regions at /collections, the page at /ui.",
        footer = "Limits, the catalogue's database and more: src/site/markdown/configuration.md names each key, its"
                + " environment variable and its default.")
public final class ServeCommand implements Callable<Integer> {
    private static final int LOWEST_PRECEDENCE = -1000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8080", description = "TCP port, 0 for any free one (default 8080).")
    private int port;

    @Option(names = "--data", required = true, description = "Folder of this server alone; made when missing.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default 127.0.0.1: this machine only).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String host;

    @Option(
            names = "--public-url",
            description = "URL that clients reach this server by, when a proxy stands in front of it.")
    private @Nullable URI publicUrl;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "--port is 0..65535, got " + port);
        }
        if (publicUrl != null && !Settings.isPublicUrl(publicUrl)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--public-url is an absolute http or https URL, such as https://example.org/glossa, got "
                            + publicUrl);
        }
        try (StopSignal stop = new StopSignal();
                DataFolder folder = DataFolder.lock(data);
                RunningServer server = start(folder, host, port, publicUrl)) {
            stop.arm();
            announce(System.out, server);
            stop.await();
        }
        return 0;
    }

    private static void announce(PrintStream out, RunningServer server) {
        out.println("Glossa listening on " + server.url());
        out.flush();
    }

    /**
     * Starts the service inside this process; for {@code demo} too.
     *
     * @param folder locked by the caller, who unlocks it after closing the server
     * @param port 0 for any
     * @throws IOException with one sentence when it cannot start
     */
    public static RunningServer start(DataFolder folder, String host, int port, @Nullable URI publicUrl)
            throws IOException {
        folder.requireWhole();
        Map<String, Object> properties = new HashMap<>();
        if (publicUrl != null) {
            properties.put("glossa.public-url", publicUrl.toString());
        }
        properties.put("micronaut.server.host", InetAddress.getByName(host).getHostAddress());
        properties.put("micronaut.server.port", port == 0 ? -1 : port);
        ApplicationContext context = context(folder, properties, "");
        try {
            context.start();
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            return new RunningServer(context, server);
        } catch (ServerStartupException exception) {
            context.close();
            throw new IOException(
                    "cannot listen on " + host + " port " + port + " (" + rootMessage(exception)
                            + "); choose another --port, 0 for any",
                    exception);
        } catch (BeanInstantiationException exception) {
            context.close();
            throw new IOException("cannot start on " + folder.root() + ": " + rootMessage(exception), exception);
        }
    }

    /**
     * The parts of the service on a data folder, not started.
     *
     * @param properties beside the data folder, before all that an operator set
     * @param h2Options appended to the URL of the catalogue where the operator gave none
     * @throws InvalidSettingException with one sentence when a setting cannot work
     */
    public static ApplicationContext context(DataFolder folder, Map<String, Object> properties, String h2Options) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("glossa.data", folder.root().toString());
        ApplicationContext context = ApplicationContext.builder()
                .mainClass(ServeCommand.class)
                .banner(false)
                .deduceEnvironment(false)
                .properties(all)
                .propertySources(PropertySource.of(
                        "glossa-defaults",
                        Map.of("glossa.catalogue.url", h2Url(folder) + h2Options),
                        LOWEST_PRECEDENCE))
                .build();
        // Only the settings are read before they are looked at.
        Settings.require(context.getEnvironment().start());
        return context;
    }

    private static String h2Url(DataFolder folder) {
        // WRITE_DELAY=0: with H2's default a kill loses rows that were acknowledged.
        return "jdbc:h2:file:" + folder.root().resolve("catalogue").resolve("glossa")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    private static String rootMessage(Throwable exception) {
        Throwable cause = exception;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
