package org.glossa.image;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.geometry.Pyramid;
import org.glossa.geometry.PyramidLevel;

/**
 * Geometry and identity of one VL Whole Slide Microscopy Image instance (PS3.3 A.32.8). Keeps nothing of the data set that it was read
 * from. Immutable and thread-safe.
 */
public final class SlideImage {
    /** VL Whole Slide Microscopy Image Storage. */
    public static final String SOP_CLASS_UID = "1.2.840.10008.5.1.4.1.1.77.1.6";

    private final String sopInstanceUid;
    private final String studyInstanceUid;
    private final String seriesInstanceUid;
    private final String frameOfReferenceUid;
    private final String pyramidUid;
    private final String concatenationSourceUid;
    private final List<String> imageType;
    private final PyramidLevel level;
    private final boolean placed;
    private final FramePlacement frames;
    private final List<Double> zOffsets;

    private SlideImage(DataSet dataSet, SlidePlane plane, long totalColumns, long totalRows) {
        this.sopInstanceUid = dataSet.string(Tag.SOPInstanceUID).orElse("");
        this.studyInstanceUid = dataSet.string(Tag.StudyInstanceUID).orElse("");
        this.seriesInstanceUid = dataSet.string(Tag.SeriesInstanceUID).orElse("");
        this.frameOfReferenceUid = dataSet.string(Tag.FrameOfReferenceUID).orElse("");
        this.pyramidUid = dataSet.string(Tag.PyramidUID).orElse("");
        this.concatenationSourceUid =
                dataSet.string(Tag.SOPInstanceUIDOfConcatenationSource).orElse("");
        this.imageType = List.copyOf(dataSet.strings(Tag.ImageType));
        this.level = new PyramidLevel(
                concatenationSourceUid.isEmpty() ? sopInstanceUid : concatenationSourceUid,
                totalColumns,
                totalRows,
                plane.columnSpacingMm(),
                plane.rowSpacingMm(),
                plane.originXMm(),
                plane.originYMm(),
                plane.orientation(),
                tileSide(dataSet, Tag.Columns, totalColumns),
                tileSide(dataSet, Tag.Rows, totalRows));
        this.placed = plane.isComplete();
        this.frames = FramePlacement.of(dataSet, level);
        this.zOffsets = ZOffsets.of(dataSet);
    }

    /** Empty when the data set is of another SOP class or does not say how many pixels it has. */
    public static Optional<SlideImage> of(DataSet dataSet) {
        if (!dataSet.string(Tag.SOPClassUID).equals(Optional.of(SOP_CLASS_UID))) {
            return Optional.empty();
        }
        long columns = dataSet.integer(Tag.TotalPixelMatrixColumns)
                .orElseGet(() -> dataSet.integer(Tag.Columns).orElse(0));
        long rows = dataSet.integer(Tag.TotalPixelMatrixRows)
                .orElseGet(() -> dataSet.integer(Tag.Rows).orElse(0));
        if (columns < 1 || rows < 1) {
            return Optional.empty();
        }
        return Optional.of(new SlideImage(dataSet, SlidePlane.of(dataSet), columns, rows));
    }

    private static int tileSide(DataSet dataSet, int tag, long whole) {
        return Math.clamp(dataSet.integer(tag).orElse(whole), 1, Integer.MAX_VALUE);
    }

    /**
     * The total pixel matrix. Its UID is that of the concatenation source when this instance is a part of a concatenation, because that
     * is what annotations refer to (PS3.3 C.37.1.2). Spacing, origin and orientation are 0 where the data set does not say them: see
     * {@link #isPlaced()}.
     */
    public PyramidLevel level() {
        return level;
    }

    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    public String studyInstanceUid() {
        return studyInstanceUid;
    }

    public String seriesInstanceUid() {
        return seriesInstanceUid;
    }

    public String frameOfReferenceUid() {
        return frameOfReferenceUid;
    }

    /** Pyramid UID (0008,0019), empty when absent. */
    public String pyramidUid() {
        return pyramidUid;
    }

    /** SOP Instance UID of Concatenation Source (0020,0242), empty when this is no part of a concatenation. */
    public String concatenationSourceUid() {
        return concatenationSourceUid;
    }

    /** Whether Image Type value 3 is VOLUME: a level of the pyramid, not a label, an overview or a thumbnail. */
    public boolean isVolume() {
        return imageType.size() >= 3 && imageType.get(2).equals("VOLUME");
    }

    /** Whether Image Type value 3 is THUMBNAIL: the whole pyramid in little, but no level of it. */
    public boolean isThumbnail() {
        return imageType.size() >= 3 && imageType.get(2).equals("THUMBNAIL");
    }

