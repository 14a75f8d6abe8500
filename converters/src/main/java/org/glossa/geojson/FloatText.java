package org.glossa.geojson;

import java.nio.charset.StandardCharsets;

/**
 * Floats as {@link Float#toString(float)} has them, in ASCII and without a string being made: coordinates are most of an answer, and their
 * decimals most of what it costs.
 */
final class FloatText {
    /** No float has a longer text. */
    static final int MOST_BYTES = 16;

    private static final double LEAST = 1;

    /** From here on, there is an exponent. */
    private static final double END = 1e7;

    private static final byte[] PAIRS = pairs();

    private FloatText() {}

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    /**
     * Writes a float.
     *
     * @param target with room for {@link #MOST_BYTES} behind {@code at}
     * @return the end of the text
     */
    static int write(float value, byte[] target, int at) {
        double magnitude = Math.abs((double) value);
        if (!(magnitude >= LEAST && magnitude < END)) {
            return writeText(Float.toString(value), target, at);
        }
        int bits = Float.floatToRawIntBits(value);
        int next = at;
        if (bits < 0) {
            target[next++] = '-';
        }
        // Half the distance of neighbours. Below a power of two they are nearer, but powers of two are whole numbers
        // here.
        double half = Float.intBitsToFloat((bits & 0x7F80_0000) - (24 << 23));
        // All of this is exact: products of at most 24 bits and a power of ten below 2^24.
        int decimals = 1;
        int scale = 10;
        double scaled = magnitude * scale;
        double nearest = Math.rint(scaled);
        while (Math.abs(scaled - nearest) >= half * scale) {
            decimals++;
            scale *= 10;
            scaled = magnitude * scale;
            nearest = Math.rint(scaled);
        }
        // The nearest decimal is never a whole number unless the float is, for those are floats themselves.
        int whole = (int) magnitude;
        next = writeWhole(whole, target, next);
        target[next++] = '.';
        return writeDigits((int) nearest - whole * scale, decimals, target, next);
    }

    private static int writeWhole(int whole, byte[] target, int at) {
        int digits = 1;
        for (int power = 10; whole >= power; power *= 10) {
            digits++;
        }
        return writeDigits(whole, digits, target, at);
    }

    /** With zeros in front. */
    private static int writeDigits(int number, int digits, byte[] target, int at) {
        int left = number;
        int next = at + digits;
        while (next - at > 1) {
            int rest = left / 100;
            int pair = 2 * (left - rest * 100);
            target[--next] = PAIRS[pair + 1];
            target[--next] = PAIRS[pair];
            left = rest;
        }
        if (next > at) {
            target[at] = (byte) ('0' + left);
        }
        return at + digits;
    }

    static int writeText(String ascii, byte[] target, int at) {
        byte[] bytes = ascii.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, target, at, bytes.length);
        return at + bytes.length;
    }
}
