package org.glossa.order;

import java.util.Arrays;

/**
 * Places of rows, sorted by keys of 33 bits ({@link RowRecord#key}); equal keys in the order of their places. Filled again and again.
 * Threads may put at different places at once; all else is for one thread.
 */
final class KeyedPlaces {
    private static final int PLACE_BITS = 31;
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    // The key above its place.
    private long[] keyed = {};
    private long[] other = {};
    private int count;
    private final int[] next = new int[DIGITS];

    /** Makes room for new places, of which all are to be put. */
    void reserve(int places) {
        count = places;
        if (places > keyed.length) {
            keyed = new long[places];
            other = new long[places];
        }
    }

    void put(int place, long key) {
        keyed[place] = key << PLACE_BITS | place;
    }

    /**
     * A radix sort, digit by digit from the lowest of the keys on, each of which keeps the order of what is equal in it. Digits that are
     * the same in all keys, as the upper ones of a partition are, cost nothing. Places were put in their order and are no digits.
     */
    void sort() {
        long differing = 0;
        for (int i = 0; i < count; i++) {
            differing |= keyed[i] ^ keyed[0];
        }
        for (int shift = PLACE_BITS; shift < Long.SIZE; shift += DIGIT_BITS) {
            if ((differing >>> shift & DIGITS - 1) != 0) {
                sortDigit(shift);
            }
        }
    }

    private void sortDigit(int shift) {
        Arrays.fill(next, 0);
        for (int i = 0; i < count; i++) {
            next[digit(keyed[i], shift)]++;
        }
        int first = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int ofDigit = next[digit];
            next[digit] = first;
            first += ofDigit;
        }
        for (int i = 0; i < count; i++) {
            other[next[digit(keyed[i], shift)]++] = keyed[i];
        }
        long[] free = keyed;
        keyed = other;
        other = free;
    }

    private static int digit(long keyed, int shift) {
        return (int) (keyed >>> shift) & DIGITS - 1;
    }

    /** The place that is i-th in the order, once sorted; counted from 0. */
    int place(int i) {
        return (int) keyed[i] & Integer.MAX_VALUE;
    }

    /** Its key. */
    long key(int i) {
        return keyed[i] >>> PLACE_BITS;
    }
}
