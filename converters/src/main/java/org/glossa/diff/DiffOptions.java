package org.glossa.diff;

import java.nio.file.Path;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/**
 * How two sets are compared.
 *
 * @param secondToFirst from the space of the second set to that of the first, see {@link CommonSpace}; null when it is not known, so that
 *     coordinates of different spaces are not compared
 * @param shown how many places of each attribute are told
 * @param scratchFolder where temporary files go when the sets are large
 */
public record DiffOptions(
        Tolerance tolerance,
        Sides sides,
        @Nullable PlanarTransform secondToFirst,
        int shown,
        DiffProgress progress,
        Path scratchFolder) {
    private static final int SHOWN = 5;

    /** Exact, of two sets of which nothing is known, with five places of each attribute. */
    public static DiffOptions exact() {
        return new DiffOptions(
                Tolerance.EXACT,
                Sides.ALIKE,
                null,
                SHOWN,
                DiffProgress.SILENT,
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    public DiffOptions with(Tolerance other) {
        return new DiffOptions(other, sides, secondToFirst, shown, progress, scratchFolder);
    }

    public DiffOptions with(Sides other) {
        return new DiffOptions(tolerance, other, secondToFirst, shown, progress, scratchFolder);
    }

    public DiffOptions with(@Nullable PlanarTransform other) {
        return new DiffOptions(tolerance, sides, other, shown, progress, scratchFolder);
    }

    public DiffOptions with(DiffProgress other) {
        return new DiffOptions(tolerance, sides, secondToFirst, shown, other, scratchFolder);
    }

    public DiffOptions showing(int places) {
        return new DiffOptions(tolerance, sides, secondToFirst, places, progress, scratchFolder);
    }
}
