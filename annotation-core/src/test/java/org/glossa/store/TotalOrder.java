package org.glossa.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.glossa.annotation.GroupCursor;
import org.glossa.geometry.BoxCentre;
import org.glossa.order.LayerSource;
import org.glossa.order.SourceBox;
import org.glossa.spatial.HilbertCurve;

/**
 * The oracle of {@code HilbertOrder}, and what it is measured beside: the Hilbert order of a layer and the box of each annotation, in memory: 8 bytes of heap for each annotation, twice that while it
 * sorts, and 16 bytes outside the heap. Annotations without a box ({@link SourceBox}) come last in source order: no region holds
 * them.
 *
 * <p>A sort key holds the curve distance above and the annotation below. The distance is unsigned: its sign bit is flipped so that
 * the signed sort orders it rightly.
 */
final class TotalOrder implements AutoCloseable {
    private static final int CHUNK = 1 << 14;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private final Arena arena = Arena.ofShared();
    private final LayerSource source;
    private final MemorySegment boxes;
    private final long[] keys;
    private final int indexedCount;

    TotalOrder(LayerSource source) {
        this.source = source;
        // An int of annotations is what fits into memory; the bound goes with an order that is made on disk.
        int count = Math.toIntExact(source.annotationCount());
        this.boxes = arena.allocate(16L * Math.max(count, 1), 16);
        this.keys = new long[count];
        CentreExtent extent = chunks().mapToObj(this::measureChunk).reduce(CentreExtent.NOTHING, CentreExtent::union);
        this.indexedCount = fillKeys(extent);
        Arrays.parallelSort(keys, 0, indexedCount);
    }

    long annotationCount() {
        return keys.length;
    }

    /** Rows that have a box: they come first. */
    long indexedCount() {
        return indexedCount;
    }

    /** The annotation, as {@link LayerSource} numbers it, of a row. */
    long ordinal(long row) {
        return keys[Math.toIntExact(row)] & 0xFFFFFFFFL;
    }

    /** Ordinate 0 to 3 (minX, minY, maxX, maxY) of the box of a row. */
    float box(long row, int ordinate) {
        return boxes.get(FLOAT, 16 * ordinal(row) + 4L * ordinate);
    }

    @Override
    public void close() {
        arena.close();
    }

    /** A key that sorts by unsigned distance, then by ordinal. */
    static long key(int distance, int ordinal) {
        return (long) (distance ^ Integer.MIN_VALUE) << 32 | Integer.toUnsignedLong(ordinal);
    }

    private IntStream chunks() {
        return IntStream.range(0, (keys.length + CHUNK - 1) / CHUNK).parallel();
    }

    private CentreExtent measureChunk(int chunk) {
        int from = chunk * CHUNK;
        int to = Math.min(from + CHUNK, keys.length);
        SourceBox box = new SourceBox();
        CentreExtent extent = CentreExtent.NOTHING;
        int group = source.groupOf(from);
        for (int ordinal = from; ordinal < to; ordinal++) {
            while (ordinal >= source.start(group + 1)) {
                group++;
            }
            boolean indexed = box.measure(source.groups().get(group), ordinal - source.start(group));
            MemorySegment target = boxes.asSlice(16L * ordinal, 16);
            target.set(FLOAT, 0, indexed ? box.minX() : Float.NaN);
            target.set(FLOAT, 4, box.minY());
            target.set(FLOAT, 8, box.maxX());
            target.set(FLOAT, 12, box.maxY());
            if (indexed) {
                extent = extent.with(centre(ordinal, 0), centre(ordinal, 1));
            }
        }
        return extent;
    }

    private int fillKeys(CentreExtent extent) {
        chunks().forEach(chunk -> {
            int to = Math.min((chunk + 1) * CHUNK, keys.length);
            for (int ordinal = chunk * CHUNK; ordinal < to; ordinal++) {
                keys[ordinal] = isIndexed(ordinal)
                        ? key(
                                HilbertCurve.distance(extent.cell(exact(ordinal)[0]), extent.cell(exact(ordinal)[1])),
                                ordinal)
                        : ordinal;
            }
        });
        return moveUnindexedBehind();
    }

    /** Keeps the source order of those without a box. */
    private int moveUnindexedBehind() {
        int indexed = 0;
        for (int ordinal = 0; ordinal < keys.length; ordinal++) {
            if (isIndexed(ordinal)) {
                keys[indexed++] = keys[ordinal];
            }
        }
        int next = indexed;
        for (int ordinal = 0; next < keys.length; ordinal++) {
            if (!isIndexed(ordinal)) {
                keys[next++] = ordinal;
            }
        }
        return indexed;
    }

    private boolean isIndexed(int ordinal) {
        return !Float.isNaN(boxes.get(FLOAT, 16L * ordinal));
    }

    private double centre(int ordinal, int axis) {
        double low = boxes.get(FLOAT, 16L * ordinal + 4L * axis);
        double high = boxes.get(FLOAT, 16L * ordinal + 8 + 4L * axis);
        double middle = low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY ? 0 : (low + high) / 2;
        return Math.clamp(middle, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** In the numbers of the source: boxes are rounded. */
    private double[] exact(int ordinal) {
        int group = source.groupOf(ordinal);
        BoxCentre centre = new BoxCentre();
        centre.of(new GroupCursor(source.groups().get(group)).moveTo(ordinal - source.start(group)));
        return new double[] {centre.x(), centre.y()};
    }

    /** The smallest box that holds the centres, which the curve's grid, a square of a power of two, is laid over. */
    private record CentreExtent(double minX, double minY, double maxX, double maxY) {
        static final CentreExtent NOTHING = new CentreExtent(
                Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

        CentreExtent with(double x, double y) {
            if (x >= minX && x <= maxX && y >= minY && y <= maxY) {
                return this;
            }
            return new CentreExtent(Math.min(minX, x), Math.min(minY, y), Math.max(maxX, x), Math.max(maxY, y));
        }

        CentreExtent union(CentreExtent other) {
            return new CentreExtent(
                    Math.min(minX, other.minX),
                    Math.min(minY, other.minY),
                    Math.max(maxX, other.maxX),
                    Math.max(maxY, other.maxY));
        }

        int cell(double value) {
            boolean centred = Math.min(minX, minY) < 0;
            double far = Math.max(Math.max(maxX, maxY), Math.max(-minX, -minY));
            double reach = 1;
            while (reach <= far) {
                reach *= 2;
            }
            double side = Math.min(centred ? 2 * reach : reach, 1 << 24);
            double signed = Math.floor(value / (side / HilbertCurve.SIDE));
            double below = signed == 0 && value < 0 ? -1 : signed;
            double cell = below + (centred ? HilbertCurve.SIDE / 2 : 0);
            return (int) Math.clamp(cell, 0, HilbertCurve.SIDE - 1);
        }
    }
}
