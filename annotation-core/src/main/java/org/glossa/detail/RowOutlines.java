package org.glossa.detail;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.ArrowSchema;
import org.glossa.spatial.ReadGuard;

/**
 * Outlines of more than 256 vertices again with fewer, for where they are drawn small. A version is a row of {@code row} (of the layer),
 * {@code toleranceExponent} (it lies within 2^exponent units of the outline) and {@code coordinates} as the layer has them: some of the
 * outline's own vertices, bit for bit. Ascending by row, then by tolerance; each version of a row has at most half the vertices of the one
 * before, the first at most half of the outline's. A layer with more than 2^24 vertices in such outlines has versions of the larger ones
 * alone, and outlines of more than 2^19 vertices have none. POINT, ELLIPSE and RECTANGLE have no such file. Versions are counted through the record batches. Thread-safe.
 */
public final class RowOutlines {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment segment;
    private final ReadGuard guard;
    private final int vertexBytes;
    private final long[] firstVersions;
    private final long[] rows;
    private final long[] exponents;
    private final long[] lists;
    private final long[] coordinates;

    /**
     * @param guard asked before anything is read; offsets count from the begin of the file
     * @throws IllegalArgumentException when the file is another
     */
    public RowOutlines(ArrowFile file, Precision precision, int ordinates, ReadGuard guard) {
        FileShape.require(file, schema(precision, ordinates), 0);
        this.segment = file.segment();
        this.guard = guard;
        this.vertexBytes = ordinates * precision.bytes();
        int batches = file.batchCount();
        firstVersions = new long[batches + 1];
        rows = new long[batches];
        exponents = new long[batches];
        lists = new long[batches];
        coordinates = new long[batches];
        for (int batch = 0; batch < batches; batch++) {
            long versions = file.rows(batch);
            firstVersions[batch + 1] = firstVersions[batch] + versions;
            rows[batch] = FileShape.buffer(file, batch, 1, 8 * versions);
            exponents[batch] = FileShape.buffer(file, batch, 3, 4 * versions);
            lists[batch] = FileShape.buffer(file, batch, 5, 4 * (versions + 1));
            coordinates[batch] = FileShape.buffer(file, batch, 8, file.length(batch, 3) * vertexBytes);
        }
    }

    private RowOutlines() {
        this.segment = MemorySegment.NULL;
        this.guard = (offset, length) -> {};
        this.vertexBytes = 0;
        this.firstVersions = new long[1];
        this.rows = new long[0];
        this.exponents = new long[0];
        this.lists = new long[0];
        this.coordinates = new long[0];
    }

    /** Of a layer that has no such file, because its annotations have few vertices by their type. */
    public static RowOutlines none() {
        return new RowOutlines();
    }

    /** Whether a layer of this type has the file. */
    public static boolean areOf(GraphicType type) {
        return !type.hasFixedVertexCount();
    }

    static ArrowSchema schema(Precision precision, int ordinates) {
        Kind kind = switch (precision) {
            case FLOAT32 -> Kind.FLOAT32;
            case FLOAT64 -> Kind.FLOAT64;
        };
        return new ArrowSchema(
                List.of(
                        ArrowField.of("row", Kind.INT64),
                        ArrowField.of("toleranceExponent", Kind.INT32),
                        ArrowField.list(
                                "coordinates",
                                ArrowField.fixedSizeList(
                                        "vertices", ordinates, ArrowField.of(ordinates == 2 ? "xy" : "xyz", kind)))),
                Map.of());
    }

    /** Versions of all rows. */
    public long count() {
        return firstVersions[firstVersions.length - 1];
    }

    /** The first version of the first row from one on that has versions; {@code count()} when none has. */
    public long firstFrom(long row) {
        long low = 0;
        long high = count();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (row(middle) < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The coarsest version of a row within a tolerance; −1 when none is. */
    public long within(double tolerance, long row) {
        return count() == 0 ? -1 : withinFrom(tolerance, firstFrom(row), row);
    }

    /** The same, when {@link #firstFrom} of the row is known. */
    public long withinFrom(double tolerance, long first, long row) {
        long found = -1;
        for (long version = first; version < count() && row(version) == row; version++) {
            if (Math.scalb(1.0, toleranceExponent(version)) > tolerance) {
                break;
            }
            found = version;
        }
        return found;
    }

    public long row(long version) {
        int batch = batch(version);
        long offset = rows[batch] + 8 * (version - firstVersions[batch]);
        guard.beforeRead(offset, 8);
        return segment.get(LONG, offset);
    }

    public int toleranceExponent(long version) {
        int batch = batch(version);
        return read(exponents[batch] + 4 * (version - firstVersions[batch]));
    }

    public int vertices(long version) {
        int batch = batch(version);
        long list = lists[batch] + 4 * (version - firstVersions[batch]);
        return read(list + 4) - read(list);
    }

    /** Where the vertices of a version begin in {@link #segment()}, which may be read there afterwards. */
    public long offset(long version) {
        int batch = batch(version);
        long list = lists[batch] + 4 * (version - firstVersions[batch]);
        int first = read(list);
        long offset = coordinates[batch] + (long) first * vertexBytes;
        guard.beforeRead(offset, (long) (read(list + 4) - first) * vertexBytes);
        return offset;
    }

    /** The bytes of the file. */
    public MemorySegment segment() {
        return segment;
    }

    private int batch(long version) {
        int found = Arrays.binarySearch(firstVersions, version);
        return found < 0 ? -found - 2 : found;
    }

    private int read(long offset) {
        guard.beforeRead(offset, 4);
        return segment.get(INT, offset);
    }
}
