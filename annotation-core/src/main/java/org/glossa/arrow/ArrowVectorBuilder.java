package org.glossa.arrow;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small column on the heap, for tables that are not bulk. Not thread-safe. */
public final class ArrowVectorBuilder {
    private final ArrowField field;
    private final List<ArrowVectorBuilder> children;
    private ByteBuffer validity = buffer();
    private ByteBuffer offsets = buffer();
    private ByteBuffer values = buffer();
    private int length;
    private int nulls;

    public ArrowVectorBuilder(ArrowField field) {
        this.field = field;
        this.children = field.children().stream().map(ArrowVectorBuilder::new).toList();
        if (field.kind().hasOffsets()) {
            offsets = room(offsets, 4).putInt(0);
        }
    }

    /** The elements of a list (child 0) or a member of a struct: fill it, then end the list or struct here. */
    public ArrowVectorBuilder child(int index) {
        return children.get(index);
    }

    public void addInteger(long value) {
        values = room(values, 8);
        switch (field.kind()) {
            case UINT16 -> values.putShort((short) value);
            case INT32, UINT32 -> values.putInt((int) value);
            case INT64 -> values.putLong(value);
            case FLOAT32, FLOAT64, UTF8, DICTIONARY, BINARY, LIST, FIXED_SIZE_LIST, STRUCT ->
                throw new IllegalStateException("Column " + field.name() + " is " + field.kind() + ", not an integer");
        }
        end(true);
    }

    public void addFloat32(float value) {
        values = room(values, 4).putInt(Float.floatToRawIntBits(value));
        end(true);
    }

    public void addFloat64(double value) {
        values = room(values, 8).putDouble(value);
        end(true);
    }

    public void addString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        values = room(values, utf8.length).put(utf8);
        offsets = room(offsets, 4).putInt(values.position());
        end(true);
    }

    /** Ends a list, whose elements were added to its child, or a struct, whose members were. */
    public void endNested() {
        if (field.kind().hasOffsets()) {
            offsets = room(offsets, 4).putInt(children.getFirst().length);
        }
        end(true);
    }

    /** Adds a null; members of a struct and elements of a fixed size list must be filled all the same. */
    public void addNull() {
        if (field.kind().bytes() > 0) {
            values =
                    room(values, field.kind().bytes()).put(new byte[field.kind().bytes()]);
        }
        if (field.kind().hasOffsets()) {
            offsets = room(offsets, 4).putInt(offsets.getInt(offsets.position() - 4));
        }
        end(false);
    }

    /** Writes columns of the same length as one record batch. */
    public static void writeBatch(ArrowFileWriter writer, List<ArrowVectorBuilder> columns) throws IOException {
        List<ArrowVectorBuilder> nodes = new ArrayList<>();
        columns.forEach(column -> column.addTo(nodes));
        long[] nodeNumbers = new long[2 * nodes.size()];
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            nodeNumbers[2 * i] = nodes.get(i).length;
            nodeNumbers[2 * i + 1] = nodes.get(i).nulls;
            nodes.get(i).addBuffers(buffers);
        }
        writer.beginBatch(
                columns.getFirst().length,
                nodeNumbers,
                buffers.stream().mapToLong(ByteBuffer::position).toArray());
        for (ByteBuffer buffer : buffers) {
            writer.beginBuffer();
            writer.append(MemorySegment.ofArray(buffer.array()), 0, buffer.position());
        }
        writer.endBatch();
    }

    private void addTo(List<ArrowVectorBuilder> nodes) {
        nodes.add(this);
        children.forEach(child -> child.addTo(nodes));
    }

    private void addBuffers(List<ByteBuffer> buffers) {
        buffers.add(nulls == 0 ? buffer() : validity);
        if (field.kind().hasOffsets()) {
            buffers.add(offsets);
        }
        if (field.kind().hasValues()) {
            buffers.add(values);
        }
    }

    private void end(boolean valid) {
        if ((length & 7) == 0) {
            validity = room(validity, 1).put((byte) 0);
        }
        if (valid) {
            int last = validity.position() - 1;
            validity.put(last, (byte) (validity.get(last) | 1 << (length & 7)));
        } else {
            nulls++;
        }
        length++;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer room(ByteBuffer buffer, int bytes) {
        if (buffer.remaining() >= bytes) {
            return buffer;
        }
        int position = buffer.position();
        byte[] larger = Arrays.copyOf(buffer.array(), Math.max(2 * buffer.capacity(), Math.addExact(position, bytes)));
        return ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN).position(position);
    }
}
