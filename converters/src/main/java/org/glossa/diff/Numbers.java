package org.glossa.diff;

import org.glossa.annotation.Precision;

/** When two numbers of different precision are the same: a float stands for its exact value and for its shortest decimal. */
final class Numbers {
    private Numbers() {}

    static boolean isSame(double first, Precision ofFirst, double second, Precision ofSecond) {
        if (first == second || Double.isNaN(first) && Double.isNaN(second)) {
            return true;
        }
        if (ofFirst == ofSecond) {
            return false;
        }
        return ofFirst == Precision.FLOAT32 ? isDecimalOf((float) first, second) : isDecimalOf((float) second, first);
    }

    private static boolean isDecimalOf(float value, double number) {
        return (float) number == value && Double.parseDouble(Float.toString(value)) == number;
    }

    /** Equal for numbers that are the same in any precision, and for few others. */
    static long coarseBits(double number) {
        float coarse = (float) number;
        return coarse == 0 ? 0 : Float.floatToIntBits(coarse);
    }

    static long exactBits(double number) {
        return number == 0 ? 0 : Double.doubleToLongBits(number);
    }

    static long mixed(long hash, long bits) {
        long mixed = (hash ^ bits) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}
