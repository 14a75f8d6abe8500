package org.glossa.service.web;

import io.micronaut.http.HttpStatus;
import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as asked: becomes a problem document (RFC 9457) of its status. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final transient List<Finding> findings;
    private final String missingUid;
    private final int retryAfterSeconds;
    private final transient @Nullable Ledger ledger;

    private ProblemException(
            HttpStatus status, String detail, List<Finding> findings, String missingUid, int retryAfterSeconds) {
        this(status, detail, findings, missingUid, retryAfterSeconds, null);
    }

    private ProblemException(
            HttpStatus status,
            String detail,
            List<Finding> findings,
            String missingUid,
            int retryAfterSeconds,
            @Nullable Ledger ledger) {
        super(detail);
        this.status = status;
        this.findings = List.copyOf(findings);
        this.missingUid = missingUid;
        this.retryAfterSeconds = retryAfterSeconds;
        this.ledger = ledger;
    }

    /** @param detail what was got, what is allowed, what to do */
    public static ProblemException of(HttpStatus status, String detail) {
        return new ProblemException(status, detail, List.of(), "", 0);
    }

    public static ProblemException badRequest(String detail) {
        return of(HttpStatus.BAD_REQUEST, detail);
    }

    public static ProblemException notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, detail);
    }

    /** 409: an object that the answer needs is not stored. */
    public static ProblemException missing(String uid, String detail) {
        return new ProblemException(HttpStatus.CONFLICT, detail, List.of(), uid, 0);
    }

    /** 409: the object itself stands in the way; the findings say how. */
    public static ProblemException conflict(String detail, List<Finding> findings) {
        return new ProblemException(HttpStatus.CONFLICT, detail, findings, "", 0);
    }

    /** 422: what was sent can be read, but not converted as asked. */
    public static ProblemException unconvertible(String detail, List<Finding> findings, @Nullable Ledger ledger) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_ENTITY, detail, findings, "", 0, ledger);
    }

    /** The same question may be answered later. */
    public static ProblemException later(HttpStatus status, int retryAfterSeconds, String detail) {
        return new ProblemException(status, detail, List.of(), "", retryAfterSeconds);
    }

    /** Of a conversion that was refused; null for anything else. */
    public @Nullable Ledger ledger() {
        return ledger;
    }

    public HttpStatus status() {
        return status;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<Finding> findings() {
        return findings;
    }

    /** UID of the object that is missing; empty when none is. */
    public String missingUid() {
        return missingUid;
    }

    /** 0 when asking again does not help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
