package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.glossa.arrow.BatchFrame;
import org.glossa.arrow.ValidityBits;
import org.glossa.store.RowSlice;

/** The coordinates of those rows that the source gave in one precision and number of ordinates: copied, never read. */
final class SourceCoordinatesColumn extends Column {
    private final Set<Integer> layers;
    private final int vertexBytes;
    private final int ordinates;
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
     * @param layouts how many the answer has
     * @param layers those that are of this layout
     */
    SourceCoordinatesColumn(SourceLayout layout, int layouts, Set<Integer> layers) {
        super(layout.field(layouts));
        this.layers = Set.copyOf(layers);
        this.ordinates = layout.ordinates();
        this.vertexBytes = layout.vertexBytes();
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
        values = frame.addBuffer(vertexBytes * count);
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
        MemorySegment source = slice.coordinates();
        MemorySegment.copy(source, 0, batch, valuesStart + (long) vertexBytes * vertices, source.byteSize());
        for (int row = 0; row < slice.rowCount(); row++) {
            batch.set(INT, offsetsStart + 4L * (firstRow + row + 1), vertices + slice.vertexStart(row + 1));
        }
        vertices += slice.vertexStart(slice.rowCount());
    }

    @Override
    void end(BatchFrame frame) {
        frame.setNode(firstNode, rows, isHeld ? 0 : rows);
    }
}
