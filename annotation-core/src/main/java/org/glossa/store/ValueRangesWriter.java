package org.glossa.store;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.glossa.arrow.ArrowFileWriter;

/** Writes the least and the greatest value of each block of rows, for each measurement column of a layer, beside its columns. */
final class ValueRangesWriter {
    private static final int MOST_BLOCKS = LayerWriter.BATCH_ROWS / ValueRanges.BLOCK_ROWS;

    private final ArrowFileWriter writer;
    private final int columns;

    // Of the batch that is being written: block after block, in each column after column.
    private final float[] least;
    private final float[] greatest;
    private final int[] numbers;

    /** @param columns at least 1 */
    ValueRangesWriter(WritableByteChannel channel, int columns) throws IOException {
        this.writer = new ArrowFileWriter(channel, LayerSchema.ranges(columns));
        this.columns = columns;
        this.least = new float[Math.multiplyExact(MOST_BLOCKS, columns)];
        this.greatest = new float[MOST_BLOCKS * columns];
        this.numbers = new int[MOST_BLOCKS * columns];
        clear();
    }

    /**
     * Adds a value that is present.
     *
     * @param row zero-based in its record batch
     */
    void add(int column, int row, float value) {
        if (Float.isNaN(value)) {
            return;
        }
        int place = (row >>> ValueRanges.BLOCK_SHIFT) * columns + column;
        least[place] = Math.min(least[place], value);
        greatest[place] = Math.max(greatest[place], value);
        numbers[place]++;
    }

    /** @param rows of the record batch whose values were added */
    void endBatch(int rows) throws IOException {
        int blocks = Math.ceilDiv(rows, ValueRanges.BLOCK_ROWS);
        int ranges = blocks * columns;
        long bytes = 4L * ranges;
        writer.beginBatch(
                blocks,
                new long[] {blocks, 0, ranges, 0, blocks, 0, ranges, 0, blocks, 0, ranges, 0},
                new long[] {0, 0, bytes, 0, 0, bytes, 0, 0, bytes});
        write(least, ranges);
        write(greatest, ranges);
        beginValues();
        for (int i = 0; i < ranges; i++) {
            writer.appendInt(numbers[i]);
        }
        writer.endBatch();
        clear();
    }

    void finish() throws IOException {
        writer.finish();
    }

    private void write(float[] ends, int ranges) throws IOException {
        beginValues();
        for (int i = 0; i < ranges; i++) {
            writer.appendFloat(ends[i]);
        }
    }

    /** Validity of lists and of values are empty. */
    private void beginValues() throws IOException {
        writer.beginBuffer();
        writer.beginBuffer();
        writer.beginBuffer();
    }

    private void clear() {
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        Arrays.fill(numbers, 0);
    }
}
