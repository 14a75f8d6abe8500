package org.glossa.store;

import java.lang.foreign.MemorySegment;

/** Copies coordinates of hits out of a set, run by run: rows that follow each other lie side by side. */
final class CoordinateCopy {
    private final StoredSet set;
    private final MemorySegment target;
    private final long start;
    private long next;

    CoordinateCopy(StoredSet set, MemorySegment target, long start) {
        this.set = set;
        this.target = target;
        this.start = start;
        this.next = start;
    }

    long copy(RegionHits hits) {
        for (int run = 0; run < hits.runCount(); run++) {
            long first = hits.runStart(run);
            copyRun(set.layers().get(StoredSet.layerOf(first)), StoredSet.rowOf(first), hits.runLength(run));
        }
        return next - start;
    }

    private void copyRun(StoredLayer layer, long firstRow, long rows) {
        layer.beforeRead(firstRow, firstRow + rows);
        long row = firstRow;
        while (row < firstRow + rows) {
            int batch = layer.batch(row, -1);
            long end = Math.min(firstRow + rows, layer.firstRow(batch + 1));
            long from = layer.vertexOffset(batch, layer.firstVertex(batch, row));
            long bytes = layer.vertexOffset(batch, layer.firstVertex(batch, end)) - from;
            MemorySegment.copy(layer.columns(), from, target, next, bytes);
            next += bytes;
            row = end;
        }
    }
}
