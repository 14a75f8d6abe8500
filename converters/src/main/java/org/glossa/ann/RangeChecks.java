package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.finding.Severity;
import org.glossa.image.SlideImage;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a range of one group. In blocks of a few hundred, so that the values are still in the cache when the shapes are
 * looked at after the ordinates: first whether the block is within limits as a whole, and only when it is not each ordinate. Not
 * thread-safe.
 */
final class RangeChecks {
    private static final int BLOCK = 512;
    private static final String COORDINATES = "PS3.3 C.37.1.2.1.1";

    private final Coordinates coordinates;
    private final Limits limits;
    private final ShapeChecks shapes;
    private final @Nullable SlideImage image;

    private final Defect notFinite = new Defect(
            "COORDINATE_NOT_FINITE",
            Severity.ERROR,
            "have an ordinate that is not finite, the first",
            "finite numbers",
            "leave the annotation out; it is kept, and no region matches it",
            COORDINATES);
    private final Defect outside = new Defect(
            "COORDINATE_OUTSIDE_IMAGE",
            Severity.WARNING,
            "leave the image, the first with",
            "0 to the number of columns and rows",
            "clip the annotation if viewers trouble over it",
            "PS3.3 C.18.6");
    private final Defect farZ;

    RangeChecks(AnnotationGroup group, Limits limits, @Nullable SlideImage image) {
        this.coordinates = group.coordinates();
        this.limits = limits;
        this.image = image;
        this.shapes = new ShapeChecks(group, limits.hundredthOfPixel());
        this.farZ = new Defect(
                "Z_UNIT_SUSPECT",
                image == null ? Severity.INFORMATION : Severity.WARNING,
                image == null
                        ? "are more than 1 mm above or below the slide, the first at"
                        : "have for z in mm the number of a Z Offset (0040,074A), which is in µm, the first",
                "z in millimetres",
                "divide z by 1000 if it was copied from a Z Offset in Slide Coordinate System",
                "PS3.3 C.8.12.2");
    }

    RangeChecks checked(AnnotationRange range) {
        ExtentScan scan = new ExtentScan(coordinates, limits);
        long first = range.first();
        while (first < range.end()) {
            long end = Math.min(first + BLOCK, range.end());
            if (!scan.isWithin(coordinates.firstVertex(first), coordinates.firstVertex(end))) {
                checkOrdinates(first, end);
            }
            shapes.check(first, end);
            first = end;
        }
        return this;
    }

    /** Takes over what was found in the range that follows. */
    void include(RangeChecks next) {
        notFinite.include(next.notFinite);
        outside.include(next.outside);
        farZ.include(next.farZ);
        shapes.include(next.shapes);
    }

    /** Every kind of defect, also those that were not met. */
    List<Defect> defects() {
        List<Defect> defects = new ArrayList<>(List.of(notFinite, outside, farZ));
        defects.addAll(shapes.defects());
        return defects;
    }

    private void checkOrdinates(long first, long end) {
        int ordinates = coordinates.ordinates();
        for (long annotation = first; annotation < end; annotation++) {
            long endVertex = coordinates.firstVertex(annotation + 1);
            for (long vertex = coordinates.firstVertex(annotation); vertex < endVertex; vertex++) {
                for (int ordinate = 0; ordinate < ordinates; ordinate++) {
                    double value = coordinates.ordinate(vertex, ordinate);
                    long index = vertex * ordinates + ordinate;
                    if (!Double.isFinite(value)) {
                        notFinite.met(annotation, index, value);
                    } else if (ordinate < 2 && !limits.holds(ordinate, value)) {
                        outside.met(annotation, index, value);
                    } else if (ordinate == 2 && limits.isSuspectZ(value, image)) {
                        farZ.met(annotation, index, value);
                    }
                }
            }
        }
    }
}
