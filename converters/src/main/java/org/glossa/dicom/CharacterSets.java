package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Specific Character Set in effect for a data set, PS3.3 C.12.1.1.2 and PS3.5 section 6.1. Immutable. */
final class CharacterSets {
    /** Without (0008,0005): ISO-IR 6; bytes above it are read as Latin 1, as peers do. */
    static final CharacterSets DEFAULT = of(List.of());

    static final CharacterSets UTF_8 = of(List.of("ISO_IR 192"));

    /** Of a value without escape sequences. */
    private final Charset charset;

    /** Null for sets that stand alone. */
    private final @Nullable Iso2022 escapes;

    /** Whether the terms say that there may be escape sequences. */
    private final boolean extended;

    private final List<String> terms;
    private final List<String> unknown;

    /** No standard or vendor names more sets than this holds. */
    private static final long MOST_BYTES = 1 << 10;

    private CharacterSets(
            Charset charset, @Nullable Iso2022 escapes, boolean extended, List<String> terms, List<String> unknown) {
        this.charset = charset;
        this.escapes = escapes;
        this.extended = extended;
        this.terms = terms;
        this.unknown = unknown;
    }

    /** The defined terms in the bytes of (0008,0005), trimmed. */
    static List<String> terms(MemorySegment value) {
        if (value.byteSize() > MOST_BYTES) {
            return List.of("a value of " + value.byteSize() + " bytes");
        }
        String text = new String(value.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
        List<String> terms = new ArrayList<>();
        for (String term : text.split("\\\\", -1)) {
            terms.add(term.replace('\0', ' ').strip());
        }
        return terms;
    }

    static CharacterSets of(List<String> terms) {
        List<String> unknown = new ArrayList<>();
        String first = terms.isEmpty() ? "" : terms.getFirst();
        Charset known = charset(first);
        if (isAlone(first) && known != null) {
            terms.stream()
                    .skip(1)
                    .filter(term -> !term.isEmpty())
                    .forEach(term -> unknown.add(term + " beside " + first + ", which stands alone"));
            return new CharacterSets(known, null, false, List.of(first), List.copyOf(unknown));
        }
        for (String term : terms) {
            if (!term.isEmpty() && charset(term) == null && !Iso2022.isMultiByte(term)) {
                unknown.add(term);
            }
        }
        Charset initial = known == null ? StandardCharsets.ISO_8859_1 : known;
        boolean extended = terms.size() > 1 || first.startsWith("ISO 2022");
        return new CharacterSets(
                initial, Iso2022.starting(first, initial), extended, List.copyOf(terms), List.copyOf(unknown));
    }

    /** PS3.3 C.12.1.1.2: sets without code extensions of which a data set names only one. */
    private static boolean isAlone(String term) {
        return term.equals("ISO_IR 192") || term.equals("GB18030") || term.equals("GBK");
    }

    boolean isSame(CharacterSets other) {
        return terms.equals(other.terms);
    }

    /**
     * Text in these sets, empty when they do not hold all of its characters. Beyond ASCII only sets without code extensions are
     * written.
     */
    Optional<byte[]> encode(String text) {
        boolean beyondAscii = !extended && !terms.isEmpty() && !terms.contains("ISO_IR 13");
        Charset written = beyondAscii ? charset : StandardCharsets.US_ASCII;
        return written.newEncoder().canEncode(text) ? Optional.of(text.getBytes(written)) : Optional.empty();
    }

    /** Defined terms that are not known here. */
    List<String> unknown() {
        return unknown;
    }

    /**
     * The characters of a value, padding included; U+FFFD for what cannot be decoded. Escape sequences are followed where the terms do
     * not announce them, too: they say themselves what they mean, and terms are lost more often than they are there by chance.
     */
    String decode(MemorySegment value, Vr vr) {
        byte[] bytes = value.toArray(ValueLayout.JAVA_BYTE);
        if (!vr.hasCharacterSet()) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (escapes != null && (extended || Iso2022.hasEscape(bytes))) {
            return escapes.decode(bytes, vr);
        }
        return charset.equals(StandardCharsets.UTF_8) ? Utf8Text.decode(bytes) : new String(bytes, charset);
    }

    private static @Nullable Charset charset(String term) {
        return switch (term) {
            case "" -> StandardCharsets.ISO_8859_1;
            case "ISO_IR 192" -> StandardCharsets.UTF_8;
            case "GB18030" -> Charset.forName("GB18030");
            case "GBK", "ISO 2022 GBK" -> Charset.forName("GBK");
            default -> singleByte(term.replace("ISO 2022 IR", "ISO_IR"));
        };
    }

    /** PS3.3 tables C.12-2 and C.12-3. */
    private static @Nullable Charset singleByte(String term) {
        return switch (term) {
            case "ISO_IR 6", "ISO_IR 100" -> StandardCharsets.ISO_8859_1;
            case "ISO_IR 101" -> Charset.forName("ISO-8859-2");
            case "ISO_IR 109" -> Charset.forName("ISO-8859-3");
            case "ISO_IR 110" -> Charset.forName("ISO-8859-4");
            case "ISO_IR 144" -> Charset.forName("ISO-8859-5");
            case "ISO_IR 127" -> Charset.forName("ISO-8859-6");
            case "ISO_IR 126" -> Charset.forName("ISO-8859-7");
            case "ISO_IR 138" -> Charset.forName("ISO-8859-8");
            case "ISO_IR 148" -> Charset.forName("ISO-8859-9");
            case "ISO_IR 203" -> Charset.forName("ISO-8859-15");
            // JIS X 0201; its 5C stays the backslash that separates values
            case "ISO_IR 13" -> Charset.forName("Shift_JIS");
            case "ISO_IR 166" -> Charset.forName("TIS-620");
            default -> null;
        };
    }
}
