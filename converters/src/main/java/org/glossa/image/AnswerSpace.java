package org.glossa.image;

import java.util.Optional;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.geometry.Pyramid;
import org.glossa.spatial.PlanarTransform;

/**
 * A space that the annotations of a set are given in, and the way there from their own.
 *
 * @param name as users name it
 * @param space where the coordinates of the answer are
 * @param fromSource from the set's own space
 * @param coordRefSys as collections name it
 */
public record AnswerSpace(SpaceName name, CoordinateSpace space, PlanarTransform fromSource, String coordRefSys) {

    /** The set's own space: nothing is changed, and no image is needed. */
    public static AnswerSpace ofSource(AnnotationSet set) {
        return switch (set.space()) {
            case ImagePixels pixels ->
                unchanged(SpaceName.SOURCE_PIXELS, pixels, CoordRefSys.sourcePixels(pixels.imageSopInstanceUid()));
            case FramePixels frame ->
                unchanged(SpaceName.FRAME, frame, CoordRefSys.frame(frame.imageSopInstanceUid(), frame.frameNumber()));
            case SlideMillimetres millimetres ->
                unchanged(
                        SpaceName.SLIDE_MM,
                        millimetres,
                        CoordRefSys.slideMillimetres(millimetres.frameOfReferenceUid()));
            case Level0Pixels pixels -> unchanged(SpaceName.LEVEL0_PIXELS, pixels, CoordRefSys.levelZeroPixels(""));
        };
    }

    /**
     * @param images the slide, as far as it is known
     * @throws SpaceUnavailableException when the set has no such space, or the images do not tell the way there
     */
    public static AnswerSpace of(SpaceName name, AnnotationSet set, SlideImages images)
            throws SpaceUnavailableException {
        AnswerSpace source = ofSource(set);
        if (source.name() == name) {
            return source;
        }
        try {
            return mapped(name, source, set, images);
        } catch (ArithmeticException e) {
            throw new SpaceUnavailableException(e.getMessage() + "; ask for " + source.name());
        }
    }

    private static AnswerSpace mapped(SpaceName name, AnswerSpace source, AnnotationSet set, SlideImages images)
            throws SpaceUnavailableException {
        return switch (name) {
            case FRAME ->
                throw new SpaceUnavailableException(
                        "The annotations are in " + source.name() + ", not relative to a frame; ask for another space");
            case SOURCE_PIXELS -> sourcePixels(set, images);
            case LEVEL0_PIXELS -> levelZero(set, images);
            case SLIDE_MM -> millimetres(set, images);
        };
    }

    private static AnswerSpace unchanged(SpaceName name, CoordinateSpace space, String coordRefSys) {
        return new AnswerSpace(name, space, PlanarTransform.IDENTITY, coordRefSys);
    }

    private static AnswerSpace levelZero(AnnotationSet set, SlideImages images) throws SpaceUnavailableException {
        Pyramid pyramid = images.pyramidOf(set);
        PlanarTransform transform = set.space() instanceof FramePixels frame
                ? pyramid.toLevelZero(images.ofWholeImage(frame), images.framePosition(frame))
                : pyramid.toLevelZero(images.ofWholeImage(set.space()));
        return new AnswerSpace(
                SpaceName.LEVEL0_PIXELS,
                new Level0Pixels(),
                transform,
                CoordRefSys.levelZeroPixels(pyramid.levelZero().sopInstanceUid()));
    }

    private static AnswerSpace sourcePixels(AnnotationSet set, SlideImages images) throws SpaceUnavailableException {
        var image = set.image();
        if (image == null) {
            throw new SpaceUnavailableException("The annotations name no image whose pixels could be meant;"
                    + " ask for level0-pixels or slide-mm");
        }
        ImagePixels pixels = new ImagePixels(image.sopInstanceUid());
        String coordRefSys = CoordRefSys.sourcePixels(image.sopInstanceUid());
        if (set.space() instanceof FramePixels frame) {
            var position = images.framePosition(frame);
            return new AnswerSpace(SpaceName.SOURCE_PIXELS, pixels, position.toTotalPixelMatrix(), coordRefSys);
        }
        PlanarTransform toMillimetres =
                placed(set, images, image.sopInstanceUid()).toMillimetres(images.ofWholeImage(pixels));
        return new AnswerSpace(SpaceName.SOURCE_PIXELS, pixels, toMillimetres.inverse(), coordRefSys);
    }

    private static AnswerSpace millimetres(AnnotationSet set, SlideImages images) throws SpaceUnavailableException {
        String imageUid = set.image() == null ? "" : set.image().sopInstanceUid();
        Pyramid pyramid = placed(set, images, imageUid);
        PlanarTransform transform = set.space() instanceof FramePixels frame
                ? pyramid.toMillimetres(images.ofWholeImage(frame), images.framePosition(frame))
                : pyramid.toMillimetres(images.ofWholeImage(set.space()));
        String frameOfReference =
                images.annotated(set).map(SlideImage::frameOfReferenceUid).orElse("");
        return new AnswerSpace(
                SpaceName.SLIDE_MM,
                new SlideMillimetres(frameOfReference),
                transform,
                CoordRefSys.slideMillimetres(frameOfReference));
    }

    private static Pyramid placed(AnnotationSet set, SlideImages images, String imageUid)
            throws SpaceUnavailableException {
        Pyramid pyramid = images.pyramidOf(set);
        Optional<SlideImage> image = images.named(imageUid);
        if (image.isEmpty() || !image.get().isPlaced()) {
            throw new SpaceUnavailableException("The image " + imageUid
                    + " is not given, or does not say its spacing, origin and orientation, so that its pixels have no"
                    + " millimetres");
        }
        return pyramid;
    }
}
