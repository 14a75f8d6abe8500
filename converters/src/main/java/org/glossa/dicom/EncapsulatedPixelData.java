package org.glossa.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.foreign.MemorySegment;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Fragments as PS3.5 annex A.4 lays them down. */
final class EncapsulatedPixelData {
    private static final int ITEM_HEADER = 8;
    private static final long UNSIGNED_INT_MAXIMUM = 0xFFFFFFFFL;

    private EncapsulatedPixelData() {}

    /** That of the fragments, if they have one; else one entry a fragment, or none when an offset would not fit into 32 bits. */
    static long offsetTableBytes(Fragments fragments) {
        if (!fragments.areFrames()) {
            return fragments.offsetTable().byteSize();
        }
        long last = 0;
        for (long i = 0; i + 1 < fragments.count(); i++) {
            last += ITEM_HEADER + EncodedLength.even(fragments.segment(i).byteSize());
        }
        return last > UNSIGNED_INT_MAXIMUM ? 0 : 4 * fragments.count();
    }

    /** From the offset table's item to the delimiter. */
    static void write(ByteSink out, Fragments fragments) throws IOException {
        for (Iterator<MemorySegment> pieces = pieces(fragments); pieces.hasNext(); ) {
            out.put(pieces.next());
        }
        out.putTag(Tag.SEQUENCE_DELIMITATION);
        out.putInt(0);
    }

    /** From the offset table's item to the last fragment, without the delimiter: what pydicom calls the value. */
    static InputStream items(Fragments fragments) {
        Iterator<MemorySegment> pieces = pieces(fragments);
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new SegmentInputStream(pieces.next());
            }
        });
    }

    /** Headers, bytes and padding in their order, made one by one. */
    private static Iterator<MemorySegment> pieces(Fragments fragments) {
        MemorySegment table = offsetTable(fragments);
        return Stream.concat(
                        Stream.of(itemHeader(table.byteSize()), table),
                        LongStream.range(0, fragments.count())
                                .mapToObj(fragments::segment)
                                .flatMap(EncapsulatedPixelData::item))
                .iterator();
    }

    private static Stream<MemorySegment> item(MemorySegment fragment) {
        long length = EncodedLength.even(fragment.byteSize());
        MemorySegment padding = MemorySegment.ofArray(new byte[(int) (length - fragment.byteSize())]);
        return Stream.of(itemHeader(length), fragment, padding);
    }

    private static MemorySegment itemHeader(long length) {
        MemorySegment header = MemorySegment.ofArray(new byte[ITEM_HEADER]);
        header.set(ElementNumbers.SHORT, 0, (short) Tag.group(Tag.ITEM));
        header.set(ElementNumbers.SHORT, 2, (short) Tag.element(Tag.ITEM));
        header.set(ElementNumbers.INT, 4, (int) length);
        return header;
    }

    private static MemorySegment offsetTable(Fragments fragments) {
        if (!fragments.areFrames()) {
            return fragments.offsetTable();
        }
        MemorySegment table = MemorySegment.ofArray(new byte[Math.toIntExact(offsetTableBytes(fragments))]);
        long offset = 0;
        for (long i = 0; i < table.byteSize() / 4; i++) {
            table.set(ElementNumbers.INT, 4 * i, (int) offset);
            offset += ITEM_HEADER + EncodedLength.even(fragments.segment(i).byteSize());
        }
        return table;
    }
}
