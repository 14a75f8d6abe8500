package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/**
 * Our private elements in group 006B, creator {@code GLOSSA ANN 1}: what the standard's attributes cannot say and our reader restores.
 * Others ignore them. They stand in items of Annotation Group Sequence and of the sequences within; {@code src/site/markdown/writing-ann.md} lists them.
 */
final class GlossaBlock {
    static final String CREATOR = "GLOSSA ANN 1";

    /** UI: Annotation Group UID of the whole group that this item is a part of. */
    static final int WHOLE_UID = 0x01;

    /** UL: which part of the whole group this is, from 1. */
    static final int PART = 0x02;

    /** UL: how many parts the whole group has. */
    static final int PARTS = 0x03;

    /** UT: the label as it was, where (006A,0005) does not say it. */
    static final int LABEL = 0x04;

    /** UL: which measurement of the whole group an item holds, from 1. */
    static final int MEASUREMENT = 0x05;

    /** SQ: measured values that (0066,0121) cannot say; a measurement, its number, and the next two in an item. */
    static final int LEFT_OUT = 0x06;

    /** OL: annotations, from 1, whose measured value is no number. */
    static final int NOT_A_NUMBER_INDEXES = 0x07;

    /** OF: those values. */
    static final int NOT_A_NUMBER_VALUES = 0x08;

    private static final int GROUP = 0x006B0000;
    private static final int FIRST_BLOCK = 0x10;

    /** Of a text of ours; the longest is a label. */
    private static final long MOST_TEXT_BYTES = 1 << 20;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final DataSet item;
    private final int block;

    private GlossaBlock(DataSet item, int block) {
        this.item = item;
        this.block = block;
    }

    /** The block of an item that has one, whichever element reserves it (PS3.5 section 7.8.1). */
    static Optional<GlossaBlock> of(DataSet item) {
        for (Element element : item) {
            int tag = element.tag();
            if (isInGroup(tag) && Tag.isPrivateCreator(tag) && text(element).equals(CREATOR)) {
                return Optional.of(new GlossaBlock(item, Tag.element(tag)));
            }
        }
        return Optional.empty();
    }

    Optional<String> text(int element) {
        return Optional.ofNullable(item.get(tag(element))).map(GlossaBlock::text);
    }

    /** A value of UL. */
    OptionalLong number(int element) {
        MemorySegment bytes = bytes(element);
        return bytes.byteSize() < Integer.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(Integer.toUnsignedLong(bytes.get(INT, 0)));
    }

    MemorySegment bytes(int element) {
        return item.bytes(tag(element));
    }

    List<DataSet> items(int element) {
        return item.items(tag(element));
    }

    /** The items of a sequence of the block, with their way. */
    List<Scope> scopes(Scope item, int element) {
        return item.items(tag(element));
    }

    /** Whether the tag is one of the block's, its creator included. */
    boolean holds(int tag) {
        return tag == (GROUP | block) || (tag & 0xFFFFFF00) == tag(0);
    }

    private int tag(int element) {
        return GROUP | block << 8 | element;
    }

    /** Whether the tag is in the private group that the block is in, whoever wrote it. */
    static boolean isInGroup(int tag) {
        return (tag & 0xFFFF0000) == GROUP;
    }

    /** The item without the block. */
    static DataSet without(DataSet item) {
        Optional<GlossaBlock> ours = of(item);
        if (ours.isEmpty()) {
            return item;
        }
        DataSet.Builder others = DataSet.builder();
        for (Element element : item) {
            if (!ours.get().holds(element.tag())) {
                others.verbatim(element);
            }
        }
        return others.build();
    }

    // Through a peer that writes Implicit VR, the VR of private elements becomes UN.
    private static String text(Element element) {
        List<String> values = element.strings();
        if (!values.isEmpty()) {
            return values.getFirst();
        }
        if (element.valueLength() > MOST_TEXT_BYTES) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.wrap(element.value().toArray(ValueLayout.JAVA_BYTE));
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.replaceAll("[ \0]+$", "");
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    /** Adds elements of the block to an item that is built. */
    static final class Builder {
        private static final int OURS = GROUP | FIRST_BLOCK << 8;

        private final DataSet.Builder item;

        Builder(DataSet.Builder item) {
            this.item = item;
            item.bytes(GROUP | FIRST_BLOCK, Vr.LO, utf8(CREATOR));
        }

        Builder uid(int element, String uid) {
            item.bytes(OURS | element, Vr.UI, utf8(uid));
            return this;
        }

        Builder text(int element, String text) {
            item.bytes(OURS | element, Vr.UT, utf8(text));
            return this;
        }

        Builder number(int element, long number) {
            MemorySegment bytes = MemorySegment.ofArray(new byte[Integer.BYTES]);
            bytes.set(INT, 0, (int) number);
            item.bytes(OURS | element, Vr.UL, bytes);
            return this;
        }

        Builder bytes(int element, Vr vr, MemorySegment bytes) {
            item.bytes(OURS | element, vr, bytes);
            return this;
        }

        Builder sequence(int element, List<DataSet> items) {
            item.sequence(OURS | element, items);
            return this;
        }

        private static MemorySegment utf8(String text) {
            return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String toString() {
        return Tag.name(tag(0));
    }
}
