package org.glossa.geometry;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.PlanarTransform.Affine;
import org.glossa.spatial.PlanarTransform.AxisScale;
import org.glossa.spatial.PlanarTransform.Translation;

/**
 * The VOLUME levels of one slide, and the maps between their coordinate spaces. Level 0 is the level with the most columns.
 * Immutable.
 */
public final class Pyramid {
    // Extents are products of spacings that were rounded when they were written: the last digits do not decide a rule.
    private static final double EXTENT_ROUNDING = 1e-9;

    private final String frameOfReferenceUid;
    private final List<PyramidLevel> levels;
    private final PyramidLevel levelZero;

    /** Where a frame lies: zero-based pixels of the tile's top-left corner in its total pixel matrix. */
    public record FramePosition(long columnOffset, long rowOffset) {
        /** From pixels of the frame to pixels of the total pixel matrix; changes no number when the frame lies at the corner. */
        public PlanarTransform toTotalPixelMatrix() {
            return columnOffset == 0 && rowOffset == 0
                    ? PlanarTransform.IDENTITY
                    : new Translation(columnOffset, rowOffset);
        }
    }

    /** @param levels at least one, in any order */
    public Pyramid(String frameOfReferenceUid, List<PyramidLevel> levels) {
        this.frameOfReferenceUid = frameOfReferenceUid;
        this.levels = List.copyOf(levels);
        this.levelZero = levels.stream()
                .max(Comparator.comparingLong(PyramidLevel::totalColumns))
                .orElseThrow(() -> new IllegalArgumentException("A pyramid needs at least one level, got none"));
    }

    public String frameOfReferenceUid() {
        return frameOfReferenceUid;
    }

    public PyramidLevel levelZero() {
        return levelZero;
    }

    public Optional<PyramidLevel> level(String sopInstanceUid) {
        return levels.stream()
                .filter(level -> level.sopInstanceUid().equals(sopInstanceUid))
                .findFirst();
    }

    /**
     * From a space to level-0 pixels.
     *
     * @throws IllegalArgumentException when the space is not one of this pyramid, or is {@link FramePixels}, which needs the
     *     position of the frame
     * @throws ArithmeticException when spacing or orientation of level 0 have no inverse (millimetres only)
     */
    public PlanarTransform toLevelZero(CoordinateSpace space) {
        return switch (space) {
            case Level0Pixels level0 -> PlanarTransform.IDENTITY;
            case ImagePixels pixels -> levelMap(existing(pixels.imageSopInstanceUid()));
            case SlideMillimetres millimetres -> {
                requireFrameOfReference(millimetres);
                yield pixelsToMillimetres(levelZero).inverse();
            }
            case FramePixels frame -> throw needsPosition(frame);
        };
    }

    /** Like {@link #toLevelZero(CoordinateSpace)}, also for {@link FramePixels}; other spaces ignore the position. */
    public PlanarTransform toLevelZero(CoordinateSpace space, FramePosition position) {
        if (space instanceof FramePixels frame) {
            return position.toTotalPixelMatrix().then(levelMap(existing(frame.imageSopInstanceUid())));
        }
        return toLevelZero(space);
    }

    /**
     * From a space to millimetres of the frame of reference: X and Y of PS3.3 C.8.12.2. Pixels of a level go by that level's own
     * origin and spacing.
     *
     * @throws IllegalArgumentException as {@link #toLevelZero(CoordinateSpace)}
     * @throws ArithmeticException when the level does not say its spacing
     */
    public PlanarTransform toMillimetres(CoordinateSpace space) {
        return switch (space) {
            case Level0Pixels level0 -> pixelsToMillimetres(levelZero);
            case ImagePixels pixels -> pixelsToMillimetres(existing(pixels.imageSopInstanceUid()));
            case SlideMillimetres millimetres -> {
                requireFrameOfReference(millimetres);
                yield PlanarTransform.IDENTITY;
            }
            case FramePixels frame -> throw needsPosition(frame);
        };
    }

