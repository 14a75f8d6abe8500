package org.glossa.service.region;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The spaces that {@code crs} names; a box and the answer to it are in the same one. */
enum QuerySpace {
    /** Pixels of the finest level of the slide. */
    LEVEL0_PIXELS("level0-pixels"),
    /** Pixels of the image that the set was made on. */
    SOURCE_PIXELS("source-pixels"),
    /** Pixels of the one frame that the set was made on. */
    FRAME("frame"),
    /** Millimetres of the frame of reference of the slide. */
    SLIDE_MM("slide-mm");

    private final String parameter;

    QuerySpace(String parameter) {
        this.parameter = parameter;
    }

    /** As {@code crs} names it. */
    String parameter() {
        return parameter;
    }

    static Optional<QuerySpace> named(String parameter) {
        return Stream.of(values())
                .filter(space -> space.parameter.equals(parameter))
                .findFirst();
    }

    static String allNames() {
        return Stream.of(values()).map(QuerySpace::parameter).collect(Collectors.joining(", "));
    }
}
