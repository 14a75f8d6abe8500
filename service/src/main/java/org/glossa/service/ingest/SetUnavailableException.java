package org.glossa.service.ingest;

/** The columns of a set cannot be read now; the reason says whether asking again helps. */
public final class SetUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Columns are being made: ask again. */
        NOT_READY,
        /** Columns could not be made: asking again does not help. */
        FAILED,
        /** A derived file was damaged and is being made again: ask again. */
        REBUILDING,
        /** Others that are being read leave no room to open it: ask again. */
        BUSY
    }

    private final Reason reason;
    private final String sopInstanceUid;

    public SetUnavailableException(Reason reason, String sopInstanceUid, String message) {
        super(message);
        this.reason = reason;
        this.sopInstanceUid = sopInstanceUid;
    }

    public Reason reason() {
        return reason;
    }

    public String sopInstanceUid() {
        return sopInstanceUid;
    }
}
