package org.glossa.sr.write;

import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Losses.Where;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/** Graphics of a source to items SCOORD (PS3.3 C.18.6) or SCOORD3D (C.18.9), whose ordinates are float32. Not thread-safe. */
final class RegionMaker {
    /** A longer value has no room in the header of FL and is written as UN (PS3.5 section 6.2.2). */
    private static final int LONGEST_FL_BYTES = 0xFFFE;

    private final SrTarget target;
    private final ItemMaker items;
    private final Losses losses;
    private final SrProblems problems;
    private final boolean fromMillimetres;
    private final @Nullable DataSet image;

    /** How a graphic is drawn. */
    enum Drawing {
        POINT,
        MULTIPOINT,
        POLYLINE,
        /** Closed by repeating the first vertex: POLYLINE in two dimensions, POLYGON in three. */
        RING,
        ELLIPSE
    }

    /**
     * A graphic in the space of the source.
     *
     * @param ordinates of all vertices
     * @param dimensions ordinates of a vertex, 2 or 3
     * @param commonZ the z of all vertices, where they have two ordinates; NaN for none
     */
    record Graphic(Drawing drawing, double[] ordinates, int dimensions, double commonZ) {}

    /**
     * @param readAs what readers take it for: a ring, when a line is closed
     * @param isExact whether the ordinates of the source can be read from the item bit for bit
     */
    record Region(DataSet item, Drawing readAs, boolean isExact) {}

    /** @param image the image that pixels are of; null for millimetres */
    RegionMaker(
            SrTarget target,
            CoordinateSpace source,
            ItemMaker items,
            Losses losses,
            SrProblems problems,
            @Nullable DataSet image) {
        this.target = target;
        this.items = items;
        this.losses = losses;
        this.problems = problems;
        this.fromMillimetres = source instanceof CoordinateSpace.SlideMillimetres;
        this.image = image;
    }

    /** @param concept what the region is of: usually Image Region */
    Region region(Graphic graphic, CodedConcept concept, Where where) {
        Converted converted = new Converted(graphic, where);
        float[] data = converted.data;
        if (graphic.drawing() == Drawing.RING) {
            // also after a last vertex that rounding or an edge moved onto the first, for readers take one vertex away
            float[] closed = java.util.Arrays.copyOf(data, data.length + converted.size);
            System.arraycopy(data, 0, closed, data.length, converted.size);
            data = closed;
        }
        Drawing readAs = graphic.drawing();
        if (graphic.drawing() == Drawing.POLYLINE
                && !target.isSolid()
                && data.length / converted.size
                        > GraphicType.POLYGON.minimumVertices() // fewer are no outline to anyone
                && isSame(data, 0, data.length / converted.size - 1, converted.size)) {
            losses.note(LedgerCode.CLOSED_LINE_AMBIGUOUS, Carriage.RESTORABLE, where);
            readAs = Drawing.RING;
        }
        if ((long) data.length * Float.BYTES > LONGEST_FL_BYTES) {
            problems.tellOfLongRegion();
        }
        return new Region(item(graphic.drawing(), data, concept), readAs, converted.exact);
    }

