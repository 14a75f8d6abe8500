package org.glossa.ann;

import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.finding.Severity;

/**
 * Whether the vertices of each annotation make the shape that its graphic type names. An annotation with an ordinate that is not finite
 * passes here: it is told of elsewhere.
 */
final class ShapeChecks {
    private static final String CLAUSE = "PS3.3 C.37.1.2.1.1";
    private static final int ULPS = 4;

    private final GraphicType type;
    private final Coordinates coordinates;
    private final int ordinates;
    private final double leastTolerance;

    private final Defect tooFew;
    private final Defect closed = new Defect(
            "POLYGON_CLOSED",
            Severity.ERROR,
            "repeat the first point at the end, the first at x",
            "polygons that close by themselves: the last point is not the first",
            "leave the last point out (in SR it must be there, in ANN it must not)",
            CLAUSE);
    private final Defect notRectangle = new Defect(
            "RECTANGLE_NOT_RECTANGULAR",
            Severity.ERROR,
            "have corners that make no rectangle, the first is out by",
            "top left, top right, bottom right, bottom left of a rectangle, turned or not",
            "write the corners in turn, or a POLYGON",
            CLAUSE);
    private final Defect notEllipse = new Defect(
            "ELLIPSE_AXES_INVALID",
            Severity.ERROR,
            "have axes that make no ellipse, the first is out by",
            "ends of the major axis, then of the minor: one midpoint, at right angles, neither of length 0",
            "write the four ends of the axes, the longer axis first",
            CLAUSE);

    ShapeChecks(AnnotationGroup group, double leastTolerance) {
        this.type = group.graphicType();
        this.coordinates = group.coordinates();
        this.ordinates = coordinates.ordinates();
        this.leastTolerance = leastTolerance;
        this.tooFew = new Defect(
                type + "_TOO_FEW_POINTS",
                Severity.ERROR,
                "have too few points, the first",
                "at least " + type.minimumVertices() + " points",
                "leave the annotation out or write a POINT",
                CLAUSE);
    }

    List<Defect> defects() {
        return List.of(tooFew, closed, notRectangle, notEllipse);
    }

    /** Takes over what was found among later annotations of the group. */
    void include(ShapeChecks later) {
        tooFew.include(later.tooFew);
        closed.include(later.closed);
        notRectangle.include(later.notRectangle);
        notEllipse.include(later.notEllipse);
    }

    /** Looks at the annotations from {@code first} to before {@code end}. */
    void check(long first, long end) {
        switch (type) {
            case POINT -> {}
            case POLYLINE, POLYGON -> {
                long vertex = coordinates.firstVertex(first);
                for (long annotation = first; annotation < end; annotation++) {
                    long next = coordinates.firstVertex(annotation + 1);
                    checkOutline(annotation, vertex, next);
                    vertex = next;
                }
            }
            case RECTANGLE -> {
                for (long annotation = first; annotation < end; annotation++) {
                    long vertex = coordinates.firstVertex(annotation);
                    double error = rectangleError(vertex);
                    if (error > tolerance(vertex)) {
                        notRectangle.met(annotation, vertex * ordinates, error);
                    }
                }
            }
            case ELLIPSE -> {
                for (long annotation = first; annotation < end; annotation++) {
                    long vertex = coordinates.firstVertex(annotation);
                    double error = ellipseError(vertex);
                    if (error > tolerance(vertex)) {
                        notEllipse.met(annotation, vertex * ordinates, error);
                    }
                }
            }
        }
    }

    private void checkOutline(long annotation, long vertex, long next) {
        long points = next - vertex;
        if (points < type.minimumVertices()) {
            tooFew.met(annotation, vertex * ordinates, points);
        }
        if (type == GraphicType.POLYGON && points > 1 && isSame(vertex, next - 1)) {
            closed.met(annotation, (next - 1) * ordinates, coordinates.ordinate(next - 1, 0));
        }
    }

    private boolean isSame(long a, long b) {
        for (int ordinate = 0; ordinate < ordinates; ordinate++) {
            if (coordinates.ordinate(a, ordinate) != coordinates.ordinate(b, ordinate)) {
                return false;
            }
        }
        return true;
    }

    /** How far the corner opposite the first is from where it must be, or the first angle's side from upright. */
    private double rectangleError(long v) {
        double apart = 0;
        double dot = 0;
        double side = 0;
        double other = 0;
        for (int o = 0; o < ordinates; o++) {
            double p0 = coordinates.ordinate(v, o);
            double p1 = coordinates.ordinate(v + 1, o);
            double p2 = coordinates.ordinate(v + 2, o);
            double p3 = coordinates.ordinate(v + 3, o);
            apart = Math.max(apart, Math.abs((p0 + p2) - (p1 + p3)));
            dot += (p1 - p0) * (p3 - p0);
            side += (p1 - p0) * (p1 - p0);
            other += (p3 - p0) * (p3 - p0);
        }
        return Math.max(apart, skew(dot, Math.sqrt(side), Math.sqrt(other)));
    }

    /** How far the midpoints of the axes are apart, their ends from a right angle, or the second is longer than the first. */
    private double ellipseError(long v) {
        double apart = 0;
        double dot = 0;
        double major = 0;
        double minor = 0;
        for (int o = 0; o < ordinates; o++) {
            double p0 = coordinates.ordinate(v, o);
            double p1 = coordinates.ordinate(v + 1, o);
            double p2 = coordinates.ordinate(v + 2, o);
            double p3 = coordinates.ordinate(v + 3, o);
            apart = Math.max(apart, Math.abs((p0 + p1) / 2 - (p2 + p3) / 2));
            dot += (p1 - p0) * (p3 - p2);
            major += (p1 - p0) * (p1 - p0);
            minor += (p3 - p2) * (p3 - p2);
        }
        if (major == 0 || minor == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double longer = Math.sqrt(major);
        double shorter = Math.sqrt(minor);
        return Math.max(Math.max(apart, (shorter - longer) / 2), skew(dot, longer, shorter));
    }

    /** What the end of one leg must move by for a right angle, shared between both. */
    private static double skew(double dot, double a, double b) {
        double lengths = a + b;
        return lengths > 0 ? Math.abs(dot) / lengths : 0;
    }

    private double tolerance(long vertex) {
        double largest = 0;
        for (int i = 0; i < 4; i++) {
            for (int o = 0; o < ordinates; o++) {
                largest = Math.max(largest, Math.abs(coordinates.ordinate(vertex + i, o)));
            }
        }
        double ulp = coordinates.precision() == Precision.FLOAT32 ? Math.ulp((float) largest) : Math.ulp(largest);
        return Math.max(leastTolerance, ULPS * ulp);
    }
}
