package org.glossa.geojson.read;

import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.GraphicType;
import org.glossa.geojson.staged.StagedGeometry;
import org.glossa.geojson.staged.StagedNumbers;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/** Whether a geometry is still the one that was drawn from points beside it. */
final class PointsOutline {
    private static final double TOLERANCE_PX = 0.02;

    /** The same at 40x (0.25 µm per pixel). */
    private static final double TOLERANCE_MM = 5e-6;

    /** Between two ways of computing the same map, far from every slide. */
    private static final double RELATIVE = 1e-12;

    /** Others draw an ellipse with few vertices, which reach as far as the curve or a little less. */
    private static final double COARSE = 0.1;

    /** Of the shorter semi-axis: what few vertices, rounded, part from the curve. */
    private static final double COARSE_VERTEX = 0.01;

    private static final int ELLIPSE_POINTS = 4;

    private final StagedGeometry geometry;
    private final long first;
    private final long count;
    private final StagedNumbers points;
    private final long start;
    private final int stride;
    private final long pointCount;
    private final PlanarTransform transform;
    private final double tolerance;

    private PointsOutline(
            StagedGeometry geometry, long part, StagedNumbers points, DicomPart said, boolean millimetres) {
        this(
                geometry,
                part,
                points,
                new Points(said.pointsStart, said.pointsEnd, said.pointsStride, PlanarTransform.IDENTITY),
                millimetres);
    }

    /** Which ordinates, and the way from their space to that of the geometry. */
    private record Points(long start, long end, int stride, PlanarTransform transform) {}

    private PointsOutline(StagedGeometry geometry, long part, StagedNumbers points, Points said, boolean millimetres) {
        this.geometry = geometry;
        this.first = geometry.firstPosition(part);
        this.count = geometry.positionCount(part);
        this.points = points;
        this.start = said.start();
        this.stride = Math.max(said.stride(), 1);
        this.pointCount = (said.end() - said.start()) / stride;
        this.transform = said.transform();
        this.tolerance = (millimetres ? TOLERANCE_MM : TOLERANCE_PX) + (millimetres ? 0 : halfStep()) + floatStep();
    }

    /**
     * @param type of the annotation that the points are of
     * @param said has points, which are in the space of the geometry
     * @param space that the text names, null when it names none
     */
    static boolean fits(
            StagedGeometry geometry,
            long part,
            GraphicType type,
            StagedNumbers points,
            DicomPart said,
            @Nullable CoordinateSpace space) {
        GraphicType drawn = geometry.graphicType(part);
        boolean ring = drawn == GraphicType.POLYGON || drawn == GraphicType.ELLIPSE;
        PointsOutline outline = new PointsOutline(geometry, part, points, said, space instanceof SlideMillimetres);
        return switch (type) {
            case POINT, POLYLINE -> drawn == type && outline.isSameList();
            case POLYGON, RECTANGLE -> ring && outline.isSameRing();
            case ELLIPSE ->
                ring
                        && (outline.isEllipse()
                                || space == null // lines do not say it
                                        && new PointsOutline(geometry, part, points, said, true).isEllipse());
        };
    }

    /**
     * Whether a geometry is drawn from the points of the source, which are its vertices in another space.
     *
     * @param said has source points
     * @param fromSource the way from their space to that of the geometry
     * @param space of the geometry, null when the text names none
     */
    static boolean fitsSource(
            StagedGeometry geometry,
            long part,
            StagedNumbers points,
            DicomPart said,
            PlanarTransform fromSource,
            @Nullable CoordinateSpace space) {
        PointsOutline outline = new PointsOutline(
                geometry,
                part,
                points,
                new Points(said.sourceStart, said.sourceEnd, said.sourceStride, fromSource),
                space instanceof SlideMillimetres);
        return switch (geometry.graphicType(part)) {
            case POINT, POLYLINE -> outline.isSameList();
            case POLYGON, RECTANGLE, ELLIPSE -> outline.isSameRing();
        };
    }

    /** Of the decimals that all ordinates have: a text may have been rounded. */
    private double halfStep() {
        for (double steps = 1; steps < 100; steps *= 10) {
            if (hasSteps(steps)) {
                return 0.5 / steps;
            }
        }
        return 0;
    }

    private boolean hasSteps(double steps) {
        for (long position = first; position < first + count; position++) {
            double x = geometry.x(position);
            double y = geometry.y(position);
            if (Math.rint(x * steps) / steps != x || Math.rint(y * steps) / steps != y) {
                return false;
            }
        }
        return true;
    }

