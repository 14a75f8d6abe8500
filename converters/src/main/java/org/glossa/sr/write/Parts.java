package org.glossa.sr.write;

import java.util.Arrays;

/** Numbers of parts of an object, in order. */
final class Parts {
    private long[] numbers = new long[4];
    private int count;

    void add(long part) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.multiplyExact(count, 2));
        }
        numbers[count] = part;
        count++;
    }

    int count() {
        return count;
    }

    long get(int index) {
        return numbers[index];
    }
}
