package org.glossa.store;

import java.util.List;
import java.util.SortedMap;
import org.glossa.annotation.AnnotationSet;
import org.glossa.detail.LayerDetailWriter;
import org.glossa.order.BuildLimits;
import org.glossa.order.HilbertOrder;
import org.glossa.order.LayerSource;
import org.glossa.spatial.PackedHilbertTree;
import org.glossa.statistics.MeasurementStatistics;

/** Room on the disk that a build takes. */
public final class BuildRoom {
    /** Messages, alignment and footer of a record batch: for each buffer, and for the rest of the batch and its file. */
    private static final long BUFFER_EXTRA = 128;

    private static final long BATCH_EXTRA = 2_048;
    private static final long GROUP_BYTES = 4_096;
    private static final long STATISTICS_BYTES = 8L * (8 + MeasurementStatistics.BINS + 8);

    private BuildRoom() {}

    /**
     * The most bytes that {@link ColumnStore#write} has on the disk at once: all files of the set, and the temporary ones of the layer that
     * needs most. A few in a hundred too much, up to a third where outlines have hundreds of vertices, of which some are simplified to
     * tell, and more where millions of vertices are in outlines that are very unlike; too little only for a layer whose annotations crowd in one place, gigabytes of them.
     */
    public static long of(AnnotationSet set) {
        return of(set, BuildLimits.STANDARD);
    }

    static long of(AnnotationSet set, BuildLimits limits) {
        SortedMap<LayerKey, List<Integer>> layers = ColumnStore.layers(set);
        long files = 0;
        long temporary = 0;
        for (var layer : layers.entrySet()) {
            LayerSource source = ColumnStore.source(set, layer.getValue());
            files += ofLayer(layer.getKey(), source) + LayerDetailWriter.fileBytes(source);
            long upperLevels = ofTree(source.annotationCount()) / PackedHilbertTree.FAN_OUT;
            long ofLayer = HilbertOrder.temporaryBytes(source, limits)
                    + upperLevels
                    + LayerDetailWriter.temporaryBytes(source);
            temporary = Math.max(temporary, ofLayer);
        }
        long measurements = set.groups().stream()
                .mapToLong(group -> group.measurements().size())
                .sum();
        long manifest = 3 * files / Manifest.BLOCK_BYTES * 9;
        return files
                + temporary
                + manifest
                + set.groups().size() * GROUP_BYTES
                + measurements * (STATISTICS_BYTES + BATCH_EXTRA);
    }

    private static long ofLayer(LayerKey key, LayerSource source) {
        long rows = source.annotationCount();
        long columns = source.columns().fields().size();
        long vertices = source.groups().stream()
                .mapToLong(group -> group.coordinates().vertexCount())
                .sum();
        long batches = 2 + rows / LayerWriter.BATCH_ROWS + 2 * vertices / LayerWriter.BATCH_VERTICES;
        long ofRows = rows * (12 + 4 * columns) + columns * rows / 8 + vertices * key.vertexBytes();
        long ofBlocks = 12 * columns * (rows / ValueRanges.BLOCK_ROWS + batches);
        return ofRows + ofBlocks + ofTree(rows) + batches * (2 * BATCH_EXTRA + (18 + 2 * columns) * BUFFER_EXTRA);
    }

    private static long ofTree(long rows) {
        return PackedHilbertTree.boxCount(rows) * PackedHilbertTree.BOX_BYTES;
    }
}
