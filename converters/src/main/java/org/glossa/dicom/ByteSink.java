package org.glossa.dicom;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** Gathers small writes, little-endian, and passes large values through in pieces. Memory use is constant. */
final class ByteSink {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long PIECE_BYTES = 1024 * 1024;

    private final WritableByteChannel target;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    ByteSink(WritableByteChannel target) {
        this.target = target;
    }

    void putByte(int value) throws IOException {
        reserve(1);
        buffer.put((byte) value);
    }

    void putShort(int value) throws IOException {
        reserve(2);
        buffer.putShort((short) value);
    }

    void putInt(long value) throws IOException {
        reserve(4);
        buffer.putInt((int) value);
    }

    void putTag(int tag) throws IOException {
        putShort(Tag.group(tag));
        putShort(Tag.element(tag));
    }

    void put(MemorySegment bytes) throws IOException {
        long size = bytes.byteSize();
        if (size <= buffer.remaining()) {
            buffer.put(bytes.asByteBuffer());
            return;
        }
        flush();
        for (long at = 0; at < size; at += PIECE_BYTES) {
            ByteBuffer piece =
                    bytes.asSlice(at, Math.min(PIECE_BYTES, size - at)).asByteBuffer();
            while (piece.hasRemaining()) {
                target.write(piece);
            }
        }
    }

    /** Numbers in big-endian. @param unit bytes of each: 1, 2, 4 or 8 */
    void putSwapped(MemorySegment bytes, int unit) throws IOException {
        if (unit == 1) {
            put(bytes);
            return;
        }
        for (long at = 0; at < bytes.byteSize(); at += unit) {
            reserve(unit);
            switch (unit) {
                case 2 -> buffer.putShort(bytes.get(ElementNumbers.BIG_SHORT, at));
                case 4 -> buffer.putInt(bytes.get(ElementNumbers.BIG_INT, at));
                case 8 -> buffer.putLong(bytes.get(ElementNumbers.BIG_LONG, at));
                default -> throw new IllegalArgumentException("numbers of " + unit + " bytes");
            }
        }
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            target.write(buffer);
        }
        buffer.clear();
    }

    private void reserve(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }
}
