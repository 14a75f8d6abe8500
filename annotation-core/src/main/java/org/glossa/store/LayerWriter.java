package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.glossa.arrow.ArrowFileWriter;
import org.glossa.column.ScratchColumns;
import org.glossa.detail.LayerDetailWriter;
import org.glossa.order.HilbertOrder;
import org.glossa.order.LayerSource;
import org.glossa.order.SortedRun;
import org.glossa.spatial.PackedHilbertTree;
import org.glossa.spatial.PackedHilbertTreeBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a layer at once, as rows come in Hilbert order: its columns, in record batches, the ranges of its measurements and
 * the boxes of its tree; its detail is given each row as well. Coordinates go from the source to the file bit for bit.
 */
final class LayerWriter {
    /** Rows of a record batch at most. */
    static final int BATCH_ROWS = 1 << 16;

    /** A batch ends when it holds more vertices than this, so that an int32 offset never overflows. */
    static final int BATCH_VERTICES = 1 << 22;

    private final LayerKey key;
    private final LayerSource source;
    private final HilbertOrder order;
    private final int columns;

    // The batch that is being written: where its rows are, and for each row where its vertices end.
    private final List<Slice> slices = new ArrayList<>();
    private final int[] ends = new int[BATCH_ROWS];
    private int rows;

    private @Nullable SortedRun run;
    private int nextOfRun;

    /** Rows first … end - 1 of a run. */
    private record Slice(SortedRun run, int first, int end) {}

    LayerWriter(LayerKey key, LayerSource source, HilbertOrder order) {
        this.key = key;
        this.source = source;
        this.order = order;
        this.columns = source.columns().fields().size();
    }

    /**
     * @param rangesFile null when the layer has no measurements
     * @param detail given each row that the tree holds, and finished
     * @param scratch where upper levels of the tree wait
     * @param progress told the rows done after each batch
     */
    void write(
            WritableByteChannel columnFile,
            WritableByteChannel treeFile,
            @Nullable WritableByteChannel rangesFile,
            LayerDetailWriter detail,
            ScratchColumns scratch,
            LongConsumer progress)
            throws IOException {
        long indexed = order.indexedCount();
        ArrowFileWriter writer = new ArrowFileWriter(
                columnFile, LayerSchema.columns(key, source.columns().fields(), indexed));
        ArrowFileWriter tree = new ArrowFileWriter(treeFile, LayerSchema.tree());
        long boxes = PackedHilbertTree.boxCount(indexed);
        tree.beginBatch(
                boxes, new long[] {boxes, 0, 4 * boxes, 0}, new long[] {0, 0, boxes * PackedHilbertTree.BOX_BYTES});
        tree.beginBuffer();
        tree.beginBuffer();
        tree.beginBuffer();
        PackedHilbertTreeBuilder builder = new PackedHilbertTreeBuilder(indexed, scratch, (minX, minY, maxX, maxY) -> {
            tree.appendFloat(minX);
            tree.appendFloat(minY);
            tree.appendFloat(maxX);
            tree.appendFloat(maxY);
        });
        long row = 0;
        ValueRangesWriter ranges = rangesFile == null ? null : new ValueRangesWriter(rangesFile, columns);
        while (loadBatch()) {
            long left = indexed - row;
            order.together(() -> writeBatch(writer, ranges), () -> addBoxes(builder, detail, left));
            releaseBatch();
            row += rows;
            progress.accept(row);
        }
        writer.finish();
        if (ranges != null) {
            ranges.finish();
        }
        detail.finish();
        builder.finish();
        tree.endBatch();
        tree.finish();
    }

    /** Whether there are rows left. */
    private boolean loadBatch() throws IOException {
        rows = 0;
        slices.clear();
        int end = 0;
        while (rows < BATCH_ROWS) {
            SortedRun from = run();
            if (from == null) {
                break;
            }
            int first = nextOfRun;
            int last = Math.min(from.rows(), first + BATCH_ROWS - rows);
            while (nextOfRun < last) {
                int vertices = from.vertices(nextOfRun);
                if (rows > 0 && (long) end + vertices > BATCH_VERTICES) {
                    addSlice(from, first);
                    return true;
                }
                end = Math.addExact(end, vertices);
                ends[rows++] = end;
                nextOfRun++;
            }
            addSlice(from, first);
        }
        return rows > 0;
    }

