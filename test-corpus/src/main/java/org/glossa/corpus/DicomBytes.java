package org.glossa.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * DICOM by hand: concatenates the raw bytes of elements, little-endian, and checks nothing, so that damaged input is as
 * easy to write as sound input. Elements appear in the order in which they are added.
 */
public final class DicomBytes {

    private static final int UNDEFINED = 0xFFFFFFFF;
    private static final Set<String> LONG_FORM =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean explicit;

    private DicomBytes(boolean explicit) {
        this.explicit = explicit;
    }

    public static DicomBytes explicitVr() {
        return new DicomBytes(true);
    }

    public static DicomBytes implicitVr() {
        return new DicomBytes(false);
    }

    /** Bytes that are no element: a delimiter, a wrong length, rubbish. */
    public DicomBytes raw(byte... any) {
        bytes.writeBytes(any);
        return this;
    }

    /** An element whose length is that of the value, which is not padded. */
    public DicomBytes element(int tag, String vr, byte... value) {
        return header(tag, vr, value.length).raw(value);
    }

    /** An element that says a length of its own choice, with no value after it. */
    public DicomBytes header(int tag, String vr, int length) {
        tag(tag);
        if (!explicit) {
            return raw(little(4).putInt(length).array());
        }
        raw(vr.getBytes(StandardCharsets.US_ASCII));
        if (LONG_FORM.contains(vr)) {
            return raw(little(6).putShort((short) 0).putInt(length).array());
        }
        return raw(little(2).putShort((short) length).array());
    }

    /** Text in UTF-8, padded to even length with a space, or with a zero byte for UI. */
    public DicomBytes text(int tag, String vr, String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        return element(tag, vr, padded(encoded, vr.equals("UI") ? (byte) 0 : (byte) ' '));
    }

    public DicomBytes unsignedShort(int tag, int value) {
        return element(tag, "US", little(2).putShort((short) value).array());
    }

    public DicomBytes unsignedLong(int tag, long value) {
        return element(tag, "UL", little(4).putInt((int) value).array());
    }

    /** OL, or another VR of 32-bit integers. */
    public DicomBytes integers(int tag, String vr, long... values) {
        ByteBuffer buffer = little(4 * values.length);
        for (long value : values) {
            buffer.putInt((int) value);
        }
        return element(tag, vr, buffer.array());
    }

    /** OF or FL. */
    public DicomBytes floats(int tag, String vr, float... values) {
        ByteBuffer buffer = little(4 * values.length);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return element(tag, vr, buffer.array());
    }

    /** OD or FD. */
    public DicomBytes doubles(int tag, String vr, double... values) {
        ByteBuffer buffer = little(8 * values.length);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return element(tag, vr, buffer.array());
    }

    /** A sequence whose length and whose items' lengths are told. */
    public DicomBytes sequence(int tag, DicomBytes... items) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (DicomBytes item : items) {
            content.writeBytes(itemHeader(item.size()));
            content.writeBytes(item.toByteArray());
        }
        return element(tag, "SQ", content.toByteArray());
    }

    /** A sequence of undefined length, with items of undefined length, ended by delimiters. */
    public DicomBytes undefinedSequence(int tag, DicomBytes... items) {
        header(tag, "SQ", UNDEFINED);
        for (DicomBytes item : items) {
            raw(itemHeader(UNDEFINED));
            raw(item.toByteArray());
            raw(delimiter(0xFFFEE00D));
        }
        return raw(delimiter(0xFFFEE0DD));
    }

    /** Encapsulated pixel data: an empty basic offset table, one fragment each, the delimiter. */
    public DicomBytes encapsulated(int tag, byte[]... fragments) {
        header(tag, "OB", UNDEFINED).raw(itemHeader(0));
        for (byte[] fragment : fragments) {
            raw(itemHeader(fragment.length)).raw(fragment);
        }
        return raw(delimiter(0xFFFEE0DD));
    }

    public int size() {
        return bytes.size();
    }

    /** The data set alone. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Preamble, DICM, file meta information and this data set. */
    public byte[] part10(String sopClassUid, String sopInstanceUid, String transferSyntaxUid) {
        DicomBytes meta = explicitVr()
                .element(0x00020001, "OB", (byte) 0, (byte) 1)
                .text(0x00020002, "UI", sopClassUid)
                .text(0x00020003, "UI", sopInstanceUid)
                .text(0x00020010, "UI", transferSyntaxUid)
                .text(0x00020012, "UI", "2.25.1");
        return explicitVr()
                .raw(new byte[128])
                .raw("DICM".getBytes(StandardCharsets.US_ASCII))
                .unsignedLong(0x00020000, meta.size())
                .raw(meta.toByteArray())
                .raw(toByteArray())
                .toByteArray();
    }

    /** An annotation object's Part 10 file in Explicit or Implicit VR Little Endian, as this builder was made for. */
    public Path writeAnnotations(Path file, String sopInstanceUid) {
        String syntax = explicit ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2";
        try {
            return Files.write(file, part10("1.2.840.10008.5.1.4.1.1.91.1", sopInstanceUid, syntax));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DicomBytes tag(int tag) {
        return raw(tagBytes(tag));
    }

    private static byte[] itemHeader(int length) {
        return little(8).put(tagBytes(0xFFFEE000)).putInt(length).array();
    }

    private static byte[] delimiter(int tag) {
        return little(8).put(tagBytes(tag)).putInt(0).array();
    }

    private static byte[] tagBytes(int tag) {
        return little(4).putShort((short) (tag >>> 16)).putShort((short) tag).array();
    }

    private static byte[] padded(byte[] value, byte padding) {
        if (value.length % 2 == 0) {
            return value;
        }
        return ByteBuffer.allocate(value.length + 1).put(value).put(padding).array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
