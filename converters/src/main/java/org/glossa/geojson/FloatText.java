package org.glossa.geojson;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Floats as {@link Float#toString(float)} has them, in ASCII and without a string being made: coordinates are most of an answer, and their
 * decimals most of what it costs.
 *
 * <p>How many decimals a coordinate needs is as good as random, and a processor that guesses it wrongly loses more time than all the
 * arithmetic takes. So there is no branch on it, nor on the digits: both candidates are worked out, and all eight digits.
 */
final class FloatText {
    /** What may be written to for a float; no text is longer. */
    static final int MOST_BYTES = 18;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bits of 1 and of 10^7: from there on, there is an exponent. */
    private static final int LEAST = 0x3F80_0000;

    private static final int END = 0x4B18_9680;

    private static final int EXPONENTS = 24;

    /**
     * For each binary exponent from 0 on, 10^(d − 1), where d is the least number of decimals whose step is less than the distance of
     * neighbouring floats.
     */
    private static final long[] COARSE = new long[EXPONENTS];

    /** What makes d decimals eight: 10^(8 − d). */
    private static final long[] MISSING = new long[EXPONENTS];

    private static final long ZEROS = 0x3030_3030_3030_3030L;

    static {
        for (int exponent = 0; exponent < EXPONENTS; exponent++) {
            double step = Math.scalb(1.0, exponent - 23);
            long coarse = 1;
            while (1 >= step * coarse * 10) {
                coarse *= 10;
            }
            COARSE[exponent] = coarse;
            MISSING[exponent] = 10_000_000 / coarse;
        }
    }

    private FloatText() {}

    /**
     * Writes a float.
     *
     * @param target with room for {@link #MOST_BYTES} behind {@code at}
     * @return the end of the text
     */
    static int write(float value, byte[] target, int at) {
        int bits = Float.floatToRawIntBits(value);
        int magnitude = bits & 0x7FFF_FFFF;
        if (magnitude < LEAST || magnitude >= END) {
            return writeText(Float.toString(value), target, at);
        }
        // The value is doubled / 2^shift, half the distance to its neighbours 1 / 2^shift. Below a power of two they are nearer, but
        // powers of two are whole numbers here.
        int exponent = (magnitude >>> 23) - 127;
        int shift = 24 - exponent;
        long doubled = (magnitude & 0x7F_FFFFL | 0x80_0000L) << 1;
        // With d - 1 decimals no two numbers are as near as the neighbours: the nearest is the only one that may restore the float. It
        // is also the shortest, once its zeros are dropped.
        long coarse = COARSE[exponent];
        long scaled = doubled * coarse;
        long half = 1L << shift - 1;
        long few = scaled + half >> shift;
        long error = Math.abs(scaled - (few << shift));
        // With d decimals the nearest always does, of two the even one.
        scaled *= 10;
        long many = scaled + half - 1 + (scaled >> shift & 1) >> shift;
        long chosen = many ^ (many ^ few * 10) & error - coarse >> 63;
        // Never a whole number unless the float is, for those are floats themselves.
        long whole = doubled >> shift;
        target[at] = '-';
        int next = writeWhole(whole, target, at + (bits >>> 31));
        target[next++] = '.';
        return writeFraction((chosen - whole * coarse * 10) * MISSING[exponent], target, next);
    }

    /** @param whole from 1 to 10^8 − 1 */
    private static int writeWhole(long whole, byte[] target, int at) {
        long digits = digits(whole);
        int leading = Long.numberOfTrailingZeros(digits) & ~7;
        LONG.set(target, at, (digits | ZEROS) >>> leading);
        return at + 8 - (leading >>> 3);
    }

    /** @param fraction in 10^−8; without zeros behind, but at least one digit */
    private static int writeFraction(long fraction, byte[] target, int at) {
        long digits = digits(fraction);
        LONG.set(target, at, digits | ZEROS);
        return at + 8 - (Long.numberOfLeadingZeros(digits | 1) >>> 3);
    }

    /** The eight digits of a number, the first in the lowest byte: halves, then pairs, then digits, each time all at once. */
    private static long digits(long number) {
        long high = number / 10_000;
        long halves = high | number - high * 10_000 << 32;
        long hundreds = halves * 5_243 >>> 19 & 0x7F_0000_007FL;
        long pairs = hundreds | halves - hundreds * 100 << 16;
        long tens = pairs * 103 >>> 10 & 0x000F_000F_000F_000FL;
        return tens | pairs - tens * 10 << 8;
    }

    static int writeText(String ascii, byte[] target, int at) {
        byte[] bytes = ascii.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, target, at, bytes.length);
        return at + bytes.length;
    }
}
