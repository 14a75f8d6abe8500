package org.glossa.service.web;

import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.ledger.Ledger;
import org.glossa.service.catalogue.DatabaseFailure;
import org.glossa.service.ingest.SetUnavailableException;
import org.glossa.service.objects.NoRoomException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a request is not answered as asked. The only place that makes a status of an exception.
 *
 * @param detail what was got, what is allowed, what to do
 * @param missingUid UID of an object that is not stored; empty when none is
 * @param retryAfterSeconds 0 when asking again does not help
 * @param ledger of a conversion that was refused; null for anything else
 */
public record Problem(
        HttpStatus status,
        String detail,
        List<Finding> findings,
        String missingUid,
        int retryAfterSeconds,
        @Nullable Ledger ledger) {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final int RETRY_SOON_SECONDS = 1;
    private static final int RETRY_CATALOGUE_SECONDS = 5;
    /** Until somebody has made room, or the folder writable. */
    private static final int RETRY_DISK_SECONDS = 60;
    /** H2: the database has been closed; is already closed; is read-only. */
    private static final List<Integer> H2_UNUSABLE = List.of(90098, 90121, 90097);

    public Problem {
        findings = List.copyOf(findings);
    }

    Problem(HttpStatus status, String detail, List<Finding> findings, String missingUid, int retryAfterSeconds) {
        this(status, detail, findings, missingUid, retryAfterSeconds, null);
    }

    private static Problem of(HttpStatus status, String detail, int retryAfterSeconds) {
        return new Problem(status, detail, List.of(), "", retryAfterSeconds);
    }

    /**
     * What to answer to a failure.
     *
     * @param place for the log when it is a fault of the server
     */
    public static Problem of(Throwable thrown, String place) {
        Throwable cause = unwrapped(thrown);
        return switch (cause) {
            case ProblemException problem ->
                new Problem(
                        problem.status(),
                        problem.detail(),
                        problem.findings(),
                        problem.missingUid(),
                        problem.retryAfterSeconds(),
                        problem.ledger());
            case MalformedInputException malformed ->
                new Problem(
                        HttpStatus.BAD_REQUEST, malformed.finding().sentence(), List.of(malformed.finding()), "", 0);
            case SetUnavailableException unavailable -> of(unavailable);
            case RequestBytes.ClientLeftException left -> {
                LOG.debug("{}: {}", place, left.getMessage());
                yield of(HttpStatus.BAD_REQUEST, String.valueOf(left.getMessage()), 0);
            }
            case NoRoomException full -> {
                LOG.warn("{}: {}", place, full.getMessage());
                yield of(HttpStatus.INSUFFICIENT_STORAGE, String.valueOf(full.getMessage()), RETRY_DISK_SECONDS);
            }
            case RequestBytes.BodyLimitException limit -> of(limit.status(), String.valueOf(limit.getMessage()), 0);
            default -> ofSystem(cause, place);
        };
    }

    private static Problem of(SetUnavailableException unavailable) {
        String detail = String.valueOf(unavailable.getMessage());
        return switch (unavailable.reason()) {
            case NOT_READY -> of(HttpStatus.CONFLICT, detail, RETRY_SOON_SECONDS);
            case FAILED -> of(HttpStatus.CONFLICT, detail, 0);
            case REBUILDING, BUSY -> of(HttpStatus.SERVICE_UNAVAILABLE, detail, RETRY_SOON_SECONDS);
        };
    }

    /** What the machine refuses: looked for behind every wrapping, because the catalogue meets the same disk. */
    private static Problem ofSystem(Throwable thrown, String place) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ReadOnlyFileSystemException) {
                return readOnly(place, cause);
            }
            if (cause instanceof IOException failure) {
                String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
                if (words.contains("no space left on device") || words.contains("disk quota exceeded")) {
                    LOG.warn("{}: {}", place, failure.getMessage());
                    return of(
                            HttpStatus.INSUFFICIENT_STORAGE,
                            "The server's disk has no room left; nothing that was acknowledged is harmed. Make room"
                                    + " on it, then send what was not acknowledged again.",
                            RETRY_DISK_SECONDS);
                }
                if (words.contains("too many open files")) {
                    LOG.warn("{}: {}", place, failure.getMessage());
                    return of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "The server has as many files open as the system lets it; ask again, or raise its limit of"
                                    + " open files (ulimit -n).",
                            RETRY_SOON_SECONDS);
                }
                if (failure instanceof AccessDeniedException
                        || words.contains("read-only file system")
                        || words.contains("operation not permitted")
                        || words.contains("permission denied")) {
                    return readOnly(place, failure);
                }
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && (DatabaseFailure.isOutage(refused) || isUnusable(refused))) {
                LOG.warn("{}: {}", place, refused.getMessage());
                return of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The catalogue's database does not answer (" + refused.getMessage()
                                + "). Nothing that was acknowledged is lost; send the same request again. If it stays,"
                                + " the database or its disk needs help.",
                        RETRY_CATALOGUE_SECONDS);
            }
        }
        LOG.error("{}", place, thrown);
        return of(HttpStatus.INTERNAL_SERVER_ERROR, "This is a fault of the server; its log has the details.", 0);
    }

    private static Problem readOnly(String place, Throwable cause) {
        LOG.warn("{}: {}", place, cause.getMessage());
        return of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The server may only read its data folder; nothing can be stored until it is made writable again. What"
                        + " is stored can be retrieved.",
                RETRY_DISK_SECONDS);
    }

    /** H2's closed database, and class 53 of PostgreSQL: no room, no connection left. */
    private static boolean isUnusable(SQLException refused) {
        return H2_UNUSABLE.contains(refused.getErrorCode())
                || String.valueOf(refused.getSQLState()).startsWith("53");
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof UncheckedIOException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
