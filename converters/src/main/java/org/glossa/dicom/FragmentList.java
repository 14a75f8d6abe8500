package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The fragments of a file, found at each access. */
final class FragmentList extends AbstractList<MemorySegment> implements RandomAccess {
    private final MemorySegment bytes;
    private final long start;
    private final long end;

    private volatile @Nullable OffsetIndex index;

    /**
     * @param start of the first fragment's item, after the offset table
     * @param end of the last fragment, exclusive
     */
    private FragmentList(MemorySegment bytes, long start, long end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** The fragments of a range that begins with the offset table's item. */
    static Fragments parse(MemorySegment bytes, long start, long end) {
        if (start == end) {
            return Fragments.ofFile(bytes.asSlice(start, 0), new FragmentList(bytes, end, end));
        }
        long length = length(bytes, start);
        return Fragments.ofFile(bytes.asSlice(start + 8, length), new FragmentList(bytes, start + 8 + length, end));
    }

    /** Whether bytes are items of defined length from their first to their last. */
    static boolean areItems(MemorySegment bytes) {
        ElementHeader header = new ElementHeader(bytes);
        long position = 0;
        while (header.read(position, bytes.byteSize(), Encoding.EXPLICIT_VR) && header.tag == Tag.ITEM) {
            if (header.length > bytes.byteSize() - header.valueStart) {
                return false;
            }
            position = header.valueStart + header.length;
        }
        return position > 0 && position == bytes.byteSize();
    }

    @Override
    public int size() {
        return Math.toIntExact(index().count());
    }

    @Override
    public MemorySegment get(int fragment) {
        OffsetIndex offsets = index();
        Objects.checkIndex(fragment, offsets.count());
        long position = offsets.heldOffset(fragment);
        for (long at = offsets.heldIndex(fragment); at < fragment; at++) {
            position += 8 + length(bytes, position);
        }
        return bytes.asSlice(position + 8, length(bytes, position));
    }

    // Two threads may both make the index: the same one.
    private OffsetIndex index() {
        OffsetIndex known = index;
        if (known != null) {
            return known;
        }
        OffsetIndex made = new OffsetIndex();
        for (long position = start; position < end; position += 8 + length(bytes, position)) {
            made.add(position);
        }
        index = made;
        return made;
    }

    private static long length(MemorySegment bytes, long item) {
        return Integer.toUnsignedLong(bytes.get(ElementNumbers.INT, item + 4));
    }
}