    private void addSlice(SortedRun from, int first) {
        if (nextOfRun > first) {
            slices.add(new Slice(from, first, nextOfRun));
        }
    }

    private @Nullable SortedRun run() throws IOException {
        SortedRun current = run;
        if (current == null || nextOfRun == current.rows()) {
            current = order.next();
            run = current;
            nextOfRun = 0;
        }
        return current;
    }

    private void releaseBatch() {
        for (Slice slice : slices) {
            if (slice.end() == slice.run().rows()) {
                order.release(slice.run());
            }
        }
    }

    private void addBoxes(PackedHilbertTreeBuilder builder, LayerDetailWriter detail, long indexedLeft)
            throws IOException {
        long left = indexedLeft;
        for (Slice slice : slices) {
            SortedRun from = slice.run();
            for (int row = slice.first(); row < slice.end() && left > 0; row++, left--) {
                builder.add(from.box(row, 0), from.box(row, 1), from.box(row, 2), from.box(row, 3));
                detail.add(from, row);
            }
        }
    }

    private void writeBatch(ArrowFileWriter writer, @Nullable ValueRangesWriter ranges) throws IOException {
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
            int nulls = rows - present(column, validity, ranges);
            validities.add(validity);
            nodes[10 + 2 * column] = rows;
            nodes[11 + 2 * column] = nulls;
            lengths[9 + 2 * column] = nulls == 0 ? 0 : validity.length;
            lengths[10 + 2 * column] = 4L * rows;
        }
        if (ranges != null) {
            ranges.endBatch(rows);
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
            for (Slice slice : slices) {
                for (int row = slice.first(); row < slice.end(); row++) {
                    writer.appendInt(slice.run().valueBits(row, column));
                }
            }
        }
        writer.endBatch();
    }

    private void writeIdentity(ArrowFileWriter writer) throws IOException {
        writer.beginBuffer();
        writer.beginBuffer();
        for (Slice slice : slices) {
            for (int row = slice.first(); row < slice.end(); row++) {
                writer.appendInt(source.setIndex(slice.run().group(row)));
            }
        }
        writer.beginBuffer();
        writer.beginBuffer();
        for (Slice slice : slices) {
            for (int row = slice.first(); row < slice.end(); row++) {
                writer.appendInt(slice.run().annotation(row));
            }
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
        for (Slice slice : slices) {
            writeCoordinates(writer, slice);
        }
    }

    /** Rows whose coordinates follow each other are one copy. */
    private void writeCoordinates(ArrowFileWriter writer, Slice slice) throws IOException {
        SortedRun from = slice.run();
        MemorySegment memory = MemorySegment.NULL;
        long start = 0;
        long end = 0;
        for (int row = slice.first(); row < slice.end(); row++) {
            MemorySegment ofRow = from.coordinates(row);
            long offset = from.coordinatesOffset(row);
            if (offset != end || !ofRow.equals(memory)) {
                writer.append(memory, start, end - start);
                memory = ofRow;
                start = offset;
            }
            end = offset + (long) from.vertices(row) * key.vertexBytes();
        }
        writer.append(memory, start, end - start);
    }

    private int present(int column, byte[] validity, @Nullable ValueRangesWriter ranges) {
        int present = 0;
        int index = 0;
        for (Slice slice : slices) {
            for (int row = slice.first(); row < slice.end(); row++, index++) {
                if (slice.run().isPresent(row, column)) {
                    validity[index >>> 3] |= (byte) (1 << (index & 7));
                    present++;
                    if (ranges != null) {
                        ranges.add(
                                column, index, Float.intBitsToFloat(slice.run().valueBits(row, column)));
                    }
                }
            }
        }
        return present;
    }
}
