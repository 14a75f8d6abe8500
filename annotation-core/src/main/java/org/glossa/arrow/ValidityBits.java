package org.glossa.arrow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Bits that say which values of a column are there: of each byte the lowest is the first. All are zero before some are set. */
public final class ValidityBits {
    private ValidityBits() {}

    /** Bytes of so many bits. */
    public static long byteSize(long bits) {
        return (bits + 7) / 8;
    }

    /** @param offset where the bits begin in the target */
    public static void set(MemorySegment target, long offset, long bit) {
        long at = offset + (bit >>> 3);
        target.set(ValueLayout.JAVA_BYTE, at, (byte) (target.get(ValueLayout.JAVA_BYTE, at) | 1 << (bit & 7)));
    }

    /** Sets {@code count} bits from {@code firstBit} on. */
    public static void setAll(MemorySegment target, long offset, long firstBit, long count) {
        long bit = firstBit;
        long end = firstBit + count;
        while (bit < end && (bit & 7) != 0) {
            set(target, offset, bit++);
        }
        long bytes = (end - bit) / 8;
        target.asSlice(offset + (bit >>> 3), bytes).fill((byte) -1);
        for (bit += 8 * bytes; bit < end; bit++) {
            set(target, offset, bit);
        }
    }
}
