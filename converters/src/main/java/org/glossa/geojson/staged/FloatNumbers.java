package org.glossa.geojson.staged;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.column.ScratchColumns;

/** Which doubles stand for floats: those that are one, and those that are the shortest decimal of one. */
public final class FloatNumbers {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private FloatNumbers() {}

    public static boolean isFloat(double number) {
        float nearest = (float) number;
        return nearest == number
                || Double.isNaN(number)
                || Float.isFinite(nearest) && Double.parseDouble(Float.toString(nearest)) == number;
    }

    public static boolean all(MemorySegment doubles) {
        for (long at = 0; at < doubles.byteSize(); at += Double.BYTES) {
            if (!isFloat(doubles.get(DOUBLE, at))) {
                return false;
            }
        }
        return true;
    }

    public static MemorySegment floats(MemorySegment doubles, ScratchColumns scratch) throws IOException {
        long count = doubles.byteSize() / Double.BYTES;
        MemorySegment floats = scratch.allocate(count * Float.BYTES);
        for (long i = 0; i < count; i++) {
            floats.set(FLOAT, i * Float.BYTES, (float) doubles.get(DOUBLE, i * Double.BYTES));
        }
        return floats;
    }
}
