package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fragments of encapsulated pixel data, PS3.5 annex A.4. Fragments are counted from zero, the offset table is not one. */
public final class Fragments {
    private final List<MemorySegment> fragments;
    private final @Nullable MemorySegment offsetTable;

    private Fragments(@Nullable MemorySegment offsetTable, List<MemorySegment> fragments) {
        this.offsetTable = offsetTable;
        this.fragments = fragments;
    }

    static Fragments ofFile(MemorySegment offsetTable, List<MemorySegment> fragments) {
        return new Fragments(offsetTable, fragments);
    }

    /** Each fragment a frame; the offset table is made on writing. */
    static Fragments ofFrames(List<MemorySegment> frames) {
        return new Fragments(null, frames);
    }

    public long count() {
        return fragments.size();
    }

    /** The bytes of one fragment, its padding included. */
    public MemorySegment segment(long index) {
        return fragments.get(Math.toIntExact(index));
    }

    /** The Basic Offset Table: unsigned 32-bit little-endian offsets of the frames' first item; empty when there is none yet. */
    public MemorySegment offsetTable() {
        return offsetTable == null ? MemorySegment.ofArray(new byte[0]) : offsetTable;
    }

    boolean areFrames() {
        return offsetTable == null;
    }
}
