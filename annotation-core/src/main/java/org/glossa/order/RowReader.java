package org.glossa.order;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Reads rows one after another. Not thread-safe. */
sealed interface RowReader extends AutoCloseable permits SourceRows.Reader, RowRun.Reader {
    /** Goes to the next row; false after the last. */
    boolean next() throws IOException;

    /** As {@link RowRecord#key}. */
    long key();

    /** Bytes of the record: header and coordinates. */
    long byteSize();

    /** Writes the record up to its coordinates. */
    void writeHeader(MemorySegment target, long offset);

    /** What the coordinates lie in, from {@link #coordinatesOffset()} on. */
    MemorySegment coordinates();

    long coordinatesOffset();

    @Override
    void close();
}
