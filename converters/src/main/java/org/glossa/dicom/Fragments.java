package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** The fragments of encapsulated pixel data, PS3.5 annex A.4. Fragments are counted from zero, the offset table is not one. */
public final class Fragments {
    private final List<MemorySegment> fragments;
    private final MemorySegment offsetTable;

    Fragments(MemorySegment offsetTable, List<MemorySegment> fragments) {
        this.offsetTable = offsetTable;
        this.fragments = fragments;
    }

    public long count() {
        return fragments.size();
    }

    /** The bytes of one fragment, its padding included. */
    public MemorySegment segment(long index) {
        return fragments.get(Math.toIntExact(index));
    }

    /** The Basic Offset Table: unsigned 32-bit little-endian offsets of the frames' first item, or empty. */
    public MemorySegment offsetTable() {
        return offsetTable;
    }
}
