package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import org.glossa.arrow.ArrowFile;
import org.glossa.query.Interval;

/**
 * The least and the greatest value of each block of rows for each measurement column of a layer: what decides about a block before a
 * value of it is read. A block is 1,024 rows of a record batch, the last of which may be short; rows lie in Hilbert order, so what
 * changes slowly over the slide has narrow ranges. Thread-safe.
 */
final class ValueRanges {
    static final int BLOCK_SHIFT = 10;
    static final int BLOCK_ROWS = 1 << BLOCK_SHIFT;

    /** Fields, and the buffer of each that holds its values. */
    private static final int FIELDS = 3;

    private static final int BUFFERS_OF_FIELD = 3;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final StoredFile file;
    private final MemorySegment bytes;
    private final int columns;

    /** For each record batch where the values of each field begin. */
    private final long[][] offsets;

    /** @param batches the file with the columns, whose record batches the blocks are of */
    ValueRanges(StoredFile file, ArrowFile batches, int columns) throws StoreCorruptException {
        this.file = file;
        this.columns = columns;
        ArrowFile arrow = file.arrow();
        this.bytes = arrow.segment();
        if (arrow.schema().fields().size() != FIELDS
                || !LayerSchema.ranges(columns)
                        .fields()
                        .getFirst()
                        .hasLayoutOf(arrow.schema().fields().getFirst())
                || arrow.batchCount() != batches.batchCount()) {
            throw new StoreCorruptException(
                    file.name(),
                    -1,
                    "ranges of " + columns + " columns in " + batches.batchCount() + " batches",
                    arrow.schema().fields().size() + " fields in " + arrow.batchCount() + " batches");
        }
        this.offsets = new long[arrow.batchCount()][FIELDS];
        for (int batch = 0; batch < offsets.length; batch++) {
            long needed = 4 * columns * Math.ceilDiv(batches.rows(batch), BLOCK_ROWS);
            for (int field = 0; field < FIELDS; field++) {
                int buffer = (field + 1) * BUFFERS_OF_FIELD - 1;
                offsets[batch][field] = arrow.bufferOffset(batch, buffer);
                if (arrow.bufferLength(batch, buffer) < needed) {
                    throw new StoreCorruptException(
                            file.name(),
                            offsets[batch][field],
                            "a buffer of " + needed + " bytes",
                            arrow.bufferLength(batch, buffer) + " bytes");
                }
            }
        }
    }

    /**
     * How many rows of a block have a value of a column in the interval, as far as its range tells.
     *
     * @param block zero-based in the batch
     * @param rows of the block
     */
    KeptRows.Share share(Interval interval, int column, int batch, int block, long rows) {
        long place = 4L * (block * columns + column);
        long[] of = offsets[batch];
        CheckedBlocks blocks = file.blocks();
        blocks.beforeRead(of[0] + place, 4);
        blocks.beforeRead(of[1] + place, 4);
        float least = bytes.get(FLOAT, of[0] + place);
        float greatest = bytes.get(FLOAT, of[1] + place);
        // A block without a number ranges from ∞ down to −∞.
        if (least > greatest || greatest < interval.least() || least > interval.greatest()) {
            return KeptRows.Share.NONE;
        }
        if (least >= interval.least() && greatest <= interval.greatest()) {
            blocks.beforeRead(of[2] + place, 4);
            return bytes.get(INT, of[2] + place) == rows ? KeptRows.Share.ALL : KeptRows.Share.SOME;
        }
        return KeptRows.Share.SOME;
    }

    /** @see StoredFile#recheck */
    void recheck(Duration validFor) throws IOException {
        file.recheck(validFor);
    }

    void verify() throws StoreCorruptException {
        file.verify();
    }
}
