package org.glossa.service.catalogue;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the catalogue again after its disk was full or not writable. H2 closes a database that it cannot write, for every connection
 * that is open to it; once they are all given up, the next one opens it at its last commit.
 */
@Singleton
final class CatalogueWatch implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueWatch.class);
    private static final long PERIOD_MS = 1_000;

    private final HikariDataSource pool;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("glossa-catalogue").daemon().factory());
    private boolean usable = true;

    CatalogueWatch(DataSource dataSource) throws SQLException {
        this.pool = DelegatingDataSource.unwrapDataSource(dataSource).unwrap(HikariDataSource.class);
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        watch.scheduleWithFixedDelay(this::look, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            probe();
            if (!usable) {
                LOG.info("the catalogue can be used again");
                usable = true;
            }
        } catch (SQLException | RuntimeException failure) {
            if (usable) {
                LOG.warn("the catalogue cannot be used, it is opened again: {}", failure.toString());
            }
            usable = false;
            giveUpConnections();
        }
    }

    private void probe() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet _ = statement.executeQuery("select count(*) from study where id = 0")) {
            // that it answers is enough
        }
    }

    private void giveUpConnections() {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        if (connections != null) {
            connections.softEvictConnections();
        }
    }

    @PreDestroy
    void close() {
        watch.shutdownNow();
    }
}
