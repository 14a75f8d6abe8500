package org.glossa.arrow;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glossa.arrow.ArrowMetadata.BatchBlock;

/**
 * Writes one Arrow IPC file from front to back through one buffer of a mebibyte. Every buffer of a record batch begins at a multiple
 * of 64 bytes of the file, so that a mapping of the file is aligned.
 *
 * <p>The lengths of a batch are said before its bytes, then the buffers follow in the order of the schema: {@link #beginBatch}, for
 * each buffer {@link #beginBuffer} and appends of exactly the length said, {@link #endBatch}; at last {@link #finish}. Does not
 * close the channel. Not thread-safe.
 */
public final class ArrowFileWriter {
    /** Alignment of buffers in the file. */
    public static final int ALIGNMENT = 64;

    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int STAGING_BYTES = 1 << 20;
    private static final int CONTINUATION = 0xFFFFFFFF;

    private final WritableByteChannel channel;
    private final ArrowSchema schema;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final MemorySegment stagingSegment = MemorySegment.ofBuffer(staging);
    private final List<BatchBlock> blocks = new ArrayList<>();
    private long flushed;
    private long bodyStart;
    private long[] buffers = {};
    private int nextBuffer;

    public ArrowFileWriter(WritableByteChannel channel, ArrowSchema schema) throws IOException {
        this.channel = channel;
        this.schema = schema;
        append(MAGIC);
        padTo(8);
        appendMessage(ArrowMetadata.schemaMessage(schema));
    }

    /**
     * @param nodes length and null count of every node, depth first
     * @param bufferLengths bytes of every buffer, depth first: validity (0 without nulls), offsets, values
     */
    public void beginBatch(long rows, long[] nodes, long[] bufferLengths) throws IOException {
        buffers = new long[2 * bufferLengths.length];
        long end = 0;
        for (int i = 0; i < bufferLengths.length; i++) {
            buffers[2 * i] = end;
            buffers[2 * i + 1] = bufferLengths[i];
            end = Math.addExact(end, (bufferLengths[i] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        }
        long offset = position();
        appendMessage(ArrowMetadata.batchMessage(rows, nodes, buffers, end));
        bodyStart = position();
        blocks.add(new BatchBlock(offset, Math.toIntExact(bodyStart - offset), end));
        nextBuffer = 0;
    }

    /** Ends the buffer before; what is appended next belongs to the next one. */
    public void beginBuffer() throws IOException {
        requireBufferComplete();
        padTo(ALIGNMENT);
        nextBuffer++;
    }

    public void endBatch() throws IOException {
        requireBufferComplete();
        padTo(ALIGNMENT);
        if (nextBuffer * 2 != buffers.length) {
            throw new IllegalStateException("A batch of " + buffers.length / 2 + " buffers got " + nextBuffer);
        }
    }

    /** Writes the footer and all that is still held. */
    public void finish() throws IOException {
        appendInt(CONTINUATION);
        appendInt(0);
        long footerStart = position();
        append(ArrowMetadata.footer(schema, blocks));
        appendInt(Math.toIntExact(position() - footerStart));
        append(MAGIC);
        flush();
    }

    public void appendInt(int value) throws IOException {
        reserve(4);
        staging.putInt(value);
    }

    /** Keeps the bits of a NaN. */
    public void appendFloat(float value) throws IOException {
        appendInt(Float.floatToRawIntBits(value));
    }

    public void append(MemorySegment source, long offset, long length) throws IOException {
        long done = 0;
        while (done < length) {
            reserve(1);
            int piece = (int) Math.min(length - done, staging.remaining());
            MemorySegment.copy(source, offset + done, stagingSegment, staging.position(), piece);
            staging.position(staging.position() + piece);
            done += piece;
        }
    }

    private void append(byte[] bytes) throws IOException {
        append(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    private void append(ByteBuffer bytes) throws IOException {
        append(MemorySegment.ofBuffer(bytes), 0, bytes.remaining());
    }

    /** Continuation marker, length, flatbuffer, and zeros up to the alignment of the body. */
    private void appendMessage(ByteBuffer flatbuffer) throws IOException {
        long end = position() + 8 + flatbuffer.remaining();
        long padding = -end & (ALIGNMENT - 1);
        appendInt(CONTINUATION);
        appendInt(Math.toIntExact(flatbuffer.remaining() + padding));
        append(flatbuffer);
        padTo(ALIGNMENT);
    }

    private void padTo(int alignment) throws IOException {
        int padding = (int) (-position() & (alignment - 1));
        for (int i = 0; i < padding; i++) {
            reserve(1);
            staging.put((byte) 0);
        }
    }

    private void requireBufferComplete() {
        if (nextBuffer == 0) {
            return;
        }
        long end = bodyStart + buffers[2 * nextBuffer - 2] + buffers[2 * nextBuffer - 1];
        if (position() != end) {
            throw new IllegalStateException("Buffer " + (nextBuffer - 1) + " was said to have "
                    + buffers[2 * nextBuffer - 1] + " bytes and got " + (position() - end) + " more");
        }
    }

    private long position() {
        return flushed + staging.position();
    }

    private void reserve(int bytes) throws IOException {
        if (staging.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        staging.flip();
        while (staging.hasRemaining()) {
            flushed += channel.write(staging);
        }
        staging.clear();
    }
}
