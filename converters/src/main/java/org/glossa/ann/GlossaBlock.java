package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
 * Others ignore them. They stand at the root, in items of Annotation Group Sequence and of the sequences within; {@code src/site/markdown/writing-ann.md} lists them.
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

    /** OB, text: class and colour of GeoJSON features of the group. */
    static final int FEATURE_MEMBERS = 0x09;

    /** OB, text: attributes of the group that no item of the instance can hold. */
    static final int ATTRIBUTES = 0x0A;

    /** UL: how the doubles of a group come from the floats written: decimals 0 to 2, or {@link NarrowedColumn#EXACT}. */
    static final int DECIMALS = 0x0B;

    /** OB, text: what GeoJSON calls a measurement. */
    static final int NAME = 0x0C;

    /** OL: annotations, from 1, whose measured value is no float. */
    static final int DOUBLE_INDEXES = 0x0D;

    /** OD: those values. */
    static final int DOUBLE_VALUES = 0x0E;

    /** UL 1: the values of the measurement are doubles. */
    static final int DOUBLES = 0x0F;

    /** SQ at the root: groups that are no annotations, without coordinates. */
    static final int CARRIED_GROUPS = 0x10;

    /** OL at the root: all groups in order: n the nth that others see, 2³¹ + n the nth that is carried. */
    static final int GROUP_ORDER = 0x11;

    /** OL: of each outline with holes its number in the group, from 1, how many numbers follow, and a layout of HoleBridges. */
    static final int BRIDGES = 0x12;

    /** UL: the ordinal of the group's role. */
    static final int ROLE = 0x13;

    /** SQ at the root: the objects, in ranges. */
    static final int FEATURES = 0x14;

    /** OB, text, at the root: members of a GeoJSON collection. */
    static final int COLLECTION = 0x15;

    /** OB, text, at the root: content items of a report. */
    static final int REPORT = 0x16;

    /** UL: bytes of an ordinate of a group that is carried, or of outlines before they were bridged. */
    static final int ORDINATE_BYTES = 0x17;

    /** UL 1: measurements of the group have names or doubles. */
    static final int NAMED_MEASUREMENTS = 0x18;

    /** UL: ordinates of a vertex of a group that is carried. */
    static final int ORDINATES = 0x19;

    /** SQ, one item: what a group of another language stated, where stand-ins are written. */
    static final int STATED = 0x1A;

    /** UL: how many objects a range has. */
    static final int FEATURE_COUNT = 0x20;

    /** OB: kind and id form of each object; absent when all are geometries without id. */
    static final int KINDS = 0x21;

    /** OL: parts of each object; absent when each has one. */
    static final int PART_COUNTS = 0x22;

    /** OL: group of each part, from 0, carried ones counted. */
    static final int PART_GROUPS = 0x23;

    /** OL: annotation of each part, from 0; absent when each is the next of its group. */
    static final int PART_ANNOTATIONS = 0x24;

    /** OB: marks of each part; absent when each begins a member and nothing else. */
    static final int PART_MARKS = 0x25;

    /** OL: parent of each object, from 1, 0 for none; absent when none has one. */
    static final int PARENTS = 0x26;

    /** OB: 16 bytes for each object, when all have a UUID as id. */
    static final int UUIDS = 0x27;

    /** SQ: ids as texts. */
    static final int IDS = 0x28;

    /** SQ: names as texts. */
    static final int NAMES = 0x29;

    /** SQ: members of GeoJSON as texts. */
    static final int MEMBERS = 0x2A;

    /** SQ: content items of SR as texts. */
    static final int CONTENT = 0x2B;

    /** OL: of each object the number of its text, from 0; 2³² − 1 for none. */
    static final int TEXT_ROWS = 0x2C;

    /** OV: where each text ends. */
    static final int TEXT_ENDS = 0x2D;

    /** OB: all texts in UTF-8, one after another. */
    static final int TEXT_BYTES = 0x2E;

    /** Ends a text in OB: no byte of UTF-8, so that padding is none of the text. */
    private static final byte END_OF_TEXT = (byte) 0xFF;

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

    /** Text that was written by {@link Builder#json}; empty when absent. */
    String json(int element) {
        MemorySegment bytes = bytes(element);
        long end = bytes.byteSize() - 1;
        while (end > 0 && bytes.get(ValueLayout.JAVA_BYTE, end) != END_OF_TEXT) {
            end--;
        }
        return end <= 0 ? "" : new String(bytes.asSlice(0, end).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    boolean has(int element) {
        return item.contains(tag(element));
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

        /** As bytes in UTF-8, so that the text does not decide on the character set of the instance; nothing when empty. */
        Builder json(int element, String text) {
            if (!text.isEmpty()) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                byte[] ended = Arrays.copyOf(utf8, utf8.length + 1);
                ended[utf8.length] = END_OF_TEXT;
                item.bytes(OURS | element, Vr.OB, MemorySegment.ofArray(ended));
            }
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
