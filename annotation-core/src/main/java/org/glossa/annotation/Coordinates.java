package org.glossa.annotation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

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

    /** The first chunk; usually the only one. */
    private final MemorySegment values;

    private final MemorySegment[] chunks;

    /** Where each chunk begins, and the number of all vertices. */
    private final long[] chunkStarts;

    private final Precision precision;
    private final int ordinates;
    private final VertexOffsets offsets;

    /**
     * @param values exactly {@code offsets.vertexCount() * ordinates} ordinates
     * @param ordinates 2 or 3 per vertex
     */
    public Coordinates(MemorySegment values, Precision precision, int ordinates, VertexOffsets offsets) {
        this(List.of(values), precision, ordinates, offsets);
    }

    /**
     * A column in pieces, as a group beyond 4 GiB has it in a file.
     *
     * @param chunks in order, at least one; no annotation may lie in two of them
     */
    public Coordinates(List<MemorySegment> chunks, Precision precision, int ordinates, VertexOffsets offsets) {
        if (ordinates != 2 && ordinates != 3) {
            throw new IllegalArgumentException("A vertex has 2 or 3 ordinates, got " + ordinates);
        }
        long expected =
                Math.multiplyExact(Math.multiplyExact(offsets.vertexCount(), ordinates), (long) precision.bytes());
        this.chunks = chunks.toArray(new MemorySegment[0]);
        this.chunkStarts = new long[this.chunks.length + 1];
        int vertexBytes = ordinates * precision.bytes();
        long bytes = 0;
        for (int i = 0; i < this.chunks.length; i++) {
            bytes += this.chunks[i].byteSize();
            chunkStarts[i + 1] = bytes / vertexBytes;
            if (bytes % vertexBytes != 0) {
                throw new IllegalArgumentException("A vertex has " + vertexBytes + " bytes, so a chunk of "
                        + this.chunks[i].byteSize() + " bytes holds no whole number of them");
            }
        }
        if (bytes != expected) {
            throw new IllegalArgumentException(
                    "Coordinates of " + offsets.vertexCount() + " vertices need " + expected + " bytes, got " + bytes);
        }
        this.values = this.chunks[0];
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

    public VertexOffsets offsets() {
        return offsets;
    }

    public long firstVertex(long annotation) {
        return offsets.firstVertex(annotation);
    }

    public long vertexCount(long annotation) {
        return offsets.firstVertex(annotation + 1) - offsets.firstVertex(annotation);
    }

    /** Ordinate 0 (x), 1 (y) or 2 (z) of a vertex, widened to double. */
    public double ordinate(long vertex, int ordinate) {
        if (vertex >= chunkStarts[1] && chunks.length > 1) {
            int chunk = chunkOf(vertex);
            return ordinate(chunks[chunk], (vertex - chunkStarts[chunk]) * ordinates + ordinate);
        }
        return ordinate(values, vertex * ordinates + ordinate);
    }

    private double ordinate(MemorySegment chunk, long index) {
        return switch (precision) {
            case FLOAT32 -> chunk.get(FLOAT, index * 4);
            case FLOAT64 -> chunk.get(DOUBLE, index * 8);
        };
    }

    /** How many pieces the column has: one, but for a group that was split over several elements of a file. */
    public int chunkCount() {
        return chunks.length;
    }

    /** The bytes of all vertices of a chunk, counted from 0. */
    public MemorySegment chunk(int chunk) {
        return chunks[chunk];
    }

    /** The first vertex of a chunk; of {@code chunkCount()} the number of all vertices. */
    public long chunkStart(int chunk) {
        return chunkStarts[chunk];
    }

    /** The chunk that holds a vertex. An annotation lies in the chunk of its first vertex. */
    public int chunkOf(long vertex) {
        int chunk = 0;
        while (chunk < chunks.length - 1 && vertex >= chunkStarts[chunk + 1]) {
            chunk++;
        }
        return chunk;
    }

    /** Bytes of one vertex. */
    public int vertexBytes() {
        return ordinates * precision.bytes();
    }
}
