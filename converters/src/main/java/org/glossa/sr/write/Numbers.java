package org.glossa.sr.write;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Numbers as little-endian bytes. */
final class Numbers {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Numbers() {}

    static MemorySegment bytes(float[] numbers) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.multiplyExact(numbers.length, Float.BYTES)]);
        MemorySegment.copy(numbers, 0, bytes, FLOAT, 0, numbers.length);
        return bytes;
    }

    static MemorySegment bytes(double[] numbers) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.multiplyExact(numbers.length, Double.BYTES)]);
        MemorySegment.copy(numbers, 0, bytes, DOUBLE, 0, numbers.length);
        return bytes;
    }
}
