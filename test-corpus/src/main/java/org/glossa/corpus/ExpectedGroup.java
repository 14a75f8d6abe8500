package org.glossa.corpus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One annotation group as pydicom and numpy read it.
 *
 * <p>Codes are value, scheme, meaning. Coordinates are lists of annotations, of points, of ordinates: each number is the
 * file's float or double, widened, so that comparing bit for bit is right.
 *
 * @param precision {@code float32} or {@code float64}
 * @param ordinates how many the file holds for a point: 2 in 2D and with a common z, else 3
 * @param colour L*, a*, b* as the file's unsigned 16-bit numbers
 * @param indexList the one-based index of each primitive's first value, where the file has one
 * @param coordinatesSha256 of the coordinate values' bytes, little-endian
 * @param boxes min x, min y, max x, max y of each annotation in its own space; an ELLIPSE has the box of its outline
 * @param levelZero x, y of each point in pixels of level 0, computed by numpy in double
 */
public record ExpectedGroup(
        int number,
        String uid,
        String label,
        @Nullable String description,
        String generationType,
        List<ExpectedAlgorithm> algorithms,
        List<String> category,
        List<String> type,
        List<List<String>> typeModifiers,
        String graphicType,
        String precision,
        int ordinates,
        @Nullable Double commonZ,
        String appliesToAllOpticalPaths,
        List<String> opticalPaths,
        @Nullable String appliesToAllZPlanes,
        @Nullable List<Integer> colour,
        long numberOfAnnotations,
        @Nullable List<Long> indexList,
        String coordinatesSha256,
        List<List<List<Double>>> annotations,
        List<List<Double>> boxes,
        List<ExpectedMeasurement> measurements,
        List<List<List<Double>>> levelZero) {

    /** The coded family, and the algorithm's name and version. */
    public record ExpectedAlgorithm(List<String> family, String name, String version) {}

    /**
     * A measurement of the group.
     *
     * @param values one for each annotation, null where it has none
     * @param indexList one-based annotation numbers, where the file has the list
     */
    public record ExpectedMeasurement(
            List<String> concept,
            List<String> unit,
            List<@Nullable Float> values,
            @Nullable List<Long> indexList) {}
}
