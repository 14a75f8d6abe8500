package org.glossa.image;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.ImageReference;
import org.glossa.geometry.Pyramid;

/** The slide images that a conversion is given, and which of them a set of annotations belongs to. */
public final class SlideImages {
    private final List<SlideImage> images;

    /** @param images in any order, of one slide or of several */
    public SlideImages(List<SlideImage> images) {
        this.images = List.copyOf(images);
    }

    public List<SlideImage> all() {
        return images;
    }

    /** The image of a UID, or a part of the concatenation of that UID. */
    public Optional<SlideImage> named(String sopInstanceUid) {
        return images.stream()
                .filter(image -> image.sopInstanceUid().equals(sopInstanceUid)
                        || image.level().sopInstanceUid().equals(sopInstanceUid))
                .findFirst();
    }

    /** The same space, by the UID of the whole image where the set refers to a part of a concatenation. */
    CoordinateSpace ofWholeImage(CoordinateSpace space) {
        return switch (space) {
            case ImagePixels pixels ->
                named(pixels.imageSopInstanceUid())
                        .<CoordinateSpace>map(
                                image -> new ImagePixels(image.level().sopInstanceUid()))
                        .orElse(space);
            case FramePixels frame ->
                named(frame.imageSopInstanceUid())
                        .<CoordinateSpace>map(
                                image -> new FramePixels(image.level().sopInstanceUid(), frame.frameNumber()))
                        .orElse(space);
            case SlideMillimetres millimetres -> space;
            case CoordinateSpace.Level0Pixels pixels -> space;
        };
    }

    /** The image that the set was made on; for millimetres without one, the finest of their frame of reference. */
    public Optional<SlideImage> annotated(AnnotationSet set) {
        ImageReference image = set.image();
        if (image != null) {
            Optional<SlideImage> named = named(image.sopInstanceUid());
            if (named.isPresent()) {
                return named;
            }
        }
        return set.space() instanceof SlideMillimetres millimetres ? finestOf(millimetres) : Optional.empty();
    }

    /**
     * The pyramid that the set belongs to: the VOLUME images of its image's series and Pyramid UID, together with its image.
     *
     * @throws SpaceUnavailableException when its image is not among these or is a label or an overview, or its frame of reference
     *     belongs to none or to several
     */
    public Pyramid pyramidOf(AnnotationSet set) throws SpaceUnavailableException {
        SlideImage annotated = annotated(set).orElseThrow(() -> notGiven(set));
        if (set.space() instanceof SlideMillimetres millimetres) {
            requireFrameOfReference(millimetres, annotated);
            if (set.image() == null) {
                requireOnePyramid(millimetres, annotated);
            }
        }
        if (annotated.isLabelOrOverview()) {
            throw new SpaceUnavailableException(
                    "The annotated image " + annotated.sopInstanceUid()
                            + " is a label or an overview: its pixels are at no place of the slide's levels; ask for source-pixels");
        }
        List<SlideImage> levels = images.stream()
                .filter(image -> image == annotated || image.isVolume() && image.isSamePyramid(annotated))
                .toList();
        return new Pyramid(
                annotated.frameOfReferenceUid(),
                levels.stream().map(SlideImage::level).distinct().toList());
    }

    /** The image that level 0 of the set is the matrix of; empty when these images do not tell. */
    public Optional<SlideImage> levelZeroOf(AnnotationSet set) {
        try {
            return named(pyramidOf(set).levelZero().sopInstanceUid());
        } catch (SpaceUnavailableException unknown) {
            return Optional.empty();
        }
    }

    /** @throws SpaceUnavailableException when the frame or its image is unknown */
    Pyramid.FramePosition framePosition(FramePixels frame) throws SpaceUnavailableException {
        SlideImage image = named(frame.imageSopInstanceUid()).orElseThrow(() -> notGiven(frame.imageSopInstanceUid()));
        if (!image.concatenationSourceUid().isEmpty()) {
            throw new SpaceUnavailableException(
                    "The image " + frame.imageSopInstanceUid()
                            + " is a part of a concatenation, whose frames are counted over all parts; ask for the space frame");
        }
        try {
            return image.framePosition(frame.frameNumber());
        } catch (IllegalArgumentException e) {
            throw new SpaceUnavailableException(e.getMessage() + "; ask for the space frame");
        }
    }

    private Optional<SlideImage> finestOf(SlideMillimetres millimetres) {
        return images.stream()
                .filter(image ->
                        image.isVolume() && image.frameOfReferenceUid().equals(millimetres.frameOfReferenceUid()))
                .max(Comparator.comparingLong(image -> image.level().totalColumns()));
    }

    private static void requireFrameOfReference(SlideMillimetres millimetres, SlideImage image)
            throws SpaceUnavailableException {
        if (!image.frameOfReferenceUid().equals(millimetres.frameOfReferenceUid())) {
            throw new SpaceUnavailableException("The image " + image.sopInstanceUid() + " has the frame of reference "
                    + image.frameOfReferenceUid() + ", but the annotations are in millimetres of "
                    + millimetres.frameOfReferenceUid() + "; give the right image");
        }
    }

    private void requireOnePyramid(SlideMillimetres millimetres, SlideImage finest) throws SpaceUnavailableException {
        boolean several = images.stream()
                .anyMatch(image -> image.isVolume()
                        && image.frameOfReferenceUid().equals(millimetres.frameOfReferenceUid())
                        && !image.isSamePyramid(finest));
        if (several) {
            throw new SpaceUnavailableException(
                    "The frame of reference " + millimetres.frameOfReferenceUid()
                            + " belongs to several pyramids, and the annotations name no image; give the images of one of them");
        }
    }

    private SpaceUnavailableException notGiven(AnnotationSet set) {
        return switch (set.space()) {
            case ImagePixels pixels -> notGiven(pixels.imageSopInstanceUid());
            case FramePixels pixels -> notGiven(pixels.imageSopInstanceUid());
            case SlideMillimetres millimetres ->
                new SpaceUnavailableException("No level of a slide with the frame of reference "
                        + millimetres.frameOfReferenceUid() + " is given; name it with --image");
            case CoordinateSpace.Level0Pixels pixels ->
                new SpaceUnavailableException("The annotations do not say which slide they are of");
        };
    }

    private SpaceUnavailableException notGiven(String imageUid) {
        if (imageUid.isEmpty()) {
            return new SpaceUnavailableException(
                    "The annotations name no image (ReferencedImageSequence is missing or empty); ask for source-pixels");
        }
        String reason = images.isEmpty() ? "No image is given" : "The image given is not the annotated one";
        return new SpaceUnavailableException(
                reason + "; the annotations are on " + imageUid + ": name that image with --image");
    }
}
