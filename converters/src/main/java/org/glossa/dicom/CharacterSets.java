package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The Specific Character Set in effect for a data set, PS3.3 C.12.1.1.2 and PS3.5 section 6.1. Immutable. */
final class CharacterSets {
    /** Without (0008,0005): ISO-IR 6; bytes above it read as Latin 1, as peers do. */
    static final CharacterSets DEFAULT = new CharacterSets(StandardCharsets.ISO_8859_1);

    static final CharacterSets UTF_8 = new CharacterSets(StandardCharsets.UTF_8);

    private final Charset charset;

    private CharacterSets(Charset charset) {
        this.charset = charset;
    }

    /** The characters of a value, padding included. */
    String decode(MemorySegment value, Vr vr) {
        byte[] bytes = value.toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, vr.hasCharacterSet() ? charset : StandardCharsets.ISO_8859_1);
    }
}
