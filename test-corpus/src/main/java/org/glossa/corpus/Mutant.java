package org.glossa.corpus;

import java.util.EnumSet;
import java.util.Set;

/** A broken file, and how it was broken. */
public final class Mutant {
    private static final Set<Kind> STRUCTURAL = EnumSet.of(
            Kind.LENGTH_BEYOND_CONTAINER,
            Kind.CUT_IN_HEADER,
            Kind.CUT_IN_VALUE,
            Kind.TOO_DEEP,
            Kind.NOT_DIVISIBLE,
            Kind.INDEX_LIST_LIES);

    private final Kind kind;
    private final String description;
    private final byte[] bytes;

    /** What was done to a sound file. */
    public enum Kind {
        BIT_FLIPPED,
        BYTES_REPLACED,
        /** A length, by its bits or by a famous value. */
        LENGTH_CHANGED,
        VR_CHANGED,
        BYTES_LOST,
        BYTES_REPEATED,
        /** An element or item is longer than what holds it. */
        LENGTH_BEYOND_CONTAINER,
        CUT_IN_HEADER,
        CUT_IN_VALUE,
        /** Ten thousand sequences within each other. */
        TOO_DEEP,
        /** OF, OD or OL whose length is no multiple of its unit; all lengths around it are right. */
        NOT_DIVISIBLE,
        /** Long Primitive Point Index List that contradicts the points or Number of Annotations. */
        INDEX_LIST_LIES
    }

    Mutant(Kind kind, String description, byte[] bytes) {
        this.kind = kind;
        this.description = description;
        this.bytes = bytes;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether every reader of annotations must refuse it. */
    public boolean mustBeRefused() {
        return STRUCTURAL.contains(kind);
    }

    /** Kind, place and what stands there now, for messages. */
    public String description() {
        return description;
    }

    /** The file; not copied. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return description;
    }
}
