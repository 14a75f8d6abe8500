package org.glossa.store;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ValidityBits;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a stored set that lie side by side, read in place or copied at once, where {@link Cursor} reads one after the other. Rows and
 * vertices of a slice are counted from zero. Not thread-safe; lives as long as the set is mapped. What is damaged is never read: moving
 * there, or copying measurements, throws an {@link java.io.UncheckedIOException} of a {@link StoreCorruptException}.
 */
public final class RowSlice {
    /** Bytes from which on one request to the disk is cheaper than one for each page that is touched, even where nothing is missing. */
    private static final int LONG_READ = 1 << 16;

    private final StoredSet set;
    private @Nullable StoredLayer layer;
    private int layerIndex = -1;
    private int batch = -1;
    private long firstRow;
    private int rows;
    private int firstVertex;
    private MemorySegment coordinates = MemorySegment.NULL;

    RowSlice(StoredSet set) {
        this.set = set;
    }

    /**
     * Moves to the rows of a run of hits.
     *
     * @param position as {@link RegionHits#runStart} gave it, or as many further as the run is long
     * @param most rows wanted, at least 1; all must be of the run
     * @return rows of the slice now: fewer than wanted where the columns are interrupted, at least 1
     */
    public int moveTo(long position, long most) {
        int toLayer = StoredSet.layerOf(position);
        StoredLayer in =
                set.layers().get(Objects.checkIndex(toLayer, set.layers().size()));
        if (toLayer != layerIndex) {
            layer = in;
            layerIndex = toLayer;
            batch = -1;
        }
        firstRow = StoredSet.rowOf(position);
        batch = in.batch(firstRow, batch);
        rows = (int) Math.min(most, in.firstRow(batch + 1) - firstRow);
        in.beforeRead(firstRow, firstRow + rows);
        firstVertex = in.firstVertex(batch, firstRow);
        long from = in.vertexOffset(batch, firstVertex);
        long end = in.vertexOffset(batch, in.firstVertex(batch, firstRow + rows));
        coordinates = in.columns().asSlice(from, end - from);
        if (end - from >= LONG_READ) {
            coordinates.load();
        }
        return rows;
    }

    private StoredLayer layer() {
        return Objects.requireNonNull(layer, "Move the slice to a position first");
    }

    public int rowCount() {
        return rows;
    }

    /** As {@link StoredSet#groupLayer} counts. */
    public int layerIndex() {
        return layerIndex;
    }

    public GraphicType graphicType() {
        return layer().key().graphicType();
    }

    public Precision precision() {
        return layer().key().precision();
    }

    /** 2 or 3 per vertex. */
    public int ordinates() {
        return layer().key().ordinates();
    }

    /** Position of the group of a row among {@link StoredSet#groups()}. */
    public int groupIndex(int row) {
        return layer().group(batch, firstRow + row);
    }

    /** One-based position of a row in its group. */
    public long annotationIndex(int row) {
        return layer().annotationIndex(batch, firstRow + row);
    }

    /** The first vertex of a row in {@link #coordinates()}; of {@code rowCount()} the number of all vertices. */
    public int vertexStart(int row) {
        return layer().firstVertex(batch, firstRow + row) - firstVertex;
    }

    /** The ordinates of all vertices as the source wrote them, little-endian. */
    public MemorySegment coordinates() {
        return coordinates;
    }

    /** Whether a row has a measurement; columns as {@link StoredSet#measurementColumn} says. */
    public boolean isMeasured(int column, int row) {
        return layer().measurements().isPresent(column, batch, firstRow + row);
    }

    public float measurement(int column, int row) {
        return layer().measurements().value(column, batch, firstRow + row);
    }

    /**
     * Copies a float for each row.
     *
     * @param column as {@link StoredSet#measurementColumn} says
     */
    public void copyMeasurements(int column, MemorySegment target, long offset) {
        layer().measurements().copy(column, batch, firstRow, rows, target, offset);
    }

    /**
     * Sets the bit of each row that has a measurement.
     *
     * @param column as {@link StoredSet#measurementColumn} says
     * @param offset where the bits begin
     * @param firstBit of the first row of this slice
     * @return how many have none
     */
    public int markMeasured(int column, MemorySegment target, long offset, long firstBit) {
        StoredLayer in = layer();
        if (in.measurements().isComplete(column, batch)) {
            ValidityBits.setAll(target, offset, firstBit, rows);
            return 0;
        }
        int missing = 0;
        for (int row = 0; row < rows; row++) {
            if (in.measurements().isPresent(column, batch, firstRow + row)) {
                ValidityBits.set(target, offset, firstBit + row);
            } else {
                missing++;
            }
        }
        return missing;
    }
}
