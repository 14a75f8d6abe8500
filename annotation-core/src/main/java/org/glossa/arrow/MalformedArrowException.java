package org.glossa.arrow;

import java.io.IOException;

/** Bytes that are no Arrow file as we write it. */
public final class MalformedArrowException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;
    private final String expected;
    private final String found;

    /** @param offset zero-based byte of the file */
    public MalformedArrowException(long offset, String expected, String found) {
        super("At byte " + offset + ": expected " + expected + ", found " + found);
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    public long offset() {
        return offset;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
