package org.glossa.ann;

import org.glossa.annotation.CoordinateSpace;
import org.glossa.geometry.PyramidLevel;
import org.glossa.image.SlideImage;
import org.jspecify.annotations.Nullable;

/**
 * Where ordinates of a space may lie.
 *
 * @param minXY smallest x and y
 * @param maxX largest x
 * @param maxY largest y
 * @param hundredthOfPixel 0.01 px in units of the space
 */
record Limits(double minXY, double maxX, double maxY, double hundredthOfPixel) {
    /** No slide is thicker: what lies beyond was hardly meant in millimetres. */
    static final double FAR_Z_MM = 1;

    private static final double PIXEL_AT_40X_MM = 0.00025;

    /** @param image null when it is unknown; then only negative pixels are outside */
    static Limits of(CoordinateSpace space, @Nullable SlideImage image) {
        PyramidLevel level = image == null ? null : image.level();
        return switch (space) {
            case CoordinateSpace.ImagePixels pixels ->
                level == null
                        ? pixels(Double.MAX_VALUE, Double.MAX_VALUE)
                        : pixels(level.totalColumns(), level.totalRows());
            case CoordinateSpace.FramePixels pixels ->
                level == null
                        ? pixels(Double.MAX_VALUE, Double.MAX_VALUE)
                        : pixels(level.tileColumns(), level.tileRows());
            case CoordinateSpace.Level0Pixels pixels -> pixels(Double.MAX_VALUE, Double.MAX_VALUE);
            case CoordinateSpace.SlideMillimetres millimetres -> {
                double spacing = level == null || level.columnSpacingMm() == 0
                        ? PIXEL_AT_40X_MM
                        : Math.min(level.columnSpacingMm(), level.rowSpacingMm());
                yield new Limits(-Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, 0.01 * spacing);
            }
        };
    }

    private static Limits pixels(double maxX, double maxY) {
        return new Limits(0, maxX, maxY, 0.01);
    }

    /** The largest x, y or z; of an ordinate that {@link #isSigned} the smallest is its negative. Not negative itself. */
    double most(int ordinate) {
        return switch (ordinate) {
            case 0 -> maxX;
            case 1 -> maxY;
            default -> FAR_Z_MM;
        };
    }

    /** Whether an ordinate may be negative; it may not be below 0 otherwise. */
    boolean isSigned(int ordinate) {
        return ordinate > 1 || minXY < 0;
    }

    /** False for what is not a number, and for infinities. */
    boolean holds(int ordinate, double value) {
        return switch (ordinate) {
            case 0 -> value >= minXY && value <= maxX;
            case 1 -> value >= minXY && value <= maxY;
            default -> Math.abs(value) <= FAR_Z_MM;
        };
    }

    /** Whether a z was hardly meant in millimetres; with an image only one that is the number of a focal plane's offset. */
    boolean isSuspectZ(double z, @Nullable SlideImage image) {
        if (!(Math.abs(z) > FAR_Z_MM)) {
            return false;
        }
        if (image == null) {
            return true;
        }
        float single = (float) z; // peers copy the number through OF
        return image.zOffsetsMicrometres().stream().anyMatch(offset -> offset.floatValue() == single);
    }
}
