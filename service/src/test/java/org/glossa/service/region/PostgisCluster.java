package org.glossa.service.region;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed PostgreSQL on a folder of its own, on a free port of the loopback; as the user postgres when root runs this. */
final class PostgisCluster implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path programs;
    private final Path folder;
    private final int port;
    private final Thread onExit = new Thread(this::stopQuietly);

    private PostgisCluster(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** The folder of initdb and pg_ctl; of several versions the last one that PATH does not name. */
    static Optional<Path> programs() throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.sorted(Comparator.comparing(
                                        (Path version) -> version.getFileName().toString())
                                .reversed())
                        .forEach(version -> folders.add(version.resolve("bin")));
            }
        }
        Arrays.stream(System.getenv("PATH").split(":")).map(Path::of).forEach(folders::add);
        return folders.stream()
                .filter(folder ->
                        Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("pg_ctl")))
                .findFirst();
    }

    /** @param folder made when missing; what an earlier run stored there is there again */
    static PostgisCluster start(Path programs, Path folder, PostgisSetup setup) throws IOException {
        Files.createDirectories(folder);
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        }
        PostgisCluster cluster = new PostgisCluster(programs, folder, freePort());
        if (!Files.exists(cluster.data())) {
            cluster.run("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-D", cluster.dataName());
        }
        Runtime.getRuntime().addShutdownHook(cluster.onExit);
        StringBuilder options = new StringBuilder(
                "-p " + cluster.port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''");
        setup.settings().forEach(setting -> options.append(" -c ").append(setting));
        cluster.run("pg_ctl", "start", "-w", "-D", cluster.dataName(), "-l", folder + "/log", "-o", "" + options);
        return cluster;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private String dataName() {
        return data().toString();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(isRoot() ? List.of("runuser", "-u", USER, "--") : List.of());
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        // Not a pipe: the server keeps what it inherits open.
        Path said = Files.createTempFile("glossa-" + program, ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " ran", e);
        } finally {
            Files.delete(said);
        }
    }

    boolean hasPostgis() throws SQLException {
        return !ask("select 1 from pg_available_extensions where name = 'postgis'")
                .isEmpty();
    }

    /** Versions of PostgreSQL and PostGIS; makes the extension when there is none. */
    String versions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists postgis");
        }
        return "PostgreSQL " + ask("show server_version") + ", PostGIS "
                + ask("select postgis_lib_version() || ', GEOS ' || postgis_geos_version()");
    }

    /** The only value of a row, empty when there is no row. */
    private String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    /** Statements are prepared in the server at their first use, and what can be is sent in binary. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER
                + "&sslmode=disable&gssEncMode=disable&prepareThreshold=1");
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(onExit);
        stop();
    }

    private void stop() throws IOException {
        run("pg_ctl", "stop", "-m", "fast", "-w", "-D", dataName());
    }

    private void stopQuietly() {
        try {
            stop();
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
        }
    }
}
