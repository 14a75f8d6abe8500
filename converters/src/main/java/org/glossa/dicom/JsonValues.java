package org.glossa.dicom;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** The elements of a Value array, PS3.18 sections F.2.2 to F.2.5. */
final class JsonValues {
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    /** Up to here every JSON reader keeps an integer. */
    private static final long EXACT_DOUBLE = (1L << 53) - 1;

    /** Four times what a DS may have; more is not taken for a number, for its parsing has a cost. */
    private static final int NUMBER_CHARACTERS = 64;

    static final String[] NAME_COMPONENTS = {"Alphabetic", "Ideographic", "Phonetic"};

    private JsonValues() {}

    /** All values of an element that is neither a sequence nor a stream of bytes. */
    static void write(JsonGenerator out, Element element) throws IOException {
        if (element.vr().holdsIntegers() && element.vr() != Vr.AT) {
            integers(out, element);
        } else if (element.vr() == Vr.FL || element.vr() == Vr.FD) {
            decimals(out, element);
        } else {
            texts(out, element);
        }
    }

    private static void decimals(JsonGenerator out, Element element) throws IOException {
        long count = element.valueLength() / element.vr().valueBytes();
        for (long i = 0; i < count; i++) {
            double value = ElementNumbers.decimal(element, i);
            if (!Double.isFinite(value)) {
                out.writeString(Double.toString(value));
            } else if (element.vr() == Vr.FL) {
                out.writeNumber((float) value);
            } else {
                out.writeNumber(value);
            }
        }
    }

    private static void integers(JsonGenerator out, Element element) throws IOException {
        for (long i = 0; i < element.integerCount(); i++) {
            long value = element.integer(i);
            boolean unsigned = element.vr() == Vr.UV;
            if (value <= EXACT_DOUBLE && value >= (unsigned ? 0 : -EXACT_DOUBLE)) {
                out.writeNumber(value);
            } else {
                out.writeString(unsigned ? Long.toUnsignedString(value) : Long.toString(value));
            }
        }
    }

    private static void texts(JsonGenerator out, Element element) throws IOException {
        for (String text : element.strings()) {
            if (text.isEmpty()) {
                out.writeNull();
            } else if (element.vr() == Vr.PN) {
                personName(out, text);
            } else if (element.vr() == Vr.IS) {
                integerString(out, text);
            } else if (element.vr() == Vr.DS) {
                decimalString(out, text);
            } else {
                out.writeString(text);
            }
        }
    }

    private static void personName(JsonGenerator out, String text) throws IOException {
        String[] components = text.split("=", -1);
        out.writeStartObject();
        for (int i = 0; i < Math.min(components.length, NAME_COMPONENTS.length); i++) {
            if (!components[i].isEmpty()) {
                out.writeStringField(NAME_COMPONENTS[i], components[i]);
            }
        }
        out.writeEndObject();
    }

    private static void integerString(JsonGenerator out, String text) throws IOException {
        if (text.length() > NUMBER_CHARACTERS) {
            out.writeString(text);
            return;
        }
        try {
            out.writeNumber(new BigInteger(text));
        } catch (NumberFormatException e) {
            // Not an integer: kept as it is, PS3.18 F.2.3
            out.writeString(text);
        }
    }

    private static void decimalString(JsonGenerator out, String text) throws IOException {
        if (text.length() > NUMBER_CHARACTERS) {
            out.writeString(text);
            return;
        }
        if (JSON_NUMBER.matcher(text).matches()) {
            out.writeNumber(text);
            return;
        }
        try {
            out.writeNumber(new BigDecimal(text).toString());
        } catch (NumberFormatException e) {
            // Not a number: kept as it is, PS3.18 F.2.3
            out.writeString(text);
        }
    }
}
