package org.glossa.sr.read;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.VertexOffsets;

/**
 * Vertices of rows that have each their own number of them.
 *
 * @param starts the first vertex of each row, and the number of all, as int64
 */
record RowStarts(MemorySegment starts) implements VertexOffsets {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public long annotationCount() {
        return starts.byteSize() / Long.BYTES - 1;
    }

    @Override
    public long vertexCount() {
        return firstVertex(annotationCount());
    }

    @Override
    public long firstVertex(long annotation) {
        return starts.get(LONG, annotation * Long.BYTES);
    }
}
