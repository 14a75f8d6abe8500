package org.glossa.ann;

import java.io.IOException;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.VertexOffsets;
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
     * @param closing of polygons whose last vertices come to lie on the first
     * @param places of annotations in the source
     * @param losses gets a note for each vertex outside
     */
    AnnotationGroup applied(
            AnnotationGroup group,
            int index,
            OutOfBounds wanted,
            Closing closing,
            ScratchColumns scratch,
            SourcePlaces places,
            Losses losses,
            Problems problems)
            throws IOException {
        Coordinates column = group.coordinates();
        long outside = 0;
        double most = 0;
        boolean clipped = false;
        for (long i = 0; i < column.annotationCount(); i++) {
            long annotation = i;
            long ofAnnotation = 0;
            double farthest = 0;
            for (long vertex = column.firstVertex(i); vertex < column.firstVertex(i + 1); vertex++) {
                double distance = distance(column, vertex);
                ofAnnotation += distance > 0 ? 1 : 0;
                farthest = Math.max(farthest, distance);
            }
            outside += ofAnnotation;
            most = Math.max(most, farthest);
            Losses.Where where = () -> places.ofAnnotation(index, annotation);
            switch (wanted) {
                case KEEP -> losses.note(LedgerCode.OUT_OF_BOUNDS, Carriage.RESTORABLE, ofAnnotation, where);
                case CLIP -> {
                    boolean clips = ofAnnotation > 0 && keepsItsShape(group.graphicType(), column, i);
                    LedgerCode code = clips ? LedgerCode.OUT_OF_BOUNDS_CLIPPED : LedgerCode.OUT_OF_BOUNDS;
                    losses.note(code, clips ? Carriage.GONE : Carriage.RESTORABLE, ofAnnotation, where);
                    if (clips) {
                        losses.error(LedgerCode.OUT_OF_BOUNDS_CLIPPED, farthest);
                    }
                    clipped |= clips;
                }
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
                return clipped ? clipped(group, closing, scratch) : group;
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

    /** How far outside; 0 for what is within, and for what is not finite and therefore nowhere. */
    private static double distance(double ordinate, long size) {
        return Double.isFinite(ordinate) ? Math.max(0, Math.max(-ordinate, ordinate - size)) : 0;
    }

    /** Whether vertices moved to the edge still make what they are: not axes of an ellipse, nor corners of a turned rectangle. */
    private static boolean keepsItsShape(GraphicType type, Coordinates column, long annotation) {
        return switch (type) {
            case POINT, POLYLINE, POLYGON -> true;
            case ELLIPSE -> false;
            case RECTANGLE -> {
                long vertex = column.firstVertex(annotation);
                yield isUpright(column, vertex, 0) || isUpright(column, vertex, 1);
            }
        };
    }

    /** @param ordinate in which the first side does not change, nor the third */
    private static boolean isUpright(Coordinates column, long vertex, int ordinate) {
        int other = 1 - ordinate;
        return column.ordinate(vertex, ordinate) == column.ordinate(vertex + 1, ordinate)
                && column.ordinate(vertex + 1, other) == column.ordinate(vertex + 2, other)
                && column.ordinate(vertex + 2, ordinate) == column.ordinate(vertex + 3, ordinate)
                && column.ordinate(vertex + 3, other) == column.ordinate(vertex, other);
    }

    private AnnotationGroup clipped(AnnotationGroup group, Closing closing, ScratchColumns scratch) throws IOException {
        Coordinates column = group.coordinates();
        GrowingColumn made = scratch.grow();
        GrowingColumn starts = scratch.grow();
        long vertices = 0;
        for (long annotation = 0; annotation < column.annotationCount(); annotation++) {
            long first = column.firstVertex(annotation);
            long end = column.firstVertex(annotation + 1);
            boolean keeps = keepsItsShape(group.graphicType(), column, annotation);
            if (keeps && group.graphicType() == GraphicType.POLYGON && closing == Closing.OPENED) {
                end = endOfOpen(column, first, end);
            }
            starts.addLong(vertices);
            for (long vertex = first; vertex < end; vertex++) {
                double x = column.ordinate(vertex, 0);
                double y = column.ordinate(vertex, 1);
                double[] point = {keeps ? moved(x, columns) : x, keeps ? moved(y, rows) : y};
                BridgedColumn.add(made, point, column.precision());
            }
            vertices += end - first;
        }
        starts.addLong(vertices);
        VertexOffsets offsets =
                vertices == column.vertexCount() ? column.offsets() : new ListedOffsets(starts.finish());
        return new AnnotationGroup(
                group.description(),
                group.graphicType(),
                new Coordinates(made.finish(), column.precision(), 2, offsets),
                group.measurements(),
                group.role());
    }

    /** The end of a polygon without the vertices that only clipping puts on its first; all stay when less than three were left. */
    private long endOfOpen(Coordinates column, long first, long end) {
        long open = end;
        while (open > first + 1
                && isMovedOnto(column, open - 1, first)
                && distance(column, open - 1) + distance(column, first) > 0) {
            open--;
        }
        return open - first < GraphicType.POLYGON.minimumVertices() ? end : open;
    }

    private boolean isMovedOnto(Coordinates column, long vertex, long first) {
        return moved(column.ordinate(vertex, 0), columns) == moved(column.ordinate(first, 0), columns)
                && moved(column.ordinate(vertex, 1), rows) == moved(column.ordinate(first, 1), rows);
    }

    private double distance(Coordinates column, long vertex) {
        return Math.max(distance(column.ordinate(vertex, 0), columns), distance(column.ordinate(vertex, 1), rows));
    }

    private static double moved(double ordinate, long size) {
        return Double.isFinite(ordinate) ? Math.clamp(ordinate, 0, size) : ordinate;
    }
}
