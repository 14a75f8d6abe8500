package org.glossa.annotation;

/** Where the vertices of each annotation begin. Annotations and vertices are counted from zero; implementations are thread-safe. */
public interface VertexOffsets {
    long annotationCount();

    /** All vertices of all annotations. */
    long vertexCount();

    /**
     * The first vertex of an annotation; for {@code annotation == annotationCount()} the number of all vertices.
     */
    long firstVertex(long annotation);

    /** Every annotation has the same number of vertices. */
    static VertexOffsets fixed(int verticesEach, long annotationCount) {
        return new FixedVertexOffsets(verticesEach, annotationCount);
    }
}
