package org.glossa.image;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The spaces that coordinates can be asked for in, as users name them. */
public enum SpaceName {
    /** Pixels of the level of the slide with the most columns. */
    LEVEL0_PIXELS("level0-pixels"),
    /** Pixels of the total pixel matrix of the image that the annotations were made on. */
    SOURCE_PIXELS("source-pixels"),
    /** Pixels of the one frame that the annotations were made on. */
    FRAME("frame"),
    /** Millimetres of the frame of reference of the slide. */
    SLIDE_MM("slide-mm");

    private final String word;

    SpaceName(String word) {
        this.word = word;
    }

    /** As commands and requests spell it. */
    public String word() {
        return word;
    }

    public static Optional<SpaceName> named(String word) {
        return Stream.of(values()).filter(space -> space.word.equals(word)).findFirst();
    }

    /** All of them, for messages. */
    public static String allWords() {
        return Stream.of(values()).map(SpaceName::word).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return word;
    }
}
