package org.glossa.arrow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of an Arrow schema.
 *
 * @param listSize elements of a {@link Kind#FIXED_SIZE_LIST}, else 0
 * @param children the element of a list, the members of a struct
 * @param metadata custom metadata in a stable order
 */
public record ArrowField(
        String name,
        Kind kind,
        int listSize,
        boolean nullable,
        List<ArrowField> children,
        Map<String, String> metadata) {
    /** The types that we write. */
    public enum Kind {
        UINT16(2),
        INT32(4),
        UINT32(4),
        INT64(8),
        FLOAT32(4),
        FLOAT64(8),
        UTF8(0),
        /** int32 places in the dictionary of the stream, whose values are UTF-8 texts; a stream has at most one dictionary. */
        DICTIONARY(4),
        BINARY(0),
        LIST(0),
        FIXED_SIZE_LIST(0),
        STRUCT(0);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of a value; 0 unless of a fixed width without children. */
        public int bytes() {
            return bytes;
        }

        /** Validity is a buffer of every kind; then come int32 offsets, then values. */
        boolean hasOffsets() {
            return this == UTF8 || this == BINARY || this == LIST;
        }

        boolean hasValues() {
            return this == UTF8 || this == BINARY || bytes > 0;
        }

        int bufferCount() {
            return 1 + (hasOffsets() ? 1 : 0) + (hasValues() ? 1 : 0);
        }
    }

    public ArrowField {
        children = List.copyOf(children);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A field without children that is never null. */
    public static ArrowField of(String name, Kind kind) {
        return new ArrowField(name, kind, 0, false, List.of(), Map.of());
    }

    public static ArrowField list(String name, ArrowField element) {
        return new ArrowField(name, Kind.LIST, 0, false, List.of(element), Map.of());
    }

    public static ArrowField fixedSizeList(String name, int size, ArrowField element) {
        return new ArrowField(name, Kind.FIXED_SIZE_LIST, size, false, List.of(element), Map.of());
    }

    public static ArrowField struct(String name, ArrowField... members) {
        return new ArrowField(name, Kind.STRUCT, 0, false, List.of(members), Map.of());
    }

    /** This field, with nulls allowed. */
    public ArrowField orNull() {
        return new ArrowField(name, kind, listSize, true, children, metadata);
    }

    public ArrowField withMetadata(Map<String, String> custom) {
        return new ArrowField(name, kind, listSize, nullable, children, custom);
    }

    /** Whether both describe the same layout, whatever the metadata. */
    public boolean hasLayoutOf(ArrowField other) {
        if (!name.equals(other.name)
                || kind != other.kind
                || listSize != other.listSize
                || children.size() != other.children.size()) {
            return false;
        }
        for (int i = 0; i < children.size(); i++) {
            if (!children.get(i).hasLayoutOf(other.children.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Field nodes of this field and all below it. */
    int nodeCount() {
        return 1 + children.stream().mapToInt(ArrowField::nodeCount).sum();
    }

    /** Buffers of this field and all below it. */
    int bufferCount() {
        return kind.bufferCount()
                + children.stream().mapToInt(ArrowField::bufferCount).sum();
    }
}
