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

    /** False for what is not a number, and for infinities. */
    boolean holds(int ordinate, double value) {
        return switch (ordinate) {
            case 0 -> value >= minXY && value <= maxX;
            case 1 -> value >= minXY && value <= maxY;
            default -> Math.abs(value) <= FAR_Z_MM;
        };
    }
}
