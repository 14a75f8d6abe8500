package org.glossa.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import org.glossa.dicom.ElementHeader.Kind;
import org.glossa.dicom.ElementHeader.Notation;
import org.glossa.finding.MalformedInputException;

/**
 * Explicit VR Big Endian written again little-endian, PS3.5 section 7.3: the same bytes at the same offsets, but for the order of those
 * of a number. UN and all that is in it are Implicit VR Little Endian already (section 6.2.2) and stay. In constant memory.
 */
final class LittleEndianCopy {
    /** The VR with the two reserved bytes, of a sequence that goes by UN; little-endian, UN would not have its items in Explicit VR. */
    private static final MemorySegment SEQUENCE = MemorySegment.ofArray(new byte[] {'S', 'Q', 0, 0});

    private final MemorySegment source;
    private final ByteSink out;

    /** What stands before it was written. */
    private long position;

    /** Of the value that begins at the position. */
    private int swappedBytes = 1;

    private LittleEndianCopy(MemorySegment source, WritableByteChannel target) {
        this.source = source;
        this.out = new ByteSink(target);
    }

    /**
     * Walks over a data set that ends with the source, and copies the source.
     *
     * @param start of the data set; what is before it is copied as it is
     * @param before path of the last element there
     * @throws MalformedInputException as {@link StructureWalk} says, with offsets that hold for both
     */
    static void write(MemorySegment source, long start, String before, FindingLog findings, WritableByteChannel target)
            throws IOException {
        LittleEndianCopy copy = new LittleEndianCopy(source, target);
        try {
            new StructureWalk(source, findings, before, copy)
                    .elements(start, source.byteSize(), Encoding.EXPLICIT_VR_BIG_ENDIAN);
            copy.valueUntil(source.byteSize());
            copy.out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The next header, in ascending order; what is between it and the last one is the last one's value. */
    void header(ElementHeader header, long start) {
        try {
            valueUntil(start);
            out.putSwapped(source.asSlice(start, 4), 2);
            boolean isItem = header.kind == Kind.ITEM;
            long lengthAt = isItem ? start + 4 : header.valueStart - (header.valueStart - start == 8 ? 2 : 4);
            boolean isSequence = header.notation == Notation.BIG_ENDIAN_IN_UN;
            out.put(isSequence ? SEQUENCE : source.asSlice(start + 4, lengthAt - start - 4));
            out.putSwapped(
                    source.asSlice(lengthAt, header.valueStart - lengthAt), (int) (header.valueStart - lengthAt));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        position = header.valueStart;
        boolean isNumber = header.kind == Kind.VALUE && !header.isUndefined() && !header.vrLookedUp;
        swappedBytes = isNumber ? header.vr.swappedBytes() : 1;
    }

    private void valueUntil(long end) throws IOException {
        out.putSwapped(source.asSlice(position, end - position), swappedBytes);
        position = end;
        swappedBytes = 1;
    }
}
