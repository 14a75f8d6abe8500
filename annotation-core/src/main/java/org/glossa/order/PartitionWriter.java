package org.glossa.order;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Puts the rows of one part of the source behind each other in the partition that each belongs to, combining writes. Not thread-safe.
 */
final class PartitionWriter implements AutoCloseable {
    private final TemporaryFile file;
    private final RowShape shape;
    private final int bufferBytes;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffers;
    private final MemorySegment longHeader;
    private final int[] used;
    private final long[] positions;

    /** @param positions where in the file the rows of each partition go */
    PartitionWriter(TemporaryFile file, RowShape shape, int bufferBytes, long[] positions) {
        this.file = file;
        this.shape = shape;
        this.bufferBytes = bufferBytes;
        this.positions = positions;
        this.used = new int[positions.length];
        this.buffers = arena.allocate((long) bufferBytes * positions.length, 64);
        this.longHeader = arena.allocate(shape.headerBytes());
    }

    void write(int partition, RowReader row) throws IOException {
        long bytes = row.byteSize();
        long coordinateBytes = bytes - shape.headerBytes();
        if (bytes > bufferBytes - used[partition]) {
            flush(partition);
            if (bytes > bufferBytes) {
                row.writeHeader(longHeader, 0);
                file.write(longHeader, 0, shape.headerBytes(), positions[partition]);
                file.write(
                        row.coordinates(),
                        row.coordinatesOffset(),
                        coordinateBytes,
                        positions[partition] + shape.headerBytes());
                positions[partition] += bytes;
                return;
            }
        }
        long at = (long) partition * bufferBytes + used[partition];
        row.writeHeader(buffers, at);
        MemorySegment.copy(
                row.coordinates(), row.coordinatesOffset(), buffers, at + shape.headerBytes(), coordinateBytes);
        used[partition] += (int) bytes;
    }

    void flush() throws IOException {
        for (int partition = 0; partition < used.length; partition++) {
            flush(partition);
        }
    }

    private void flush(int partition) throws IOException {
        file.write(buffers, (long) partition * bufferBytes, used[partition], positions[partition]);
        positions[partition] += used[partition];
        used[partition] = 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
