package org.glossa.arrow;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The messages of an Arrow IPC stream: the schema, a dictionary where a field has one, record batches as {@link BatchFrame} lays them out, and the end. Each begins at a
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
        MemorySegment message = MemorySegment.ofArray(new byte[(int) (8 + aligned(flatbuffer.remaining()))]);
        putMessage(flatbuffer, message, 0, message.byteSize());
        return message;
    }

    /** The message after the schema of a stream that has a field of {@link ArrowField.Kind#DICTIONARY}, as it stands in the stream. */
    public static MemorySegment dictionary(List<String> values) {
        List<byte[]> texts = values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        int textBytes = texts.stream().mapToInt(text -> text.length).reduce(0, Math::addExact);
        long offsetBytes = aligned(4L * (values.size() + 1));
        long bodyBytes = offsetBytes + aligned(textBytes);
        ByteBuffer flatbuffer = ArrowMetadata.dictionaryMessage(
                values.size(),
                new long[] {values.size(), 0},
                new long[] {0, 0, 0, 4L * (values.size() + 1), offsetBytes, textBytes},
                bodyBytes);
        long bodyStart = 8 + aligned(flatbuffer.remaining());
        MemorySegment message = MemorySegment.ofArray(new byte[Math.toIntExact(bodyStart + bodyBytes)]);
        putMessage(flatbuffer, message, 0, bodyStart);
        int end = 0;
        for (int i = 0; i < texts.size(); i++) {
            MemorySegment text = MemorySegment.ofArray(texts.get(i));
            MemorySegment.copy(text, 0, message, bodyStart + offsetBytes + end, text.byteSize());
            end += (int) text.byteSize();
            message.set(ArrowFile.INT, bodyStart + 4L * (i + 1), end);
        }
        return message;
    }

    private static long aligned(long bytes) {
        return (bytes + 7) / 8 * 8;
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
