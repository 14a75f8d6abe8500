package org.glossa.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decimal digits, up to eight at once: a byte of a long for each character, the first in the lowest. */
final class Digits {
    static final int EIGHT = Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long BEYOND_NINE = 0x7676767676767676L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Digits() {}

    /** Eight characters from a place on, each less {@code '0'}; those that were no digits are above 9 as unsigned bytes. */
    static long load(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at) ^ ZEROS;
    }

    /** How many digits come before anything else. */
    static int count(long loaded) {
        // a carry out of a byte beyond 0x89 may spoil what comes after it, which is not looked at
        long others = (loaded + BEYOND_NINE | loaded) & HIGH_BITS;
        return Long.numberOfTrailingZeros(others) >>> 3;
    }

    /** Zeros before any other digit; the count when there is no other. */
    static int leadingZeros(long loaded, int count) {
        return Math.min(count, Long.numberOfTrailingZeros(loaded) >>> 3);
    }

    /**
     * Puts digits behind those that a number has.
     *
     * @param count of the digits, 0 to 8
     */
    static long append(long number, long loaded, int count) {
        if (count == 0) {
            return number;
        }
        long digits = loaded << Long.SIZE - 8 * count; // as if after zeros
        long pairs = digits * 10 + (digits >>> 8);
        long value = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L
                >>> 32;
        return number * POWERS[count] + value;
    }
}
