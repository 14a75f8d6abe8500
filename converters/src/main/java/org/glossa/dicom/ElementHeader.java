package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The header of one element, PS3.5 sections 7.1 and 7.5: one object read again and again, so that a walk over millions of headers
 * makes no garbage.
 */
final class ElementHeader {
    static final long UNDEFINED_LENGTH = 0xFFFFFFFFL;
    static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 12;

    /** What stands after a header. */
    enum Kind {
        VALUE,
        SEQUENCE,
        /** UN of an attribute that the dictionary calls SQ: a sequence when its bytes can be read as one. */
        POSSIBLE_SEQUENCE,
        FRAGMENTS,
        /** An item or a delimiter, group FFFE. */
        ITEM
    }

    /** How the header was written, measured by the encoding of its data set. */
    enum Notation {
        REGULAR,
        /** Two letters that no standard knows. */
        UNKNOWN_VR,
        /** Implicit VR among Explicit VR, or the reverse. */
        SWITCHED,
        /** UN whose bytes begin with an item in big-endian: a sequence by another name. */
        BIG_ENDIAN_IN_UN,
        /** No two letters for a VR where Implicit VR cannot be meant: there is none in big-endian. */
        NO_VR
    }

    private final MemorySegment bytes;
    private ValueLayout.OfShort shortLayout = ElementNumbers.SHORT;
    private ValueLayout.OfInt intLayout = ElementNumbers.INT;
    private Encoding encoding = Encoding.EXPLICIT_VR;

    int tag;
    Vr vr = Vr.UN;
    Kind kind = Kind.VALUE;
    Notation notation = Notation.REGULAR;
    /** The VR came from the dictionary, not from the file. */
    boolean vrLookedUp;
    /** Encoding of the items of a sequence. */
    Encoding content = Encoding.EXPLICIT_VR;

    long valueStart;
    /** Bytes of the value, or {@link #UNDEFINED_LENGTH}. */
    long length;

    ElementHeader(MemorySegment bytes) {
        this.bytes = bytes;
    }

    boolean isUndefined() {
        return length == UNDEFINED_LENGTH;
    }

    /** Reads the header at a position; false when {@code end} cuts it off, the fields then mean nothing but the tag, if that fits. */
    boolean read(long position, long end, Encoding notation) {
        tag = 0;
        encoding = notation;
        boolean big = notation == Encoding.EXPLICIT_VR_BIG_ENDIAN;
        shortLayout = big ? ElementNumbers.BIG_SHORT : ElementNumbers.SHORT;
        intLayout = big ? ElementNumbers.BIG_INT : ElementNumbers.INT;
        if (end - position < SHORT_HEADER) {
            return false;
        }
        tag = unsignedShort(position) << 16 | unsignedShort(position + 2);
        this.notation = Notation.REGULAR;
        vrLookedUp = false;
        if (Tag.group(tag) == 0xFFFE) {
            kind = Kind.ITEM;
            vr = Vr.UN;
            length = unsignedInt(position + 4);
            valueStart = position + SHORT_HEADER;
            return true;
        }
        return encoding == Encoding.IMPLICIT_VR ? readImplicit(position, end) : readExplicit(position, end);
    }

    private boolean readExplicit(long position, long end) {
        int first = bytes.get(ValueLayout.JAVA_BYTE, position + 4);
        int second = bytes.get(ValueLayout.JAVA_BYTE, position + 5);
        if (!isLetter(first) || !isLetter(second)) {
            takeWithoutVr(position);
            return true;
        }
        @Nullable Vr known = Vr.of(first, second);
        if (known == null) {
            notation = Notation.UNKNOWN_VR;
            return takeUnknown(position, end);
        }
        return takeExplicit(known, position, end);
    }

    private boolean takeExplicit(Vr declared, long position, long end) {
        vr = declared;
        content = encoding == Encoding.IMPLICIT_VR ? Encoding.EXPLICIT_VR : encoding;
        if (!declared.hasLongHeader()) {
            kind = Kind.VALUE;
            length = unsignedShort(position + 6);
            valueStart = position + SHORT_HEADER;
            return true;
        }
        if (end - position < LONG_HEADER) {
            return false;
        }
        length = unsignedInt(position + 8);
        valueStart = position + LONG_HEADER;
        if (declared == Vr.UN) {
            takeUnknownContent(end);
        } else {
            kind = declared == Vr.SQ ? Kind.SEQUENCE : valueOrFragments();
        }
        return true;
    }

