package org.glossa.dicom;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value representation, PS3.5 section 6.2. The constants' names are the two letters of the standard. */
public enum Vr {
    AE,
    AS,
    AT,
    CS,
    DA,
    DS,
    DT,
    FD,
    FL,
    IS,
    LO,
    LT,
    OB,
    OD,
    OF,
    OL,
    OV,
    OW,
    PN,
    SH,
    SL,
    SQ,
    SS,
    ST,
    SV,
    TM,
    UC,
    UI,
    UL,
    UN,
    UR,
    US,
    UT,
    UV;

    private static final Set<Vr> WITH_CHARACTER_SET = EnumSet.of(LO, LT, PN, SH, ST, UC, UT);
    private static final Set<Vr> OF_ONE_TEXT = EnumSet.of(LT, ST, UR, UT);
    private static final Set<Vr> STREAMS = EnumSet.of(OB, OD, OF, OL, OV, OW, UN);
    private static final Set<Vr> INTEGERS = EnumSet.of(AT, SL, SS, SV, UL, US, UV, OL, OV, OW);
    private static final @Nullable Vr[] BY_LETTERS = new @Nullable Vr[26 * 26];

    static {
        for (Vr vr : values()) {
            BY_LETTERS[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = vr;
        }
    }

    /** The VR of two letters as they stand in an Explicit VR header, or null when the standard knows none. */
    static @Nullable Vr of(int first, int second) {
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            return null;
        }
        return BY_LETTERS[(first - 'A') * 26 + second - 'A'];
    }

    /** Whether the Explicit VR header has two reserved bytes and a length of 32 bits, PS3.5 table 7.1-1. */
    boolean hasLongHeader() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            case AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, PN, SH, SL, SS, ST, TM, UI, UL, US -> false;
        };
    }

    /** Bytes of one binary value: 2, 4 or 8; 1 for text, bytes and sequences. AT counts as one value of 4. */
    public int valueBytes() {
        return switch (this) {
            case OW, SS, US -> 2;
            case AT, FL, OF, OL, SL, UL -> 4;
            case FD, OD, OV, SV, UV -> 8;
            case AE, AS, CS, DA, DS, DT, IS, LO, LT, OB, PN, SH, SQ, ST, TM, UC, UI, UN, UR, UT -> 1;
        };
    }

    /** Bytes that change places between big-endian and little-endian together; AT is two words of 2, PS3.5 section 7.3. */
    int swappedBytes() {
        return this == AT ? 2 : valueBytes();
    }

    /** Whether values are characters. */
    public boolean isText() {
        return switch (this) {
            case AE, AS, CS, DA, DS, DT, IS, LO, LT, PN, SH, ST, TM, UC, UI, UR, UT -> true;
            case AT, FD, FL, OB, OD, OF, OL, OV, OW, SL, SQ, SS, SV, UL, UN, US, UV -> false;
        };
    }

    /** Whether the Specific Character Set applies, PS3.5 section 6.1.2.3. */
    boolean hasCharacterSet() {
        return WITH_CHARACTER_SET.contains(this);
    }

    /** Whether a backslash separates values. */
    boolean isSplit() {
        return isText() && !OF_ONE_TEXT.contains(this);
    }

    /** Whether the value is a stream of bytes or words without multiplicity: OB OD OF OL OV OW UN. */
    public boolean isStream() {
        return STREAMS.contains(this);
    }

    /** Whether values are binary integers: AT SL SS SV UL US UV, and the words of OL OV OW. */
    public boolean holdsIntegers() {
        return INTEGERS.contains(this);
    }
}
