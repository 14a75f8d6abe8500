package org.glossa.dicom;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

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
        out.putTag(Tag.ITEM);
        long tableBytes = offsetTableBytes(fragments);
        out.putInt(tableBytes);
        if (!fragments.areFrames()) {
            out.put(fragments.offsetTable());
        } else if (tableBytes > 0) {
            long offset = 0;
            for (long i = 0; i < fragments.count(); i++) {
                out.putInt(offset);
                offset += ITEM_HEADER + EncodedLength.even(fragments.segment(i).byteSize());
            }
        }
        for (long i = 0; i < fragments.count(); i++) {
            MemorySegment fragment = fragments.segment(i);
            out.putTag(Tag.ITEM);
            out.putInt(EncodedLength.even(fragment.byteSize()));
            out.put(fragment);
            if ((fragment.byteSize() & 1) != 0) {
                out.putByte(0);
            }
        }
        out.putTag(Tag.SEQUENCE_DELIMITATION);
        out.putInt(0);
    }
}
