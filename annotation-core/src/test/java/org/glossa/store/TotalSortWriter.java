package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.MeasurementValues;
import org.glossa.arrow.ArrowFileWriter;
import org.glossa.column.ScratchColumns;
import org.glossa.order.LayerSource;
import org.glossa.order.MeasurementColumns;
import org.glossa.spatial.PackedHilbertTree;
import org.glossa.spatial.PackedHilbertTreeBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The build before there was one out of core, for comparison: a total sort in memory, and each row copied from wherever it lies in the
 * source. Writes the two files of a layer: its columns in Hilbert order, in record batches, and the boxes of its tree. Coordinates go from the
 * source to the file bit for bit.
 */
final class TotalSortWriter {
    /** Rows of a record batch at most. */
    static final int BATCH_ROWS = 1 << 16;

    /** A batch ends when it holds more vertices than this, so that an int32 offset never overflows. */
    private static final int BATCH_VERTICES = 1 << 22;

    private final LayerKey key;
    private final LayerSource source;
    private final TotalOrder order;
    private final MeasurementColumns measurements;

    // The batch that is being written: for each row its group in the layer, its annotation in the group and where that
    // begins.
    private final int[] groups = new int[BATCH_ROWS];
    private final long[] annotations = new long[BATCH_ROWS];
    private final long[] firstVertices = new long[BATCH_ROWS];
    private final int[] ends = new int[BATCH_ROWS];
    private int rows;

    TotalSortWriter(LayerKey key, LayerSource source, TotalOrder order) {
        this.key = key;
        this.source = source;
        this.order = order;
        this.measurements = source.columns();
    }

    /** Writes the files of each layer of a set into a folder, synced; only those. */
    static void write(AnnotationSet set, Path folder) throws IOException {
        SortedMap<LayerKey, List<Integer>> layers = new TreeMap<>();
        for (int i = 0; i < set.groups().size(); i++) {
            layers.computeIfAbsent(LayerKey.of(set.groups().get(i)), _ -> new ArrayList<>())
                    .add(i);
        }
        for (var layer : layers.entrySet()) {
            LayerSource source = new LayerSource(
                    layer.getValue().stream().map(set.groups()::get).toList(),
                    layer.getValue().stream().mapToInt(Integer::intValue).toArray());
            try (TotalOrder order = new TotalOrder(source);
                    ScratchColumns scratch = new ScratchColumns(folder);
                    ChecksumChannel columns =
                            new ChecksumChannel(folder.resolve(layer.getKey().columnFile()));
                    ChecksumChannel tree =
                            new ChecksumChannel(folder.resolve(layer.getKey().treeFile()))) {
                TotalSortWriter writer = new TotalSortWriter(layer.getKey(), source, order);
                writer.writeColumns(columns, _ -> {});
                columns.finish();
                writer.writeTree(tree, scratch);
                tree.finish();
            }
        }
    }

    /** @param progress told the rows done after each batch */
    void writeColumns(WritableByteChannel channel, LongConsumer progress) throws IOException {
        ArrowFileWriter writer =
                new ArrowFileWriter(channel, LayerSchema.columns(key, measurements.fields(), order.indexedCount()));
        long row = 0;
        while (row < order.annotationCount()) {
            loadBatch(row);
            writeBatch(writer);
            row += rows;
            progress.accept(row);
        }
        writer.finish();
    }

    void writeTree(WritableByteChannel channel, ScratchColumns scratch) throws IOException {
        ArrowFileWriter writer = new ArrowFileWriter(channel, LayerSchema.tree());
        long items = order.indexedCount();
        long boxes = PackedHilbertTree.boxCount(items);
        writer.beginBatch(
                boxes, new long[] {boxes, 0, 4 * boxes, 0}, new long[] {0, 0, boxes * PackedHilbertTree.BOX_BYTES});
        writer.beginBuffer();
        writer.beginBuffer();
        writer.beginBuffer();
        PackedHilbertTreeBuilder builder = new PackedHilbertTreeBuilder(items, scratch, (minX, minY, maxX, maxY) -> {
            writer.appendFloat(minX);
            writer.appendFloat(minY);
            writer.appendFloat(maxX);
            writer.appendFloat(maxY);
        });
        for (long row = 0; row < items; row++) {
            builder.add(order.box(row, 0), order.box(row, 1), order.box(row, 2), order.box(row, 3));
        }
        builder.finish();
        writer.endBatch();
        writer.finish();
    }

