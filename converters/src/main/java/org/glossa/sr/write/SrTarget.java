package org.glossa.sr.write;

import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.geometry.PyramidLevel;
import org.glossa.image.SlideImage;
import org.glossa.option.OutOfBounds;
import org.glossa.spatial.PlanarTransform;

/** Where regions of a report are: the space, the image that bounds it, and what a pixel is there. */
final class SrTarget {
    private static final double NO_LIMIT = Double.MAX_VALUE;

    private final PlanarTransform fromSource;
    private final OutOfBounds outOfBounds;
    private final boolean solid;
    private final boolean sourceInPixels;
    private final String imageUid;
    private final String frameOfReferenceUid;
    private final long frameNumber;
    private final double maxX;
    private final double maxY;
    private final double spacingMm;
    private final PlanarTransform toSource;

    SrTarget(AnnotationSet set, SrOptions options) {
        CoordinateSpace space = options.space().space();
        SlideImage image = options.image();
        PyramidLevel level = image == null ? null : image.level();
        this.fromSource = options.space().fromSource();
        this.outOfBounds = options.outOfBounds();
        this.sourceInPixels = !(set.space() instanceof CoordinateSpace.SlideMillimetres);
        this.solid = space instanceof CoordinateSpace.SlideMillimetres;
        this.frameOfReferenceUid =
                space instanceof CoordinateSpace.SlideMillimetres millimetres ? millimetres.frameOfReferenceUid() : "";
        this.frameNumber = space instanceof CoordinateSpace.FramePixels frame ? frame.frameNumber() : 0;
        this.imageUid = switch (space) {
            case CoordinateSpace.ImagePixels pixels -> pixels.imageSopInstanceUid();
            case CoordinateSpace.FramePixels frame -> frame.imageSopInstanceUid();
            case CoordinateSpace.Level0Pixels pixels -> level == null ? "" : level.sopInstanceUid();
            case CoordinateSpace.SlideMillimetres millimetres -> {
                var said = set.image();
                yield said != null ? said.sopInstanceUid() : level == null ? "" : level.sopInstanceUid();
            }
        };
        PyramidLevel bounds = solid ? null : level;
        boolean ofFrame = space instanceof CoordinateSpace.FramePixels;
        this.maxX = bounds == null ? NO_LIMIT : ofFrame ? bounds.tileColumns() : bounds.totalColumns();
        this.maxY = bounds == null ? NO_LIMIT : ofFrame ? bounds.tileRows() : bounds.totalRows();
        this.spacingMm = level == null || image == null || !image.isPlaced()
                ? 0
                : Math.min(level.columnSpacingMm(), level.rowSpacingMm());
        this.toSource = solid && sourceInPixels ? fromSource.inverse() : PlanarTransform.IDENTITY;
    }

    PlanarTransform fromSource() {
        return fromSource;
    }

    OutOfBounds outOfBounds() {
        return outOfBounds;
    }

    /** Whether regions are SCOORD3D. */
    boolean isSolid() {
        return solid;
    }

    /** The image that pixels are of, or that millimetres were made on; empty when nobody names it. */
    String imageUid() {
        return imageUid;
    }

    String frameOfReferenceUid() {
        return frameOfReferenceUid;
    }

    /** One-based; 0 when regions are not in a frame. */
    long frameNumber() {
        return frameNumber;
    }

    /** The largest x inside the image. */
    double maxX() {
        return maxX;
    }

    double maxY() {
        return maxY;
    }

    /** Whether a change of millimetres can be told in pixels. */
    boolean knowsPixels() {
        return !solid || sourceInPixels || spacingMm > 0;
    }

    /**
     * By how much a vertex moved, in pixels where they are known, else in millimetres.
     *
     * @param x written
     * @param sourceX in the space of the source
     * @param wantedX in the space of the target, before it was rounded
     */
    double pixels(double x, double y, double sourceX, double sourceY, double wantedX, double wantedY) {
        if (solid && sourceInPixels) {
            return Math.max(Math.abs(toSource.x(x, y) - sourceX), Math.abs(toSource.y(x, y) - sourceY));
        }
        double moved = Math.max(Math.abs(x - wantedX), Math.abs(y - wantedY));
        return solid && spacingMm > 0 ? moved / spacingMm : moved;
    }

    double pixelsOfZ(double millimetres) {
        return spacingMm > 0 ? millimetres / spacingMm : millimetres;
    }
}
