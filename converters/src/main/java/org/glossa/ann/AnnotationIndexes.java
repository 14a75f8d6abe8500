package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Annotation Index List (006A,0011): one-based numbers of annotations, unsigned 32 bits. */
record AnnotationIndexes(MemorySegment entries) {
    static final int ENTRY_BYTES = 4;
    static final ValueLayout.OfInt ENTRY = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    long count() {
        return entries.byteSize() / ENTRY_BYTES;
    }

    /** @param position zero-based in the list */
    long oneBased(long position) {
        return Integer.toUnsignedLong(entries.get(ENTRY, position * ENTRY_BYTES));
    }

    /** How many entries of a list that ascends are less than an annotation's number. */
    long countBelow(long oneBased) {
        long low = 0;
        long high = count();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (oneBased(middle) < oneBased) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Where an annotation stands in a list that ascends, −1 when it does not. */
    long find(long oneBased) {
        long low = 0;
        long high = count() - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            long found = oneBased(middle);
            if (found == oneBased) {
                return middle;
            }
            if (found < oneBased) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
