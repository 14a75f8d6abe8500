package org.glossa.column;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Little-endian values appended one after another, then read as one segment. Few stay on the heap, many are in a temporary file that is
 * gone when the {@link ScratchColumns} are closed. Not thread-safe.
 */
public final class GrowingColumn {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final ValueLayout.OfLong LONGS = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_BYTES = 64;

    private final ScratchColumns scratch;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int used;
    private long written;
    private @Nullable FileChannel file;
    private boolean finished;

    GrowingColumn(ScratchColumns scratch) {
        this.scratch = scratch;
        scratch.began();
    }

    public void addByte(int value) throws IOException {
        reserve(1);
        buffer[used++] = (byte) value;
    }

    public void addShort(int value) throws IOException {
        reserve(Short.BYTES);
        SHORT.set(buffer, used, (short) value);
        used += Short.BYTES;
    }

    public void addInt(int value) throws IOException {
        reserve(Integer.BYTES);
        INT.set(buffer, used, value);
        used += Integer.BYTES;
    }

    public void addLong(long value) throws IOException {
        reserve(Long.BYTES);
        LONG.set(buffer, used, value);
        used += Long.BYTES;
    }

    /** Appends {@code count} values from the place {@code from} on. */
    public void addLongs(long[] numbers, int from, int count) throws IOException {
        int at = from;
        int left = count;
        while (left > 0) {
            reserve(Long.BYTES);
            int some = Math.min(left, (buffer.length - used) / Long.BYTES);
            MemorySegment.copy(numbers, at, MemorySegment.ofArray(buffer), LONGS, used, some);
            used += some * Long.BYTES;
            at += some;
            left -= some;
        }
    }

    public void addFloat(float value) throws IOException {
        addInt(Float.floatToRawIntBits(value));
    }

    public void addDouble(double value) throws IOException {
        addLong(Double.doubleToRawLongBits(value));
    }

    public void addBytes(byte[] bytes) throws IOException {
        addBytes(bytes, 0, bytes.length);
    }

    public void addBytes(byte[] bytes, int from, int count) throws IOException {
        int at = from;
        int left = count;
        while (left > 0) {
            reserve(1);
            int some = Math.min(left, buffer.length - used);
            System.arraycopy(bytes, at, buffer, used, some);
            used += some;
            at += some;
            left -= some;
        }
    }

    /** Bytes appended so far. */
    public long byteSize() {
        return written + used;
    }

    /** All that was appended, alive until the scratch columns are closed. Nothing can be appended any more. */
    public MemorySegment finish() throws IOException {
        if (finished) {
            throw new IllegalStateException("A column is finished once");
        }
        finished = true;
        scratch.ended();
        MemorySegment all;
        FileChannel spilled = file;
        if (spilled == null) {
            all = scratch.allocate(used);
            MemorySegment.copy(MemorySegment.ofArray(buffer), 0, all, 0, used);
        } else {
            flush(spilled);
            all = scratch.mapped(spilled);
            spilled.close();
        }
        buffer = new byte[0];
        return all.asReadOnly();
    }

    private void reserve(int bytes) throws IOException {
        if (used + bytes <= buffer.length) {
            return;
        }
        if (finished) {
            throw new IllegalStateException("The column is finished");
        }
        if (buffer.length < scratch.bufferBytes()) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
            return;
        }
        FileChannel target = file;
        if (target == null) {
            target = scratch.newFile();
            file = target;
        }
        flush(target);
    }

    private void flush(FileChannel target) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, used);
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
        written += used;
        used = 0;
    }

    /** Deletes the temporary file of a column that is not wanted any more. */
    public void discard() throws IOException {
        if (!finished) {
            finished = true;
            scratch.ended();
            if (file != null) {
                file.close();
            }
        }
    }

    private static VarHandle view(Class<?> arrayOf) {
        return MethodHandles.byteArrayViewVarHandle(arrayOf, ByteOrder.LITTLE_ENDIAN);
    }
}
