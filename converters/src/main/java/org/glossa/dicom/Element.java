package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One data element. Immutable and thread-safe; of a file it lives as long as its {@link DicomFile}.
 */
public final class Element {
    /**
     * Values of more bytes are not decoded to text or arrays of numbers, so that a hostile length costs no memory; no real one comes
     * near. Opening a file reports them; {@link #value()} has all their bytes.
     */
    public static final long MAXIMUM_DECODED_BYTES = 4 * 1024 * 1024;

    private final int tag;
    private final Vr vr;
    private final long valueOffset;
    private final MemorySegment value;
    private final CharacterSets characters;
    private final List<DataSet> items;
    private final @Nullable Fragments fragments;

    Element(
            int tag,
            Vr vr,
            long valueOffset,
            MemorySegment value,
            CharacterSets characters,
            List<DataSet> items,
            @Nullable Fragments fragments) {
        this.tag = tag;
        this.vr = vr;
        this.valueOffset = valueOffset;
        this.value = value;
        this.characters = characters;
        this.items = items;
        this.fragments = fragments;
    }

    public int tag() {
        return tag;
    }

    /**
     * The VR as found; where the file says none or UN and the dictionary knows the attribute, the dictionary's; SQ for a UN of
     * undefined length (PS3.5 section 6.2.2).
     */
    public Vr vr() {
        return vr;
    }

    /** Offset of the value's first byte in the file, −1 when the element was not read from bytes. */
    public long valueOffset() {
        return valueOffset;
    }

    /** Bytes of the value; of an undefined length those up to the delimiter. */
    public long valueLength() {
        return value.byteSize();
    }

    /** The raw bytes as in the file, padding included; of a built sequence or built fragments empty. */
    public MemorySegment value() {
        return value;
    }

    /** The items of a sequence, empty for another VR. Each access to an item of a file parses it anew: keep what you get. */
    public List<DataSet> items() {
        return items;
    }

    /** Encapsulated pixel data, null for any other element. */
    public @Nullable Fragments fragments() {
        return fragments;
    }

    /** Whether there is no value: zero length, no item, no fragment. */
    public boolean isEmpty() {
        return fragments == null && items.isEmpty() && value.byteSize() == 0;
    }

    /**
     * The values as text, trimmed as PS3.5 section 6.2 says; numbers in decimal, AT as eight digits. None for byte streams, sequences
     * and values beyond {@link #MAXIMUM_DECODED_BYTES}.
     */
    public List<String> strings() {
        return isDecoded() ? ElementText.strings(this) : List.of();
    }

    /**
     * The values as numbers; a DS or IS that is no number is NaN. None for byte streams, sequences, other text, and values beyond
     * {@link #MAXIMUM_DECODED_BYTES}.
     */
    public double[] decimals() {
        return isDecoded() ? ElementNumbers.decimals(this) : new double[0];
    }

    boolean isDecoded() {
        return value.byteSize() <= MAXIMUM_DECODED_BYTES;
    }

    /** How many values {@link #integer(long)} has: 0 unless AT SL SS SV UL US UV OL OV OW. */
    public long integerCount() {
        return ElementNumbers.integerCount(this);
    }

    /** One value of a binary integer VR, unsigned ones widened (UV and OV keep their 64 bits); counted from zero. */
    public long integer(long index) {
        return ElementNumbers.integer(this, index);
    }

    CharacterSets characters() {
        return characters;
    }

    @Override
    public String toString() {
        return Tag.name(tag) + " " + vr + " #" + valueLength();
    }
}
