package org.glossa.synthetic;

import java.util.Locale;

/** A slide that cannot be generated; the message begins with the argument's name and says what was got, allowed and what to do. */
public final class SlideRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    SlideRequestException(String argument, Object got, Object allowed, String remedy) {
        super(String.format(Locale.ROOT, "%s: got %s; allowed: %s; %s", argument, got, allowed, remedy));
    }
}
