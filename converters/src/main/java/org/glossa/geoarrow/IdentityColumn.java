package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.arrow.BatchFrame;
import org.glossa.store.RowSlice;

/** A part of what names an annotation: its set, its group's number, or its one-based place in the group. */
abstract class IdentityColumn extends Column {
    private final int valueBytes;
    private int values;
    private long start;

    private IdentityColumn(ArrowField field) {
        super(field);
        this.valueBytes = field.kind().bytes();
    }

    /** @param dictionaryPlace of the SOP Instance UID of the set */
    static Column ofSet(int dictionaryPlace) {
        return new IdentityColumn(ArrowField.of(RegionPlan.SET, Kind.DICTIONARY)) {
            @Override
            void write(RowSlice slice, MemorySegment batch, long offset) {
                for (int row = 0; row < slice.rowCount(); row++) {
                    batch.set(INT, offset + 4L * row, dictionaryPlace);
                }
            }
        };
    }

    /** @param numbers Annotation Group Number of each group of the set */
    static Column ofGroup(int[] numbers) {
        return new IdentityColumn(ArrowField.of(RegionPlan.GROUP, Kind.INT32)) {
            @Override
            void write(RowSlice slice, MemorySegment batch, long offset) {
                for (int row = 0; row < slice.rowCount(); row++) {
                    batch.set(INT, offset + 4L * row, numbers[slice.groupIndex(row)]);
                }
            }
        };
    }

    static Column ofAnnotation() {
        return new IdentityColumn(ArrowField.of(RegionPlan.ANNOTATION_INDEX, Kind.INT64)) {
            @Override
            void write(RowSlice slice, MemorySegment batch, long offset) {
                for (int row = 0; row < slice.rowCount(); row++) {
                    batch.set(LONG, offset + 8L * row, slice.annotationIndex(row));
                }
            }
        };
    }

    abstract void write(RowSlice slice, MemorySegment batch, long offset);

    @Override
    final void layOut(BatchFrame frame, BatchSize size) {
        frame.addNode(size.rows());
        frame.addBuffer(0);
        values = frame.addBuffer(valueBytes * size.rows());
    }

    @Override
    final void begin(BatchFrame frame, MemorySegment batch) {
        start = frame.offset(values);
    }

    @Override
    final void write(RowSlice slice, int firstRow, MemorySegment batch) {
        write(slice, batch, start + (long) valueBytes * firstRow);
    }

    @Override
    final void end(BatchFrame frame) {}
}
