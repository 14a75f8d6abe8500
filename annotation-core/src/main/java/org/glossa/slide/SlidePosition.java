package org.glossa.slide;

import org.glossa.store.Cursor;

/**
 * Where an annotation of a union lies.
 *
 * @param set zero-based, in the order of the union
 * @param position in that set, as {@link Cursor#moveTo} takes it
 */
public record SlidePosition(int set, long position) {
    public static final SlidePosition FIRST = new SlidePosition(0, 0);

    public SlidePosition {
        if (set < 0 || position < 0) {
            throw new IllegalArgumentException(
                    "A position in a union needs set >= 0 and position >= 0, got " + set + " and " + position);
        }
    }
}
