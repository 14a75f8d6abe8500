package org.glossa.arrow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.glossa.arrow.ArrowMetadata.BatchBlock;

/**
 * An Arrow IPC file over a segment, usually a mapping. Only footer and messages are read when it is opened; columns are read where
 * they lie. Immutable, thread-safe; lives as long as the segment.
 */
public final class ArrowFile {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int TAIL_BYTES = 10;

    private final MemorySegment file;
    private final ArrowSchema schema;
    private final List<Batch> batches;

    private record Batch(long rows, long[] nodes, long[] buffers) {}

    private ArrowFile(MemorySegment file, ArrowSchema schema, List<Batch> batches) {
        this.file = file;
        this.schema = schema;
        this.batches = batches;
    }

    /** Where the footer of an Arrow file begins, by its last ten bytes. */
    public static long footerOffset(MemorySegment file) throws MalformedArrowException {
        long size = file.byteSize();
        if (size < 2 * TAIL_BYTES || file.asSlice(size - MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) >= 0) {
            throw new MalformedArrowException(Math.max(0, size - MAGIC.length), "ARROW1 at the end", "other bytes");
        }
        long offset = size - TAIL_BYTES - Integer.toUnsignedLong(file.get(INT, size - TAIL_BYTES));
        if (offset < MAGIC.length) {
            throw new MalformedArrowException(
                    size - TAIL_BYTES, "a footer within " + size + " bytes", "one that begins at " + offset);
        }
        return offset;
    }

    /** Reads footer and messages; damage that a checksum would have shown may still read as another file. */
    public static ArrowFile of(MemorySegment file) throws MalformedArrowException {
        long footerOffset = footerOffset(file);
        try {
            Footer footer =
                    Footer.getRootAsFooter(bytes(file, footerOffset, file.byteSize() - TAIL_BYTES - footerOffset));
            ArrowSchema schema = ArrowMetadata.schema(Objects.requireNonNull(footer.schema()));
            List<Batch> batches = new ArrayList<>();
            for (BatchBlock block : ArrowMetadata.blocks(footer)) {
                batches.add(batch(file, block, schema));
            }
            return new ArrowFile(file, schema, batches);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | NullPointerException | AssertionError damage) {
            throw new MalformedArrowException(footerOffset, "Arrow metadata as we write it", damage.toString());
        }
    }

    /** The ranges of messages, as offset and length in turn: schema first, then each record batch. */
    public static List<long[]> messageRanges(MemorySegment file) throws MalformedArrowException {
        long footerOffset = footerOffset(file);
        try {
            Footer footer =
                    Footer.getRootAsFooter(bytes(file, footerOffset, file.byteSize() - TAIL_BYTES - footerOffset));
            List<long[]> ranges = new ArrayList<>();
            ranges.add(new long[] {0, 16L + file.get(INT, 12)});
            for (BatchBlock block : ArrowMetadata.blocks(footer)) {
                ranges.add(new long[] {block.offset(), block.metadataLength()});
            }
            return ranges;
        } catch (IndexOutOfBoundsException | IllegalArgumentException damage) {
            throw new MalformedArrowException(footerOffset, "an Arrow footer as we write it", damage.toString());
        }
    }

    public ArrowSchema schema() {
        return schema;
    }

    public int batchCount() {
        return batches.size();
    }

    public long rows(int batch) {
        return batches.get(batch).rows();
    }

    /** All bytes of the file. */
    public MemorySegment segment() {
        return file;
    }

    /** Nulls of a node of a batch. */
    public long nullCount(int batch, int node) {
        return batches.get(batch).nodes()[2 * node + 1];
    }

    /** Elements of a node of a batch. */
    public long length(int batch, int node) {
        return batches.get(batch).nodes()[2 * node];
    }

    /** Where a buffer of a batch begins in the file. */
    public long bufferOffset(int batch, int buffer) {
        return batches.get(batch).buffers()[2 * buffer];
    }

    public long bufferLength(int batch, int buffer) {
        return batches.get(batch).buffers()[2 * buffer + 1];
    }

    /** A column of a batch. */
    public ArrowVector vector(int batch, int field) {
        return ArrowVector.of(
                this, batch, schema.fields().get(field), schema.firstNode(field), schema.firstBuffer(field));
    }

    private static Batch batch(MemorySegment file, BatchBlock block, ArrowSchema schema)
            throws MalformedArrowException {
        Message message = Message.getRootAsMessage(bytes(file, block.offset() + 8, block.metadataLength() - 8L));
        if (message.headerType() != MessageHeader.RecordBatch) {
            throw new MalformedArrowException(
                    block.offset(), "a record batch", MessageHeader.name(message.headerType()));
        }
        RecordBatch header = (RecordBatch) Objects.requireNonNull(message.header(new RecordBatch()));
        int nodeCount = schema.firstNode(schema.fields().size());
        int bufferCount = schema.firstBuffer(schema.fields().size());
        if (header.nodesLength() != nodeCount
                || header.buffersLength() != bufferCount
                || header.compression() != null) {
            throw new MalformedArrowException(
                    block.offset(),
                    nodeCount + " nodes and " + bufferCount + " buffers, not compressed",
                    header.nodesLength() + " and " + header.buffersLength());
        }
        long bodyStart = block.offset() + block.metadataLength();
        Objects.checkFromIndexSize(bodyStart, block.bodyLength(), file.byteSize());
        long[] nodes = new long[2 * nodeCount];
        for (int i = 0; i < nodeCount; i++) {
            FieldNode node = header.nodes(i);
            nodes[2 * i] = node.length();
            nodes[2 * i + 1] = node.nullCount();
        }
        long[] buffers = new long[2 * bufferCount];
        for (int i = 0; i < bufferCount; i++) {
            Buffer buffer = header.buffers(i);
            Objects.checkFromIndexSize(buffer.offset(), buffer.length(), block.bodyLength());
            buffers[2 * i] = bodyStart + buffer.offset();
            buffers[2 * i + 1] = buffer.length();
        }
        return new Batch(header.length(), nodes, buffers);
    }

    private static ByteBuffer bytes(MemorySegment file, long offset, long length) {
        return file.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
