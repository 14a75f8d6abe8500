package org.glossa.diff;

import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImages;
import org.glossa.image.SpaceName;
import org.glossa.image.SpaceUnavailableException;
import org.glossa.spatial.PlanarTransform;

/** The way from the space of one set to that of another of the same slide, over the pixels of level 0. */
public final class CommonSpace {
    private CommonSpace() {}

    /**
     * @param images the slide of both
     * @throws SpaceUnavailableException when the images do not tell the way
     * @throws ArithmeticException when an image has no area, so that there is no way back
     */
    public static PlanarTransform secondToFirst(AnnotationSet first, AnnotationSet second, SlideImages images)
            throws SpaceUnavailableException {
        if (isSame(first.space(), second.space())) {
            return PlanarTransform.IDENTITY;
        }
        return toLevelZero(second, images).then(toLevelZero(first, images).inverse());
    }

    private static PlanarTransform toLevelZero(AnnotationSet set, SlideImages images) throws SpaceUnavailableException {
        if (set.space() instanceof Level0Pixels) {
            return PlanarTransform.IDENTITY;
        }
        return AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, images).fromSource();
    }

    /** Equal, as far as it is said: level 0 of an unnamed slide can be any image. */
    static boolean isSame(CoordinateSpace first, CoordinateSpace second) {
        if (first.equals(second)) {
            return true;
        }
        return first instanceof Level0Pixels && second instanceof ImagePixels
                || first instanceof ImagePixels && second instanceof Level0Pixels;
    }

    /** As a difference shows it. */
    static String describe(CoordinateSpace space) {
        return switch (space) {
            case ImagePixels pixels -> "pixels of image " + pixels.imageSopInstanceUid();
            case FramePixels frame ->
                "pixels of frame " + frame.frameNumber() + " of image " + frame.imageSopInstanceUid();
            case SlideMillimetres millimetres ->
                "millimetres of frame of reference " + millimetres.frameOfReferenceUid();
            case Level0Pixels pixels -> "pixels of level 0";
        };
    }
}
