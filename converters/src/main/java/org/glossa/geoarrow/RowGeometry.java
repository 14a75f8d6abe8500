package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.geometry.EllipseOutline;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.RowSlice;

/**
 * Writes the vertices of rows as geometries have them: double, in the space of the answer, areas closed by repeating the first vertex,
 * an ELLIPSE as its outline. A polygon or line of too few vertices repeats its last one, as GeoJSON's answers and the region test do.
 * Not thread-safe.
 */
final class RowGeometry {
    private final PlanarTransform transform;
    private final boolean isIdentity;
    private final double ellipseTolerance;
    private final boolean keepsZ;
    private final double[] ends = new double[8];
    private final double[] heights = new double[4];
    private double[] outline = new double[512];

    /**
     * @param transform from the space of the set to that of the answer
     * @param ellipseTolerance largest distance of an outline from its ellipse, in units of the answer
     * @param keepsZ whether a third ordinate is written where the source has one
     */
    RowGeometry(PlanarTransform transform, double ellipseTolerance, boolean keepsZ) {
        this.transform = transform;
        this.isIdentity = transform instanceof PlanarTransform.Identity;
        this.ellipseTolerance = ellipseTolerance;
        this.keepsZ = keepsZ;
    }

    /** Ordinates that vertices of such rows are written with. */
    int ordinates(int sourceOrdinates) {
        return keepsZ ? sourceOrdinates : 2;
    }

    /** Vertices of all rows of a slice; of areas and lines somewhat more than {@link #write} will write. */
    long vertexCountAtMost(RowSlice slice) {
        int rows = slice.rowCount();
        long vertices = slice.vertexStart(rows);
        return switch (slice.graphicType()) {
            case POINT -> rows;
            case POLYLINE -> vertices + rows;
            case POLYGON, RECTANGLE -> vertices + 3L * rows;
            case ELLIPSE -> {
                long sum = 0;
                for (int row = 0; row < rows; row++) {
                    int first = slice.vertexStart(row);
                    int count = slice.vertexStart(row + 1) - first;
                    sum += count == 4 ? 4L * quarterCount(slice, first) + 1 : count + 3L;
                }
                yield sum;
            }
        };
    }

    /**
     * Writes the vertices of a row.
     *
     * @return how many; 0 when the row has none, or one that is not finite, and so has no geometry
     */
    int write(RowSlice slice, int row, MemorySegment target, long offset) {
        int first = slice.vertexStart(row);
        int count = slice.vertexStart(row + 1) - first;
        GraphicType type = slice.graphicType();
        if (count == 0) {
            return 0;
        }
        if (type == GraphicType.ELLIPSE && count == 4) {
            return writeEllipse(slice, first, target, offset);
        }
        int ordinates = ordinates(slice.ordinates());
        int taken = type == GraphicType.POINT ? 1 : count;
        if (!copy(slice, first, taken, ordinates, target, offset)) {
            return 0;
        }
        if (type == GraphicType.POINT) {
            return 1;
        }
        long bytes = 8L * ordinates;
        int written = count;
        int fewest = type == GraphicType.POLYLINE ? 2 : 3;
        for (; written < fewest; written++) {
            MemorySegment.copy(target, offset + (count - 1) * bytes, target, offset + written * bytes, bytes);
        }
        if (type == GraphicType.POLYLINE) {
            return written;
        }
        MemorySegment.copy(target, offset, target, offset + written * bytes, bytes);
        return written + 1;
    }

