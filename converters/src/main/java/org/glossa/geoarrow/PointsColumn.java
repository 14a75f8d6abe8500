package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.glossa.annotation.GraphicType;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.BatchFrame;
import org.glossa.arrow.ValidityBits;
import org.glossa.store.RowSlice;

/** The four points of each ELLIPSE and RECTANGLE in the space of the answer, whose polygons no longer tell them; null for others. */
final class PointsColumn extends Column {
    static final Set<GraphicType> TYPES = Set.of(GraphicType.ELLIPSE, GraphicType.RECTANGLE);

    private final Set<Integer> layers;
    private final int ordinates;
    private final RowGeometry geometry;
    private int firstNode;
    private int validity;
    private int offsets;
    private int values;
    private boolean isHeld;
    private long rows;
    private int vertices;
    private long offsetsStart;
    private long valuesStart;

    /**
     * @param layers those that have the points
     * @param ordinates 2 or 3; a z that a source has not is NaN
     */
    PointsColumn(Set<Integer> layers, int ordinates, RowGeometry geometry) {
        super(field(ordinates));
        this.layers = Set.copyOf(layers);
        this.ordinates = ordinates;
        this.geometry = geometry;
    }

    static ArrowField field(int ordinates) {
        return ArrowField.list(RegionPlan.POINTS, GeometryType.vertex("vertices", ordinates))
                .orNull();
    }

    @Override
    void layOut(BatchFrame frame, BatchSize size) {
        rows = size.rows();
        isHeld = layers.contains(size.layer());
        long count = isHeld ? size.sourceVertices() : 0;
        firstNode = frame.addNode(rows);
        validity = frame.addBuffer(isHeld ? 0 : ValidityBits.byteSize(rows));
        offsets = frame.addBuffer(4 * (rows + 1));
        frame.addNode(count);
        frame.addBuffer(0);
        frame.addNode(ordinates * count);
        frame.addBuffer(0);
        values = frame.addBuffer(8L * ordinates * count);
    }

    @Override
    void begin(BatchFrame frame, MemorySegment batch) {
        offsetsStart = frame.offset(offsets);
        valuesStart = frame.offset(values);
        vertices = 0;
        if (isHeld) {
            batch.set(INT, offsetsStart, 0);
        } else {
            zero(frame, validity, ValidityBits.byteSize(rows), batch);
            zero(frame, offsets, 4 * (rows + 1), batch);
        }
    }

    @Override
    void write(RowSlice slice, int firstRow, MemorySegment batch) {
        if (!isHeld) {
            return;
        }
        int count = slice.vertexStart(slice.rowCount());
        geometry.copy(slice, 0, count, ordinates, batch, valuesStart + 8L * ordinates * vertices);
        for (int row = 0; row < slice.rowCount(); row++) {
            batch.set(INT, offsetsStart + 4L * (firstRow + row + 1), vertices + slice.vertexStart(row + 1));
        }
        vertices += count;
    }

    @Override
    void end(BatchFrame frame) {
        frame.setNode(firstNode, rows, isHeld ? 0 : rows);
    }
}
