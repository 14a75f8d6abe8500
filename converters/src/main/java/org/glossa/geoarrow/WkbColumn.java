package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.glossa.arrow.BatchFrame;
import org.glossa.arrow.ValidityBits;
import org.glossa.store.RowSlice;

/** Geometries of several types as ISO well-known binary (OGC 06-103r4, 8.2), little-endian; with z where the source has one. */
final class WkbColumn extends Column {
    private static final byte LITTLE_ENDIAN = 1;
    private static final int Z_CODES = 1000;

    /** Byte order and type; then for lines the number of vertices, for polygons those of rings and vertices. */
    private static final int POINT_HEADER = 5;

    private static final int MOST_HEADER = 13;

    private final RowGeometry geometry;
    private int node;
    private int validity;
    private int offsets;
    private int values;
    private long rows;
    private long nulls;
    private long bytes;
    private long validityStart;
    private long offsetsStart;
    private long valuesStart;

    WkbColumn(RowGeometry geometry) {
        super(GeometryType.WKB.field(2));
        this.geometry = geometry;
    }

    @Override
    void layOut(BatchFrame frame, BatchSize size) {
        rows = size.rows();
        node = frame.addNode(rows);
        validity = frame.addBuffer(ValidityBits.byteSize(rows));
        offsets = frame.addBuffer(4 * (rows + 1));
        values = frame.addBuffer(MOST_HEADER * rows + 24 * size.vertices());
    }

    @Override
    void begin(BatchFrame frame, MemorySegment batch) {
        zero(frame, validity, ValidityBits.byteSize(rows), batch);
        validityStart = frame.offset(validity);
        offsetsStart = frame.offset(offsets);
        valuesStart = frame.offset(values);
        batch.set(INT, offsetsStart, 0);
        nulls = 0;
        bytes = 0;
    }

    @Override
    void write(RowSlice slice, int firstRow, MemorySegment batch) {
        GeometryType type = GeometryType.of(slice.graphicType());
        int ordinates = geometry.ordinates(slice.ordinates());
        int code = ordinates == 3 ? type.wkbCode() + Z_CODES : type.wkbCode();
        int header = switch (type) {
            case POINT -> POINT_HEADER;
            case LINESTRING -> POINT_HEADER + 4;
            case POLYGON, WKB -> MOST_HEADER;
        };
        for (int i = 0; i < slice.rowCount(); i++) {
            long at = valuesStart + bytes;
            int written = geometry.write(slice, i, batch, at + header);
            if (written == 0) {
                nulls++;
            } else {
                batch.set(ValueLayout.JAVA_BYTE, at, LITTLE_ENDIAN);
                batch.set(INT, at + 1, code);
                if (header == MOST_HEADER) {
                    batch.set(INT, at + 5, 1);
                }
                if (header > POINT_HEADER) {
                    batch.set(INT, at + header - 4, written);
                }
                ValidityBits.set(batch, validityStart, firstRow + i);
                bytes += header + 8L * ordinates * written;
            }
            batch.set(INT, offsetsStart + 4L * (firstRow + i + 1), (int) bytes);
        }
    }

    @Override
    void end(BatchFrame frame) {
        frame.setNode(node, rows, nulls);
        frame.setLength(values, bytes);
    }
}
