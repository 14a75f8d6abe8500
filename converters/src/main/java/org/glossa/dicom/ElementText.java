package org.glossa.dicom;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The text of an element, split and trimmed per VR as PS3.5 section 6.2 says. */
final class ElementText {
    /** Spaces in front mean nothing. */
    private static final Set<Vr> STARTS_WITH_PADDING = EnumSet.of(Vr.AE, Vr.CS, Vr.DS, Vr.IS, Vr.LO, Vr.SH);

    private ElementText() {}

    static List<String> strings(Element element) {
        Vr vr = element.vr();
        if (vr.isText()) {
            return split(vr, decode(element));
        }
        if (vr.isStream() || vr == Vr.SQ) {
            return List.of();
        }
        return vr.holdsIntegers() ? integers(element) : decimals(element);
    }

    private static String decode(Element element) {
        return element.characters().decode(element.value(), element.vr());
    }

    private static List<String> split(Vr vr, String text) {
        String unpadded = trimEnd(text);
        if (unpadded.isEmpty()) {
            return List.of();
        }
        if (!vr.isSplit() || unpadded.indexOf('\\') < 0) {
            return List.of(trim(vr, unpadded));
        }
        List<String> values = new ArrayList<>();
        for (String value : unpadded.split("\\\\", -1)) {
            values.add(trim(vr, value));
        }
        return values;
    }

    private static String trim(Vr vr, String value) {
        String end = trimEnd(value);
        return STARTS_WITH_PADDING.contains(vr) ? trimStart(end) : end;
    }

    private static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String trimStart(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start);
    }

    private static List<String> integers(Element element) {
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < element.integerCount(); i++) {
            texts.add(integer(element.vr(), element.integer(i)));
        }
        return texts;
    }

    private static String integer(Vr vr, long number) {
        if (vr == Vr.AT) {
            return Tag.hex((int) number);
        }
        return vr == Vr.UV ? Long.toUnsignedString(number) : Long.toString(number);
    }

    private static List<String> decimals(Element element) {
        List<String> texts = new ArrayList<>();
        for (double number : element.decimals()) {
            texts.add(element.vr() == Vr.FL ? Float.toString((float) number) : Double.toString(number));
        }
        return texts;
    }
}
