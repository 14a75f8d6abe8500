package org.glossa.detail;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowFileWriter;
import org.glossa.spatial.QuadGrid;

/** Writes {@link RowPoints} as rows come; where they lie on the curve follows at the end. */
final class RowPointsWriter {
    private final ArrowFileWriter file;
    private final Precision precision;

    RowPointsWriter(WritableByteChannel channel, Precision precision, QuadGrid grid, long rows) throws IOException {
        this.file = new ArrowFileWriter(channel, RowPoints.schema(precision, grid));
        this.precision = precision;
        file.beginBatch(rows, new long[] {rows, 0, 3 * rows, 0, rows, 0}, new long[] {
            0, 0, 3 * rows * precision.bytes(), 0, 4 * rows
        });
        file.beginBuffer();
        file.beginBuffer();
        file.beginBuffer();
    }

    static long fileBytes(long rows, Precision precision) {
        return FileShape.EXTRA_BYTES + rows * (3L * precision.bytes() + Integer.BYTES);
    }

    void add(double x, double y, double area) throws IOException {
        switch (precision) {
            case FLOAT32 -> {
                file.appendFloat((float) x);
                file.appendFloat((float) y);
                file.appendFloat((float) Math.min(area, Float.MAX_VALUE));
            }
            case FLOAT64 -> {
                append(x);
                append(y);
                append(area);
            }
        }
    }

    private void append(double value) throws IOException {
        long bits = Double.doubleToRawLongBits(value);
        file.appendInt((int) bits);
        file.appendInt((int) (bits >>> 32));
    }

    /** @param distances of all rows, as unsigned ints */
    void finish(MemorySegment distances) throws IOException {
        file.beginBuffer();
        file.beginBuffer();
        file.append(distances, 0, distances.byteSize());
        file.endBatch();
        file.finish();
    }
}
