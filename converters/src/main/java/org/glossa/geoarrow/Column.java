package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.BatchFrame;
import org.glossa.store.RowSlice;

/** One column of a stream: lays out its buffers for a batch, then is given the rows of the batch, slice by slice. Not thread-safe. */
abstract class Column {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ArrowField field;

    Column(ArrowField field) {
        this.field = field;
    }

    final ArrowField field() {
        return field;
    }

    /** Adds nodes and buffers of this column to the frame. */
    abstract void layOut(BatchFrame frame, BatchSize size);

    /** Called once the batch has its memory, before the first row. */
    abstract void begin(BatchFrame frame, MemorySegment batch);

    /** @param firstRow rows of the batch before those of the slice */
    abstract void write(RowSlice slice, int firstRow, MemorySegment batch);

    /** Called after the last row: tells the frame what was not known before. */
    abstract void end(BatchFrame frame);

    static void zero(BatchFrame frame, int buffer, long bytes, MemorySegment batch) {
        batch.asSlice(frame.offset(buffer), bytes).fill((byte) 0);
    }
}
