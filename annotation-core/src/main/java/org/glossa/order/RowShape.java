package org.glossa.order;

import java.lang.foreign.MemorySegment;

/**
 * What the records of one layer have in common.
 *
 * @param headerBytes bytes before the coordinates
 * @param columns measurement columns
 */
record RowShape(int headerBytes, int columns, int vertexBytes) {
    static RowShape of(LayerSource source) {
        int columns = source.columns().fields().size();
        return new RowShape(RowRecord.headerBytes(columns), columns, source.vertexBytes());
    }

    /** Bytes of a record with its coordinates. */
    long byteSize(MemorySegment segment, long record) {
        return headerBytes + (long) segment.get(RowRecord.INT, record + RowRecord.VERTICES) * vertexBytes;
    }
}
