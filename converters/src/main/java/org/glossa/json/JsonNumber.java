package org.glossa.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The number at hand: scanned once, turned into a double when it is asked for. */
final class JsonNumber {
    /** {@link #scan} found a number. */
    static final int WHOLE = -2;

    private static final int NEEDS_MORE = -3;

    /** Any so many digits fit a long, unsigned. */
    private static final int MOST_DIGITS = 19;

    /** Beyond this an exponent makes infinity or zero of any number that has less digits than a token may. */
    private static final long MOST_EXPONENT = 1_000_000_000;

    private boolean finite;
    private double notFinite;
    private boolean negative;
    /** Unsigned; meaningless beyond {@link #MOST_DIGITS}. */
    private long digits;

    private int digitCount;
    private long fractionDigits;
    private long exponent;

    /** A value that has no digits. */
    void set(double value) {
        finite = false;
        notFinite = value;
    }

    /**
     * Passes the number that begins at the mark.
     *
     * @return {@link #WHOLE}, else the byte that cannot follow there, not passed, or −1 at the end
     */
    int scan(JsonBytes in) throws IOException {
        finite = true;
        while (true) {
            int result = attempt(in);
            if (result != NEEDS_MORE) {
                return result;
            }
            in.position = in.limit;
            in.fill();
        }
    }

    private int attempt(JsonBytes in) {
        byte[] bytes = in.bytes;
        int end = in.limit;
        int start = in.mark;
        int at = start;
        digits = 0;
        digitCount = 0;
        fractionDigits = 0;
        exponent = 0;
        negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        int from = at;
        at = digits(bytes, at, end);
        boolean leadingZero = at > from + 1 && bytes[from] == '0';
        if (at == from || leadingZero) {
            return stop(in, leadingZero ? from + 1 : at);
        }
        if (at < end && bytes[at] == '.') {
            int point = at + 1;
            at = digits(bytes, point, end);
            fractionDigits = (long) at - point;
            if (at == point) {
                return stop(in, at);
            }
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            int sign = at + 1;
            boolean minus = sign < end && bytes[sign] == '-';
            int first = sign < end && (minus || bytes[sign] == '+') ? sign + 1 : sign;
            at = exponent(bytes, first, end);
            if (at == first) {
                return stop(in, at);
            }
            exponent = minus ? -exponent : exponent;
        }
        if (at == end && !in.hasEnded()) {
            return NEEDS_MORE;
        }
        in.position = at;
        return WHOLE;
    }

    private static int stop(JsonBytes in, int at) {
        in.position = at;
        if (at < in.limit) {
            return in.bytes[at] & 0xFF;
        }
        return in.hasEnded() ? -1 : NEEDS_MORE;
    }

    private int digits(byte[] bytes, int from, int end) {
        long value = digits;
        int count = digitCount;
        int at = from;
        while (at <= end - Digits.EIGHT) {
            long loaded = Digits.load(bytes, at);
            int run = Digits.count(loaded);
            value = Digits.append(value, loaded, run);
            count += count > 0 ? run : run - Digits.leadingZeros(loaded, run); // zeros before the first digit are none
            at += run;
            if (run < Digits.EIGHT) {
                digits = value;
                digitCount = count;
                return at;
            }
        }
        while (at < end) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            if (count > 0 || digit > 0) {
                count++;
            }
            at++;
        }
        digits = value;
        digitCount = count;
        return at;
    }

    private int exponent(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            exponent = Math.min(exponent * 10 + (bytes[at] - '0'), MOST_EXPONENT);
            at++;
        }
        return at;
    }

    double value(byte[] bytes, int start, int end) {
        if (!finite) {
            return notFinite;
        }
        long power = exponent - fractionDigits;
        double magnitude =
                digitCount > MOST_DIGITS || Math.abs(power) > 1_000 ? Double.NaN : Decimal.nearest(digits, (int) power);
        if (Double.isNaN(magnitude)) {
            return Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
        }
        return negative ? -magnitude : magnitude;
    }

    long decimals() {
        return fractionDigits - exponent;
    }
}
