package org.glossa.order;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.column.CloseChain;
import org.glossa.spatial.HilbertCurve;
import org.glossa.spatial.QuadGrid;
import org.jspecify.annotations.Nullable;

/**
 * The box of each annotation of a layer in source order, and what the curve is laid over. Coordinates are read once for it; the boxes, 16
 * bytes each, wait in a temporary file when they are many, because reading them again is cheaper than measuring again. Thread-safe
 * once measured.
 */
final class LayerBoxes implements AutoCloseable {
    /** Boxes that are measured, written and read at once. */
    static final int CHUNK = 1 << 14;

    private final LayerSource source;
    private final long count;
    private final @Nullable TemporaryFile file;
    private final Arena arena;
    private final MemorySegment memory;
    private CentreExtent extent = CentreExtent.NOTHING;
    private QuadGrid grid = extent.grid();
    private long indexedCount;

    /** @param memoryBytes boxes of so many bytes stay in memory */
    LayerBoxes(LayerSource source, Path folder, long memoryBytes) throws IOException {
        this.source = source;
        this.count = source.annotationCount();
        boolean few = count <= memoryBytes / RowRecord.BOX_BYTES;
        this.file = few ? null : new TemporaryFile(folder);
        this.arena = Arena.ofShared();
        this.memory = few ? arena.allocate(Math.max(1, count * RowRecord.BOX_BYTES), 16) : MemorySegment.NULL;
    }

    /** Call once, before anything else. */
    void measure(BuildWorkers workers, int parts, RowProgress progress) throws IOException {
        long chunks = (count + CHUNK - 1) / CHUNK;
        AtomicLong nextChunk = new AtomicLong();
        workers.run(parts, _ -> {
            CentreExtent measured = CentreExtent.NOTHING;
            long indexed = 0;
            SourceBox box = new SourceBox();
            try (Arena own = Arena.ofConfined()) {
                MemorySegment buffer =
                        file == null ? MemorySegment.NULL : own.allocate((long) CHUNK * RowRecord.BOX_BYTES, 16);
                for (long chunk = nextChunk.getAndIncrement(); chunk < chunks; chunk = nextChunk.getAndIncrement()) {
                    workers.requireRunning();
                    long from = chunk * CHUNK;
                    int rows = (int) Math.min(CHUNK, count - from);
                    MemorySegment target = file == null
                            ? memory.asSlice(from * RowRecord.BOX_BYTES, (long) rows * RowRecord.BOX_BYTES)
                            : buffer;
                    measureChunk(from, rows, box, target);
                    for (int row = 0; row < rows; row++) {
                        long at = (long) row * RowRecord.BOX_BYTES;
                        if (hasBox(target, at)) {
                            measured = measured.with(centre(target, at), centre(target, at + 4));
                            indexed++;
                        }
                    }
                    if (file != null) {
                        file.write(buffer, 0, (long) rows * RowRecord.BOX_BYTES, from * RowRecord.BOX_BYTES);
                    }
                    progress.add(rows);
                }
            }
            add(measured, indexed);
        });
        grid = extent.grid();
    }

    private synchronized void add(CentreExtent measured, long indexed) {
        extent = extent.union(measured);
        indexedCount += indexed;
    }

    private void measureChunk(long from, int rows, SourceBox box, MemorySegment target) {
        int group = source.groupOf(from);
        for (int row = 0; row < rows; row++) {
            long ordinal = from + row;
            while (ordinal >= source.start(group + 1)) {
                group++;
            }
            boolean indexed = box.measure(source.groups().get(group), ordinal - source.start(group));
            long at = (long) row * RowRecord.BOX_BYTES;
            target.set(RowRecord.FLOAT, at, indexed ? box.minX() : Float.NaN);
            target.set(RowRecord.FLOAT, at + 4, indexed ? box.minY() : Float.NaN);
            target.set(RowRecord.FLOAT, at + 8, indexed ? box.maxX() : Float.NaN);
            target.set(RowRecord.FLOAT, at + 12, indexed ? box.maxY() : Float.NaN);
        }
    }

    /** Whether {@link #boxes} needs no buffer, and gives as many as it is asked for. */
    boolean areInMemory() {
        return file == null;
    }

    /** Annotations that have a box. */
    long indexedCount() {
        return indexedCount;
    }

    /** The boxes of at most {@link #CHUNK} annotations: a part of what is in memory, or of {@code buffer} after reading. */
    MemorySegment boxes(long from, int rows, MemorySegment buffer) throws IOException {
        long bytes = (long) rows * RowRecord.BOX_BYTES;
        if (file == null) {
            return memory.asSlice(from * RowRecord.BOX_BYTES, bytes);
        }
        file.read(buffer, 0, bytes, from * RowRecord.BOX_BYTES);
        return buffer;
    }

    /** What the curve is laid over. */
    QuadGrid grid() {
        return grid;
    }

    /** Whether the centre of a box, which is rounded outward to float, is that of the annotation. */
    boolean tellCentres() {
        AnnotationGroup first = source.groups().getFirst();
        return first.coordinates().precision() == Precision.FLOAT32 && first.graphicType() != GraphicType.ELLIPSE;
    }

    /** What an annotation is sorted by, {@link RowRecord#key}, when its box tells its centre. */
    long key(MemorySegment boxes, long at) {
        return hasBox(boxes, at) ? key(centre(boxes, at), centre(boxes, at + 4)) : RowRecord.NO_BOX;
    }

    /** The same of an annotation that has a box, by its centre. */
    long key(double x, double y) {
        return Integer.toUnsignedLong(HilbertCurve.distance(
                (int) grid.cell(x, HilbertCurve.LEVELS), (int) grid.cell(y, HilbertCurve.LEVELS)));
    }

    static boolean hasBox(MemorySegment boxes, long at) {
        return !Float.isNaN(boxes.get(RowRecord.FLOAT, at));
    }

    /** The middle of a box on the axis of its minimum. */
    private static double centre(MemorySegment boxes, long minimum) {
        return CentreExtent.centre(boxes.get(RowRecord.FLOAT, minimum), boxes.get(RowRecord.FLOAT, minimum + 8));
    }

    @Override
    public void close() throws IOException {
        List<Closeable> all = new ArrayList<>(List.of(arena::close));
        if (file != null) {
            all.add(file);
        }
        CloseChain.close(all);
    }
}
