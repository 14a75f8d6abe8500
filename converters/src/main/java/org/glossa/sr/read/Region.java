package org.glossa.sr.read;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.column.GrowingColumn;
import org.glossa.sr.ContentItem;
import org.jspecify.annotations.Nullable;

/**
 * An item SCOORD or SCOORD3D.
 *
 * @param type of its columns; null when it has none: an ELLIPSOID, or a graphic type that the standard does not know
 * @param points Graphic Data (0070,0022), little-endian floats, closing point included
 * @param ordinates 2 or 3
 * @param vertices how many of the points are vertices of columns: without the closing one of a polygon
 * @param form whether columns say all of it
 */
record Region(
        ContentItem item,
        RegionShape shape,
        @Nullable GraphicType type,
        MemorySegment points,
        int ordinates,
        long vertices,
        CoordinateSpace space,
        Form form) {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int COPIED_AT_ONCE = 1 << 16;

    /** Whether an item can be made again from what columns and space say. */
    enum Form {
        /** From columns alone. */
        OF_COLUMNS,
        /** It says more than columns. */
        NATIVE
    }

    /** How many parts of an object it is: each point of a MULTIPOINT is one. */
    long parts() {
        return shape == RegionShape.MULTIPOINT ? vertices : 1;
    }

    float ordinate(long vertex, int ordinate) {
        return points.get(FLOAT, (vertex * ordinates + ordinate) * Float.BYTES);
    }

    /** Appends the vertices of columns; four for a CIRCLE, the ends of a major axis along x first. */
    void appendTo(GrowingColumn column) throws IOException {
        if (shape != RegionShape.CIRCLE) {
            append(column, 0, vertices);
            return;
        }
        for (float ordinate : ellipseOfCircle()) {
            column.addFloat(ordinate);
        }
    }

    /** The four points of the ELLIPSE that a CIRCLE is: its ends along x, then along y. */
    float[] ellipseOfCircle() {
        float x = ordinate(0, 0);
        float y = ordinate(0, 1);
        double radius = Math.hypot((double) ordinate(1, 0) - x, (double) ordinate(1, 1) - y);
        return new float[] {
            (float) (x - radius), y, (float) (x + radius), y, x, (float) (y - radius), x, (float) (y + radius)
        };
    }

    /** Appends one vertex. */
    void appendTo(GrowingColumn column, long vertex) throws IOException {
        append(column, vertex, 1);
    }

    private void append(GrowingColumn column, long first, long count) throws IOException {
        long at = first * ordinates * Float.BYTES;
        long end = at + count * ordinates * Float.BYTES;
        while (at < end) {
            long some = Math.min(end - at, COPIED_AT_ONCE);
            column.addBytes(points.asSlice(at, some).toArray(ValueLayout.JAVA_BYTE));
            at += some;
        }
    }

    /** Vertices of its columns: four for a CIRCLE. */
    long columnVertices() {
        return shape == RegionShape.CIRCLE ? 4 : vertices;
    }
}
