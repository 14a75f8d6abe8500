package org.glossa.service.objects;

import java.io.IOException;

/** The disk would have less free than its reserve. */
public final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1;

    NoRoomException(String message) {
        super(message);
    }
}
