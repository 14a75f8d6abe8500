package org.glossa.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A derived file is not what was written, or not of a version that this program reads: drop it and build it again from the original. */
public final class StoreCorruptException extends IOException {
    private static final long serialVersionUID = 2;

    private final String file;
    private final long offset;
    private final String expected;
    private final String found;

    /**
     * @param file name of the file in the folder of the set
     * @param offset zero-based byte where the damage was met, −1 when it concerns the file as a whole
     */
    public StoreCorruptException(String file, long offset, String expected, String found) {
        super("Derived file " + file + (offset < 0 ? "" : " at byte " + offset) + ": expected " + expected + ", found "
                + found + "; delete the folder and build it again from the original");
        this.file = file;
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    static StoreCorruptException block(String file, long offset, long length, int expected, int found) {
        return new StoreCorruptException(
                file, offset, length + " bytes with CRC32C " + Manifest.hex(expected), Manifest.hex(found));
    }

    static StoreCorruptException unreadableBlock(String file, long offset, long length, Throwable cause) {
        StoreCorruptException damage = new StoreCorruptException(
                file, offset, length + " bytes", "bytes that cannot be read (" + cause.getMessage() + ")");
        damage.initCause(cause);
        return damage;
    }

    /**
     * The damage that made a read of a set fail; null when it failed of something else. An InternalError is how the JVM tells, sometimes a
     * few steps later, that a mapped page is beyond the end of a shortened file, or on a bad sector.
     */
    public static @Nullable StoreCorruptException causeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreCorruptException damage) {
                return damage;
            }
            if (cause instanceof InternalError unreadable) {
                StoreCorruptException damage = new StoreCorruptException(
                        "of the set",
                        -1,
                        "readable bytes",
                        "some that cannot be read (" + unreadable.getMessage() + ")");
                damage.initCause(unreadable);
                return damage;
            }
        }
        return null;
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }

    /** What the manifest or the format says, in words. */
    public String expected() {
        return expected;
    }

    /** What is there instead, in words. */
    public String found() {
        return found;
    }
}
