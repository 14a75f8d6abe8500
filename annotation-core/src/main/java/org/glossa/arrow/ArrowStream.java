package org.glossa.arrow;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The messages of an Arrow IPC stream: the schema, record batches as {@link BatchFrame} lays them out, and the end. Each begins at a
 * multiple of 8 bytes of the stream.
 */
public final class ArrowStream {
    /** Media type of a stream, registered with IANA. */
    public static final String MEDIA_TYPE = "application/vnd.apache.arrow.stream";

    /** Bytes of the end of a stream. */
    public static final int END_BYTES = 8;

    private static final int CONTINUATION = 0xFFFFFFFF;

    private ArrowStream() {}

    /** The first message, as it stands in the stream. */
    public static MemorySegment schema(ArrowSchema schema) {
        ByteBuffer flatbuffer = ArrowMetadata.schemaMessage(schema);
        MemorySegment message = MemorySegment.ofArray(new byte[8 + (flatbuffer.remaining() + 7) / 8 * 8]);
        putMessage(flatbuffer, message, 0, message.byteSize());
        return message;
    }

    /** Writes the end. */
    public static void end(MemorySegment target, long offset) {
        target.set(ArrowFile.INT, offset, CONTINUATION);
        target.set(ArrowFile.INT, offset + 4, 0);
    }

    /** Continuation marker, length, flatbuffer, and zeros up to {@code room} bytes in all. */
    static void putMessage(ByteBuffer flatbuffer, MemorySegment target, long offset, long room) {
        int length = flatbuffer.remaining();
        target.set(ArrowFile.INT, offset, CONTINUATION);
        target.set(ArrowFile.INT, offset + 4, Math.toIntExact(room - 8));
        MemorySegment.copy(MemorySegment.ofBuffer(flatbuffer), 0, target, offset + 8, length);
        target.asSlice(offset + 8 + length, room - 8 - length).fill((byte) 0);
    }
}
