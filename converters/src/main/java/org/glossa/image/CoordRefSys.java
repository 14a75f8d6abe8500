package org.glossa.image;

/**
 * The values of the {@code coordRefSys} member of a collection: which space its coordinates are in. Pixel spaces have the top-left
 * corner of the top-left pixel at (0, 0), x to the right and y down.
 */
public final class CoordRefSys {
    private static final String PREFIX = "urn:glossa:crs:";

    private CoordRefSys() {}

    /** Pixels of the total pixel matrix of the level with the most columns. */
    public static String levelZeroPixels(String sopInstanceUid) {
        return PREFIX + "level0-pixels:" + sopInstanceUid;
    }

    /** Pixels of the total pixel matrix of the image that the source was made on. */
    public static String sourcePixels(String sopInstanceUid) {
        return PREFIX + "source-pixels:" + sopInstanceUid;
    }

    /**
     * Pixels of one frame.
     *
     * @param frameNumber one-based
     */
    public static String frame(String sopInstanceUid, long frameNumber) {
        return PREFIX + "frame:" + sopInstanceUid + ":" + frameNumber;
    }

    /** Millimetres of a frame of reference. */
    public static String slideMillimetres(String frameOfReferenceUid) {
        return PREFIX + "slide-mm:" + frameOfReferenceUid;
    }
}
