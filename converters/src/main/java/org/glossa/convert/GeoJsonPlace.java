package org.glossa.convert;

import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.ImageReference;
import org.glossa.image.SlideImage;
import org.glossa.image.SpaceName;
import org.jspecify.annotations.Nullable;

/**
 * The space of GeoJSON that says none itself, as the caller states it, and the image that it is on.
 *
 * @param image null when no image is given
 */
record GeoJsonPlace(CoordinateSpace space, @Nullable ImageReference image) {
    private static final String ALLOWED =
            "level0-pixels (of the finest image given), source-pixels (of the first image given), slide-mm";

    /** @throws ConversionRefusedException when the images do not tell such a space */
    static GeoJsonPlace of(SpaceName name, Slide slide) throws ConversionRefusedException {
        SlideImage finest = slide.levelZero().orElse(null);
        if (finest == null) {
            if (name == SpaceName.LEVEL0_PIXELS) {
                return new GeoJsonPlace(new Level0Pixels(), null);
            }
            throw refused(name, "no image is given");
        }
        return switch (name) {
            case LEVEL0_PIXELS -> pixels(finest);
            case SOURCE_PIXELS -> pixels(slide.images().all().getFirst());
            case SLIDE_MM -> {
                if (!finest.isPlaced() || finest.frameOfReferenceUid().isEmpty()) {
                    throw refused(name, "the image has no frame of reference, or does not say where it lies in it");
                }
                yield new GeoJsonPlace(new SlideMillimetres(finest.frameOfReferenceUid()), reference(finest));
            }
            case FRAME -> throw refused(name, "GeoJSON names no frame");
        };
    }

    private static GeoJsonPlace pixels(SlideImage image) {
        return new GeoJsonPlace(new ImagePixels(image.level().sopInstanceUid()), reference(image));
    }

    private static ImageReference reference(SlideImage image) {
        return new ImageReference(
                image.studyInstanceUid(),
                image.seriesInstanceUid(),
                SlideImage.SOP_CLASS_UID,
                image.level().sopInstanceUid());
    }

    private static ConversionRefusedException refused(SpaceName name, String why) {
        return ConversionRefusedException.of(
                "SPACE_UNAVAILABLE",
                "GeoJSON in " + name + ": " + why,
                ALLOWED,
                "state another space, or give --image");
    }
}
