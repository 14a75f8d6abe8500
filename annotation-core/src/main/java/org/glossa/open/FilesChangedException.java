package org.glossa.open;

import java.io.IOException;

/** Something wrote to the derived files of a set while they were read, so that what was read may be anything. Asking again helps. */
public final class FilesChangedException extends IOException {
    private static final long serialVersionUID = 1;

    FilesChangedException(String sopInstanceUid) {
        super("Something wrote to the derived files of " + sopInstanceUid
                + " while they were read, which only their build may; ask again");
    }
}
