package org.glossa.geojson;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Floats as {@link Float#toString(float)} has them, in ASCII and without a string being made: coordinates are most of an answer, and their
 * decimals most of what it costs.
 *
 * <p>How many decimals a coordinate needs is as good as random, and a processor that guesses wrongly loses more time than all the
 * arithmetic takes. So nothing loops or branches on it: both candidates are worked out, and digits are written by fours.
 */
final class FloatText {
    /** What may be written to for a float; no text is longer. */
    static final int MOST_BYTES = 17;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bits of 1. */
    private static final int LEAST = 0x3F80_0000;

    /** Bits of 10^7: from there on, there is an exponent. */
    private static final int END = 0x4B18_9680;

    /** Binary exponents from 0 to that of {@link #END}. */
    private static final int EXPONENTS = 24;

    /** From this binary exponent on, four decimals are enough. */
    private static final int FOUR_DECIMALS = 10;

    /** 10^d for each binary exponent: 10^−d is the largest power of ten that is less than the distance of neighbours. */
    private static final int[] SCALES = new int[EXPONENTS];

    /** 10^(d − 1). */
    private static final double[] COARSE_SCALES = new double[EXPONENTS];

    /** Half the distance of neighbours, times 10^(d − 1), as bits of a double: those of what is not negative are in its order. */
    private static final long[] TOLERANCES = new long[EXPONENTS];

    /** What makes d decimals four or eight. */
    private static final int[] FILLS = new int[EXPONENTS];

    /** The four digits of each number below 10^4, the first in the lowest byte. */
    private static final int[] FOURS = new int[10_000];

    private static final int FOUR_ZEROS = 0x3030_3030;
    private static final long EIGHT_ZEROS = 0x3030_3030_3030_3030L;

    static {
        for (int exponent = 0; exponent < EXPONENTS; exponent++) {
            double distance = Math.scalb(1.0, exponent - 23);
            int scale = 10;
            while (distance * scale <= 1) {
                scale *= 10;
            }
            SCALES[exponent] = scale;
            COARSE_SCALES[exponent] = scale / 10;
            TOLERANCES[exponent] = Double.doubleToRawLongBits(distance / 2 * (scale / 10));
            FILLS[exponent] = (exponent < FOUR_DECIMALS ? 100_000_000 : 10_000) / scale;
        }
        for (int i = 0; i < FOURS.length; i++) {
            FOURS[i] = i / 1_000 | i / 100 % 10 << 8 | i / 10 % 10 << 16 | i % 10 << 24;
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
        int magnitudeBits = bits & 0x7FFF_FFFF;
        if (magnitudeBits < LEAST || magnitudeBits >= END) {
            return writeText(Float.toString(value), target, at);
        }
        int exponent = (magnitudeBits >>> 23) - 127;
        // All of this is exact: products of at most 24 bits and a power of ten below 2^24.
        double magnitude = Float.intBitsToFloat(magnitudeBits);
        double scaled = magnitude * COARSE_SCALES[exponent];
        // With d - 1 decimals, neighbours are at most one step apart: no number but the nearest can restore the
        // float, and if it does, it has the shortest text once its zeros are dropped. With d decimals the nearest
        // always does; of two, the even one. Below a power of two neighbours are nearer, but powers of two are
        // whole numbers here.
        double nearest = Math.rint(scaled);
        int few = 10 * (int) nearest;
        int many = (int) Math.rint(scaled * 10);
        // All ones where few decimals suffice: a compiler makes a branch of a comparison.
        int mask = (int) (Double.doubleToRawLongBits(Math.abs(scaled - nearest)) - TOLERANCES[exponent] >> 63);
        int chosen = many ^ (many ^ few) & mask;
        // The chosen number is never whole unless the float is, for whole numbers are floats themselves.
        int whole = (int) magnitude;
        int fraction = (chosen - whole * SCALES[exponent]) * FILLS[exponent];
        int next = at;
        if (bits < 0) {
            target[next++] = '-';
        }
        next = writeWhole(whole, target, next);
        target[next++] = '.';
        return exponent < FOUR_DECIMALS
                ? writeEightDecimals(fraction, target, next)
                : writeFourDecimals(fraction, target, next);
    }

    /** Without zeros in front. */
    private static int writeWhole(int whole, byte[] target, int at) {
        long digits = eight(whole);
        int zeros = Long.numberOfTrailingZeros(digits) >>> 3;
        LONG.set(target, at, (digits | EIGHT_ZEROS) >>> 8 * zeros);
        return at + 8 - zeros;
    }

    /** Without zeros behind, but for the first decimal. */
    private static int writeFourDecimals(int fraction, byte[] target, int at) {
        int digits = FOURS[fraction];
        INT.set(target, at, digits | FOUR_ZEROS);
        return at + 4 - (Integer.numberOfLeadingZeros(digits | 1) >>> 3);
    }

    /** Without zeros behind, but for the first decimal. */
    private static int writeEightDecimals(int fraction, byte[] target, int at) {
        long digits = eight(fraction);
        LONG.set(target, at, digits | EIGHT_ZEROS);
        return at + 8 - (Long.numberOfLeadingZeros(digits | 1) >>> 3);
    }

    /** The eight digits of a number, the first in the lowest byte. */
    private static long eight(int number) {
        // As number / 10_000 for all below 10^8, in fewer instructions.
        int high = (int) (number * 109_951_163L >>> 40);
        return FOURS[high] | (long) FOURS[number - high * 10_000] << 32;
    }

    static int writeText(String ascii, byte[] target, int at) {
        byte[] bytes = ascii.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, target, at, bytes.length);
        return at + bytes.length;
    }
}
