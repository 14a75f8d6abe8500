package org.glossa.service.dicomweb;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Enumeration;
import java.util.List;
import java.util.function.LongFunction;
import org.glossa.corpus.DicomBytes;
import org.glossa.service.dicomweb.SmallInstances.Ids;

/** An annotation object of one group of small polygons on a grid, as long as one likes and never whole in memory. */
final class ManyPolygons {
    private static final int IN_A_PIECE = 4096;
    private static final int COLUMNS = 10_000;

    private final byte[] head;
    private final byte[] indexHeader;
    private final byte[] coordinatesHeader;
    private final byte[] tail;
    private final int polygons;
    private final int vertices;

    ManyPolygons(Ids ids, int polygons, int vertices) {
        this.polygons = polygons;
        this.vertices = vertices;
        DicomBytes code = DicomBytes.explicitVr()
                .text(0x00080100, "SH", "84640000")
                .text(0x00080102, "SH", "SCT")
                .text(0x00080104, "LO", "Nucleus");
        this.coordinatesHeader = header(0x00660016, "OF", polygons * (vertices * 8L));
        this.indexHeader = header(0x00660040, "OL", polygons * 4L);
        byte[] described = DicomBytes.explicitVr()
                .text(0x006A0003, "UI", ids.instance() + ".1")
                .text(0x006A0005, "LO", "polygons")
                .text(0x006A0007, "CS", "MANUAL")
                .sequence(0x006A0009, code)
                .sequence(0x006A000A, code)
                .unsignedLong(0x006A000C, polygons)
                .text(0x006A000D, "CS", "YES")
                .text(0x00700023, "CS", "POLYGON")
                .toByteArray();
        byte[] ends = bytes(0xE00DFFFE, 0, 0xE0DDFFFE, 0); // of the item, of the sequence
        this.tail = concatenated(described, ends);
        byte[] root = DicomBytes.explicitVr()
                .text(0x00080016, "UI", SmallInstances.ANNOTATIONS)
                .text(0x00080018, "UI", ids.instance())
                .text(0x00080060, "CS", "ANN")
                .sequence(
                        0x00081140,
                        DicomBytes.explicitVr()
                                .text(0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.77.1.6")
                                .text(0x00081155, "UI", "2.25.5"))
                .text(0x0020000D, "UI", ids.study())
                .text(0x0020000E, "UI", ids.series())
                .text(0x00480301, "CS", "VOLUME")
                .text(0x006A0001, "CS", "2D")
                .part10(SmallInstances.ANNOTATIONS, ids.instance(), SmallInstances.EXPLICIT);
        byte[] sequence = concatenated(header(0x006A0002, "SQ", 0xFFFFFFFFL), bytes(0xE000FFFE, 0xFFFFFFFF));
        byte[] number = DicomBytes.explicitVr().unsignedShort(0x0040A180, 1).toByteArray();
        this.head = concatenated(root, concatenated(sequence, number));
    }

    long byteLength() {
        return head.length
                + coordinatesHeader.length
                + polygons * (vertices * 8L)
                + indexHeader.length
                + polygons * 4L
                + tail.length;
    }

    InputStream open() {
        return new SequenceInputStream(java.util.Collections.enumeration(List.of(
                new ByteArrayInputStream(head),
                new ByteArrayInputStream(coordinatesHeader),
                pieces(this::coordinates),
                new ByteArrayInputStream(indexHeader),
                pieces(this::indexes),
                new ByteArrayInputStream(tail))));
    }

    /** Left end of the box of a polygon, zero-based. */
    static float x(int polygon) {
        return polygon % COLUMNS * 4f;
    }

    /** Upper end of the box of a polygon, zero-based. */
    static float y(int polygon) {
        return polygon / COLUMNS * 4f;
    }

    private InputStream pieces(LongFunction<byte[]> piece) {
        return new SequenceInputStream(new Enumeration<>() {
            private long first;

            @Override
            public boolean hasMoreElements() {
                return first < polygons;
            }

            @Override
            public InputStream nextElement() {
                InputStream next = new ByteArrayInputStream(piece.apply(first));
                first += IN_A_PIECE;
                return next;
            }
        });
    }

    /** Regular polygons of radius 1 about their centres. */
    private byte[] coordinates(long first) {
        int count = (int) Math.min(IN_A_PIECE, polygons - first);
        ByteBuffer bytes = ByteBuffer.allocate(count * vertices * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = (int) first; i < first + count; i++) {
            for (int vertex = 0; vertex < vertices; vertex++) {
                double angle = 2 * Math.PI * vertex / vertices;
                bytes.putFloat((float) (x(i) + 1 + Math.cos(angle)));
                bytes.putFloat((float) (y(i) + 1 + Math.sin(angle)));
            }
        }
        return bytes.array();
    }

    /** One-based, counting values. */
    private byte[] indexes(long first) {
        int count = (int) Math.min(IN_A_PIECE, polygons - first);
        ByteBuffer bytes = ByteBuffer.allocate(count * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = first; i < first + count; i++) {
            bytes.putInt((int) (i * vertices * 2 + 1));
        }
        return bytes.array();
    }

    private static byte[] header(int tag, String vr, long length) {
        return DicomBytes.explicitVr().header(tag, vr, (int) length).toByteArray();
    }

    private static byte[] bytes(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
