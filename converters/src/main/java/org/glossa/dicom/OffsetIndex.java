package org.glossa.dicom;

import java.util.Arrays;

/**
 * Offsets of very many things that follow each other, in at most 1 MiB: all of them up to 2^17, above that every second, fourth and
 * so on, from where one has to step forward.
 */
final class OffsetIndex {
    private static final int CAPACITY = 1 << 17;

    private long[] offsets = new long[8];
    private int used;
    private int shift;
    private long count;

    void add(long offset) {
        if ((count & (1L << shift) - 1) == 0) {
            if (used == CAPACITY) {
                thin();
            }
            if ((count & (1L << shift) - 1) == 0) {
                if (used == offsets.length) {
                    offsets = Arrays.copyOf(offsets, 2 * used);
                }
                offsets[used++] = offset;
            }
        }
        count++;
    }

    private void thin() {
        for (int i = 0; i < used / 2; i++) {
            offsets[i] = offsets[2 * i];
        }
        used /= 2;
        shift++;
    }

    long count() {
        return count;
    }

    /** The greatest index not above the given one whose offset is held. */
    long heldIndex(long index) {
        return index >>> shift << shift;
    }

    /** The offset at {@link #heldIndex(long)}. */
    long heldOffset(long index) {
        return offsets[(int) (index >>> shift)];
    }
}
