package org.glossa.dicom;

import java.util.ArrayList;
import java.util.List;

/** The text of an element, split and trimmed per VR as PS3.5 section 6.2 says. */
final class ElementText {
    private ElementText() {}

    static List<String> strings(Element element) {
        Vr vr = element.vr();
        if (vr.isText()) {
            return split(vr, decode(element));
        }
        return switch (vr) {
            case AT, SL, SS, SV, UL, US, UV -> integers(element);
            case FD, FL -> decimals(element);
            default -> List.of();
        };
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
        return switch (vr) {
            case AE, CS, DS, IS, LO, SH -> trimStart(end);
            default -> end;
        };
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
            long number = element.integer(i);
            texts.add(
                    switch (element.vr()) {
                        case AT -> Tag.hex((int) number);
                        case UV -> Long.toUnsignedString(number);
                        default -> Long.toString(number);
                    });
        }
        return texts;
    }

    private static List<String> decimals(Element element) {
        List<String> texts = new ArrayList<>();
        for (double number : element.decimals()) {
            texts.add(element.vr() == Vr.FL ? Float.toString((float) number) : Double.toString(number));
        }
        return texts;
    }
}
