package org.glossa.detail;

import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.ArrowSchema;

/** Whether an Arrow file has the columns that are read from it. */
final class FileShape {
    /** What a record batch takes beside its values, and what a file takes with it, at most. */
    static final int EXTRA_BYTES = 4_096;

    private FileShape() {}

    /** @throws IllegalArgumentException when it has not */
    static void require(ArrowFile file, ArrowSchema expected, int batches) {
        boolean same = file.schema().fields().size() == expected.fields().size() && file.batchCount() >= batches;
        for (int i = 0; same && i < expected.fields().size(); i++) {
            same = expected.fields().get(i).hasLayoutOf(file.schema().fields().get(i));
        }
        if (!same) {
            throw new IllegalArgumentException("A file of detail with " + expected.fields() + " in at least " + batches
                    + " record batches, got " + file.schema().fields() + " in " + file.batchCount());
        }
    }

    /** Where a buffer begins that must have so many bytes. */
    static long buffer(ArrowFile file, int batch, int buffer, long bytes) {
        if (file.bufferLength(batch, buffer) < bytes) {
            throw new IllegalArgumentException("Buffer " + buffer + " of record batch " + batch + " needs " + bytes
                    + " bytes, got " + file.bufferLength(batch, buffer));
        }
        return file.bufferOffset(batch, buffer);
    }
}
