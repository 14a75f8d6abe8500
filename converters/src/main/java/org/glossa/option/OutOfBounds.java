package org.glossa.option;

/** What becomes of pixel coordinates outside the image, such as nuclei cut at its edge. */
public enum OutOfBounds implements Word {
    /** They stay, and the ledger counts them. */
    KEEP,
    /** They are moved to the edge. */
    CLIP,
    /** Nothing is written. */
    FAIL
}
