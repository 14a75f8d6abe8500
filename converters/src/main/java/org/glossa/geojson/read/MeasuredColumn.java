package org.glossa.geojson.read;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.jspecify.annotations.Nullable;

/** A measurement of a group that grows: values of those annotations that have one. Not thread-safe. */
final class MeasuredColumn {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** A column of which at least so great a part is filled has a place for every annotation: 8 bytes and a bit in place of 16. */
    private static final int SPARSE_FACTOR = 2;

    final String name;
    private final ScratchColumns scratch;
    private final GrowingColumn values;

    /** Of the values, ascending; null while none is absent before the last. */
    private @Nullable GrowingColumn annotations;

    /** FLOAT32 is answered only if each number stands for its float. */
    Precision wanted = Precision.FLOAT64;

    private long count;
    private double pending;
    private long pendingAnnotation = -1;

    MeasuredColumn(String name, ScratchColumns scratch) {
        this.name = name;
        this.scratch = scratch;
        this.values = scratch.grow();
    }

    /** Sets the value of an annotation that {@link #keep} ends; false when it was set before. */
    boolean set(long annotation, double value) {
        boolean first = pendingAnnotation != annotation;
        pendingAnnotation = annotation;
        pending = value;
        return first;
    }

    void keep() throws IOException {
        GrowingColumn places = annotations;
        if (places == null && pendingAnnotation != count) {
            places = scratch.grow();
            for (long i = 0; i < count; i++) {
                places.addLong(i);
            }
            annotations = places;
        }
        if (places != null) {
            places.addLong(pendingAnnotation);
        }
        values.addDouble(pending);
        count++;
    }

    MeasurementValues finish(long annotationCount) throws IOException {
        MemorySegment numbers = values.finish();
        boolean floats = wanted == Precision.FLOAT32 && FloatNumbers.all(numbers);
        GrowingColumn places = annotations;
        if (places == null) {
            return new Dense(numbers, count, floats);
        }
        MemorySegment sorted = places.finish();
        if (annotationCount <= count * SPARSE_FACTOR) {
            return spread(numbers, sorted, annotationCount, floats);
        }
        return new Sparse(numbers, sorted, count, floats);
    }

    private MeasurementValues spread(MemorySegment numbers, MemorySegment sorted, long annotationCount, boolean floats)
            throws IOException {
        MemorySegment all = scratch.allocate(annotationCount * Double.BYTES);
        MemorySegment present = scratch.allocate((annotationCount + 7) / 8);
        for (long i = 0; i < count; i++) {
            long annotation = sorted.get(LONG, i * Long.BYTES);
            all.set(DOUBLE, annotation * Double.BYTES, numbers.get(DOUBLE, i * Double.BYTES));
            byte bits = present.get(ValueLayout.JAVA_BYTE, annotation >>> 3);
            present.set(ValueLayout.JAVA_BYTE, annotation >>> 3, (byte) (bits | 1 << (annotation & 7)));
        }
        return new Spread(all, present, floats);
    }

    private static Precision precisionOf(boolean floats) {
        return floats ? Precision.FLOAT32 : Precision.FLOAT64;
    }

    /** The first so many annotations have a value. */
    private record Dense(MemorySegment values, long count, boolean floats) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return annotation < count;
        }

        @Override
        public float value(long annotation) {
            return (float) values.get(DOUBLE, annotation * Double.BYTES);
        }

        @Override
        public Precision precision() {
            return precisionOf(floats);
        }

        @Override
        public double number(long annotation) {
            return floats ? value(annotation) : values.get(DOUBLE, annotation * Double.BYTES);
        }
    }

    private record Spread(MemorySegment values, MemorySegment present, boolean floats) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return (present.get(ValueLayout.JAVA_BYTE, annotation >>> 3) & 1 << (annotation & 7)) != 0;
        }

        @Override
        public float value(long annotation) {
            return (float) values.get(DOUBLE, annotation * Double.BYTES);
        }

        @Override
        public Precision precision() {
            return precisionOf(floats);
        }

        @Override
        public double number(long annotation) {
            return floats ? value(annotation) : values.get(DOUBLE, annotation * Double.BYTES);
        }
    }

    private record Sparse(MemorySegment values, MemorySegment annotations, long count, boolean floats)
            implements MeasurementValues {
        private long find(long annotation) {
            long low = 0;
            long high = count;
            while (low < high) {
                long middle = low + high >>> 1;
                if (annotations.get(LONG, middle * Long.BYTES) < annotation) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low < count && annotations.get(LONG, low * Long.BYTES) == annotation ? low : -1;
        }

        @Override
        public boolean isPresent(long annotation) {
            return find(annotation) >= 0;
        }

        @Override
        public float value(long annotation) {
            return (float) stored(annotation);
        }

        @Override
        public Precision precision() {
            return precisionOf(floats);
        }

        @Override
        public double number(long annotation) {
            return floats ? value(annotation) : stored(annotation);
        }

        private double stored(long annotation) {
            long place = find(annotation);
            return place < 0 ? Double.NaN : values.get(DOUBLE, place * Double.BYTES);
        }
    }
}
