package org.glossa.ann;

import java.util.List;
import java.util.stream.IntStream;
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

/** The annotations of one group; those of a large one in ranges, on all processors. */
final class GroupChecks {
    /** So many vertices take longer than to give them to another processor. */
    private static final long RANGE_VERTICES = 1 << 18;

    private static final int MOST_RANGES = 1024;

    private final Scope item;
    private final AnnotationGroup group;
    private final Coordinates coordinates;
    private final Limits limits;
    private final @Nullable SlideImage image;
    private final long rangeVertices;

    GroupChecks(Scope item, AnnotationGroup group, CoordinateSpace space, @Nullable SlideImage image) {
        this(item, group, space, image, RANGE_VERTICES);
    }

    /** @param rangeVertices of a range at least, about */
    GroupChecks(
            Scope item, AnnotationGroup group, CoordinateSpace space, @Nullable SlideImage image, long rangeVertices) {
        this.item = item;
        this.group = group;
        this.coordinates = group.coordinates();
        this.limits = Limits.of(space, image);
        this.image = image;
        this.rangeVertices = rangeVertices;
    }

    void run(List<Finding> findings) {
        long annotations = group.annotationCount();
        long wanted = Math.min(annotations, coordinates.vertexCount() / rangeVertices);
        int ranges = Math.clamp(wanted, 1, MOST_RANGES);
        List<RangeChecks> checks = IntStream.range(0, ranges)
                .parallel()
                .mapToObj(range -> new RangeChecks(group, limits, image)
                        .checked(new AnnotationRange(annotations * range / ranges, annotations * (range + 1) / ranges)))
                .toList();
        RangeChecks all = checks.getFirst();
        checks.stream().skip(1).forEachOrdered(all::include);
        for (Defect defect : all.defects()) {
            if (defect.isMet()) {
                findings.add(defect.finding(place(defect.firstOrdinate())));
            }
        }
        checkCommonZ(findings);
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
            if (limits.isSuspectZ(commonZ.get(i), image)) {
                common.met(0, i, commonZ.get(i));
                findings.add(common.finding(item.at(Tag.CommonZCoordinateValue, i * (long) Double.BYTES)));
                return;
            }
        }
    }

    private Place place(long ordinate) {
        int tag = item.data().contains(Tag.PointCoordinatesData)
                ? Tag.PointCoordinatesData
                : Tag.DoublePointCoordinatesData;
        return item.at(tag, ordinate * coordinates.precision().bytes());
    }
}
