package org.glossa.order;

import java.lang.foreign.MemorySegment;

/**
 * The columns of the rows of a run, sorted, and what sorting needs. They are filled again and again: arrays of their own for each run, which live
 * until a record batch is written, filled the heap of a server up to its limit. Not thread-safe.
 */
final class RunArrays {
    int[] distances = {};
    int[] groups = {};
    int[] annotations = {};
    int[] vertices = {};

    /** Four of each row. */
    float[] boxes = {};

    /** Where the coordinates of each row begin; set by who puts them somewhere. */
    long[] offsets = {};

    // Row after row: the bits of the values, and a bit for each that is present.
    private int[] values = {};
    private int[] presence = {};
    private int columns;

    // Where records begin, in source order.
    private long[] starts = {};
    private final KeyedPlaces order = new KeyedPlaces();

    /**
     * Takes the headers of some records, sorted by key, then by place in the source.
     *
     * @param records in source order
     */
    void sort(MemorySegment records, int rows, RowShape shape) {
        reserve(rows, shape.columns());
        order.reserve(rows);
        if (rows > starts.length) {
            starts = new long[rows];
        }
        long record = 0;
        for (int place = 0; place < rows; place++) {
            order.put(place, RowRecord.key(records, record));
            starts[place] = record;
            record += shape.byteSize(records, record);
        }
        order.sort();
        for (int row = 0; row < rows; row++) {
            take(row, records, start(row));
        }
    }

    /** Where the record of a row begins, after {@link #sort}. */
    long start(int row) {
        return starts[order.place(row)];
    }

    /** Takes the header of a row; room was reserved for it. */
    void take(int row, MemorySegment records, long record) {
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
        int words = presenceWords();
        for (int word = 0; word < words; word++) {
            presence[words * row + word] = records.get(RowRecord.INT, bits + 4L * word);
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

    /** Makes room for new rows. */
    void reserve(int rows, int columnCount) {
        columns = columnCount;
        if (rows > distances.length) {
            distances = new int[rows];
            groups = new int[rows];
            annotations = new int[rows];
            vertices = new int[rows];
            boxes = new float[Math.multiplyExact(4, rows)];
            offsets = new long[rows];
            values = new int[Math.multiplyExact(columns, rows)];
            presence = new int[presenceWords() * rows];
        }
    }
}
