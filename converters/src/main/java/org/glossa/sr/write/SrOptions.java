package org.glossa.sr.write;

import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImage;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.jspecify.annotations.Nullable;

/**
 * What a caller decides about a structured report.
 *
 * @param space where its regions are: millimetres give SCOORD3D, pixels of an image SCOORD in the total pixel matrix, pixels of a frame SCOORD
 *     with its frame number
 * @param image the image that pixels are of, which also tells its size; null when it is not given, so that level 0 cannot be named
 * @param holes what becomes of holes
 * @param outOfBounds what becomes of pixels outside the image
 * @param most objects; a set with more is refused with their number
 */
public record SrOptions(
        AnswerSpace space, @Nullable SlideImage image, Holes holes, OutOfBounds outOfBounds, long most) {
    /** Objects that a report is written of unless the caller asks for more: each takes one to two kilobytes and heap while it is written. */
    public static final long DEFAULT_MOST = 50_000;

    /** With holes bridged, pixels as they are, and the usual number of objects. */
    public static SrOptions in(AnswerSpace space, @Nullable SlideImage image) {
        return new SrOptions(space, image, Holes.KEYHOLE, OutOfBounds.KEEP, DEFAULT_MOST);
    }
}
