package org.glossa.geometry;

import java.util.List;
import java.util.Optional;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.spatial.PlanarTransform;

/** The VOLUME levels of one slide, and the maps between their coordinate spaces. Immutable. */
public final class Pyramid {
    private final List<PyramidLevel> levels;

    /** Where a frame lies: zero-based pixels of the tile's top-left corner in its total pixel matrix. */
    public record FramePosition(long columnOffset, long rowOffset) {}

    /** @param levels at least one, in any order */
    public Pyramid(String frameOfReferenceUid, List<PyramidLevel> levels) {
        this.levels = List.copyOf(levels);
    }

    public PyramidLevel levelZero() {
        return levels.getFirst();
    }

    public Optional<PyramidLevel> level(String sopInstanceUid) {
        return levels.stream()
                .filter(level -> level.sopInstanceUid().equals(sopInstanceUid))
                .findFirst();
    }

    /** From a space other than {@link CoordinateSpace.FramePixels} to level-0 pixels. */
    public PlanarTransform toLevelZero(CoordinateSpace space) {
        throw new UnsupportedOperationException();
    }

    public PlanarTransform toLevelZero(CoordinateSpace space, FramePosition frame) {
        throw new UnsupportedOperationException();
    }

    /** From a space other than {@link CoordinateSpace.FramePixels} to millimetres of the frame of reference. */
    public PlanarTransform toMillimetres(CoordinateSpace space) {
        throw new UnsupportedOperationException();
    }

    public PlanarTransform toMillimetres(CoordinateSpace space, FramePosition frame) {
        throw new UnsupportedOperationException();
    }
}
