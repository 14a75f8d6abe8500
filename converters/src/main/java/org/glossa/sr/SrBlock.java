package org.glossa.sr;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.jspecify.annotations.Nullable;

/**
 * Our private elements in group 006B, creator {@code GLOSSA SR 1}: what content items cannot say and our reader restores. They stand at the
 * root, in items of Measurement Groups, and in the items of their own sequences. Numbers count from 1. Page writing-sr lists them.
 */
public final class SrBlock {
    /** Private creator. */
    public static final String CREATOR = "GLOSSA SR 1";

    // at the root

    /** SQ: the groups of the set; an item is an Annotation Group item and what it cannot say. */
    public static final int GROUPS = 0x01;

    /** UI: the identity of the source. */
    public static final int SET_UID = 0x02;

    /** CS: the space of the source: IMAGE_PIXELS, FRAME_PIXELS, SLIDE_MM, LEVEL0_PIXELS. */
    public static final int SPACE = 0x03;

    /** UI: the image or the frame of reference of that space. */
    public static final int SPACE_UID = 0x04;

    /** UL: the frame number of that space, which may be 0. */
    public static final int FRAME = 0x05;

    /** UT: JSON array of study, series, SOP class and SOP instance of the annotated image. */
    public static final int IMAGE = 0x06;

    /** UT: foreign members of a FeatureCollection. */
    public static final int COLLECTION = 0x07;

    /** UT: the content items around the groups as the source had them; of zero length when it had none. */
    public static final int REPORT = 0x08;

    /** SQ: objects that no Measurement Group stands for. */
    public static final int LEFT_OUT = 0x09;

    /** UL: how many objects the set has. */
    public static final int FEATURES = 0x0A;

    /** CS: PLAIN when each annotation of the set is an object of its own and says nothing more. */
    public static final int PLAIN = 0x0B;

    // of an object

    /** UL: which object of the set. */
    public static final int FEATURE = 0x11;

    /** CS: GEOMETRY, COLLECTION, NONE. */
    public static final int KIND = 0x12;

    /** UL: the object that it is a child of. */
    public static final int PARENT = 0x13;

    /** CS: ABSENT, TEXT, NUMBER; absent when the Tracking Unique Identifier says the id. */
    public static final int ID_FORM = 0x14;

    /** UT: the id as a JSON text. */
    public static final int ID = 0x15;

    /** UT: the name as a JSON text; of zero length when there is none; absent when the Tracking Identifier is the name. */
    public static final int NAME = 0x16;

    /** UT: members of a GeoJSON Feature. */
    public static final int MEMBERS = 0x17;

    /** UT: content items as the source had them; of zero length when it had none; absent when the tree says them. */
    public static final int CONTENT = 0x18;

    /** UL: the group of each part. */
    public static final int PART_GROUPS = 0x20;

    /** UL: the annotation of each part in its group. */
    public static final int PART_ANNOTATIONS = 0x21;

    /** UL: the marks of each part. */
    public static final int PART_MARKS = 0x22;

    /** UL: the place of each part among the parts of the object; absent for 1, 2, 3 … */
    public static final int PART_PLACES = 0x23;

    /** OD: the measured values, where items NUM do not say them bit for bit. */
    public static final int VALUES = 0x24;

    /** UL: the measurement of the group that each item NUM of ours is of. */
    public static final int VALUE_COLUMNS = 0x25;

    /** UL: how many vertices each part has. */
    public static final int VERTEX_COUNTS = 0x26;

    /** OF or OD: the ordinates of the source, where regions do not say them bit for bit. */
    public static final int ORDINATES = 0x27;

    // of a group

    /** UT: class and colour as GeoJSON has them. */
    public static final int FEATURE_MEMBERS = 0x31;

    /** UT: other attributes of the group as DICOM JSON. */
    public static final int ATTRIBUTES = 0x32;

    /** CS: ANNOTATIONS, HOLES, REGIONLESS. */
    public static final int ROLE = 0x33;

    /** CS: FLOAT32, FLOAT64, of coordinates. */
    public static final int PRECISION = 0x34;

    /** UL: ordinates of a vertex, 2 or 3. */
    public static final int ORDINATE_COUNT = 0x35;

