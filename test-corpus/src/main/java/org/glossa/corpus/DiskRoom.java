package org.glossa.corpus;

import java.nio.file.Path;

/** Room on a disk for tests that need much of it. */
public final class DiskRoom {
    private DiskRoom() {}

    /** Skips the test, visibly, when the disk of an existing folder has fewer bytes free. */
    public static void require(Path folder, long bytes) {
        long usable = folder.toFile().getUsableSpace();
        if (usable < bytes) {
            throw Absence.of(
                    "disk-room",
                    "The test needs " + bytes + " bytes of disk and " + usable + " are free at " + folder
                            + "; make room, or name another folder by java.io.tmpdir.");
        }
    }
}