    /** Like {@link #toMillimetres(CoordinateSpace)}, also for {@link FramePixels}; other spaces ignore the position. */
    public PlanarTransform toMillimetres(CoordinateSpace space, FramePosition position) {
        if (space instanceof FramePixels frame) {
            return position.toTotalPixelMatrix().then(pixelsToMillimetres(existing(frame.imageSopInstanceUid())));
        }
        return toMillimetres(space);
    }

    /**
     * Per axis: by the count of pixels where the extents of both levels agree within one pixel of the smaller level, else by the
     * spacings. Never through millimetres: converters often give every level the same origin, which is then wrong by half a pixel
     * of the smaller level.
     */
    private PlanarTransform levelMap(PyramidLevel level) {
        if (level.equals(levelZero)) {
            return PlanarTransform.IDENTITY;
        }
        boolean columnsAgree = extentsAgree(
                level.totalColumns(), level.columnSpacingMm(), levelZero.totalColumns(), levelZero.columnSpacingMm());
        boolean rowsAgree =
                extentsAgree(level.totalRows(), level.rowSpacingMm(), levelZero.totalRows(), levelZero.rowSpacingMm());
        if (columnsAgree
                && rowsAgree
                && level.totalColumns() == levelZero.totalColumns()
                && level.totalRows() == levelZero.totalRows()) {
            return PlanarTransform.IDENTITY; // another focal plane or optical path: its numbers stay as they are
        }
        return new AxisScale(
                columnsAgree ? levelZero.totalColumns() : level.columnSpacingMm(),
                columnsAgree ? level.totalColumns() : levelZero.columnSpacingMm(),
                rowsAgree ? levelZero.totalRows() : level.rowSpacingMm(),
                rowsAgree ? level.totalRows() : levelZero.rowSpacingMm());
    }

    private static boolean extentsAgree(long pixels, double spacing, long pixelsZero, double spacingZero) {
        if (spacing == 0 || spacingZero == 0) {
            return true; // a level that does not say its spacing has nothing but its count of pixels
        }
        return Math.abs(pixels * spacing - pixelsZero * spacingZero) <= spacing * (1 + EXTENT_ROUNDING);
    }

    /** {@code X = T + (c - 0.5) * dCol * R + (r - 0.5) * dRow * C}: T is the centre of the pixel whose corner is (0, 0). */
    private static PlanarTransform pixelsToMillimetres(PyramidLevel level) {
        if (level.columnSpacingMm() == 0 || level.rowSpacingMm() == 0) {
            throw new ArithmeticException("Image " + level.sopInstanceUid()
                    + " does not say its pixel spacing, so its pixels have no millimetres");
        }
        List<Double> orientation = level.imageOrientationSlide();
        double xx = level.columnSpacingMm() * orientation.get(0);
        double yx = level.columnSpacingMm() * orientation.get(1);
        double xy = level.rowSpacingMm() * orientation.get(3);
        double yy = level.rowSpacingMm() * orientation.get(4);
        double dx = level.originXMm() - 0.5 * (xx + xy);
        double dy = level.originYMm() - 0.5 * (yx + yy);
        return new Affine(xx, xy, dx, yx, yy, dy);
    }

    private PyramidLevel existing(String sopInstanceUid) {
        return level(sopInstanceUid)
                .orElseThrow(() -> new IllegalArgumentException("Image " + sopInstanceUid
                        + " is no level of the pyramid of " + levelZero.sopInstanceUid() + "; ask level() first"));
    }

    private void requireFrameOfReference(SlideMillimetres millimetres) {
        if (!millimetres.frameOfReferenceUid().equals(frameOfReferenceUid)) {
            throw new IllegalArgumentException(
                    "Frame of reference " + millimetres.frameOfReferenceUid() + " is not that of the slide, "
                            + frameOfReferenceUid + "; look the slide up by its frame of reference");
        }
    }

    private static IllegalArgumentException needsPosition(FramePixels frame) {
        return new IllegalArgumentException("Coordinates relative to frame " + frame.frameNumber()
                + " need the position of that frame; give a FramePosition");
    }
}
