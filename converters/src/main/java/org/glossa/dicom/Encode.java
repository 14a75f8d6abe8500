package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Numbers to the bytes of a value, little-endian or decimal text. */
final class Encode {
    private static final int DECIMAL_STRING_CHARACTERS = 16;

    private Encode() {}

    static MemorySegment integers(int tag, Vr vr, long[] values) {
        if (vr == Vr.IS) {
            StringJoiner text = new StringJoiner("\\");
            for (long value : values) {
                text.add(Integer.toString(Math.toIntExact(value)));
            }
            return ascii(text);
        }
        int size = vr.valueBytes();
        MemorySegment bytes = MemorySegment.ofArray(new byte[values.length * size]);
        for (int i = 0; i < values.length; i++) {
            long value = values[i];
            long at = (long) i * size;
            switch (vr) {
                case US -> bytes.set(ElementNumbers.SHORT, at, (short) within(tag, vr, value, 0, 0xFFFF));
                case SS ->
                    bytes.set(
                            ElementNumbers.SHORT, at, (short) within(tag, vr, value, Short.MIN_VALUE, Short.MAX_VALUE));
                case UL, OL -> bytes.set(ElementNumbers.INT, at, (int) within(tag, vr, value, 0, 0xFFFFFFFFL));
                case SL ->
                    bytes.set(
                            ElementNumbers.INT, at, (int) within(tag, vr, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
                case SV, UV, OV -> bytes.set(ElementNumbers.LONG, at, value);
                case AT -> {
                    bytes.set(ElementNumbers.SHORT, at, (short) (value >>> 16));
                    bytes.set(ElementNumbers.SHORT, at + 2, (short) value);
                }
                default -> throw refused(tag, vr, "integers");
            }
        }
        return bytes;
    }

    static MemorySegment floats(int tag, Vr vr, float[] values) {
        if (vr != Vr.FL && vr != Vr.OF) {
            throw refused(tag, vr, "floats");
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[values.length * 4]);
        for (int i = 0; i < values.length; i++) {
            bytes.set(ElementNumbers.FLOAT, 4L * i, values[i]);
        }
        return bytes;
    }

    static MemorySegment doubles(int tag, Vr vr, double[] values) {
        if (vr == Vr.DS) {
            StringJoiner text = new StringJoiner("\\");
            for (double value : values) {
                text.add(decimalString(value));
            }
            return ascii(text);
        }
        if (vr == Vr.FL) {
            float[] floats = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                floats[i] = (float) values[i];
            }
            return floats(tag, vr, floats);
        }
        if (vr != Vr.FD && vr != Vr.OD) {
            throw refused(tag, vr, "doubles");
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[values.length * 8]);
        for (int i = 0; i < values.length; i++) {
            bytes.set(ElementNumbers.DOUBLE, 8L * i, values[i]);
        }
        return bytes;
    }

    /** The nearest number that a DS holds: as many digits as fit, plain or with an exponent, whichever keeps more. */
    static String decimalString(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("A DS holds finite numbers only, got " + value);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        for (int digits = Math.max(1, exact.precision()); digits > 0; digits--) {
            BigDecimal rounded = rounded(exact, digits).stripTrailingZeros();
            String plain = rounded.toPlainString();
            if (plain.length() <= DECIMAL_STRING_CHARACTERS) {
                return plain;
            }
            String scientific = scientific(rounded);
            if (scientific.length() <= DECIMAL_STRING_CHARACTERS) {
                return scientific;
            }
        }
        throw new IllegalArgumentException("A DS of 16 characters cannot hold " + value);
    }

    /** To the nearest, but never beyond the greatest double. */
    private static BigDecimal rounded(BigDecimal exact, int digits) {
        BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return Double.isInfinite(nearest.doubleValue())
                ? exact.round(new MathContext(digits, RoundingMode.DOWN))
                : nearest;
    }

    private static String scientific(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int exponent = digits.length() - 1 - number.scale();
        return (number.signum() < 0 ? "-" : "") + mantissa + "E" + exponent;
    }

    private static long within(int tag, Vr vr, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    Tag.name(tag) + " " + vr + " holds " + lowest + " to " + highest + ", got " + value);
        }
        return value;
    }

    private static IllegalArgumentException refused(int tag, Vr vr, String what) {
        return new IllegalArgumentException(Tag.name(tag) + " has VR " + vr + ", which holds no " + what);
    }

    private static MemorySegment ascii(StringJoiner text) {
        return MemorySegment.ofArray(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
