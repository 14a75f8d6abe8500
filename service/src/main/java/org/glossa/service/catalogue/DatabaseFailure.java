package org.glossa.service.catalogue;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** What a failure of the catalogue's database says of the work that met it, by its SQLSTATE. */
public final class DatabaseFailure {
    /**
     * Classes of an error that a statement ended with, after which nothing is committed: data, constraints, rollback, access, room,
     * limits. H2's own errors (90xxx) are not among them: some come from its file, after a commit.
     */
    private static final Set<String> REFUSALS = Set.of("22", "23", "40", "42", "53", "54");

    /** What HikariCP says, without an SQLSTATE, of a connection that died and was closed for it. */
    private static final String CLOSED = "Connection is closed";

    private DatabaseFailure() {}

    /** Whether the database was not there: the same may succeed later, and what was being committed may be committed. */
    public static boolean isOutage(Throwable failure) {
        return has(failure, DatabaseFailure::isOutage);
    }

    /** Whether the database answered that it does not do this: nothing was committed. */
    public static boolean isRefusal(Throwable failure) {
        return !isOutage(failure) && has(failure, exception -> isRefusal(state(exception)));
    }

    private static boolean isRefusal(String state) {
        return state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
    }

    /** Class 08 is the connection; 57P is a PostgreSQL that stops or starts; 53300 is one that has no connection left. */
    private static boolean isOutage(SQLException exception) {
        return exception instanceof SQLTransientConnectionException
                || exception instanceof SQLNonTransientConnectionException
                || exception instanceof SQLRecoverableException
                || state(exception).startsWith("08")
                || state(exception).startsWith("57P")
                || state(exception).equals("53300")
                || CLOSED.equals(exception.getMessage());
    }

    private static boolean has(Throwable failure, Predicate<SQLException> property) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException exception && property.test(exception)) {
                return true;
            }
        }
        return false;
    }

    private static String state(SQLException exception) {
        return Objects.requireNonNullElse(exception.getSQLState(), "");
    }
}
