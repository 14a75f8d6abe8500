package org.glossa.geometry;

import java.util.List;

/**
 * One VOLUME image instance of a pyramid.
 *
 * @param totalColumns width of the total pixel matrix in pixels
 * @param totalRows height of the total pixel matrix in pixels
 * @param columnSpacingMm distance of neighbouring columns, horizontal: the second value of Pixel Spacing (0028,0030); 0 when
 *     the image does not say it
 * @param rowSpacingMm distance of neighbouring rows, vertical: the first value of Pixel Spacing; 0 when the image does not say it
 * @param originXMm X of the centre of pixel 1\1 (Total Pixel Matrix Origin Sequence (0048,0008))
 * @param originYMm Y of the centre of pixel 1\1
 * @param imageOrientationSlide the six values of Image Orientation (Slide) (0048,0102): direction of increasing column, then
 *     direction of increasing row
 * @param tileColumns width of a frame in pixels
 * @param tileRows height of a frame in pixels
 */
public record PyramidLevel(
        String sopInstanceUid,
        long totalColumns,
        long totalRows,
        double columnSpacingMm,
        double rowSpacingMm,
        double originXMm,
        double originYMm,
        List<Double> imageOrientationSlide,
        int tileColumns,
        int tileRows) {
    public PyramidLevel {
        imageOrientationSlide = List.copyOf(imageOrientationSlide);
        if (imageOrientationSlide.size() != 6) {
            throw new IllegalArgumentException("Image Orientation (Slide) of " + sopInstanceUid + " has "
                    + imageOrientationSlide.size() + " values; it needs 6");
        }
        if (totalColumns < 1 || totalRows < 1) {
            throw new IllegalArgumentException("The total pixel matrix of " + sopInstanceUid + " is " + totalColumns
                    + " x " + totalRows + " pixels; it needs at least 1 x 1");
        }
    }
}
