package org.glossa.geojson.read;

import java.io.IOException;

/** What a reading of a text is after; most texts need one. */
enum Pass {
    /** The coordinates of the source, where features have them beside. */
    SOURCE,
    /** The coordinates of the text, because not every feature has others. */
    TEXT,
    /** Nothing but what the collection says of its groups, because it says so after the features. */
    COLLECTION;

    /** Ends a pass that cannot give what it is after. */
    static final class InsufficientException extends IOException {
        private static final long serialVersionUID = 1;

        private final Pass next;

        InsufficientException(Pass next) {
            super("another pass is needed: " + next);
            this.next = next;
        }

        Pass next() {
            return next;
        }
    }
}
