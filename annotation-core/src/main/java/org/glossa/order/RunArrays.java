package org.glossa.order;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The columns of the rows of a run, sorted, and what sorting needs. They are filled again and again: arrays of their own for each run, which live
 * until a record batch is written, filled the heap of a server up to its limit. Not thread-safe.
 */
final class RunArrays {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;

    int[] distances = {};
    int[] groups = {};
    int[] annotations = {};
    int[] vertices = {};

    /** Four of each row. */
    float[] boxes = {};

    /** Where the record of each row begins. */
    long[] starts = {};

    /** Where the coordinates of each row begin; set by who puts them somewhere. */
    long[] offsets = {};

    // Row after row: the bits of the values, and a bit for each that is present.
    private int[] values = {};
    private int[] presence = {};
    private int columns;

    private long[] keys = {};
    private long[] otherKeys = {};
    private long[] otherStarts = {};
    private final int[] next = new int[DIGITS];

    /**
     * Takes the headers of some records, sorted by key, then by place in the source.
     *
     * @param records in source order
     */
    void sort(MemorySegment records, int rows, RowShape shape) {
        reserve(rows, shape.columns());
        sortStarts(records, rows, shape);
        int words = presenceWords();
        for (int row = 0; row < rows; row++) {
            long record = starts[row];
            distances[row] = records.get(RowRecord.INT, record + RowRecord.DISTANCE);
            groups[row] = records.get(RowRecord.INT, record + RowRecord.GROUP);
            annotations[row] = records.get(RowRecord.INT, record + RowRecord.ANNOTATION);
            vertices[row] = records.get(RowRecord.INT, record + RowRecord.VERTICES);
            for (int ordinate = 0; ordinate < 4; ordinate++) {
                boxes[4 * row + ordinate] = records.get(RowRecord.FLOAT, record + RowRecord.BOX + 4L * ordinate);
            }
            for (int column = 0; column < columns; column++) {
                values[columns * row + column] = records.get(RowRecord.INT, record + RowRecord.VALUES + 4L * column);
            }
            long bits = record + RowRecord.presence(columns);
            for (int word = 0; word < words; word++) {
                presence[words * row + word] = records.get(RowRecord.INT, bits + 4L * word);
            }
        }
    }

    boolean isPresent(int row, int column) {
        int word = presence[presenceWords() * row + column / Integer.SIZE];
        return (word >>> column % Integer.SIZE & 1) != 0;
    }

    int valueBits(int row, int column) {
        return values[columns * row + column];
    }

    private int presenceWords() {
        return (columns + Integer.SIZE - 1) / Integer.SIZE;
    }

    private void reserve(int rows, int columnCount) {
        columns = columnCount;
        if (rows > keys.length) {
            distances = new int[rows];
            groups = new int[rows];
            annotations = new int[rows];
            vertices = new int[rows];
            boxes = new float[Math.multiplyExact(4, rows)];
            starts = new long[rows];
            offsets = new long[rows];
            values = new int[Math.multiplyExact(columns, rows)];
            presence = new int[presenceWords() * rows];
            keys = new long[rows];
            otherKeys = new long[rows];
            otherStarts = new long[rows];
        }
    }

    /**
     * A radix sort, digit by digit from the lowest on, each of which keeps the order of what is equal in it. Digits that are the same in all
     * keys, as the upper ones of a partition are, cost nothing. Keys have 33 bits and are never negative: as an int, distances
     * from 2³¹ on would come before the lower half of the curve.
     */
    private void sortStarts(MemorySegment records, int rows, RowShape shape) {
        long record = 0;
        long differing = 0;
        for (int row = 0; row < rows; row++) {
            keys[row] = RowRecord.key(records, record);
            differing |= keys[row] ^ keys[0];
            starts[row] = record;
            record += shape.byteSize(records, record);
        }
        for (int shift = 0; differing >>> shift != 0; shift += DIGIT_BITS) {
            if ((differing >>> shift & DIGITS - 1) != 0) {
                sortDigit(rows, shift);
            }
        }
    }

    private void sortDigit(int rows, int shift) {
        Arrays.fill(next, 0);
        for (int row = 0; row < rows; row++) {
            next[digit(keys[row], shift)]++;
        }
        int first = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int count = next[digit];
            next[digit] = first;
            first += count;
        }
        for (int row = 0; row < rows; row++) {
            int place = next[digit(keys[row], shift)]++;
            otherKeys[place] = keys[row];
            otherStarts[place] = starts[row];
        }
        long[] freeKeys = keys;
        long[] freeStarts = starts;
        keys = otherKeys;
        starts = otherStarts;
        otherKeys = freeKeys;
        otherStarts = freeStarts;
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & DIGITS - 1;
    }
}
