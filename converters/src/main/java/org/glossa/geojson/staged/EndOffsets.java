package org.glossa.geojson.staged;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.VertexOffsets;

/** @param ends for each annotation the number of vertices up to its last, as int64 */
public record EndOffsets(MemorySegment ends) implements VertexOffsets {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public long annotationCount() {
        return ends.byteSize() / Long.BYTES;
    }

    @Override
    public long vertexCount() {
        return firstVertex(annotationCount());
    }

    @Override
    public long firstVertex(long annotation) {
        return annotation == 0 ? 0 : ends.get(LONG, (annotation - 1) * Long.BYTES);
    }
}
