package org.glossa.annotation;

record FixedVertexOffsets(int verticesEach, long annotationCount) implements VertexOffsets {
    FixedVertexOffsets {
        if (verticesEach < 0 || annotationCount < 0) {
            throw new IllegalArgumentException("Needs verticesEach >= 0 and annotationCount >= 0, got " + verticesEach
                    + " and " + annotationCount);
        }
        Math.multiplyExact(annotationCount, verticesEach);
    }

    @Override
    public long vertexCount() {
        return annotationCount * verticesEach;
    }

    @Override
    public long firstVertex(long annotation) {
        return annotation * verticesEach;
    }
}