    /**
     * PS3.5 section 6.2.2: what is inside UN is Implicit VR Little Endian, whatever the transfer syntax. An item of Big Endian cannot be
     * mistaken for that: the software has changed the two letters and nothing else.
     */
    private void takeUnknownContent(long end) {
        @Nullable Vr known = Dictionary.vr(tag);
        if ((isUndefined() ? tag != Tag.PixelData : known == Vr.SQ) && beginsWithBigEndianItem(end)) {
            notation = Notation.BIG_ENDIAN_IN_UN;
            kind = Kind.SEQUENCE;
            vr = Vr.SQ;
            return;
        }
        content = Encoding.IMPLICIT_VR;
        if (isUndefined()) {
            kind = tag == Tag.PixelData ? Kind.FRAGMENTS : Kind.SEQUENCE;
            vr = tag == Tag.PixelData ? Vr.OB : Vr.SQ;
            return;
        }
        kind = Kind.VALUE;
        if (known == Vr.SQ) {
            kind = Kind.POSSIBLE_SEQUENCE;
            vr = Vr.SQ;
        } else if (known != null && length % known.valueBytes() == 0) {
            vr = known;
            vrLookedUp = true;
        }
    }

    private boolean beginsWithBigEndianItem(long end) {
        if (encoding != Encoding.EXPLICIT_VR_BIG_ENDIAN || end - valueStart < SHORT_HEADER || length < SHORT_HEADER) {
            return false;
        }
        int first = unsignedShort(valueStart) << 16 | unsignedShort(valueStart + 2);
        return first == Tag.ITEM || isUndefined() && first == Tag.SEQUENCE_DELIMITATION;
    }

    private boolean readImplicit(long position, long end) {
        long declared = unsignedInt(position + 4);
        if (declared != UNDEFINED_LENGTH && declared > end - position - SHORT_HEADER) {
            @Nullable
            Vr known = Vr.of(
                    bytes.get(ValueLayout.JAVA_BYTE, position + 4), bytes.get(ValueLayout.JAVA_BYTE, position + 5));
            if (known != null && takeExplicit(known, position, end) && (isUndefined() || length <= end - valueStart)) {
                notation = Notation.SWITCHED;
                return true;
            }
        }
        takeImplicit(position);
        return true;
    }

    private void takeWithoutVr(long position) {
        if (encoding == Encoding.EXPLICIT_VR_BIG_ENDIAN) {
            notation = Notation.NO_VR;
            kind = Kind.VALUE;
            vr = Vr.UN;
            length = 0;
            valueStart = position + SHORT_HEADER;
            return;
        }
        notation = Notation.SWITCHED;
        takeImplicit(position);
    }

    private void takeImplicit(long position) {
        @Nullable Vr known = Dictionary.vr(tag);
        vr = known == null ? Vr.UN : known;
        vrLookedUp = true;
        content = Encoding.IMPLICIT_VR;
        length = unsignedInt(position + 4);
        valueStart = position + SHORT_HEADER;
        if (vr == Vr.SQ || vr == Vr.UN && isUndefined()) {
            vr = Vr.SQ;
            kind = Kind.SEQUENCE;
        } else {
            kind = valueOrFragments();
        }
    }

    /** VRs to come have the long header, PS3.5 section 7.1.2; what is misspelt is read as one of them, as in dcmtk. */
    private boolean takeUnknown(long position, long end) {
        if (end - position < LONG_HEADER) {
            return false;
        }
        vr = Vr.UN;
        content = Encoding.EXPLICIT_VR;
        kind = Kind.VALUE;
        length = unsignedInt(position + 8);
        valueStart = position + LONG_HEADER;
        return true;
    }

    private Kind valueOrFragments() {
        return isUndefined() && (vr == Vr.OB || vr == Vr.OW) ? Kind.FRAGMENTS : Kind.VALUE;
    }

    private static boolean isLetter(int character) {
        return character >= 'A' && character <= 'Z';
    }

    private int unsignedShort(long position) {
        return Short.toUnsignedInt(bytes.get(shortLayout, position));
    }

    private long unsignedInt(long position) {
        return Integer.toUnsignedLong(bytes.get(intLayout, position));
    }
}
