package org.glossa.geojson.staged;

import java.io.IOException;
import org.glossa.annotation.GraphicType;

/** Appends the vertices of a part to its group. */
public final class Vertices {
    private static final int ELLIPSE_VERTICES = 4;

    private Vertices() {}

    /**
     * From the geometry as it is; an ELLIPSE fills the bounding box of its ring.
     *
     * @return the place of the annotation in the group
     */
    public static long append(StagedGeometry geometry, long part, GroupColumns group) throws IOException {
        long first = geometry.firstPosition(part);
        long count = geometry.positionCount(part);
        if (geometry.graphicType(part) == GraphicType.ELLIPSE) {
            ellipse(geometry, first, count, group);
            return group.annotation(ELLIPSE_VERTICES);
        }
        if (group.stride == 2) {
            group.ordinates(geometry.ordinates, 2 * first, 2 * (first + count));
            return group.annotation(count);
        }
        for (long position = first; position < first + count; position++) {
            group.ordinate(geometry.x(position));
            group.ordinate(geometry.y(position));
            group.ordinate(geometry.z(position));
        }
        return group.annotation(count);
    }

    /** Those from {@code from} to {@code to}, which have as many ordinates as the group has. */
    public static long append(StagedNumbers ordinates, long from, long to, GroupColumns group) throws IOException {
        group.ordinates(ordinates, from, to);
        return group.annotation((to - from) / group.stride);
    }

    private static void ellipse(StagedGeometry geometry, long first, long count, GroupColumns group)
            throws IOException {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (long position = first; position < first + count; position++) {
            left = Math.min(left, geometry.x(position));
            right = Math.max(right, geometry.x(position));
            top = Math.min(top, geometry.y(position));
            bottom = Math.max(bottom, geometry.y(position));
        }
        double x = left + (right - left) / 2;
        double y = top + (bottom - top) / 2;
        double[] across = {left, y, right, y};
        double[] down = {x, top, x, bottom};
        boolean wide = right - left >= bottom - top;
        add(wide ? across : down, group);
        add(wide ? down : across, group);
    }

    private static void add(double[] ordinates, GroupColumns group) throws IOException {
        for (double ordinate : ordinates) {
            group.ordinate(ordinate);
        }
    }
}
