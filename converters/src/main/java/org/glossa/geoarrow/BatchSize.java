package org.glossa.geoarrow;

import org.glossa.store.RowSlice;

/** What a record batch is to hold, added up before it is laid out. All its rows are of one layer. Not thread-safe. */
final class BatchSize {
    private final RowGeometry geometry;
    private int layer = -1;
    private long rows;
    private long sourceVertices;
    private long vertices;

    /** @param geometry says how many vertices the shapes of an answer have */
    BatchSize(RowGeometry geometry) {
        this.geometry = geometry;
    }

    void clear() {
        rows = 0;
        sourceVertices = 0;
        vertices = 0;
    }

    void add(RowSlice slice) {
        layer = slice.layerIndex();
        rows += slice.rowCount();
        sourceVertices += slice.vertexStart(slice.rowCount());
        vertices += geometry.vertexCountAtMost(slice);
    }

    /** Takes back what {@link #add} of the same slice did. */
    void remove(RowSlice slice) {
        rows -= slice.rowCount();
        sourceVertices -= slice.vertexStart(slice.rowCount());
        vertices -= geometry.vertexCountAtMost(slice);
    }

    /** As {@link org.glossa.store.StoredSet#groupLayer} counts. */
    int layer() {
        return layer;
    }

    long rows() {
        return rows;
    }

    /** As the source has them. */
    long sourceVertices() {
        return sourceVertices;
    }

    /** Of the shapes of the answer; somewhat more than there will be. */
    long vertices() {
        return vertices;
    }
}
