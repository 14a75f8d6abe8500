package org.glossa.order;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Records that follow each other in a temporary file.
 *
 * @param position where in the file the first begins
 * @param pieces the rows and the bytes of each part in turn
 */
record RowRun(TemporaryFile file, RowShape shape, long position, long[] pieceRows, long[] pieceBytes)
        implements UnsortedRows {
    @Override
    public long count() {
        return sum(pieceRows, pieceRows.length);
    }

    @Override
    public long byteSize() {
        return sum(pieceBytes, pieceBytes.length);
    }

    @Override
    public int parts() {
        return pieceRows.length;
    }

    @Override
    public long firstRow(int part) {
        return sum(pieceRows, part);
    }

    @Override
    public RowReader read(int part) throws IOException {
        return new Reader(part);
    }

    /** Reads all records. */
    void read(MemorySegment target) throws IOException {
        file.read(target, 0, byteSize(), position);
    }

    /** The records where they lie. */
    MemorySegment map(Arena arena) throws IOException {
        return file.map(position, byteSize(), arena);
    }

    private static long sum(long[] values, int end) {
        long sum = 0;
        for (int i = 0; i < end; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** Reads a mapping: only a run that is too large for memory is read row by row. */
    final class Reader implements RowReader {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment records;
        private long record = -1;
        private long end;

        private Reader(int part) throws IOException {
            this.records = file.map(position + sum(pieceBytes, part), pieceBytes[part], arena);
        }

        @Override
        public boolean next() {
            record = end;
            if (record == records.byteSize()) {
                return false;
            }
            end = record + shape.byteSize(records, record);
            return true;
        }

        @Override
        public long key() {
            return RowRecord.key(records, record);
        }

        @Override
        public long byteSize() {
            return end - record;
        }

        @Override
        public void writeHeader(MemorySegment target, long offset) {
            MemorySegment.copy(records, record, target, offset, shape.headerBytes());
        }

        @Override
        public MemorySegment coordinates() {
            return records;
        }

        @Override
        public long coordinatesOffset() {
            return record + shape.headerBytes();
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
