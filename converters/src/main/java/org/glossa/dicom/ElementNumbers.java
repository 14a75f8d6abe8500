package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/** Numbers of an element, little-endian. */
final class ElementNumbers {
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final ValueLayout.OfShort BIG_SHORT = SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt BIG_INT = INT.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfLong BIG_LONG = LONG.withOrder(ByteOrder.BIG_ENDIAN);

    private ElementNumbers() {}

    static long integerCount(Element element) {
        Vr vr = element.vr();
        return vr.holdsIntegers() ? element.value().byteSize() / vr.valueBytes() : 0;
    }

    static long integer(Element element, long index) {
        MemorySegment value = element.value();
        return switch (element.vr()) {
            case US, OW -> Short.toUnsignedLong(value.get(SHORT, index * 2));
            case SS -> value.get(SHORT, index * 2);
            case UL, OL -> Integer.toUnsignedLong(value.get(INT, index * 4));
            case SL -> value.get(INT, index * 4);
            case SV, UV, OV -> value.get(LONG, index * 8);
            case AT ->
                Short.toUnsignedLong(value.get(SHORT, index * 4)) << 16
                        | Short.toUnsignedLong(value.get(SHORT, index * 4 + 2));
            case AE, AS, CS, DA, DS, DT, FD, FL, IS, LO, LT, OB, OD, OF, PN, SH, SQ, ST, TM, UC, UI, UN, UR, UT ->
                throw new IllegalArgumentException(element + " has no binary integers");
        };
    }

    static double[] decimals(Element element) {
        return switch (element.vr()) {
            case FD, FL -> binary(element);
            case AT, SL, SS, SV, UL, US -> integers(element);
            case UV -> unsigned(element);
            case DS, IS -> parsed(element.strings());
            case AE, AS, CS, DA, DT, LO, LT, OB, OD, OF, OL, OV, OW, PN, SH, SQ, ST, TM, UC, UI, UN, UR, UT ->
                new double[0];
        };
    }

    /** One value of FL or FD. */
    static double decimal(Element element, long index) {
        return element.vr() == Vr.FL
                ? element.value().get(FLOAT, 4 * index)
                : element.value().get(DOUBLE, 8 * index);
    }

    private static double[] binary(Element element) {
        double[] numbers =
                new double[Math.toIntExact(element.valueLength() / element.vr().valueBytes())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = decimal(element, i);
        }
        return numbers;
    }

    private static double[] integers(Element element) {
        double[] numbers = new double[Math.toIntExact(integerCount(element))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = integer(element, i);
        }
        return numbers;
    }

    private static double[] unsigned(Element element) {
        double[] numbers = new double[Math.toIntExact(integerCount(element))];
        for (int i = 0; i < numbers.length; i++) {
            long bits = integer(element, i);
            numbers[i] = bits >= 0 ? bits : (bits >>> 1) * 2.0;
        }
        return numbers;
    }

    private static double[] parsed(List<String> texts) {
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = parse(texts.get(i));
        }
        return numbers;
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