    /** SQ: the measurements; each names concept and unit as (0066,0121) does. */
    public static final int MEASUREMENTS = 0x36;

    /** CS: ALL, OWN, UNSTATED. */
    public static final int Z_PLANES = 0x37;

    /** UT: the name of a measurement as a JSON text. */
    public static final int MEASUREMENT_NAME = 0x38;

    /** CS: FLOAT32, FLOAT64, of measured values. */
    public static final int MEASUREMENT_PRECISION = 0x39;

    /** UT: the label as a JSON text where LO does not hold it. */
    public static final int LABEL = 0x3A;

    private static final int GROUP = 0x006B0000;
    private static final int FIRST_BLOCK = 0x10;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final DataSet item;
    private final int block;

    private SrBlock(DataSet item, int block) {
        this.item = item;
        this.block = block;
    }

    /** The block of an item that has one, whichever element reserves it (PS3.5 section 7.8.1). */
    public static Optional<SrBlock> of(DataSet item) {
        for (Element element : item) {
            int tag = element.tag();
            if (isInGroup(tag) && Tag.isPrivateCreator(tag) && text(element).equals(CREATOR)) {
                return Optional.of(new SrBlock(item, Tag.element(tag)));
            }
        }
        return Optional.empty();
    }

    /** Whether the element is there, be it empty. */
    public boolean has(int element) {
        return item.contains(tag(element));
    }

    /** A text, empty when the element is absent or empty. */
    public String text(int element) {
        Element found = item.get(tag(element));
        return found == null ? "" : text(found);
    }

    /** The values of UL; none when the element is absent. */
    public long[] numbers(int element) {
        MemorySegment bytes = bytes(element);
        long[] numbers = new long[(int) (bytes.byteSize() / Integer.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.toUnsignedLong(bytes.get(INT, (long) i * Integer.BYTES));
        }
        return numbers;
    }

    /** The value as it stands; of zero length when the element is absent. */
    public MemorySegment bytes(int element) {
        return item.bytes(tag(element));
    }

    /** The VR as it stands, UN after a peer that does not know it; null when the element is absent. */
    @Nullable
    public Vr vr(int element) {
        Element found = item.get(tag(element));
        return found == null ? null : found.vr();
    }

    /** The items of SQ; none when the element is absent. */
    public List<DataSet> items(int element) {
        return item.items(tag(element));
    }

    /** Whether the tag is one of the block's, its creator included. */
    public boolean holds(int tag) {
        return tag == (GROUP | block) || (tag & 0xFFFFFF00) == tag(0);
    }

    private int tag(int element) {
        return GROUP | block << 8 | element;
    }

    private static boolean isInGroup(int tag) {
        return (tag & 0xFFFF0000) == GROUP;
    }

    // Through a peer that writes Implicit VR, the VR of private elements becomes UN.
    private static String text(Element element) {
        List<String> values = element.strings();
        if (!values.isEmpty()) {
            return values.getFirst();
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
    public static final class Builder {
        private static final int OURS = GROUP | FIRST_BLOCK << 8;

        private static final DataSet RESERVED = DataSet.builder()
                .bytes(GROUP | FIRST_BLOCK, Vr.LO, utf8(CREATOR))
                .build();

        private final DataSet.Builder item;

        /** Reserves the block. */
        public Builder(DataSet.Builder item) {
            this.item = item;
            RESERVED.forEach(item::verbatim);
        }

        public Builder uid(int element, String uid) {
            return bytes(element, Vr.UI, utf8(uid));
        }

        public Builder text(int element, String text) {
            return bytes(element, Vr.UT, utf8(text));
        }

        public Builder word(int element, String word) {
            return bytes(element, Vr.CS, utf8(word));
        }

        public Builder numbers(int element, long... numbers) {
            MemorySegment bytes = MemorySegment.ofArray(new byte[numbers.length * Integer.BYTES]);
            for (int i = 0; i < numbers.length; i++) {
                bytes.set(INT, (long) i * Integer.BYTES, (int) numbers[i]);
            }
            return bytes(element, Vr.UL, bytes);
        }

        public Builder bytes(int element, Vr vr, MemorySegment bytes) {
            item.bytes(OURS | element, vr, bytes);
            return this;
        }

        public Builder sequence(int element, List<DataSet> items) {
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
