package org.glossa.service.catalogue;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the first connection to a catalogue in PostgreSQL: waits until the server answers, checks that the database keeps what the
 * catalogue needs, and sets what keeps a dead connection from blocking a request. Does nothing for H2.
 */
@Singleton
final class PostgresSetup implements BeanCreatedEventListener<DatasourceConfiguration> {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSetup.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Those of a URL win over these. */
    private static final Map<String, String> CONNECTION_PROPERTIES = Map.of(
            "ApplicationName", "glossa",
            "tcpKeepAlive", "true",
            "connectTimeout", "5",
            "socketTimeout", "60");

    private final Duration wait;

    PostgresSetup(@Value("${glossa.catalogue.wait:30s}") Duration wait) {
        this.wait = wait;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        DatasourceConfiguration configuration = event.getBean();
        if (configuration.getUrl().startsWith("jdbc:postgresql:")) {
            CONNECTION_PROPERTIES.forEach(configuration::addDataSourceProperty);
            try (Connection connection = connect(configuration);
                    Statement statement = connection.createStatement()) {
                check(statement, configuration);
            } catch (SQLException refused) {
                throw new ConfigurationException("the catalogue at " + place(configuration) + " cannot be used: "
                        + refused.getMessage()
                        + "; correct glossa.catalogue.url, glossa.catalogue.username and glossa.catalogue.password");
            }
        }
        return configuration;
    }

    private Connection connect(DatasourceConfiguration configuration) throws SQLException {
        Instant end = Instant.now().plus(wait);
        boolean isSaid = false;
        while (true) {
            try {
                return DriverManager.getConnection(
                        configuration.getUrl(), configuration.getUsername(), configuration.getPassword());
            } catch (SQLException failure) {
                if (!DatabaseFailure.isOutage(failure)) {
                    throw failure;
                }
                if (Instant.now().isAfter(end)) {
                    throw new ConfigurationException("the catalogue at " + place(configuration)
                            + " did not answer for " + wait.toSeconds() + " s: " + failure.getMessage()
                            + " Start PostgreSQL, or correct glossa.catalogue.url");
                }
                if (!isSaid) {
                    LOG.warn("waiting for the catalogue at {}: {}", place(configuration), failure.getMessage());
                    isSaid = true;
                }
                pause();
            }
        }
    }

    private static void check(Statement statement, DatasourceConfiguration configuration) throws SQLException {
        String encoding = setting(statement, "server_encoding");
        if (!encoding.equals("UTF8")) {
            throw new ConfigurationException("the catalogue at " + place(configuration) + " has the encoding "
                    + encoding + "; make it with: create database … encoding 'UTF8' template template0");
        }
        if (setting(statement, "fsync").equals("off")) {
            LOG.warn(
                    "the PostgreSQL at {} runs with fsync=off: a loss of power there loses acknowledged instances",
                    place(configuration));
        }
        if (setting(statement, "synchronous_commit").equals("off")) {
            configuration.setConnectionInitSql("set synchronous_commit to on");
        }
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet result = statement.executeQuery("show " + name)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The URL without its parameters, among which a password may be. */
    private static String place(DatasourceConfiguration configuration) {
        return configuration.getUrl().replaceFirst("\\?.*", "");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted while waiting for the catalogue");
        }
    }
}
