package org.glossa.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.arrow.ArrowSchema;

/** Fields of the files of a layer: the one place that knows their names and order. */
final class LayerSchema {
    static final int GROUP = 0;
    static final int ANNOTATION_INDEX = 1;
    static final int COORDINATES = 2;
    static final int FIRST_MEASUREMENT = 3;

    /** Metadata of the column file: rows that the tree holds; they come first. */
    static final String INDEXED_ROWS = "glossa.indexedRows";

    private LayerSchema() {}

    static ArrowSchema columns(LayerKey key, List<ArrowField> measurements, long indexedRows) {
        List<ArrowField> fields = new ArrayList<>();
        fields.add(ArrowField.of("group", Kind.INT32));
        fields.add(ArrowField.of("annotationIndex", Kind.UINT32));
        fields.add(coordinates(key));
        fields.addAll(measurements);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("glossa.graphicType", key.graphicType().name());
        metadata.put(INDEXED_ROWS, Long.toString(indexedRows));
        return new ArrowSchema(fields, metadata);
    }

    static ArrowField coordinates(LayerKey key) {
        Kind kind = key.precision() == Precision.FLOAT32 ? Kind.FLOAT32 : Kind.FLOAT64;
        String names = key.ordinates() == 2 ? "xy" : "xyz";
        return ArrowField.list(
                "coordinates", ArrowField.fixedSizeList("vertices", key.ordinates(), ArrowField.of(names, kind)));
    }

    /** @param columns measurement columns of the layer */
    static ArrowSchema ranges(int columns) {
        return new ArrowSchema(
                List.of(
                        ArrowField.fixedSizeList("least", columns, ArrowField.of("value", Kind.FLOAT32)),
                        ArrowField.fixedSizeList("greatest", columns, ArrowField.of("value", Kind.FLOAT32)),
                        ArrowField.fixedSizeList("numbers", columns, ArrowField.of("count", Kind.INT32))),
                Map.of("glossa.blockRows", Integer.toString(ValueRanges.BLOCK_ROWS)));
    }

    static ArrowSchema tree() {
        ArrowField box = ArrowField.fixedSizeList("box", 4, ArrowField.of("minX, minY, maxX, maxY", Kind.FLOAT32));
        return new ArrowSchema(List.of(box), Map.of());
    }
}
