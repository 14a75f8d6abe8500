package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import org.glossa.arrow.ArrowFile;
import org.glossa.query.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The measurement columns of one layer and the ranges of their blocks. Whatever is read is guarded here; columns and record batches are
 * counted from 0. Thread-safe.
 */
final class StoredMeasurements {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment columns;
    private final CheckedBlocks blocks;
    private final @Nullable ValueRanges ranges;
    private final long[] firstRows;

    /** For each column and batch where its validity bits begin, -1 when all values are present, and where its values do. */
    private final long[][] validityOffsets;

    private final long[][] valueOffsets;

    /**
     * @param columnFile the columns of the layer, whose schema is that of a layer
     * @param rangesFile null when the layer has no measurements
     * @param firstRows the first row of each batch, and the number of all rows
     */
    StoredMeasurements(StoredFile columnFile, @Nullable StoredFile rangesFile, long[] firstRows)
            throws StoreCorruptException {
        ArrowFile file = columnFile.arrow();
        this.columns = file.segment();
        this.blocks = columnFile.blocks();
        this.firstRows = firstRows;
        int count = file.schema().fields().size() - LayerSchema.FIRST_MEASUREMENT;
        int batches = file.batchCount();
        validityOffsets = new long[count][batches];
        valueOffsets = new long[count][batches];
        for (int column = 0; column < count; column++) {
            int buffer = file.schema().firstBuffer(LayerSchema.FIRST_MEASUREMENT + column);
            int node = file.schema().firstNode(LayerSchema.FIRST_MEASUREMENT + column);
            for (int batch = 0; batch < batches; batch++) {
                long rows = file.rows(batch);
                boolean hasNulls = file.nullCount(batch, node) > 0;
                validityOffsets[column][batch] = hasNulls ? columnFile.buffer(batch, buffer, (rows + 7) / 8) : -1;
                valueOffsets[column][batch] = columnFile.buffer(batch, buffer + 1, 4 * rows);
            }
        }
        this.ranges = rangesFile == null ? null : new ValueRanges(rangesFile, file, count);
    }

    /** Which rows of a word, as in {@link StoredLayer#ofGroups}, have a value of a measurement column in the interval. */
    long within(Interval interval, int column, int batch, long word, long rows) {
        switch (share(interval, column, batch, word)) {
            case NONE -> {
                return 0;
            }
            case ALL -> {
                return rows;
            }
            case SOME -> {
                // below
            }
        }
        long present = rows & validity(column, batch, word);
        if (present == 0) {
            return 0;
        }
        long offset = valueOffsets[column][batch] + 256 * word;
        blocks.beforeRead(offset, 4 * (64L - Long.numberOfLeadingZeros(present)));
        double least = interval.least();
        double greatest = interval.greatest();
        long kept = 0;
        for (long left = present; left != 0; left &= left - 1) {
            int row = Long.numberOfTrailingZeros(left);
            double value = columns.get(FLOAT, offset + 4L * row);
            // NaN compares false.
            kept |= value >= least && value <= greatest ? 1L << row : 0;
        }
        return kept;
    }

    /** What the range of a block tells, before a value of it is read. */
    KeptRows.Share share(Interval interval, int column, int batch, long word) {
        if (ranges == null) {
            return KeptRows.Share.SOME;
        }
        int block = (int) (word >>> ValueRanges.BLOCK_SHIFT - 6);
        long left = firstRows[batch + 1] - firstRows[batch] - ((long) block << ValueRanges.BLOCK_SHIFT);
        return ranges.share(interval, column, batch, block, Math.min(left, ValueRanges.BLOCK_ROWS));
    }

    private long validity(int column, int batch, long word) {
        long validity = validityOffsets[column][batch];
        if (validity < 0) {
            return -1;
        }
        long bytes = Math.min(8, (firstRows[batch + 1] - firstRows[batch] + 7) / 8 - 8 * word);
        blocks.beforeRead(validity + 8 * word, bytes);
        long bits = 0;
        for (int i = 0; i < bytes; i++) {
            bits |= (columns.get(ValueLayout.JAVA_BYTE, validity + 8 * word + i) & 0xFFL) << 8 * i;
        }
        return bits;
    }

    /** Whether a row, which is counted through all batches, has a value. */
    boolean isPresent(int column, int batch, long row) {
        long validity = validityOffsets[column][batch];
        if (validity < 0) {
            return true;
        }
        long index = row - firstRows[batch];
        blocks.beforeRead(validity + (index >>> 3), 1);
        return (columns.get(ValueLayout.JAVA_BYTE, validity + (index >>> 3)) >>> (int) (index & 7) & 1) != 0;
    }

    /** The value of a row that has one. */
    float value(int column, int batch, long row) {
        long offset = valueOffsets[column][batch] + 4 * (row - firstRows[batch]);
        blocks.beforeRead(offset, Float.BYTES);
        return columns.get(FLOAT, offset);
    }

    /** Copies 4 bytes for each of some rows of a batch, whether they have the measurement or not. */
    void copy(int column, int batch, long row, long rows, MemorySegment target, long offset) {
        long from = valueOffsets[column][batch] + 4 * (row - firstRows[batch]);
        blocks.beforeRead(from, 4 * rows);
        MemorySegment.copy(columns, from, target, offset, 4 * rows);
    }

    /** Whether all rows of a batch have the measurement, told without a look at them. */
    boolean isComplete(int column, int batch) {
        return validityOffsets[column][batch] < 0;
    }

    /** Of the ranges; the columns are the layer's. */
    void recheck(Duration validFor) throws IOException {
        if (ranges != null) {
            ranges.recheck(validFor);
        }
    }

    /** Of the ranges; the columns are the layer's. */
    void verify() throws StoreCorruptException {
        if (ranges != null) {
            ranges.verify();
        }
    }
}
