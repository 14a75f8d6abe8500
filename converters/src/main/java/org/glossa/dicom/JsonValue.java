package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/** One element of a Value array, before its VR is known, PS3.18 section F.2.3. */
sealed interface JsonValue {
    int DECIMAL_STRING_CHARACTERS = 16;

    /** Null, or an object without members: no value, an item without elements, a name without components. */
    record Nothing() implements JsonValue {}

    /** A string, or a person's name with its components joined. */
    record Text(String text) implements JsonValue {}

    /** @param digits as written */
    record Number(String digits) implements JsonValue {}

    /** An item of a sequence. */
    record Items(DataSet dataSet) implements JsonValue {}

    /** As an item of a sequence. */
    default DataSet item() {
        return switch (this) {
            case Items item -> item.dataSet();
            case Nothing nothing -> DataSet.builder().build();
            case Text text -> throw new IllegalArgumentException("a string instead of an item");
            case Number number -> throw new IllegalArgumentException("a number instead of an item");
        };
    }

    private String text() {
        return switch (this) {
            case Text text -> text.text();
            case Number number -> number.digits();
            case Nothing nothing -> "";
            case Items item -> throw new IllegalArgumentException("an item instead of a value");
        };
    }

    /**
     * The bytes of values that are no items.
     *
     * @throws IllegalArgumentException when the VR does not hold them, with a sentence
     */
    static MemorySegment bytes(int tag, Vr vr, List<JsonValue> values) {
        boolean isEmpty = values.stream().allMatch(Nothing.class::isInstance) && values.size() < 2;
        if (isEmpty) {
            return MemorySegment.ofArray(new byte[0]);
        }
        return switch (vr) {
            case FL, OF -> Encode.floats(tag, vr, floats(values));
            case FD, OD ->
                Encode.doubles(
                        tag,
                        vr,
                        values.stream()
                                .mapToDouble(value -> decimal(value.text()))
                                .toArray());
            case US, SS, UL, SL, UV, SV, OL, OV ->
                Encode.integers(
                        tag,
                        vr,
                        values.stream()
                                .mapToLong(value -> integer(vr, value.text()))
                                .toArray());
            case AT ->
                Encode.integers(
                        tag,
                        vr,
                        values.stream()
                                .mapToLong(value -> pointer(value.text()))
                                .toArray());
            case OB, OW, UN, SQ ->
                throw new IllegalArgumentException(
                        Tag.name(tag) + " " + vr + " with values instead of InlineBinary or a BulkDataURI");
            case AE, AS, CS, DA, DS, DT, IS, LO, LT, PN, SH, ST, TM, UC, UI, UR, UT -> texts(tag, vr, values);
        };
    }

    private static MemorySegment texts(int tag, Vr vr, List<JsonValue> values) {
        if (!vr.isSplit() && values.size() > 1) {
            throw new IllegalArgumentException(
                    Tag.name(tag) + " has VR " + vr + ", which holds one value, got " + values.size());
        }
        StringJoiner text = new StringJoiner("\\");
        for (JsonValue value : values) {
            String one = value instanceof Number number ? numberText(vr, number.digits()) : value.text();
            if (vr.isSplit() && one.indexOf('\\') >= 0) {
                throw new IllegalArgumentException(
                        Tag.name(tag) + ": a backslash separates values and cannot be part of one");
            }
            text.add(one);
        }
        return MemorySegment.ofArray(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** All digits where a DS has room for them, else the nearest number that it holds. */
    private static String numberText(Vr vr, String digits) {
        if (vr == Vr.IS) {
            return new BigDecimal(digits).toBigIntegerExact().toString();
        }
        return vr != Vr.DS || digits.length() <= DECIMAL_STRING_CHARACTERS
                ? digits
                : Encode.decimalString(Double.parseDouble(digits));
    }

    private static float[] floats(List<JsonValue> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            String text = values.get(i).text();
            // not through a double: that would round twice
            floats[i] = isFinite(text) ? Float.parseFloat(text) : (float) decimal(text);
        }
        return floats;
    }

    private static double decimal(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static boolean isFinite(String text) {
        return !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
    }

    private static long integer(Vr vr, String text) {
        return vr == Vr.UV || vr == Vr.OV ? Long.parseUnsignedLong(text) : Long.parseLong(text);
    }

    private static long pointer(String text) {
        if (text.length() != 8) {
            throw new IllegalArgumentException("an AT of eight hexadecimal digits is needed, got " + text);
        }
        return Integer.toUnsignedLong(HexFormat.fromHexDigits(text));
    }
}
