package org.glossa.annotation;

/**
 * The space that coordinates are given in; named, never guessed. Pixel spaces have x to the right (columns), y down (rows), and the
 * top-left corner of the top-left pixel at (0, 0): its centre is (0.5, 0.5) (PS3.3 C.18.6).
 */
public sealed interface CoordinateSpace {
    /** Pixels of the total pixel matrix of one image instance: 2D with Pixel Origin Interpretation VOLUME. */
    record ImagePixels(String imageSopInstanceUid) implements CoordinateSpace {}

    /**
     * Pixels relative to the top-left corner of one frame: 2D with Pixel Origin Interpretation FRAME.
     *
     * @param frameNumber one-based; 0 when the source does not name the frame, so that its coordinates can only be had as they are
     */
    record FramePixels(String imageSopInstanceUid, long frameNumber) implements CoordinateSpace {}

    /** Millimetres of a frame of reference: 3D. */
    record SlideMillimetres(String frameOfReferenceUid) implements CoordinateSpace {}

    /** Pixels of the level with the most columns of an unnamed pyramid, as in GeoJSON. */
    record Level0Pixels() implements CoordinateSpace {}
}