    private static boolean isSame(float[] data, int vertex, int other, int size) {
        if (vertex == other) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (Float.floatToRawIntBits(data[vertex * size + i]) != Float.floatToRawIntBits(data[other * size + i])) {
                return false;
            }
        }
        return true;
    }

    private DataSet item(Drawing drawing, float[] data, CodedConcept concept) {
        String type = switch (drawing) {
            case POINT -> "POINT";
            case MULTIPOINT -> "MULTIPOINT";
            case POLYLINE -> "POLYLINE";
            case RING -> target.isSolid() ? "POLYGON" : "POLYLINE";
            case ELLIPSE -> "ELLIPSE";
        };
        DataSet.Builder item = items.item(ItemMaker.CONTAINS, target.isSolid() ? "SCOORD3D" : "SCOORD", concept)
                .floats(Tag.GraphicData, data)
                .string(Tag.GraphicType, type);
        if (target.isSolid()) {
            return item.string(Tag.ReferencedFrameOfReferenceUID, target.frameOfReferenceUid())
                    .build();
        }
        item.string(Tag.PixelOriginInterpretation, target.frameNumber() > 0 ? "FRAME" : "VOLUME");
        return ItemMaker.withChildren(item, image == null ? List.of() : List.of(image))
                .build();
    }

    /** The ordinates of a graphic in the space of the target. */
    private final class Converted {
        final int size = target.isSolid() ? 3 : 2;
        final float[] data;
        boolean exact;
        private double error = -1;
        private boolean outside;
        private long verticesOutside;
        private double clippedBy;
        private long verticesRounded;

        Converted(Graphic graphic, Where where) {
            PlanarTransform transform = target.fromSource();
            double[] from = graphic.ordinates();
            int dimensions = graphic.dimensions();
            int vertices = from.length / dimensions;
            this.data = new float[vertices * size];
            this.exact = transform instanceof PlanarTransform.Identity && dimensions == size;
            for (int i = 0; i < vertices; i++) {
                double x = from[i * dimensions];
                double y = from[i * dimensions + 1];
                outside = false;
                double wantedX = bounded(transform.x(x, y), target.maxX());
                double wantedY = bounded(transform.y(x, y), target.maxY());
                verticesOutside += outside ? 1 : 0;
                put(i * size, wantedX, target.maxX());
                put(i * size + 1, wantedY, target.maxY());
                measure(i * size, x, y, wantedX, wantedY);
                if (size == 3) {
                    double z = z(graphic, i);
                    put(i * size + 2, z, 0);
                    measure(i * size + 2, z);
                }
            }
            note(graphic, where);
        }

        private double z(Graphic graphic, int vertex) {
            if (graphic.dimensions() == 3) {
                return graphic.ordinates()[vertex * 3 + 2];
            }
            return fromMillimetres && !Double.isNaN(graphic.commonZ()) ? graphic.commonZ() : 0;
        }

        /** Counts what is outside the image, and answers what is wanted then. @param most of pixels */
        private double bounded(double wanted, double most) {
            if (target.isSolid() || !Double.isFinite(wanted) || wanted >= 0 && wanted <= most) {
                return wanted;
            }
            outside = true;
            return switch (target.outOfBounds()) {
                case KEEP, FAIL -> wanted;
                case CLIP -> {
                    exact = false;
                    double edge = wanted < 0 ? 0 : most;
                    clippedBy = Math.max(clippedBy, Math.abs(edge - wanted));
                    yield edge;
                }
            };
        }

        /** @param most of pixels */
        private void put(int at, double wanted, double most) {
            float value = (float) wanted;
            if (!target.isSolid() && Float.isFinite(value) && value > most && wanted <= most) {
                value = Math.nextDown(value); // rounding up must not leave the image
            }
            data[at] = value;
        }

        private void measure(int at, double x, double y, double wantedX, double wantedY) {
            exact &= isSame(data[at], wantedX) && isSame(data[at + 1], wantedY);
            if (isRounded(data[at], wantedX) || isRounded(data[at + 1], wantedY)) {
                verticesRounded++;
                error = Math.max(error, target.pixels(data[at], data[at + 1], x, y, wantedX, wantedY));
            }
        }

        private void measure(int at, double wantedZ) {
            exact &= isSame(data[at], wantedZ);
            if (isRounded(data[at], wantedZ)) {
                error = Math.max(error, target.pixelsOfZ(Math.abs(data[at] - wantedZ)));
            }
        }

        private static boolean isSame(double value, double wanted) {
            return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(wanted);
        }

        /** The float32 of a pixel as it was said stands for its shortest decimal, too. */
        private boolean isRounded(float value, double wanted) {
            return !isSame(value, wanted)
                    && (target.isSolid()
                            || !(target.fromSource() instanceof PlanarTransform.Identity)
                            || !isSame(Double.parseDouble(Float.toString(value)), wanted));
        }

        private void note(Graphic graphic, Where where) {
            for (float value : data) {
                if (!Float.isFinite(value)) {
                    problems.refuseNotFinite(where);
                    return;
                }
            }
            if (error >= 0) {
                // each point is an annotation
                long times = graphic.drawing() == Drawing.MULTIPOINT ? Math.max(1, verticesRounded) : 1;
                losses.note(LedgerCode.PRECISION_FLOAT32, Carriage.RESTORABLE, times, where);
                losses.error(LedgerCode.PRECISION_FLOAT32, error);
            }
            boolean hasZ = graphic.dimensions() == 3 || !Double.isNaN(graphic.commonZ());
            if (hasZ && !target.isSolid()) {
                losses.note(LedgerCode.Z_DROPPED, Carriage.RESTORABLE, where);
            }
            if (graphic.dimensions() == 2 && hasZ && target.isSolid()) {
                losses.note(LedgerCode.COMMON_Z_EXPANDED, Carriage.RESTORABLE, where);
            }
            if (verticesOutside > 0) {
                noteOutside(where);
            }
        }

        private void noteOutside(Where where) {
            switch (target.outOfBounds()) {
                case KEEP -> losses.note(LedgerCode.OUT_OF_BOUNDS, Carriage.RESTORABLE, verticesOutside, where);
                case CLIP -> {
                    // the ordinates of the source stand beside
                    losses.note(LedgerCode.OUT_OF_BOUNDS_CLIPPED, Carriage.RESTORABLE, verticesOutside, where);
                    losses.error(LedgerCode.OUT_OF_BOUNDS_CLIPPED, clippedBy);
                }
                case FAIL -> problems.refuseOutside(where);
            }
        }
    }
}
