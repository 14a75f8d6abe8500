package org.glossa.annotation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The coordinate column of one group: ordinates x, y (and z) of each vertex in turn, little-endian, as the source wrote them, over
 * memory that may be a mapped file. Annotations and vertices are counted from zero. Thread-safe; lives as long as its
 * {@link AnnotationSet}.
 */
public final class Coordinates {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment values;
    private final Precision precision;
    private final int ordinates;
    private final VertexOffsets offsets;

    /**
     * @param values exactly {@code offsets.vertexCount() * ordinates} ordinates
     * @param ordinates 2 or 3 per vertex
     */
    public Coordinates(MemorySegment values, Precision precision, int ordinates, VertexOffsets offsets) {
        if (ordinates != 2 && ordinates != 3) {
            throw new IllegalArgumentException("A vertex has 2 or 3 ordinates, got " + ordinates);
        }
        long expected =
                Math.multiplyExact(Math.multiplyExact(offsets.vertexCount(), ordinates), (long) precision.bytes());
        if (values.byteSize() != expected) {
            throw new IllegalArgumentException("Coordinates of " + offsets.vertexCount() + " vertices need " + expected
                    + " bytes, got " + values.byteSize());
        }
        this.values = values;
        this.precision = precision;
        this.ordinates = ordinates;
        this.offsets = offsets;
    }

    public Precision precision() {
        return precision;
    }

    /** 2 (x, y) or 3 (x, y, z). */
    public int ordinates() {
        return ordinates;
    }

    public long annotationCount() {
        return offsets.annotationCount();
    }

    public long vertexCount() {
        return offsets.vertexCount();
    }

    public long firstVertex(long annotation) {
        return offsets.firstVertex(annotation);
    }

    public long vertexCount(long annotation) {
        return offsets.firstVertex(annotation + 1) - offsets.firstVertex(annotation);
    }

    /** Ordinate 0 (x), 1 (y) or 2 (z) of a vertex, widened to double. */
    public double ordinate(long vertex, int ordinate) {
        long index = vertex * ordinates + ordinate;
        return switch (precision) {
            case FLOAT32 -> values.get(FLOAT, index * 4);
            case FLOAT64 -> values.get(DOUBLE, index * 8);
        };
    }

    /** The bytes of all vertices. */
    public MemorySegment values() {
        return values;
    }

    /** Bytes of one vertex. */
    public int vertexBytes() {
        return ordinates * precision.bytes();
    }
}
