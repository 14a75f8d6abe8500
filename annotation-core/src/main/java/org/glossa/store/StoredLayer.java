package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.ArrowSchema;
import org.glossa.spatial.PackedHilbertTree;
import org.jspecify.annotations.Nullable;

/**
 * The mapped columns, tree and detail of one layer. Rows are numbered through all record batches; where the buffers of each batch begin is
 * worked out once, so that a value is one read at an offset. Thread-safe.
 */
final class StoredLayer {
    /** Rows whose values are checked together at their first touch: 2^8, 48 kB of coordinates at 24 vertices. */
    private static final int SEGMENT_SHIFT = 8;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final LayerKey key;
    private final StoredFile columnFile;
    private final StoredFile treeFile;
    private final StoredDetail detail;
    private final StoredMeasurements measurements;
    private final MemorySegment columns;
    private final PackedHilbertTree tree;
    private final long[] firstRows;
    private final long[] groupOffsets;
    private final long[] indexOffsets;
    private final long[] listOffsets;
    private final long[] coordinateOffsets;
    private final long mostVertices;

    // A byte for each segment of rows, as in CheckedBlocks: one look at it spares five in the loops over rows.
    private final byte[] checkedSegments;

    private StoredLayer(
            LayerKey key,
            StoredFile columnFile,
            StoredFile treeFile,
            @Nullable StoredFile rangesFile,
            StoredDetail detail)
            throws StoreCorruptException {
        this.key = key;
        this.detail = detail;
        this.columnFile = columnFile;
        this.treeFile = treeFile;
        ArrowFile file = columnFile.arrow();
        this.columns = file.segment();
        checkSchema(file.schema());
        int batches = file.batchCount();
        int[] first = firstBuffers(file.schema());
        int vertexNode = file.schema().firstNode(LayerSchema.COORDINATES) + 1;
        firstRows = new long[batches + 1];
        groupOffsets = new long[batches];
        indexOffsets = new long[batches];
        listOffsets = new long[batches];
        coordinateOffsets = new long[batches];
        long most = 0;
        for (int batch = 0; batch < batches; batch++) {
            long rows = file.rows(batch);
            firstRows[batch + 1] = firstRows[batch] + rows;
            groupOffsets[batch] = columnFile.buffer(batch, first[LayerSchema.GROUP] + 1, 4 * rows);
            indexOffsets[batch] = columnFile.buffer(batch, first[LayerSchema.ANNOTATION_INDEX] + 1, 4 * rows);
            listOffsets[batch] = columnFile.buffer(batch, first[LayerSchema.COORDINATES] + 1, 4 * (rows + 1));
            long vertices = file.length(batch, vertexNode);
            coordinateOffsets[batch] =
                    columnFile.buffer(batch, first[LayerSchema.COORDINATES] + 4, vertices * key.vertexBytes());
            most = Math.max(most, vertices);
        }
        this.mostVertices = most;
        this.checkedSegments = new byte[Math.toIntExact((rowCount() + (1 << SEGMENT_SHIFT) - 1) >>> SEGMENT_SHIFT)];
        this.tree = openTree();
        this.measurements = new StoredMeasurements(columnFile, rangesFile, firstRows);
        if (detail.points().rows() != tree.itemCount()) {
            throw new StoreCorruptException(
                    key.pointFile(),
                    -1,
                    tree.itemCount() + " points",
                    Long.toString(detail.points().rows()));
        }
    }

    /** Maps the files of a layer and checks their structure. */
    static StoredLayer open(Path directory, Manifest manifest, LayerKey key, Arena arena) throws IOException {
        StoredFile columns = StoredFile.open(directory, manifest.file(key.columnFile()), arena);
        StoredFile tree = StoredFile.open(directory, manifest.file(key.treeFile()), arena);
        boolean measures = columns.arrow().schema().fields().size() > LayerSchema.FIRST_MEASUREMENT;
        StoredFile ranges = measures ? StoredFile.open(directory, manifest.file(key.rangesFile()), arena) : null;
        return new StoredLayer(key, columns, tree, ranges, StoredDetail.open(directory, manifest, key, arena));
    }

