package org.glossa.arrow;

import java.lang.foreign.MemorySegment;

/**
 * Lays out one record batch of a stream after another in memory of the caller, which writes the values in place: room for the message,
 * then the buffers, each at a multiple of 64 bytes of the batch.
 *
 * <p>For each batch {@link #begin}, then nodes and buffers in the order of the schema, depth first; when the values are written and what
 * was not known before is mended, {@link #finish}. The last buffer may be given more room than it turns out to need. Not thread-safe.
 */
public final class BatchFrame {
    private static final int ALIGNMENT = ArrowFileWriter.ALIGNMENT;

    private final long[] nodes;

    /** Offset from the start of the body and length of each buffer in turn. */
    private final long[] buffers;

    private final int messageBytes;
    private long rows;
    private int nodeCount;
    private int bufferCount;
    private long bodyEnd;

    public BatchFrame(ArrowSchema schema) {
        this.nodes = new long[2 * schema.firstNode(schema.fields().size())];
        this.buffers = new long[2 * schema.firstBuffer(schema.fields().size())];
        this.messageBytes = messageBytes(nodes, buffers);
    }

    /** A message leaves out what is zero; none is longer than this. */
    private static int messageBytes(long[] nodes, long[] buffers) {
        int longest = ArrowMetadata.batchMessage(1, nodes, buffers, 1).remaining();
        return (int) aligned(8L + longest);
    }

    public void begin(long batchRows) {
        rows = batchRows;
        nodeCount = 0;
        bufferCount = 0;
        bodyEnd = 0;
    }

    /** Adds a node without nulls and returns its number. */
    public int addNode(long length) {
        nodes[2 * nodeCount] = length;
        nodes[2 * nodeCount + 1] = 0;
        return nodeCount++;
    }

    /** What is known of a node when its values are written. */
    public void setNode(int node, long length, long nulls) {
        nodes[2 * node] = length;
        nodes[2 * node + 1] = nulls;
    }

    /** Adds a buffer and returns its number. */
    public int addBuffer(long bytes) {
        buffers[2 * bufferCount] = bodyEnd;
        buffers[2 * bufferCount + 1] = bytes;
        bodyEnd = aligned(Math.addExact(bodyEnd, bytes));
        return bufferCount++;
    }

    /** Where a buffer begins, counted from the start of the batch. */
    public long offset(int buffer) {
        return messageBytes + buffers[2 * buffer];
    }

    /** @param bytes at most what the buffer was given room for */
    public void setLength(int buffer, long bytes) {
        if (bytes > buffers[2 * buffer + 1]) {
            throw new IllegalArgumentException(
                    "Buffer " + buffer + " has room for " + buffers[2 * buffer + 1] + " bytes, got " + bytes);
        }
        buffers[2 * buffer + 1] = bytes;
    }

    /** Bytes of the batch as laid out so far, its message included. */
    public long byteSize() {
        return messageBytes + bodyEnd;
    }

    /**
     * Writes the message, and zeros between the buffers.
     *
     * @param batch begins where the batch begins
     * @return bytes of the batch
     */
    public long finish(MemorySegment batch) {
        if (2 * nodeCount != nodes.length || 2 * bufferCount != buffers.length) {
            throw new IllegalStateException("A batch of " + nodes.length / 2 + " nodes and " + buffers.length / 2
                    + " buffers got " + nodeCount + " and " + bufferCount);
        }
        long end = 0;
        for (int i = 0; i < buffers.length; i += 2) {
            end = buffers[i] + buffers[i + 1];
            long next = i + 2 < buffers.length ? buffers[i + 2] : aligned(end);
            batch.asSlice(messageBytes + end, next - end).fill((byte) 0);
        }
        long bodyBytes = aligned(end);
        ArrowStream.putMessage(ArrowMetadata.batchMessage(rows, nodes, buffers, bodyBytes), batch, 0, messageBytes);
        return messageBytes + bodyBytes;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
