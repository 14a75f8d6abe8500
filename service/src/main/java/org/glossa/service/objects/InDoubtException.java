package org.glossa.service.objects;

import java.io.IOException;

/** An original is in its place, and whether the catalogue has it cannot be known now: it is entered, if need be, once that can be known. */
public final class InDoubtException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param cause why the catalogue did not answer */
    public InDoubtException(Throwable cause) {
        super("the catalogue did not confirm the instance: " + cause.getMessage(), cause);
    }
}
