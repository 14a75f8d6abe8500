package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Brings the text of elements that come from a file to UTF-8, which is what built data sets hold. */
final class Utf8Text {
    static final MemorySegment TERM = MemorySegment.ofArray("ISO_IR 192".getBytes(StandardCharsets.US_ASCII))
            .asReadOnly();

    private static final int ESCAPE = 0x1B;
    private static final byte SURROGATE_LEAD = (byte) 0xED;
    /** A byte that no UTF-8 has. */
    private static final byte NEVER = (byte) 0xFF;

    private Utf8Text() {}

    /**
     * The characters of UTF-8; of what is none, U+FFFD for each maximal subpart, as chapter 3 of the Unicode standard recommends. Java
     * follows that but for surrogates, of whose three bytes none is part of any character.
     *
     * @param bytes overwritten where they are no UTF-8
     */
    static String decode(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == SURROGATE_LEAD && (bytes[i + 1] & 0xE0) == 0xA0) {
                bytes[i] = NEVER;
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The same element when its text reads the same in UTF-8, else one with other bytes. */
    static Element of(Element element) {
        if (element.tag() == Tag.SpecificCharacterSet) {
            return new Element(element.tag(), Vr.CS, -1, TERM, CharacterSets.UTF_8, List.of(), null);
        }
        if (element.characters() == CharacterSets.UTF_8) {
            return element;
        }
        if (element.vr() == Vr.SQ) {
            return isPlain(element.items()) ? element : sequence(element);
        }
        if (!element.vr().hasCharacterSet() || isAscii(element.value())) {
            return element;
        }
        byte[] text = element.characters().decode(element.value(), element.vr()).getBytes(StandardCharsets.UTF_8);
        return new Element(
                element.tag(),
                element.vr(),
                -1,
                MemorySegment.ofArray(text).asReadOnly(),
                CharacterSets.UTF_8,
                List.of(),
                null);
    }

    private static Element sequence(Element element) {
        List<DataSet> items = new ArrayList<>();
        for (DataSet item : element.items()) {
            items.add(DataSet.builder().all(item).build());
        }
        return new Element(
                element.tag(), Vr.SQ, -1, MemorySegment.ofArray(new byte[0]), CharacterSets.UTF_8, items, null);
    }

    private static boolean isPlain(List<DataSet> items) {
        for (DataSet item : items) {
            if (item.contains(Tag.SpecificCharacterSet) || !isAscii(item)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no text of the data set and its items needs a Specific Character Set. */
    static boolean isAscii(DataSet dataSet) {
        for (Element element : dataSet) {
            if (element.vr().hasCharacterSet() && !isAscii(element.value())) {
                return false;
            }
            for (DataSet item : element.items()) {
                if (!isAscii(item)) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean isAscii(MemorySegment text) {
        for (long i = 0; i < text.byteSize(); i++) {
            byte character = text.get(ValueLayout.JAVA_BYTE, i);
            if (character < 0 || character == ESCAPE) {
                return false;
            }
        }
        return true;
    }
}
