package org.glossa.detail;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.ArrowSchema;
import org.glossa.spatial.QuadGrid;
import org.glossa.spatial.ReadGuard;

/**
 * The rows of a layer as points: one record batch of {@code point}, a FixedSizeList of three floats or doubles, as the coordinates are (x
 * and y of the centroid, area; in units of the space of the set), and {@code cell}, an unsigned int: how far along the Hilbert curve over
 * the 65,536 × 65,536 cells of the grid the centre of the box lies, ascending. The grid is in the metadata: {@code glossa.grid.origin}
 * ({@code CORNER}, {@code CENTRE}) and {@code glossa.grid.sideExponent}. Rows without a box are not in it; they come last in the
 * layer. Thread-safe.
 */
public final class RowPoints {
    private static final String ORIGIN = "glossa.grid.origin";
    private static final String SIDE_EXPONENT = "glossa.grid.sideExponent";

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment segment;
    private final ReadGuard guard;
    private final Precision precision;
    private final QuadGrid grid;
    private final long rows;
    private final long points;
    private final long distances;

    /**
     * @param guard asked before anything is read; offsets count from the begin of the file
     * @throws IllegalArgumentException when the file is another
     */
    public RowPoints(ArrowFile file, Precision precision, ReadGuard guard) {
        this.segment = file.segment();
        this.guard = guard;
        this.precision = precision;
        Map<String, String> metadata = file.schema().metadata();
        this.grid = new QuadGrid(
                QuadGrid.Origin.valueOf(metadata.getOrDefault(ORIGIN, "none")),
                Integer.parseInt(metadata.getOrDefault(SIDE_EXPONENT, "none")));
        FileShape.require(file, schema(precision, grid), 1);
        this.rows = file.rows(0);
        this.points = FileShape.buffer(file, 0, 2, 3 * rows * precision.bytes());
        this.distances = FileShape.buffer(file, 0, 4, 4 * rows);
    }

    static ArrowSchema schema(Precision precision, QuadGrid grid) {
        Kind kind = switch (precision) {
            case FLOAT32 -> Kind.FLOAT32;
            case FLOAT64 -> Kind.FLOAT64;
        };
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ORIGIN, grid.origin().name());
        metadata.put(SIDE_EXPONENT, Integer.toString(grid.sideExponent()));
        return new ArrowSchema(
                List.of(
                        ArrowField.fixedSizeList("point", 3, ArrowField.of("x, y, area", kind)),
                        ArrowField.of("cell", Kind.UINT32)),
                metadata);
    }

    /** What the curve is laid over. */
    public QuadGrid grid() {
        return grid;
    }

    public long rows() {
        return rows;
    }

    /** X of the centroid. */
    public double x(long row) {
        return number(row, 0);
    }

    /** Y of the centroid. */
    public double y(long row) {
        return number(row, 1);
    }

    /** In squared units of the space. */
    public double area(long row) {
        return number(row, 2);
    }

    private double number(long row, int place) {
        long offset = points + (3 * row + place) * precision.bytes();
        guard.beforeRead(offset, precision.bytes());
        return switch (precision) {
            case FLOAT32 -> segment.get(FLOAT, offset);
            case FLOAT64 -> segment.get(DOUBLE, offset);
        };
    }

    /** How far along the curve; 0 to 2^32 − 1. */
    public long distance(long row) {
        long offset = distances + 4 * row;
        guard.beforeRead(offset, 4);
        return Integer.toUnsignedLong(segment.get(INT, offset));
    }

    /** The first row of a range that lies at a distance or behind it; the end of the range when none does. */
    public long firstFrom(long distance, long firstRow, long endRow) {
        long low = firstRow;
        long high = endRow;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (distance(middle) < distance) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
