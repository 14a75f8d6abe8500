package org.glossa.service.upkeep;

import java.io.IOException;

/** The database of the catalogue does not answer, or is not one that can hold it: nothing that a rebuild mends. */
final class DatabaseAwayException extends IOException {
    private static final long serialVersionUID = 1;

    DatabaseAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