    private void checkSchema(ArrowSchema schema) throws StoreCorruptException {
        ArrowSchema expected = LayerSchema.columns(
                key,
                schema.fields()
                        .subList(
                                Math.min(
                                        LayerSchema.FIRST_MEASUREMENT,
                                        schema.fields().size()),
                                schema.fields().size()),
                0);
        for (int i = 0; i < expected.fields().size(); i++) {
            if (i >= schema.fields().size()
                    || !expected.fields().get(i).hasLayoutOf(schema.fields().get(i))) {
                throw new StoreCorruptException(
                        columnFile.name(),
                        -1,
                        "column " + expected.fields().get(i).name(),
                        "another schema");
            }
        }
    }

    private PackedHilbertTree openTree() throws StoreCorruptException {
        ArrowFile file = treeFile.arrow();
        String indexed = Objects.requireNonNullElse(
                columnFile.arrow().schema().metadata().get(LayerSchema.INDEXED_ROWS), "none");
        try {
            long start = file.bufferOffset(0, 2);
            MemorySegment boxes = file.segment().asSlice(start, file.bufferLength(0, 2));
            CheckedBlocks blocks = treeFile.blocks();
            return new PackedHilbertTree(
                    boxes, Long.parseLong(indexed), (offset, length) -> blocks.beforeRead(start + offset, length));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damage) {
            throw new StoreCorruptException(treeFile.name(), -1, "a tree of " + indexed + " rows", damage.toString());
        }
    }

    private static int[] firstBuffers(ArrowSchema schema) {
        return IntStream.range(0, schema.fields().size())
                .map(schema::firstBuffer)
                .toArray();
    }

    LayerKey key() {
        return key;
    }

    PackedHilbertTree tree() {
        return tree;
    }

    StoredMeasurements measurements() {
        return measurements;
    }

    StoredDetail detail() {
        return detail;
    }

    long rowCount() {
        return firstRows[firstRows.length - 1];
    }

    /** Vertices of the record batch that has most. */
    long mostVertices() {
        return mostVertices;
    }

    /** The bytes of the column file. */
    MemorySegment columns() {
        return columns;
    }

    /** The record batch that holds a row; {@code guess} is tried first. */
    int batch(long row, int guess) {
        if (guess >= 0 && row >= firstRows[guess] && row < firstRows[guess + 1]) {
            return guess;
        }
        Objects.checkIndex(row, rowCount());
        int found = Arrays.binarySearch(firstRows, row);
        return found < 0 ? -found - 2 : found;
    }

    long firstRow(int batch) {
        return firstRows[batch];
    }

    /**
     * Called before groups, indexes, vertices and coordinates of rows are read; measurements check themselves.
     *
     * @throws java.io.UncheckedIOException of a {@link StoreCorruptException} when some of them are damaged
     */
    void beforeRead(long firstRow, long endRow) {
        int last = (int) (endRow - 1 >> SEGMENT_SHIFT);
        for (int segment = (int) (firstRow >> SEGMENT_SHIFT); segment <= last; segment++) {
            if (checkedSegments[segment] == 0) {
                checkSegment(segment);
            }
        }
    }

    private void checkSegment(int segment) {
        long row = (long) segment << SEGMENT_SHIFT;
        long end = Math.min(row + (1 << SEGMENT_SHIFT), rowCount());
        int batch = -1;
        while (row < end) {
            batch = batch(row, batch + 1);
            long endInBatch = Math.min(end, firstRows[batch + 1]);
            checkRows(batch, row, endInBatch - row);
            row = endInBatch;
        }
        checkedSegments[segment] = 1;
    }

    private void checkRows(int batch, long row, long rows) {
        CheckedBlocks blocks = columnFile.blocks();
        long inBatch = 4 * (row - firstRows[batch]);
        blocks.beforeRead(groupOffsets[batch] + inBatch, 4 * rows);
        blocks.beforeRead(indexOffsets[batch] + inBatch, 4 * rows);
        blocks.beforeRead(listOffsets[batch] + inBatch, 4 * (rows + 1));
        long from = vertexOffset(batch, firstVertex(batch, row));
        blocks.beforeRead(from, vertexOffset(batch, firstVertex(batch, row + rows)) - from);
    }

