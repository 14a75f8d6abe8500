package org.glossa.store;

import java.io.IOException;

/** A derived file is not what was written, or not of a version that this program reads: drop it and build it again from the original. */
public final class StoreCorruptException extends IOException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;

    /**
     * @param file name of the file in the folder of the set
     * @param offset zero-based byte where the damage was met, −1 when it concerns the file as a whole
     */
    public StoreCorruptException(String file, long offset, String expected, String found) {
        super("Derived file " + file + (offset < 0 ? "" : " at byte " + offset) + ": expected " + expected + ", found "
                + found + "; delete the folder and build it again from the original");
        this.file = file;
        this.offset = offset;
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
