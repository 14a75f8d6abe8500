package org.glossa.ann;

import java.io.IOException;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.option.OutOfBounds;
import org.jspecify.annotations.Nullable;

/** The pixels that the annotated image has: 0 to columns and 0 to rows, edges included (PS3.3 C.18.6). */
record ImageBounds(long columns, long rows) {
    /** Null unless the coordinates are pixels of the image that is given, and it says its size. */
    static @Nullable ImageBounds of(AnnotationSet set, AnnotationContext context) {
        DataSet image = context.image();
        if (image == null
                || !(set.space() instanceof CoordinateSpace.ImagePixels pixels)
                || !InstanceReferences.isImage(image, pixels.imageSopInstanceUid())) {
            return null;
        }
        long columns = image.integer(Tag.TotalPixelMatrixColumns).orElse(0);
        long rows = image.integer(Tag.TotalPixelMatrixRows).orElse(0);
        return columns > 0 && rows > 0 ? new ImageBounds(columns, rows) : null;
    }

    /**
     * The group as it is to be written.
     *
     * @param index of the group in its set, zero-based
     * @param places of annotations in the source
     * @param losses gets a note for each vertex outside
     */
    AnnotationGroup applied(
            AnnotationGroup group,
            int index,
            OutOfBounds wanted,
            ScratchColumns scratch,
            SourcePlaces places,
            Losses losses,
            Problems problems)
            throws IOException {
        Coordinates column = group.coordinates();
        long outside = 0;
        double most = 0;
        for (long i = 0; i < column.annotationCount(); i++) {
            long annotation = i;
            long ofAnnotation = 0;
            for (long vertex = column.firstVertex(i); vertex < column.firstVertex(i + 1); vertex++) {
                double distance = Math.max(
                        distance(column.ordinate(vertex, 0), columns), distance(column.ordinate(vertex, 1), rows));
                ofAnnotation += distance > 0 ? 1 : 0;
                most = Math.max(most, distance);
            }
            outside += ofAnnotation;
            Losses.Where where = () -> places.ofAnnotation(index, annotation);
            switch (wanted) {
                case KEEP -> losses.note(LedgerCode.OUT_OF_BOUNDS, Carriage.RESTORABLE, ofAnnotation, where);
                case CLIP -> losses.note(LedgerCode.OUT_OF_BOUNDS_CLIPPED, Carriage.GONE, ofAnnotation, where);
                case FAIL -> {
                    // refused as a whole
                }
            }
        }
        if (outside == 0) {
            return group;
        }
        switch (wanted) {
            case KEEP -> {
                // as it is
            }
            case CLIP -> {
                losses.error(LedgerCode.OUT_OF_BOUNDS_CLIPPED, most);
                return clipped(group, scratch);
            }
            case FAIL ->
                problems.refuse(
                        "OUT_OF_BOUNDS",
                        Problems.at(index, Tag.PointCoordinatesData),
                        outside + " vertices outside the image of the group \""
                                + group.description().label() + "\", by up to " + most + " px",
                        "x of 0 to " + columns + " and y of 0 to " + rows,
                        "correct the coordinates, or allow them to be kept or clipped");
        }
        return group;
    }

    /** How far outside; 0 for what is within, and for what is no number and therefore nowhere. */
    private static double distance(double ordinate, long size) {
        return Double.isNaN(ordinate) ? 0 : Math.max(0, Math.max(-ordinate, ordinate - size));
    }

    private AnnotationGroup clipped(AnnotationGroup group, ScratchColumns scratch) throws IOException {
        Coordinates column = group.coordinates();
        GrowingColumn made = scratch.grow();
        for (long vertex = 0; vertex < column.vertexCount(); vertex++) {
            double[] point = {
                Math.min(Math.max(column.ordinate(vertex, 0), 0), columns),
                Math.min(Math.max(column.ordinate(vertex, 1), 0), rows)
            };
            BridgedColumn.add(made, point, column.precision());
        }
        return new AnnotationGroup(
                group.description(),
                group.graphicType(),
                new Coordinates(made.finish(), column.precision(), 2, column.offsets()),
                group.measurements(),
                group.role());
    }
}
