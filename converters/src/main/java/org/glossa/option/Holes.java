package org.glossa.option;

/** What becomes of the holes of polygons in ANN and SR, which have none. */
public enum Holes implements Word {
    /** A bridge without width joins each hole with its outline: the area stays, and our reader undoes it. */
    KEYHOLE,
    /** Holes are annotations of a group of their own, beside that of their outlines. */
    SPLIT,
    /** Holes are filled. */
    DROP,
    /** Nothing is written. */
    FAIL
}
