package org.glossa.diff;

/** What the second set is to the first. */
public enum Sides {
    /** Nothing is known of it: what either side says alone is a difference. */
    ALIKE,
    /**
     * The second was made of the first: ids, names, members and content that only the second has were made up because its language needs
     * them, and are no difference.
     */
    SECOND_FROM_FIRST
}
