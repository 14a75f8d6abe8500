package org.glossa.diff;

import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Precision;

/** Whether the vertices of two rows are the same, within a tolerance. */
final class CoordinateComparison {
    private final SetView first;
    private final SetView second;
    private final double tolerance;
    private final double zTolerance;

    /**
     * @param tolerance of x and y, in the space of the first side
     * @param zTolerance of z
     */
    CoordinateComparison(SetView first, SetView second, double tolerance, double zTolerance) {
        this.first = first;
        this.second = second;
        this.tolerance = tolerance;
        this.zTolerance = zTolerance;
    }

    double tolerance() {
        return tolerance;
    }

    /** A place where two rows are not the same. */
    record Deviation(long vertex, int ordinate, double inFirst, double inSecond, double largest) {}

    /** Whether x and y of all vertices are. */
    boolean isSame(long row, long other) {
        int group = first.groupOf(row);
        int otherGroup = second.groupOf(other);
        Coordinates coordinates = first.group(group).coordinates();
        Coordinates others = second.group(otherGroup).coordinates();
        long annotation = row - first.firstRow(group);
        long otherAnnotation = other - second.firstRow(otherGroup);
        long count = coordinates.vertexCount(annotation);
        if (count != others.vertexCount(otherAnnotation)) {
            return false;
        }
        long from = coordinates.firstVertex(annotation);
        long otherFrom = others.firstVertex(otherAnnotation);
        for (long i = 0; i < count; i++) {
            if (!isSameVertex(coordinates, from + i, others, otherFrom + i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all vertices of a row of the first side, of several, lie in one place. */
    boolean isCollapsed(long row) {
        int group = first.groupOf(row);
        Coordinates found = first.group(group).coordinates();
        long from = found.firstVertex(row - first.firstRow(group));
        long to = found.firstVertex(row - first.firstRow(group) + 1);
        for (long vertex = from + 1; vertex < to; vertex++) {
            if (first.x(found, vertex) != first.x(found, from) || first.y(found, vertex) != first.y(found, from)) {
                return false;
            }
        }
        return to - from > 1;
    }

    boolean isSameVertex(Coordinates coordinates, long vertex, Coordinates others, long other) {
        return isSame(
                        first.x(coordinates, vertex),
                        coordinates.precision(),
                        second.x(others, other),
                        others.precision(),
                        tolerance)
                && isSame(
                        first.y(coordinates, vertex),
                        coordinates.precision(),
                        second.y(others, other),
                        others.precision(),
                        tolerance);
    }

    private static boolean isSame(
            double number, Precision precision, double other, Precision otherPrecision, double tolerance) {
        return Numbers.isSame(number, precision, other, otherPrecision)
                || tolerance > 0 && Math.abs(number - other) <= tolerance;
    }

    /** Where two rows of as many vertices differ first, and by how much at most; the vertex is −1 when they do not. */
    Deviation deviation(long row, long other) {
        int group = first.groupOf(row);
        int otherGroup = second.groupOf(other);
        Coordinates coordinates = first.group(group).coordinates();
        Coordinates others = second.group(otherGroup).coordinates();
        long from = coordinates.firstVertex(row - first.firstRow(group));
        long to = coordinates.firstVertex(row - first.firstRow(group) + 1);
        long shift = others.firstVertex(other - second.firstRow(otherGroup)) - from;
        Deviation found = new Deviation(-1, 0, 0, 0, 0);
        for (long vertex = from; vertex < to; vertex++) {
            for (int ordinate = 0; ordinate < 2; ordinate++) {
                double a = ordinate == 0 ? first.x(coordinates, vertex) : first.y(coordinates, vertex);
                double b = ordinate == 0 ? second.x(others, vertex + shift) : second.y(others, vertex + shift);
                if (!isSame(a, coordinates.precision(), b, others.precision(), tolerance)) {
                    double largest = Math.max(found.largest, Math.abs(a - b));
                    found = found.vertex < 0
                            ? new Deviation(vertex - from, ordinate, a, b, largest)
                            : new Deviation(found.vertex, found.ordinate, found.inFirst, found.inSecond, largest);
                }
            }
        }
        return found;
    }

    /** How two sides say the third ordinate. */
    enum Depth {
        /** The same numbers, or neither any. */
        SAME,
        /** Other numbers, or only one side has them; and at least one side has them with its vertices. */
        DIFFERS,
        /** Neither side has them with its vertices: groups are compared instead. */
        OF_GROUPS
    }

    Depth depth(long row, long other) {
        int group = first.groupOf(row);
        int otherGroup = second.groupOf(other);
        AnnotationGroup found = first.group(group);
        AnnotationGroup otherFound = second.group(otherGroup);
        Coordinates coordinates = found.coordinates();
        Coordinates others = otherFound.coordinates();
        if (coordinates.ordinates() == 2 && others.ordinates() == 2) {
            return Depth.OF_GROUPS;
        }
        long annotation = row - first.firstRow(group);
        long otherAnnotation = other - second.firstRow(otherGroup);
        long count = Math.min(coordinates.vertexCount(annotation), others.vertexCount(otherAnnotation));
        if (count == 0) {
            return Depth.SAME;
        }
        if (!hasDepth(found) || !hasDepth(otherFound)) {
            return Depth.DIFFERS;
        }
        long from = coordinates.firstVertex(annotation);
        long otherFrom = others.firstVertex(otherAnnotation);
        for (long i = 0; i < count; i++) {
            if (!isSame(
                    z(found, from + i),
                    precision(found),
                    z(otherFound, otherFrom + i),
                    precision(otherFound),
                    zTolerance)) {
                return Depth.DIFFERS;
            }
        }
        return Depth.SAME;
    }

    private static boolean hasDepth(AnnotationGroup group) {
        return group.coordinates().ordinates() == 3
                || group.description().commonZ().size() == 1;
    }

    private static double z(AnnotationGroup group, long vertex) {
        return group.coordinates().ordinates() == 3
                ? group.coordinates().ordinate(vertex, 2)
                : group.description().commonZ().getFirst();
    }

    private static Precision precision(AnnotationGroup group) {
        return group.coordinates().ordinates() == 3 ? group.coordinates().precision() : Precision.FLOAT64;
    }
}
