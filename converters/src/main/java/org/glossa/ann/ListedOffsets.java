package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.glossa.annotation.VertexOffsets;

/**
 * Where annotations begin, from a list that was made.
 *
 * @param starts an int64 for each annotation, and the number of all vertices
 */
record ListedOffsets(MemorySegment starts) implements VertexOffsets {
    static final ValueLayout.OfLong START = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
        Objects.checkIndex(annotation, annotationCount() + 1);
        return starts.get(START, annotation * Long.BYTES);
    }
}
