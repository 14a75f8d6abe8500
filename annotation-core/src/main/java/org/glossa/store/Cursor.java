package org.glossa.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Precision;
import org.glossa.detail.RowOutlines;
import org.jspecify.annotations.Nullable;

/**
 * Reads the annotations of a stored set by position, in place. Not thread-safe; lives as long as the set is mapped. What is damaged is
 * never read: moving there, or asking for a measurement, throws an {@link java.io.UncheckedIOException} of a
 * {@link StoreCorruptException}.
 */
public final class Cursor implements AnnotationView {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final StoredSet set;
    private @Nullable StoredLayer layer;
    private MemorySegment columns = MemorySegment.NULL;
    private int layerIndex = -1;
    private int batch = -1;
    private long row = -1;
    private boolean isDouble;
    private int ordinates;
    private int ordinateBytes;
    private long firstOffset;
    private int vertexCount;

    Cursor(StoredSet set) {
        this.set = set;
    }

    /**
     * @param position one that {@link RegionHits} of the same set gave
     * @throws IndexOutOfBoundsException when the set has no such position
     */
    public void moveTo(long position) {
        moveTo(StoredSet.layerOf(position), StoredSet.rowOf(position));
    }

    /**
     * Moves to what is drawn of an annotation: of a large outline the version with the fewest vertices that lies within the tolerance, when
     * there is one. Vertices and coordinates are then those of the version; all else is as elsewhere.
     *
     * @param tolerance in units of the space of the set
     */
    public void moveToDrawn(long position, double tolerance) {
        int toLayer = StoredSet.layerOf(position);
        long toRow = StoredSet.rowOf(position);
        RowOutlines outlines = set.layers()
                .get(Objects.checkIndex(toLayer, set.layers().size()))
                .detail()
                .outlines();
        long version = outlines.within(tolerance, toRow);
        moveTo(toLayer, toRow);
        if (version >= 0) {
            vertexCount = outlines.vertices(version);
            firstOffset = outlines.offset(version);
            columns = outlines.segment();
        }
    }

    void moveTo(int toLayer, long toRow) {
        if (toLayer != layerIndex) {
            enter(toLayer);
        }
        StoredLayer in = layer();
        columns = in.columns();
        batch = in.batch(toRow, batch);
        in.beforeRead(toRow, toRow + 1);
        row = toRow;
        int first = in.firstVertex(batch, toRow);
        vertexCount = in.firstVertex(batch, toRow + 1) - first;
        firstOffset = in.vertexOffset(batch, first);
    }

    /** The record batch of the last row when that was of this layer, else −1. */
    int batchIn(int ofLayer) {
        return ofLayer == layerIndex ? batch : -1;
    }

    private void enter(int toLayer) {
        StoredLayer entered =
                set.layers().get(Objects.checkIndex(toLayer, set.layers().size()));
        layer = entered;
        layerIndex = toLayer;
        batch = -1;
        isDouble = entered.key().precision() == Precision.FLOAT64;
        ordinates = entered.key().ordinates();
        ordinateBytes = entered.key().precision().bytes();
    }

    private StoredLayer layer() {
        return Objects.requireNonNull(layer, "Move the cursor to a position first");
    }

    /** Position of the group among {@link StoredSet#groups()}, zero-based. */
    public int groupIndex() {
        return layer().group(batch, row);
    }

    @Override
    public GroupDescription group() {
        return set.groups().get(groupIndex()).description();
    }

    @Override
    public GraphicType graphicType() {
        return layer().key().graphicType();
    }

    @Override
    public long annotationIndex() {
        return layer().annotationIndex(batch, row);
    }

    @Override
    public Precision precision() {
        return layer().key().precision();
    }

    @Override
    public int ordinates() {
        return ordinates;
    }

    @Override
    public int vertexCount() {
        return vertexCount;
    }

    @Override
    public double ordinate(int vertex, int ordinate) {
        long offset = firstOffset + ((long) vertex * ordinates + ordinate) * ordinateBytes;
        return isDouble ? columns.get(DOUBLE, offset) : columns.get(FLOAT, offset);
    }

    @Override
    public void copyFloats(int firstVertex, int vertices, float[] target) {
        long offset = firstOffset + (long) firstVertex * ordinates * ordinateBytes;
        MemorySegment.copy(columns, FLOAT, offset, target, 0, vertices * ordinates);
    }

    /** The ordinates of all vertices as the source wrote them, little-endian. */
    public MemorySegment coordinates() {
        return columns.asSlice(firstOffset, (long) vertexCount * ordinates * ordinateBytes);
    }

    @Override
    public List<MeasurementName> measurementNames() {
        return set.groups().get(groupIndex()).measurements();
    }

    @Override
    public boolean hasMeasurement(int measurement) {
        return layer().measurements().isPresent(set.measurementColumn(groupIndex(), measurement), batch, row);
    }

    @Override
    public float measurement(int measurement) {
        return layer().measurements().value(set.measurementColumn(groupIndex(), measurement), batch, row);
    }
}
