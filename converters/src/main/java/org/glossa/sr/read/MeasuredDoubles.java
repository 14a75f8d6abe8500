package org.glossa.sr.read;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;

/**
 * Values of some annotations of a group.
 *
 * @param rows annotations from zero, ascending, as int64
 * @param values a double for each row
 */
record MeasuredDoubles(MemorySegment rows, MemorySegment values) implements MeasurementValues {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    long count() {
        return rows.byteSize() / Long.BYTES;
    }

    long row(long index) {
        return rows.get(LONG, index * Long.BYTES);
    }

    double valueAt(long index) {
        return values.get(DOUBLE, index * Double.BYTES);
    }

    @Override
    public boolean isPresent(long annotation) {
        return find(annotation) >= 0;
    }

    @Override
    public float value(long annotation) {
        return (float) number(annotation);
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public double number(long annotation) {
        long index = find(annotation);
        return index < 0 ? Double.NaN : valueAt(index);
    }

    private long find(long annotation) {
        if (annotation < count() && row(annotation) == annotation) {
            return annotation; // no row before is without a value
        }
        long low = 0;
        long high = count() - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            long row = row(middle);
            if (row == annotation) {
                return middle;
            }
            if (row < annotation) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
