package org.glossa.json;

import java.math.BigInteger;

/**
 * Decimal digits to the nearest double, ties to even, without looking at the text again where that is possible: by one multiplication
 * when digits and power of ten are exact doubles, else by a 128-bit product (Lemire, Number parsing at a gigabyte per second, 2021).
 */
final class Decimal {
    private static final int LEAST_POWER = -342;
    private static final int MOST_POWER = 308;
    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_BIAS = 1023;
    private static final int INFINITE_EXPONENT = 0x7FF;

    /** Integers up to here are doubles. */
    private static final long MOST_EXACT = 1L << 53;

    private static final double[] EXACT_POWERS = new double[23];

    /** Powers of five from {@link #LEAST_POWER} on, scaled to 128 bits: high halves and low halves. */
    private static final long[] HIGH = new long[MOST_POWER - LEAST_POWER + 1];

    private static final long[] LOW = new long[HIGH.length];

    static {
        for (int i = 0; i < EXACT_POWERS.length; i++) {
            EXACT_POWERS[i] = Double.parseDouble("1e" + i);
        }
        for (int power = LEAST_POWER; power <= MOST_POWER; power++) {
            BigInteger scaled = scaledPowerOfFive(power);
            HIGH[power - LEAST_POWER] = scaled.shiftRight(64).longValue();
            LOW[power - LEAST_POWER] = scaled.longValue();
        }
    }

    private Decimal() {}

    /**
     * The double nearest to {@code digits × 10^power}.
     *
     * @param digits unsigned
     * @return NaN when this cannot tell: near the smallest and largest doubles, and when the product lies too close to a tie
     */
    static double nearest(long digits, int power) {
        if (digits == 0) {
            return 0;
        }
        if (digits > 0 && digits <= MOST_EXACT && Math.abs(power) < EXACT_POWERS.length) {
            return power < 0 ? digits / EXACT_POWERS[-power] : digits * EXACT_POWERS[power];
        }
        return power < LEAST_POWER || power > MOST_POWER ? Double.NaN : byProduct(digits, power);
    }

    private static double byProduct(long digits, int power) {
        int shift = Long.numberOfLeadingZeros(digits);
        long normalised = digits << shift;
        long high = Math.unsignedMultiplyHigh(normalised, HIGH[power - LEAST_POWER]);
        long low = normalised * HIGH[power - LEAST_POWER];
        if ((high & 0x1FF) == 0x1FF) { // the low half of the power may carry into the bits that decide
            long carry = Math.unsignedMultiplyHigh(normalised, LOW[power - LEAST_POWER]);
            low += carry;
            if (Long.compareUnsigned(low, carry) < 0) {
                high++;
            }
        }
        if (low == -1 && (power < -27 || power > 55)) {
            return Double.NaN;
        }
        int upperBit = (int) (high >>> 63);
        int drop = upperBit + 64 - MANTISSA_BITS - 3;
        long mantissa = high >>> drop;
        int exponent = ((217706 * power) >> 16) + 63 + upperBit - shift + EXPONENT_BIAS; // log2(10) in 16 bits
        if (exponent <= 0 || exponent >= INFINITE_EXPONENT - 1) {
            return Double.NaN;
        }
        boolean mayBeTie = Long.compareUnsigned(low, 1) <= 0 && power >= -4 && power <= 23 && (mantissa & 3) == 1;
        if (mayBeTie && mantissa << drop == high) {
            mantissa &= ~1L; // down, to the even one
        }
        mantissa += mantissa & 1;
        mantissa >>>= 1;
        if (mantissa >= 2L << MANTISSA_BITS) {
            mantissa = 1L << MANTISSA_BITS;
            exponent++;
        }
        return Double.longBitsToDouble((mantissa & ((1L << MANTISSA_BITS) - 1)) | (long) exponent << MANTISSA_BITS);
    }

    private static BigInteger scaledPowerOfFive(int power) {
        BigInteger five = BigInteger.valueOf(5).pow(Math.abs(power));
        int bits = five.bitLength();
        if (power >= 0) {
            return bits <= 128 ? five.shiftLeft(128 - bits) : five.shiftRight(bits - 128);
        }
        BigInteger reciprocal = BigInteger.ONE.shiftLeft(bits + 127).divide(five);
        // where a product with few digits can be exact, the reciprocal must not be too small
        return power >= -27 ? reciprocal.add(BigInteger.ONE) : reciprocal;
    }
}
