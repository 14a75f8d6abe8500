package org.glossa.open;

import java.io.IOException;

/** A set was not opened: others that are in use take all that may be mapped. The same question may be answered later. */
public final class OpenLimitException extends IOException {
    private static final long serialVersionUID = 1;

    OpenLimitException(String message) {
        super(message);
    }
}
