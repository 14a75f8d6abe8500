package org.glossa.service.catalogue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Runs searches: one statement each, results one by one. */
@Singleton
public class Searches {
    /** Rows on the heap at a time; a row can be some hundred kilobytes. */
    private static final int FETCHED_ROWS = 50;

    private final JdbcOperations operations;

    Searches(JdbcOperations operations) {
        this.operations = operations;
    }

    /** Takes the results. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(SearchRow row) throws IOException;
    }

    /** Hands over the results in the order of storing. */
    @Transactional(readOnly = true)
    public void run(Search search, RowConsumer consumer) throws IOException {
        try {
            operations.execute(connection -> {
                SearchStatement statement = new SearchStatement(search, Database.of(connection));
                try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
                    prepared.setFetchSize(FETCHED_ROWS);
                    bind(prepared, statement.parameters());
                    run(prepared, search.level(), consumer);
                }
                return search;
            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static void run(PreparedStatement prepared, AttributeLevel level, RowConsumer consumer)
            throws SQLException {
        try (ResultSet results = prepared.executeQuery()) {
            while (results.next()) {
                consumer.accept(row(level, results));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void bind(PreparedStatement prepared, List<String> parameters) throws SQLException {
        int index = 1;
        for (String parameter : parameters) {
            prepared.setString(index++, parameter);
        }
    }

    private static SearchRow row(AttributeLevel level, ResultSet results) throws SQLException {
        boolean hasSeries = level != AttributeLevel.STUDY;
        boolean hasInstance = level == AttributeLevel.INSTANCE;
        return new SearchRow(
                results.getString(2),
                hasSeries ? results.getString(8) : "",
                hasInstance ? results.getString(11) : "",
                results.getString(3),
                hasSeries ? results.getString(9) : "",
                hasInstance ? results.getString(12) : "",
                results.getString(4),
                results.getString(5),
                results.getLong(6),
                results.getLong(7),
                hasSeries ? results.getLong(10) : 0,
                results.getLong(1));
    }
}
