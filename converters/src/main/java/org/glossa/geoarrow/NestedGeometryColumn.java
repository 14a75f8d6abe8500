package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import org.glossa.arrow.BatchFrame;
import org.glossa.arrow.ValidityBits;
import org.glossa.store.RowSlice;

/** Points, lines or polygons of one ring, in GeoArrow's nested lists. */
final class NestedGeometryColumn extends Column {
    private final RowGeometry geometry;
    private final int ordinates;

    /** Lists around a vertex: 0 for points, 1 for lines, 2 for polygons. */
    private final int depth;

    private int firstNode;
    private int validity;
    private int rowOffsets;
    private int ringOffsets;
    private int values;
    private long rows;
    private long nulls;
    private long vertices;
    private long validityStart;
    private long rowOffsetsStart;
    private long ringOffsetsStart;
    private long valuesStart;

    /** @param ordinates 2 or 3, what {@code geometry} writes of every row */
    NestedGeometryColumn(GeometryType type, int ordinates, RowGeometry geometry) {
        super(type.field(ordinates));
        this.geometry = geometry;
        this.ordinates = ordinates;
        this.depth = switch (type) {
            case POINT -> 0;
            case LINESTRING -> 1;
            case POLYGON -> 2;
            case WKB -> throw new IllegalArgumentException("Well-known binary is not nested");
        };
    }

    @Override
    void layOut(BatchFrame frame, BatchSize size) {
        rows = size.rows();
        firstNode = frame.addNode(rows);
        validity = frame.addBuffer(ValidityBits.byteSize(rows));
        if (depth > 0) {
            rowOffsets = frame.addBuffer(4 * (rows + 1));
        }
        if (depth > 1) {
            frame.addNode(0);
            frame.addBuffer(0);
            ringOffsets = frame.addBuffer(4 * (rows + 1));
        }
        if (depth > 0) {
            frame.addNode(0);
            frame.addBuffer(0);
        }
        frame.addNode(0);
        frame.addBuffer(0);
        values = frame.addBuffer(8L * ordinates * size.vertices());
    }

    @Override
    void begin(BatchFrame frame, MemorySegment batch) {
        zero(frame, validity, ValidityBits.byteSize(rows), batch);
        validityStart = frame.offset(validity);
        valuesStart = frame.offset(values);
        nulls = 0;
        vertices = 0;
        if (depth > 0) {
            rowOffsetsStart = frame.offset(rowOffsets);
            batch.set(INT, rowOffsetsStart, 0);
        }
        if (depth > 1) {
            ringOffsetsStart = frame.offset(ringOffsets);
            batch.set(INT, ringOffsetsStart, 0);
        }
    }

    @Override
    void write(RowSlice slice, int firstRow, MemorySegment batch) {
        long vertexBytes = 8L * ordinates;
        for (int i = 0; i < slice.rowCount(); i++) {
            int row = firstRow + i;
            int written = geometry.write(slice, i, batch, valuesStart + vertices * vertexBytes);
            if (written == 0) {
                nulls++;
                if (depth == 0) {
                    // A null of a fixed size has room all the same.
                    batch.asSlice(valuesStart + vertices * vertexBytes, vertexBytes)
                            .fill((byte) 0);
                    vertices++;
                }
            } else {
                ValidityBits.set(batch, validityStart, row);
                vertices += written;
            }
            if (depth == 1) {
                batch.set(INT, rowOffsetsStart + 4L * (row + 1), (int) vertices);
            } else if (depth == 2) {
                int rings = (int) (row + 1 - nulls);
                batch.set(INT, rowOffsetsStart + 4L * (row + 1), rings);
                batch.set(INT, ringOffsetsStart + 4L * rings, (int) vertices);
            }
        }
    }

    @Override
    void end(BatchFrame frame) {
        int node = firstNode;
        frame.setNode(node++, rows, nulls);
        if (depth > 1) {
            frame.setNode(node++, rows - nulls, 0);
            frame.setLength(ringOffsets, 4 * (rows - nulls + 1));
        }
        if (depth > 0) {
            frame.setNode(node++, vertices, 0);
        }
        frame.setNode(node, ordinates * vertices, 0);
        frame.setLength(values, 8L * ordinates * vertices);
    }
}
