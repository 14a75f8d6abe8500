package org.glossa.geojson.staged;

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
public final class MeasuredColumn {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** So many values may be absent beyond those that are there before the column names the annotation of each value. */
    private static final long ABSENT_SLACK = 64;

    public final String name;
    final int place;
    private final ScratchColumns scratch;

    /** Of all annotations up to the last that has one, with NaN where one is absent; of {@link #annotations} once that is there. */
    private GrowingColumn values;

    /** Annotations without value, ascending; null while none is before the last, or once {@link #annotations} is there. */
    private @Nullable GrowingColumn absent;

    private long absentCount;

    /** Of the values, ascending; null while most are there. */
    private @Nullable GrowingColumn annotations;

    /** FLOAT32 is answered only if each number stands for its float. */
    public Precision wanted = Precision.FLOAT64;

    private long count;
    private double pending;
    private long pendingAnnotation = -1;

    /** @param place among those of its group */
    public MeasuredColumn(String name, int place, ScratchColumns scratch) {
        this.name = name;
        this.place = place;
        this.scratch = scratch;
        this.values = scratch.grow();
    }

    /** Sets the value of an annotation that {@link #keep} ends; false when it was set before. */
    public boolean set(long annotation, double value) {
        boolean first = pendingAnnotation != annotation;
        pendingAnnotation = annotation;
        pending = value;
        return first;
    }

    public void keep() throws IOException {
        if (annotations == null && pendingAnnotation > count + absentCount) {
            skipTo(pendingAnnotation);
        }
        GrowingColumn places = annotations;
        if (places != null) {
            places.addLong(pendingAnnotation);
        }
        values.addDouble(pending);
        count++;
    }

    private void skipTo(long annotation) throws IOException {
        if (annotation - count > count + ABSENT_SLACK) {
            becomeSparse();
            return;
        }
        GrowingColumn gaps = absent;
        if (gaps == null) {
            gaps = scratch.grow();
            absent = gaps;
        }
        while (count + absentCount < annotation) {
            gaps.addLong(count + absentCount);
            values.addDouble(Double.NaN);
            absentCount++;
        }
    }

    private void becomeSparse() throws IOException {
        MemorySegment all = values.finish();
        GrowingColumn gaps = absent;
        MemorySegment without = gaps == null ? MemorySegment.NULL : gaps.finish();
        GrowingColumn sparse = scratch.grow();
        GrowingColumn places = scratch.grow();
        long gap = 0;
        for (long row = 0; row < count + absentCount; row++) {
            if (gap < absentCount && without.get(LONG, gap * Long.BYTES) == row) {
                gap++;
            } else {
                sparse.addDouble(all.get(DOUBLE, row * Double.BYTES));
                places.addLong(row);
            }
        }
        values = sparse;
        annotations = places;
        absent = null;
    }

    public MeasurementValues finish(long annotationCount) throws IOException {
        MemorySegment numbers = values.finish();
        boolean floats = wanted == Precision.FLOAT32 && FloatNumbers.all(numbers);
        GrowingColumn places = annotations;
        if (places != null) {
            return new Sparse(numbers, places.finish(), count, floats);
        }
        GrowingColumn gaps = absent;
        if (gaps == null) {
            return new Dense(numbers, count, floats);
        }
        return new Gapped(numbers, present(gaps.finish(), annotationCount), floats);
    }

    /** A bit for each annotation. */
    private MemorySegment present(MemorySegment without, long annotationCount) throws IOException {
        MemorySegment present = scratch.allocate((annotationCount + 7) / 8);
        long rows = count + absentCount;
        present.asSlice(0, rows >>> 3).fill((byte) 0xFF);
        if ((rows & 7) != 0) {
            present.set(ValueLayout.JAVA_BYTE, rows >>> 3, (byte) ((1 << (rows & 7)) - 1));
        }
        for (long gap = 0; gap < absentCount; gap++) {
            long row = without.get(LONG, gap * Long.BYTES);
            byte bits = present.get(ValueLayout.JAVA_BYTE, row >>> 3);
            present.set(ValueLayout.JAVA_BYTE, row >>> 3, (byte) (bits & ~(1 << (row & 7))));
        }
        return present;
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

    private record Gapped(MemorySegment values, MemorySegment present, boolean floats) implements MeasurementValues {
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