    /** Whether Image Type value 3 is LABEL or OVERVIEW: a picture of the glass, not of what the levels show. */
    public boolean isLabelOrOverview() {
        return imageType.size() >= 3
                && (imageType.get(2).equals("LABEL") || imageType.get(2).equals("OVERVIEW"));
    }

    /** Whether Image Type value 4 is RESAMPLED: made from a finer level, so that this is hardly the finest. */
    public boolean isResampled() {
        return imageType.size() >= 4 && imageType.get(3).equals("RESAMPLED");
    }

    /** Whether spacing, origin and orientation are all there, so that pixels have millimetres. */
    public boolean isPlaced() {
        return placed;
    }

    /** Number of Frames (0028,0008) of this instance. */
    public long frameCount() {
        return frames.frameCount();
    }

    /** Whether frames fill the total pixel matrix in order (TILED_FULL) instead of each saying where it is. */
    public boolean isTiledFull() {
        return frames.isTiledFull();
    }

    /**
     * Where a frame lies in the total pixel matrix.
     *
     * @param frameNumber one-based in this instance
     * @throws IllegalArgumentException when there is no such frame, or the data set does not place it
     */
    public Pyramid.FramePosition framePosition(long frameNumber) {
        return frames.position(frameNumber);
    }

    /** The distinct Z Offsets in Slide Coordinate System (0040,074A) of the instance, in µm, ascending. */
    public List<Double> zOffsetsMicrometres() {
        return zOffsets;
    }

    /** Whether the two are levels of one pyramid: same series and, when both name one, same Pyramid UID. */
    public boolean isSamePyramid(SlideImage other) {
        return seriesInstanceUid.equals(other.seriesInstanceUid)
                && (pyramidUid.isEmpty() || other.pyramidUid.isEmpty() || pyramidUid.equals(other.pyramidUid));
    }

    /** Spacing, origin and orientation of the total pixel matrix. */
    private record SlidePlane(
            double[] spacing, double originXMm, double originYMm, List<Double> orientation, boolean isComplete) {
        private static final double LEAST_AREA = 1e-3; // of the parallelogram of both directions; 1 as they should be

        static SlidePlane of(DataSet dataSet) {
            double[] spacing = spacing(dataSet);
            double[] orientation = dataSet.decimals(Tag.ImageOrientationSlide);
            Optional<DataSet> origin = dataSet.firstItem(Tag.TotalPixelMatrixOriginSequence);
            double[] x = origin.map(item -> item.decimals(Tag.XOffsetInSlideCoordinateSystem))
                    .orElse(new double[0]);
            double[] y = origin.map(item -> item.decimals(Tag.YOffsetInSlideCoordinateSystem))
                    .orElse(new double[0]);
            boolean complete = isFinite(spacing, 2)
                    && spacing[0] > 0
                    && spacing[1] > 0
                    && isFinite(orientation, 6)
                    && spansPlane(orientation)
                    && isFinite(x, 1)
                    && isFinite(y, 1);
            if (!complete) {
                return new SlidePlane(new double[2], 0, 0, List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), false);
            }
            return new SlidePlane(
                    spacing, x[0], y[0], Arrays.stream(orientation).boxed().toList(), true);
        }

        /** Pixel Spacing: first between rows (vertical), then between columns. */
        double rowSpacingMm() {
            return spacing[0];
        }

        double columnSpacingMm() {
            return spacing[1];
        }

        private static double[] spacing(DataSet dataSet) {
            for (int groups : new int[] {Tag.SharedFunctionalGroupsSequence, Tag.PerFrameFunctionalGroupsSequence}) {
                double[] values = dataSet.firstItem(groups)
                        .flatMap(item -> item.firstItem(Tag.PixelMeasuresSequence))
                        .map(item -> item.decimals(Tag.PixelSpacing))
                        .orElse(new double[0]);
                if (values.length == 2) {
                    return values;
                }
            }
            return dataSet.decimals(Tag.PixelSpacing);
        }

        /** Whether rows and columns run in different directions of the slide: else all pixels were on one line. */
        private static boolean spansPlane(double[] orientation) {
            double area = orientation[0] * orientation[4] - orientation[1] * orientation[3];
            return Math.abs(area) > LEAST_AREA;
        }

        private static boolean isFinite(double[] values, int count) {
            return values.length == count && Arrays.stream(values).allMatch(Double::isFinite);
        }
    }

    @Override
    public String toString() {
        return Objects.toString(level);
    }
}
