package org.glossa.ann;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.glossa.annotation.MeasurementValues;

/** Values for some annotations, named by an index list in no order: a table outside the heap says where each one's value stands. */
final class ShuffledMeasurementValues implements MeasurementValues {
    private static final int ABSENT = 0;

    private final MemorySegment values;
    private final MemorySegment positions;

    ShuffledMeasurementValues(MemorySegment values, long annotationCount) {
        this.values = values;
        this.positions = Arena.ofAuto().allocate(annotationCount * Integer.BYTES, Integer.BYTES);
    }

    /**
     * Says where the value of an annotation stands; both zero-based. Only while the values are read in.
     *
     * @return false when that annotation has a value already
     */
    boolean assign(long annotation, long position) {
        if (position(annotation) != ABSENT) {
            return false;
        }
        positions.setAtIndex(ValueLayout.JAVA_INT, annotation, (int) (position + 1));
        return true;
    }

    @Override
    public boolean isPresent(long annotation) {
        return position(annotation) != ABSENT;
    }

    @Override
    public float value(long annotation) {
        long position = Integer.toUnsignedLong(position(annotation)) - 1;
        return position < 0 ? Float.NaN : values.get(DenseMeasurementValues.VALUE, position * Float.BYTES);
    }

    private int position(long annotation) {
        return positions.getAtIndex(ValueLayout.JAVA_INT, annotation);
    }
}