    /**
     * Writes vertices of a slice as the source has them, in the space of the answer.
     *
     * @param ordinates 2 or 3; a z that the source has not is NaN
     * @return whether all are finite
     */
    boolean copy(RowSlice slice, int first, int count, int ordinates, MemorySegment target, long offset) {
        MemorySegment source = slice.coordinates();
        boolean isDouble = slice.precision() == Precision.FLOAT64;
        int width = slice.precision().bytes();
        int sourceOrdinates = slice.ordinates();
        long from = (long) first * sourceOrdinates * width;
        long to = offset;
        // Zero times a number is 0 when it is finite, else NaN, which no sum loses.
        double check = 0;
        for (int vertex = 0; vertex < count; vertex++) {
            double x = isDouble ? source.get(Column.DOUBLE, from) : source.get(Column.FLOAT, from);
            double y = isDouble ? source.get(Column.DOUBLE, from + width) : source.get(Column.FLOAT, from + width);
            double mappedX = isIdentity ? x : transform.x(x, y);
            double mappedY = isIdentity ? y : transform.y(x, y);
            target.set(Column.DOUBLE, to, mappedX);
            target.set(Column.DOUBLE, to + 8, mappedY);
            check += 0 * mappedX + 0 * mappedY;
            if (ordinates == 3) {
                double z = sourceOrdinates == 3 ? ordinate(source, isDouble, from + 2L * width) : Double.NaN;
                target.set(Column.DOUBLE, to + 16, z);
                check += 0 * z;
            }
            from += (long) sourceOrdinates * width;
            to += 8L * ordinates;
        }
        return check == 0;
    }

    private static double ordinate(MemorySegment source, boolean isDouble, long offset) {
        return isDouble ? source.get(Column.DOUBLE, offset) : source.get(Column.FLOAT, offset);
    }

    private int quarterCount(RowSlice slice, int first) {
        loadEnds(slice, first);
        return EllipseOutline.quarterCount(ends, ellipseTolerance);
    }

    /** Whether the ends, with those ordinates that are written, are finite. */
    private boolean loadEnds(RowSlice slice, int first) {
        MemorySegment source = slice.coordinates();
        boolean isDouble = slice.precision() == Precision.FLOAT64;
        int width = slice.precision().bytes();
        double check = 0;
        for (int i = 0; i < 4; i++) {
            long from = (long) (first + i) * slice.ordinates() * width;
            double x = ordinate(source, isDouble, from);
            double y = ordinate(source, isDouble, from + width);
            ends[2 * i] = transform.x(x, y);
            ends[2 * i + 1] = transform.y(x, y);
            heights[i] = ordinates(slice.ordinates()) == 3 ? ordinate(source, isDouble, from + 2L * width) : 0;
            check += 0 * ends[2 * i] + 0 * ends[2 * i + 1] + 0 * heights[i];
        }
        return check == 0;
    }

    private int writeEllipse(RowSlice slice, int first, MemorySegment target, long offset) {
        if (!loadEnds(slice, first)) {
            return 0;
        }
        int quarter = EllipseOutline.quarterCount(ends, ellipseTolerance);
        int count = 4 * quarter;
        if (2 * count > outline.length) {
            outline = new double[Math.max(2 * count, 2 * outline.length)];
        }
        EllipseOutline.draw(ends, quarter, outline);
        if (ordinates(slice.ordinates()) == 2) {
            MemorySegment.copy(outline, 0, target, Column.DOUBLE, offset, 2 * count);
            MemorySegment.copy(outline, 0, target, Column.DOUBLE, offset + 16L * count, 2);
            return count + 1;
        }
        for (int vertex = 0; vertex <= count; vertex++) {
            int of = vertex == count ? 0 : vertex;
            target.set(Column.DOUBLE, offset + 24L * vertex, outline[2 * of]);
            target.set(Column.DOUBLE, offset + 24L * vertex + 8, outline[2 * of + 1]);
            target.set(Column.DOUBLE, offset + 24L * vertex + 16, height(of, quarter));
        }
        return count + 1;
    }

    /** The z of a vertex of an outline, on the plane that the axes span; exactly theirs when they have one. */
    private double height(int vertex, int quarter) {
        double angle = Math.PI / 2 * (vertex % quarter) / quarter;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double centre = (heights[0] / 4 + heights[1] / 4) + (heights[2] / 4 + heights[3] / 4);
        double u = (heights[1] - heights[0]) / 2;
        double v = (heights[3] - heights[2]) / 2;
        return switch (vertex / quarter) {
            case 0 -> centre - cos * u - sin * v;
            case 1 -> centre + sin * u - cos * v;
            case 2 -> centre + cos * u + sin * v;
            default -> centre - sin * u + cos * v;
        };
    }
}