    /** Position in the set of the group of a row. */
    int group(int batch, long row) {
        return columns.get(INT, groupOffsets[batch] + 4 * (row - firstRows[batch]));
    }

    /** One-based position in its group. */
    long annotationIndex(int batch, long row) {
        return Integer.toUnsignedLong(columns.get(INT, indexOffsets[batch] + 4 * (row - firstRows[batch])));
    }

    /** Where in the batch the vertices of a row begin; of the row after the last of the batch, where they end. */
    int firstVertex(int batch, long row) {
        return columns.get(INT, listOffsets[batch] + 4 * (row - firstRows[batch]));
    }

    /** Where in the file a vertex of a batch begins. */
    long vertexOffset(int batch, int vertex) {
        // Never negative. Unsigned, because JDK 25 ends where an int that is widened with its sign as it is loaded lies
        // behind the end
        // of a file that was shortened meanwhile, and throws where any other load does.
        return coordinateOffsets[batch] + Integer.toUnsignedLong(vertex) * key.vertexBytes();
    }

    /**
     * Which rows of a word are of groups that are kept. A word is 64 rows of a batch, as a word of validity bits is; bit i is row
     * {@code 64 * word + i} of the batch. Reads, and guards, no column but that of groups.
     *
     * @param groups a bit for each group of the set
     * @param rows bits of the rows to look at; no others are in the answer
     */
    long ofGroups(long[] groups, int batch, long word, long rows) {
        long offset = groupOffsets[batch] + 256 * word;
        long span = 64L - Long.numberOfLeadingZeros(rows);
        columnFile.blocks().beforeRead(offset, 4 * span);
        long kept = 0;
        for (long left = rows; left != 0; left &= left - 1) {
            int row = Long.numberOfTrailingZeros(left);
            int group = columns.get(INT, offset + 4L * row);
            kept |= (groups[group >>> 6] >>> group & 1) << row;
        }
        return kept;
    }

    /** The group of a row, which is counted from the begin of its batch; guards its column alone. */
    int guardedGroup(int batch, long rowInBatch) {
        long offset = groupOffsets[batch] + 4 * rowInBatch;
        columnFile.blocks().beforeRead(offset, 4);
        return columns.get(INT, offset);
    }

    /** As {@link #annotationIndex}; guards its column alone. */
    long guardedAnnotationIndex(int batch, long row) {
        columnFile.blocks().beforeRead(indexOffsets[batch] + 4 * (row - firstRows[batch]), 4);
        return annotationIndex(batch, row);
    }

    /** Vertices of the rows first … end - 1; guards no more than where they begin and end. */
    long guardedVertexCount(long first, long end) {
        long vertices = 0;
        int batch = -1;
        for (long row = first; row < end; ) {
            batch = batch(row, batch + 1);
            long endInBatch = Math.min(end, firstRows[batch + 1]);
            columnFile.blocks().beforeRead(listOffsets[batch] + 4 * (row - firstRows[batch]), 4);
            columnFile.blocks().beforeRead(listOffsets[batch] + 4 * (endInBatch - firstRows[batch]), 4);
            vertices += firstVertex(batch, endInBatch) - firstVertex(batch, row);
            row = endInBatch;
        }
        return vertices;
    }

    /** How much of the columns was read so far, in the blocks that are compared with their checksums. */
    int comparedMebibytes() {
        return columnFile.blocks().comparedCount();
    }

    /** @see StoredFile#recheck */
    void recheck(Duration validFor) throws IOException {
        if (columnFile.recheck(validFor)) {
            Arrays.fill(checkedSegments, (byte) 0);
        }
        treeFile.recheck(validFor);
        measurements.recheck(validFor);
        detail.recheck(validFor);
    }

    void verify() throws StoreCorruptException {
        columnFile.verify();
        treeFile.verify();
        measurements.verify();
        detail.verify();
    }
}
