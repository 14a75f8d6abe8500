package org.glossa.geoarrow;

import java.util.List;

/** The columns of an answer for the rows of one set, as a {@link RegionPlan} makes them. Not thread-safe. */
public final class RegionColumns {
    private final List<Column> columns;
    private final RowGeometry geometry;

    RegionColumns(List<Column> columns, RowGeometry geometry) {
        this.columns = List.copyOf(columns);
        this.geometry = geometry;
    }

    List<Column> columns() {
        return columns;
    }

    /** Adds up what batches of these columns hold. */
    BatchSize batchSize() {
        return new BatchSize(geometry);
    }
}
