package org.glossa.service.objects;

import java.io.IOException;
import java.nio.file.Path;

/** What enters an original into the catalogue when nobody knows whether it is there. */
@FunctionalInterface
public interface Replay {
    /** What became of it. */
    enum Outcome {
        /** The catalogue has it. */
        ENTERED,
        /** The catalogue has another object under its UID; this one was never acknowledged and goes. */
        SUPERSEDED,
        /** It cannot be entered. It was never acknowledged; it stays where it is, with its intent. */
        LEFT
    }

    /** @param original in its place, whole */
    Outcome run(IngestRecord record, Path original) throws IOException;
}