    private void loadBatch(long firstRow) {
        rows = 0;
        int end = 0;
        long left = order.annotationCount() - firstRow;
        while (rows < Math.min(left, BATCH_ROWS)) {
            long ordinal = order.ordinal(firstRow + rows);
            int group = source.groupOf(ordinal);
            Coordinates coordinates = source.groups().get(group).coordinates();
            long annotation = ordinal - source.start(group);
            long firstVertex = coordinates.firstVertex(annotation);
            int vertices = Math.toIntExact(coordinates.firstVertex(annotation + 1) - firstVertex);
            if (rows > 0 && (long) end + vertices > BATCH_VERTICES) {
                return;
            }
            groups[rows] = group;
            annotations[rows] = annotation;
            firstVertices[rows] = firstVertex;
            end = Math.addExact(end, vertices);
            ends[rows] = end;
            rows++;
        }
    }

    private void writeBatch(ArrowFileWriter writer) throws IOException {
        int columns = measurements.fields().size();
        List<byte[]> validities = new ArrayList<>();
        int vertices = ends[rows - 1];
        long[] nodes = Arrays.copyOf(
                new long[] {rows, 0, rows, 0, rows, 0, vertices, 0, (long) vertices * key.ordinates(), 0},
                10 + 2 * columns);
        long[] lengths = Arrays.copyOf(
                new long[] {0, 4L * rows, 0, 4L * rows, 0, 4L * (rows + 1), 0, 0, (long) vertices * key.vertexBytes()},
                9 + 2 * columns);
        for (int column = 0; column < columns; column++) {
            byte[] validity = new byte[(rows + 7) / 8];
            int nulls = rows - present(column, validity);
            validities.add(validity);
            nodes[10 + 2 * column] = rows;
            nodes[11 + 2 * column] = nulls;
            lengths[9 + 2 * column] = nulls == 0 ? 0 : validity.length;
            lengths[10 + 2 * column] = 4L * rows;
        }
        writer.beginBatch(rows, nodes, lengths);
        writeIdentity(writer);
        writeCoordinates(writer);
        for (int column = 0; column < columns; column++) {
            writer.beginBuffer();
            if (lengths[9 + 2 * column] > 0) {
                writer.append(MemorySegment.ofArray(validities.get(column)), 0, validities.get(column).length);
            }
            writer.beginBuffer();
            for (int row = 0; row < rows; row++) {
                MeasurementValues values = values(row, column);
                float value = 0;
                if (values != null && values.isPresent(annotations[row])) {
                    value = values.value(annotations[row]);
                }
                writer.appendFloat(value);
            }
        }
        writer.endBatch();
    }

    private void writeIdentity(ArrowFileWriter writer) throws IOException {
        writer.beginBuffer();
        writer.beginBuffer();
        for (int row = 0; row < rows; row++) {
            writer.appendInt(source.setIndex(groups[row]));
        }
        writer.beginBuffer();
        writer.beginBuffer();
        for (int row = 0; row < rows; row++) {
            writer.appendInt((int) (annotations[row] + 1)); // zero-based to one-based, unsigned
        }
    }

    private void writeCoordinates(ArrowFileWriter writer) throws IOException {
        writer.beginBuffer();
        writer.beginBuffer();
        writer.appendInt(0);
        for (int row = 0; row < rows; row++) {
            writer.appendInt(ends[row]);
        }
        writer.beginBuffer();
        writer.beginBuffer();
        writer.beginBuffer();
        int vertexBytes = key.vertexBytes();
        for (int row = 0; row < rows; row++) {
            long vertices = ends[row] - (row == 0 ? 0L : ends[row - 1]);
            Coordinates coordinates = source.groups().get(groups[row]).coordinates();
            int chunk = coordinates.chunkOf(firstVertices[row]);
            long vertexOfChunk = firstVertices[row] - coordinates.chunkStart(chunk);
            writer.append(coordinates.chunk(chunk), vertexOfChunk * vertexBytes, vertices * vertexBytes);
        }
    }

    private int present(int column, byte[] validity) {
        int present = 0;
        for (int row = 0; row < rows; row++) {
            MeasurementValues values = values(row, column);
            if (values != null && values.isPresent(annotations[row])) {
                validity[row >>> 3] |= (byte) (1 << (row & 7));
                present++;
            }
        }
        return present;
    }

    private @Nullable MeasurementValues values(int row, int column) {
        int measurement = measurements.measurementAt(groups[row], column);
        if (measurement < 0) {
            return null;
        }
        AnnotationGroup group = source.groups().get(groups[row]);
        return group.measurements().get(measurement).values();
    }
}
