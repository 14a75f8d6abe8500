package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/**
 * The values of some annotations as an item of Measurement Values Sequence (0066,0132), PS3.3 C.37.1.2.1.2. Values that come from a
 * bulk annotation file are its own bytes, NaN included; of other origins NaN is left out and goes to our private block, because the
 * standard knows no value that is no number.
 *
 * @param present how many values the item holds
 * @param leftOutIndexes one-based annotations whose value is no number and left out
 * @param leftOutValues those values
 * @param doubleIndexes one-based annotations whose value is a double that no float is
 * @param doubleValues those values
 */
record MeasurementColumn(
        DataSet item,
        long present,
        MemorySegment leftOutIndexes,
        MemorySegment leftOutValues,
        MemorySegment doubleIndexes,
        MemorySegment doubleValues) {
    private static final MemorySegment NONE = MemorySegment.ofArray(new byte[0]);

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private MeasurementColumn(DataSet item, long present, MemorySegment leftOutIndexes, MemorySegment leftOutValues) {
        this(item, present, leftOutIndexes, leftOutValues, NONE, NONE);
    }

    /** How many values stand in our private block as doubles. */
    long doubles() {
        return doubleIndexes.byteSize() / AnnotationIndexes.ENTRY_BYTES;
    }

    /** Told of each value that others do not read as it is, whose annotation is counted from 1 in the range. */
    interface Changes {
        /** A value that is no finite number, as a double or as a float: others do not see it. */
        void omitted(long annotation);

        /** A value that others read otherwise, who print the shortest decimal of its float. */
        void rounded(long annotation, double error);

        /** A value that others take for that of another measurement of the same code. */
        void mistaken(long annotation);
    }

    void eachChange(Changes changes) {
        for (long i = 0; i < leftOut(); i++) {
            changes.omitted(Integer.toUnsignedLong(
                    leftOutIndexes.get(AnnotationIndexes.ENTRY, i * AnnotationIndexes.ENTRY_BYTES)));
        }
        for (long i = 0; i < doubles(); i++) {
            long annotation = Integer.toUnsignedLong(
                    doubleIndexes.get(AnnotationIndexes.ENTRY, i * AnnotationIndexes.ENTRY_BYTES));
            double number = doubleValues.get(DOUBLE, i * Double.BYTES);
            float written = (float) number;
            if (!Float.isFinite(written)) {
                changes.omitted(annotation);
            } else if (Double.parseDouble(Float.toString(written)) != number) {
                changes.rounded(annotation, Math.abs(number - written));
            }
        }
    }

    /** How many values are no number and left out. */
    long leftOut() {
        return leftOutIndexes.byteSize() / AnnotationIndexes.ENTRY_BYTES;
    }

    static MeasurementColumn of(MeasurementValues values, AnnotationRange range, ScratchColumns scratch)
            throws IOException {
        return switch (values) {
            case DenseMeasurementValues dense ->
                plain(DataSet.builder()
                        .bytes(
                                Tag.FloatingPointValues,
                                Vr.OF,
                                dense.values().asSlice(range.first() * Float.BYTES, range.count() * Float.BYTES))
                        .build());
            case SparseMeasurementValues sparse -> sparse(sparse, range, scratch);
            case JoinedMeasurementValues joined -> joined(joined, range, scratch);
            default ->
                switch (values.precision()) {
                    case FLOAT32 -> gathered(values, range, scratch);
                    case FLOAT64 -> gatheredDoubles(values, range, scratch);
                };
        };
    }

    private static MeasurementColumn plain(DataSet item) {
        return new MeasurementColumn(item, item.bytes(Tag.FloatingPointValues).byteSize() / Float.BYTES, NONE, NONE);
    }

    private static MeasurementColumn sparse(
            SparseMeasurementValues sparse, AnnotationRange range, ScratchColumns scratch) throws IOException {
        AnnotationIndexes indexes = sparse.indexes();
        long low = indexes.countBelow(range.first() + 1); // zero-based to one-based
        long high = indexes.countBelow(range.end() + 1); // zero-based to one-based
        MemorySegment entries = indexes.entries().asSlice(low * Integer.BYTES, (high - low) * Integer.BYTES);
        if (range.first() > 0) {
            MemorySegment moved = scratch.allocate(entries.byteSize());
            for (long i = 0; i < high - low; i++) {
                moved.set(
                        AnnotationIndexes.ENTRY, i * Integer.BYTES, (int) (indexes.oneBased(low + i) - range.first()));
            }
            entries = moved;
        }
        return plain(DataSet.builder()
                .bytes(
                        Tag.FloatingPointValues,
                        Vr.OF,
                        sparse.values().asSlice(low * Float.BYTES, (high - low) * Float.BYTES))
                .bytes(Tag.AnnotationIndexList, Vr.OL, entries)
                .build());
    }

    private static MeasurementColumn joined(
            JoinedMeasurementValues joined, AnnotationRange range, ScratchColumns scratch) throws IOException {
        AnnotationRange ofPart = joined.annotations().withinPart(range);
        if (ofPart == null && joined.precision() == Precision.FLOAT64) {
            return gatheredDoubles(joined, range, scratch);
        }
        if (ofPart == null) {
            return gathered(joined, range, scratch);
        }
        return of(joined.parts().get(joined.annotations().partOf(range.first())), ofPart, scratch);
    }

    private static MeasurementColumn gathered(MeasurementValues values, AnnotationRange range, ScratchColumns scratch)
            throws IOException {
        boolean keepsAll = isOfFile(values);
        long present = 0;
        long leftOut = 0;
        for (long i = range.first(); i < range.end(); i++) {
            if (values.isPresent(i)) {
                boolean kept = keepsAll || !Float.isNaN(values.value(i));
                present += kept ? 1 : 0;
                leftOut += kept ? 0 : 1;
            }
        }
        Gathering kept = new Gathering(scratch, present);
        Gathering apart = new Gathering(scratch, leftOut);
        for (long i = range.first(); i < range.end(); i++) {
            if (values.isPresent(i)) {
                float value = values.value(i);
                Gathering target = keepsAll || !Float.isNaN(value) ? kept : apart;
                target.add(i - range.first() + 1, value); // zero-based to one-based
            }
        }
        DataSet.Builder item = DataSet.builder().bytes(Tag.FloatingPointValues, Vr.OF, kept.values);
        if (present < range.count()) {
            item.bytes(Tag.AnnotationIndexList, Vr.OL, kept.indexes);
        }
        return new MeasurementColumn(item.build(), present, apart.indexes, apart.values);
    }

    private static MeasurementColumn gatheredDoubles(
            MeasurementValues values, AnnotationRange range, ScratchColumns scratch) throws IOException {
        long present = 0;
        long apart = 0;
        for (long i = range.first(); i < range.end(); i++) {
            if (values.isPresent(i)) {
                double number = values.number(i);
                present += Float.isFinite((float) number) ? 1 : 0;
                apart += isFloat(number) ? 0 : 1;
            }
        }
        Gathering kept = new Gathering(scratch, present);
        MemorySegment indexes = scratch.allocate(apart * AnnotationIndexes.ENTRY_BYTES);
        MemorySegment doubles = scratch.allocate(apart * Double.BYTES);
        long at = 0;
        for (long i = range.first(); i < range.end(); i++) {
            if (!values.isPresent(i)) {
                continue;
            }
            double number = values.number(i);
            long oneBased = i - range.first() + 1; // zero-based to one-based
            if (Float.isFinite((float) number)) {
                kept.add(oneBased, (float) number);
            }
            if (!isFloat(number)) {
                indexes.set(AnnotationIndexes.ENTRY, at * AnnotationIndexes.ENTRY_BYTES, (int) oneBased);
                doubles.set(DOUBLE, at * Double.BYTES, number);
                at++;
            }
        }
        DataSet.Builder item = DataSet.builder().bytes(Tag.FloatingPointValues, Vr.OF, kept.values);
        if (present < range.count()) {
            item.bytes(Tag.AnnotationIndexList, Vr.OL, kept.indexes);
        }
        return new MeasurementColumn(item.build(), present, NONE, NONE, indexes, doubles);
    }

    /** Whether a finite float says the very double. */
    private static boolean isFloat(double number) {
        return Double.isFinite(number)
                && Double.doubleToRawLongBits((float) number) == Double.doubleToRawLongBits(number);
    }

    private static boolean isOfFile(MeasurementValues values) {
        return switch (values) {
            case DenseMeasurementValues dense -> true;
            case SparseMeasurementValues sparse -> true;
            case ShuffledMeasurementValues shuffled -> true;
            case AbsentMeasurementValues absent -> true;
            case JoinedMeasurementValues joined -> joined.parts().stream().allMatch(MeasurementColumn::isOfFile);
            default -> false;
        };
    }

    /** Values and whose they are, in ascending order. */
    private static final class Gathering {
        private final MemorySegment indexes;
        private final MemorySegment values;
        private long count;

        Gathering(ScratchColumns scratch, long size) throws IOException {
            this.indexes = scratch.allocate(size * Integer.BYTES);
            this.values = scratch.allocate(size * Float.BYTES);
        }

        void add(long oneBased, float value) {
            indexes.set(AnnotationIndexes.ENTRY, count * Integer.BYTES, (int) oneBased);
            values.set(DenseMeasurementValues.VALUE, count * Float.BYTES, value);
            count++;
        }
    }
}
