package org.glossa.ann;

import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.finding.Severity;
import org.glossa.image.SlideImage;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of one group. In blocks of a few thousand, so that the values are still in the cache when the shapes are looked at
 * after the ordinates: first the extent of the block, and only when that is out of bounds each ordinate.
 */
final class GroupChecks {
    private static final int BLOCK = 4096;
    private static final String COORDINATES = "PS3.3 C.37.1.2.1.1";

    private final Scope item;
    private final AnnotationGroup group;
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

    GroupChecks(Scope item, AnnotationGroup group, CoordinateSpace space, @Nullable SlideImage image) {
        this.item = item;
        this.group = group;
        this.coordinates = group.coordinates();
        this.limits = Limits.of(space, image);
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

    void run(List<Finding> findings) {
        long annotations = group.annotationCount();
        ExtentScan scan = new ExtentScan(coordinates);
        for (long first = 0; first < annotations; first += BLOCK) {
            long end = Math.min(first + BLOCK, annotations);
            if (!scan.isWithin(limits, coordinates.firstVertex(first), coordinates.firstVertex(end))) {
                checkOrdinates(first, end);
            }
            shapes.check(first, end);
        }
        report(notFinite, findings);
        report(outside, findings);
        report(farZ, findings);
        shapes.defects().forEach(defect -> report(defect, findings));
        checkCommonZ(findings);
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
                    } else if (ordinate == 2 && isSuspectZ(value)) {
                        farZ.met(annotation, index, value);
                    }
                }
            }
        }
    }

    private boolean isSuspectZ(double z) {
        if (!(Math.abs(z) > Limits.FAR_Z_MM)) {
            return false;
        }
        if (image == null) {
            return true;
        }
        float single = (float) z; // peers copy the number through OF
        return image.zOffsetsMicrometres().stream().anyMatch(offset -> offset.floatValue() == single);
    }

    private void checkCommonZ(List<Finding> findings) {
        List<Double> commonZ = group.description().commonZ();
        Defect common = new Defect(
                "Z_UNIT_SUSPECT",
                image == null ? Severity.INFORMATION : Severity.WARNING,
                "of this group have the common z",
                "z in millimetres, not the micrometres of Z Offset (0040,074A)",
                "divide z by 1000 if it was copied from a Z Offset in Slide Coordinate System",
                "PS3.3 C.8.12.2");
        for (int i = 0; i < commonZ.size(); i++) {
            if (isSuspectZ(commonZ.get(i))) {
                common.met(0, i, commonZ.get(i));
                findings.add(common.finding(item.at(Tag.CommonZCoordinateValue, i * (long) Double.BYTES)));
                return;
            }
        }
    }

    private void report(Defect defect, List<Finding> findings) {
        if (defect.isMet()) {
            findings.add(defect.finding(place(defect.firstOrdinate())));
        }
    }

    private Place place(long ordinate) {
        int tag = item.data().contains(Tag.PointCoordinatesData)
                ? Tag.PointCoordinatesData
                : Tag.DoublePointCoordinatesData;
        return item.at(tag, ordinate * coordinates.precision().bytes());
    }
}