    /** Points of float32 stand for their shortest decimals. */
    private double floatStep() {
        return Math.ulp((float) Math.max(Math.abs(geometry.x(first)), Math.abs(geometry.y(first))));
    }

    private double pointX(long point) {
        return transform.x(ordinate(point, 0), ordinate(point, 1));
    }

    private double pointY(long point) {
        return transform.y(ordinate(point, 0), ordinate(point, 1));
    }

    private double ordinate(long point, int ordinate) {
        return points.number(start + Math.min(point, pointCount - 1) * stride + ordinate);
    }

    private boolean isAt(long position, long point) {
        double x = pointX(point);
        double y = pointY(point);
        // a way that turns adds both ordinates, so that the larger one rounds the smaller
        double size = Math.max(Math.abs(x), Math.abs(y));
        return isNear(geometry.x(position), x, size) && isNear(geometry.y(position), y, size);
    }

    private boolean isNear(double drawn, double said, double size) {
        return Math.abs(drawn - said) <= tolerance + RELATIVE * size + Math.ulp((float) size);
    }

    private boolean isSameList() {
        return pointCount > 0 && count >= pointCount && runs(count, 0, 1);
    }

    /** Whatever point it begins with, and in either direction. */
    private boolean isSameRing() {
        long corners = Math.max(pointCount, GraphicType.POLYGON.minimumVertices());
        if (pointCount == 0 || count != corners) {
            return false;
        }
        for (long shift = 0; shift < corners; shift++) {
            if (isAt(first, shift) && (runs(corners, shift, 1) || runs(corners, shift, -1))) {
                return true;
            }
        }
        return false;
    }

    private boolean runs(long corners, long shift, int step) {
        for (long i = 0; i < corners; i++) {
            if (!isAt(first + i, Math.floorMod(shift + step * i, corners))) {
                return false;
            }
        }
        return true;
    }

    private boolean isEllipse() {
        if (pointCount != ELLIPSE_POINTS) {
            return false;
        }
        double x0 = pointX(0);
        double y0 = pointY(0);
        double x1 = pointX(1);
        double y1 = pointY(1);
        double x2 = pointX(2);
        double y2 = pointY(2);
        double x3 = pointX(3);
        double y3 = pointY(3);
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        Curve curve = new Curve(
                (x0 + x1 + x2 + x3) / 4,
                (y0 + y1 + y2 + y3) / 4,
                (x1 - x0) / 2,
                (y1 - y0) / 2,
                (x3 - x2) / 2,
                (y3 - y2) / 2);
        double vertexTolerance = Math.max(tolerance, COARSE_VERTEX * curve.shorterSemiAxis());
        for (long position = first; position < first + count; position++) {
            double x = geometry.x(position);
            double y = geometry.y(position);
            if (curve.distance(x, y) > vertexTolerance) {
                return false;
            }
            minX = Math.min(minX, x);
            minY = Math.min(minY, y);
            maxX = Math.max(maxX, x);
            maxY = Math.max(maxY, y);
        }
        // Axes of wrong sources do not share a midpoint, and their ends lie beside the curve.
        double halfWidth = Math.hypot(curve.ux, curve.vx);
        double halfHeight = Math.hypot(curve.uy, curve.vy);
        double slackX = tolerance + 2 * COARSE * halfWidth;
        double slackY = tolerance + 2 * COARSE * halfHeight;
        return Math.abs(minX - (curve.x - halfWidth)) <= slackX
                && Math.abs(minY - (curve.y - halfHeight)) <= slackY
                && Math.abs(maxX - (curve.x + halfWidth)) <= slackX
                && Math.abs(maxY - (curve.y + halfHeight)) <= slackY;
    }

    /** c + u cos t + v sin t. */
    private record Curve(double x, double y, double ux, double uy, double vx, double vy) {
        double shorterSemiAxis() {
            return Math.min(Math.hypot(ux, uy), Math.hypot(vx, vy));
        }

        /** To the first order; 0 of anything when the curve has no width. */
        double distance(double px, double py) {
            double determinant = ux * vy - uy * vx;
            double dx = px - x;
            double dy = py - y;
            double cos = (vy * dx - vx * dy) / determinant;
            double sin = (ux * dy - uy * dx) / determinant;
            double slopeX = (cos * vy - sin * uy) / determinant;
            double slopeY = (sin * ux - cos * vx) / determinant;
            double distance = Math.abs(cos * cos + sin * sin - 1) / (2 * Math.hypot(slopeX, slopeY));
            return Double.isNaN(distance) ? 0 : distance;
        }
    }
}
