package org.glossa.geojson.staged;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.jspecify.annotations.Nullable;

/** Numbers of one feature until its group is known: on the heap while they are few, else in a temporary file. Not thread-safe. */
public final class StagedNumbers {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST = 32;
    private static final int MOST_ON_HEAP = 1 << 17;

    private final ScratchColumns scratch;
    private long[] heap = new long[FIRST];
    private int used;
    private long count;
    private @Nullable GrowingColumn spilled;
    private @Nullable MemorySegment sealed;

    public StagedNumbers(ScratchColumns scratch) {
        this.scratch = scratch;
    }

    public void clear() throws IOException {
        if (spilled != null) {
            spilled.discard();
        }
        spilled = null;
        sealed = null;
        used = 0;
        count = 0;
    }

    public void add(long number) throws IOException {
        if (used == heap.length) {
            makeRoom();
        }
        heap[used++] = number;
        count++;
    }

    public void add(double number) throws IOException {
        add(Double.doubleToRawLongBits(number));
    }

    /** The first so many. */
    public void addAll(double[] numbers, int size) throws IOException {
        int i = 0;
        while (i < size) {
            if (used == heap.length) {
                makeRoom();
            }
            int some = Math.min(size - i, heap.length - used);
            for (int j = 0; j < some; j++) {
                heap[used + j] = Double.doubleToRawLongBits(numbers[i + j]);
            }
            used += some;
            i += some;
        }
        count += size;
    }

    /** Appends those from {@code from} to {@code to} to a column. */
    public void appendTo(GrowingColumn column, long from, long to) throws IOException {
        MemorySegment all = sealed;
        if (all == null) {
            column.addLongs(heap, (int) from, (int) (to - from));
            return;
        }
        for (long i = from; i < to; i++) {
            column.addLong(all.get(LONG, i * Long.BYTES));
        }
    }

    public long size() {
        return count;
    }

    /** Makes the numbers readable; none can be added until {@link #clear}. */
    public void seal() throws IOException {
        GrowingColumn column = spilled;
        if (column != null && sealed == null) {
            flush(column);
            sealed = column.finish();
        }
    }

    public long get(long index) {
        MemorySegment all = sealed;
        return all == null ? heap[(int) index] : all.get(LONG, index * Long.BYTES);
    }

    public double number(long index) {
        return Double.longBitsToDouble(get(index));
    }

    private void makeRoom() throws IOException {
        if (heap.length < MOST_ON_HEAP) {
            heap = Arrays.copyOf(heap, heap.length * 2);
            return;
        }
        GrowingColumn column = spilled;
        if (column == null) {
            column = scratch.grow();
            spilled = column;
        }
        flush(column);
    }

    private void flush(GrowingColumn column) throws IOException {
        column.addLongs(heap, 0, used);
        used = 0;
    }
}
