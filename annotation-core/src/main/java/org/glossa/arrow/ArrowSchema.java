package org.glossa.arrow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of an Arrow file.
 *
 * @param metadata custom metadata in a stable order
 */
public record ArrowSchema(List<ArrowField> fields, Map<String, String> metadata) {
    public ArrowSchema {
        fields = List.copyOf(fields);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Position of a field's first buffer among the buffers of a record batch. */
    public int firstBuffer(int field) {
        return fields.subList(0, field).stream()
                .mapToInt(ArrowField::bufferCount)
                .sum();
    }

    /** Position of a field's node among the nodes of a record batch. */
    public int firstNode(int field) {
        return fields.subList(0, field).stream().mapToInt(ArrowField::nodeCount).sum();
    }
}
