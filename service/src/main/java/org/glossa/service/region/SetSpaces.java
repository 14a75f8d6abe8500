package org.glossa.service.region;

import java.io.IOException;
import java.util.Optional;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.ImageReference;
import org.glossa.geometry.Pyramid;
import org.glossa.geometry.Pyramid.FramePosition;
import org.glossa.image.CoordRefSys;
import org.glossa.service.ingest.SlideLookup;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/** The spaces in which one set can be asked, with what is stored of its slide now. */
final class SetSpaces {
    private final CoordinateSpace source;
    private final @Nullable ImageReference image;
    private final SlideLookup slide;
    private final FramePositions frames;

    /** Where a frame of a stored image lies; empty when the image is not stored. */
    @FunctionalInterface
    interface FramePositions {
        Optional<FramePosition> of(String imageSopInstanceUid, long frameNumber) throws IOException;
    }

    /** Whether a set can be asked in a space. */
    sealed interface Resolution {}

    /**
     * @param sourceToSpace from the set's own space
     * @param coordRefSys names the space in answers
     */
    record Known(PlanarTransform sourceToSpace, CoordinateSpace space, String coordRefSys) implements Resolution {}

    /** Something is not stored yet; {@code uid} names it, and the space becomes known when it arrives. */
    record Missing(String uid, String sentence) implements Resolution {}

    /** The set has no such space, whatever is stored. */
    record Undefined(String sentence) implements Resolution {}

    SetSpaces(SetShape shape, SlideLookup slide, FramePositions frames) {
        this.source = shape.space();
        this.image = shape.image();
        this.slide = slide;
        this.frames = frames;
    }

    Resolution resolve(QuerySpace space) throws IOException {
        try {
            return switch (space) {
                case LEVEL0_PIXELS -> levelZero();
                case SOURCE_PIXELS -> sourcePixels();
                case FRAME -> frame();
                case SLIDE_MM -> millimetres();
            };
        } catch (IllegalArgumentException | ArithmeticException unmappable) {
            // A frame of reference that is not the slide's, or a spacing of zero: what is stored contradicts itself.
            return new Undefined(String.valueOf(unmappable.getMessage()));
        }
    }

    /** The set's own space, known whatever is stored. */
    Known source() {
        String name = switch (source) {
            case Level0Pixels pixels -> CoordRefSys.levelZeroPixels("");
            case ImagePixels pixels -> CoordRefSys.sourcePixels(pixels.imageSopInstanceUid());
            case FramePixels pixels -> CoordRefSys.frame(pixels.imageSopInstanceUid(), pixels.frameNumber());
            case SlideMillimetres millimetres -> CoordRefSys.slideMillimetres(millimetres.frameOfReferenceUid());
        };
        return new Known(PlanarTransform.IDENTITY, source, name);
    }

    private Resolution levelZero() throws IOException {
        if (source instanceof Level0Pixels) {
            return new Known(PlanarTransform.IDENTITY, source, CoordRefSys.levelZeroPixels(""));
        }
        return onSlide((pyramid, position) -> {
            String uid = pyramid.levelZero().sopInstanceUid();
            return new Known(
                    pyramid.toLevelZero(source, position), new ImagePixels(uid), CoordRefSys.levelZeroPixels(uid));
        });
    }

    private Resolution sourcePixels() throws IOException {
        return switch (source) {
            case ImagePixels pixels ->
                new Known(PlanarTransform.IDENTITY, pixels, CoordRefSys.sourcePixels(pixels.imageSopInstanceUid()));
            case Level0Pixels pixels -> new Known(PlanarTransform.IDENTITY, pixels, CoordRefSys.sourcePixels(""));
            case FramePixels pixels -> {
                String uid = pixels.imageSopInstanceUid();
                yield frames.of(uid, pixels.frameNumber())
                        .<Resolution>map(position -> new Known(
                                position.toTotalPixelMatrix(), new ImagePixels(uid), CoordRefSys.sourcePixels(uid)))
                        .orElseGet(() -> missingImage(uid));
            }
            case SlideMillimetres millimetres -> pixelsOfReferencedImage();
        };
    }

    private Resolution pixelsOfReferencedImage() throws IOException {
        if (image == null) {
            return new Undefined("the set is in millimetres and names no image whose pixels could be meant");
        }
        ImagePixels pixels = new ImagePixels(image.sopInstanceUid());
        return onSlide((pyramid, position) -> new Known(
                pyramid.toMillimetres(pixels).inverse(),
                pixels,
                CoordRefSys.sourcePixels(pixels.imageSopInstanceUid())));
    }

    private Resolution frame() {
        if (source instanceof FramePixels pixels) {
            return new Known(
                    PlanarTransform.IDENTITY,
                    pixels,
                    CoordRefSys.frame(pixels.imageSopInstanceUid(), pixels.frameNumber()));
        }
        return new Undefined("the set is not relative to a frame (its Pixel Origin Interpretation is not FRAME)");
    }

    private Resolution millimetres() throws IOException {
        if (source instanceof SlideMillimetres millimetres) {
            return new Known(
                    PlanarTransform.IDENTITY,
                    millimetres,
                    CoordRefSys.slideMillimetres(millimetres.frameOfReferenceUid()));
        }
        return onSlide((pyramid, position) -> {
            String uid = pyramid.frameOfReferenceUid();
            return new Known(
                    pyramid.toMillimetres(source, position),
                    new SlideMillimetres(uid),
                    CoordRefSys.slideMillimetres(uid));
        });
    }

    @FunctionalInterface
    private interface Mapping {
        Resolution on(Pyramid pyramid, FramePosition position);
    }

    /** Maps by the slide, when it and, for a set relative to a frame, that frame are stored. */
    private Resolution onSlide(Mapping mapping) throws IOException {
        return switch (slide) {
            case SlideLookup.Missing missing -> new Missing(missing.uid(), missing.sentence());
            case SlideLookup.Found found -> {
                if (source instanceof FramePixels pixels) {
                    String uid = pixels.imageSopInstanceUid();
                    yield frames.of(uid, pixels.frameNumber())
                            .map(position -> mapping.on(found.pyramid(), position))
                            .orElseGet(() -> missingImage(uid));
                }
                yield mapping.on(found.pyramid(), new FramePosition(0, 0));
            }
        };
    }

    private static Resolution missingImage(String uid) {
        return new Missing(uid, "The frame of the image " + uid + " is not stored: store the slide, then ask again.");
    }
}
