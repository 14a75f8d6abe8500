package org.glossa.arrow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glossa.arrow.ArrowField.Kind;

/** A column of one record batch, or what a list or struct of it holds, read in place. Thread-safe. */
public final class ArrowVector {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ArrowField field;
    private final long length;
    private final MemorySegment validity;
    private final MemorySegment offsets;
    private final MemorySegment values;
    private final List<ArrowVector> children;

    private ArrowVector(
            ArrowField field,
            long length,
            MemorySegment validity,
            MemorySegment offsets,
            MemorySegment values,
            List<ArrowVector> children) {
        this.field = field;
        this.length = length;
        this.validity = validity;
        this.offsets = offsets;
        this.values = values;
        this.children = List.copyOf(children);
    }

    static ArrowVector of(ArrowFile file, int batch, ArrowField field, int node, int buffer) {
        Kind kind = field.kind();
        MemorySegment validity = slice(file, batch, buffer);
        MemorySegment offsets = kind.hasOffsets() ? slice(file, batch, buffer + 1) : MemorySegment.NULL;
        MemorySegment values =
                kind.hasValues() ? slice(file, batch, buffer + kind.bufferCount() - 1) : MemorySegment.NULL;
        List<ArrowVector> children = new ArrayList<>();
        int childNode = node + 1;
        int childBuffer = buffer + kind.bufferCount();
        for (ArrowField child : field.children()) {
            children.add(of(file, batch, child, childNode, childBuffer));
            childNode += child.nodeCount();
            childBuffer += child.bufferCount();
        }
        return new ArrowVector(field, file.length(batch, node), validity, offsets, values, children);
    }

    private static MemorySegment slice(ArrowFile file, int batch, int buffer) {
        return file.segment().asSlice(file.bufferOffset(batch, buffer), file.bufferLength(batch, buffer));
    }

    public long length() {
        return length;
    }

    public boolean isNull(long index) {
        return validity.byteSize() > 0
                && (validity.get(ValueLayout.JAVA_BYTE, index >>> 3) >>> (int) (index & 7) & 1) == 0;
    }

    /** An integer of up to 64 bits. */
    public long integer(long index) {
        return switch (field.kind()) {
            case UINT16 -> Short.toUnsignedLong(values.get(SHORT, 2 * index));
            case INT32 -> values.get(INT, 4 * index);
            case UINT32 -> Integer.toUnsignedLong(values.get(INT, 4 * index));
            case INT64 -> values.get(LONG, 8 * index);
            case FLOAT32, FLOAT64, UTF8, DICTIONARY, BINARY, LIST, FIXED_SIZE_LIST, STRUCT ->
                throw new IllegalStateException("Column " + field.name() + " is " + field.kind() + ", not an integer");
        };
    }

    public float float32(long index) {
        return values.get(FLOAT, 4 * index);
    }

    public double float64(long index) {
        return values.get(DOUBLE, 8 * index);
    }

    public String string(long index) {
        int from = listStart(index);
        byte[] utf8 = values.asSlice(from, listStart(index + 1) - (long) from).toArray(ValueLayout.JAVA_BYTE);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Where the elements of a list begin in its child; of {@code length()}, where the last list ends. */
    public int listStart(long index) {
        return offsets.get(INT, 4 * index);
    }

    /** The elements of a list (child 0) or a member of a struct. */
    public ArrowVector child(int index) {
        return children.get(index);
    }

    /** A member of a struct by its name. */
    public ArrowVector child(String name) {
        for (int i = 0; i < children.size(); i++) {
            if (field.children().get(i).name().equals(name)) {
                return children.get(i);
            }
        }
        throw new IllegalArgumentException("Column " + field.name() + " has no member " + name);
    }
}
