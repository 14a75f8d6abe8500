package org.glossa.image;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.geometry.Pyramid.FramePosition;
import org.glossa.geometry.PyramidLevel;

/** Where the frames of an instance lie in the total pixel matrix, PS3.3 C.7.6.17.3 and C.8.12.14. */
sealed interface FramePlacement {
    long frameCount();

    boolean isTiledFull();

    /** @param frameNumber one-based in the instance */
    FramePosition position(long frameNumber);

    static FramePlacement of(DataSet dataSet, PyramidLevel level) {
        long frames = Math.max(1, dataSet.integer(Tag.NumberOfFrames).orElse(1));
        List<DataSet> perFrame = dataSet.items(Tag.PerFrameFunctionalGroupsSequence);
        boolean full = dataSet.string(Tag.DimensionOrganizationType).equals(Optional.of("TILED_FULL"));
        if (!full && perFrame.isEmpty() && dataSet.contains(Tag.DimensionOrganizationType)) {
            return new Unplaced(frames);
        }
        if (full || perFrame.isEmpty()) {
            long offset = dataSet.integer(Tag.ConcatenationFrameOffsetNumber).orElse(0);
            long tilesPerRow = (level.totalColumns() + level.tileColumns() - 1) / level.tileColumns();
            long tileRows = (level.totalRows() + level.tileRows() - 1) / level.tileRows();
            return new Full(frames, offset, tilesPerRow, tileRows, level.tileColumns(), level.tileRows());
        }
        long[] columns = new long[perFrame.size()];
        long[] rows = new long[perFrame.size()];
        for (int i = 0; i < perFrame.size(); i++) {
            Optional<DataSet> plane = perFrame.get(i).firstItem(Tag.PlanePositionSlideSequence);
            columns[i] = position(plane, Tag.ColumnPositionInTotalImagePixelMatrix);
            rows[i] = position(plane, Tag.RowPositionInTotalImagePixelMatrix);
        }
        return new Sparse(columns, rows);
    }

    private static long position(Optional<DataSet> plane, int tag) {
        OptionalLong position = plane.map(item -> item.integer(tag)).orElse(OptionalLong.empty());
        return position.orElse(Sparse.UNKNOWN);
    }

    private static void check(long frameNumber, long frameCount) {
        if (frameNumber < 1 || frameNumber > frameCount) {
            throw new IllegalArgumentException("The image has frames 1 to " + frameCount + ", got " + frameNumber);
        }
    }

    /**
     * Frames in rows from the top left corner, then again for each focal plane and each optical path.
     *
     * @param offset frames of the concatenation before this instance
     */
    record Full(long frameCount, long offset, long tilesPerRow, long tileRows, int tileWidth, int tileHeight)
            implements FramePlacement {
        @Override
        public boolean isTiledFull() {
            return true;
        }

        @Override
        public FramePosition position(long frameNumber) {
            check(frameNumber, frameCount);
            long tile = (offset + frameNumber - 1) % (tilesPerRow * tileRows); // one-based to zero-based
            return new FramePosition(tile % tilesPerRow * tileWidth, tile / tilesPerRow * tileHeight);
        }
    }

    /** Each frame would say where it is (TILED_SPARSE), but what says it is not there. */
    record Unplaced(long frameCount) implements FramePlacement {
        @Override
        public boolean isTiledFull() {
            return false;
        }

        @Override
        public FramePosition position(long frameNumber) {
            check(frameNumber, frameCount);
            throw new IllegalArgumentException("The image is not TILED_FULL and has no"
                    + " Per-Frame Functional Groups (5200,9230) to say where frame " + frameNumber + " lies");
        }
    }

    /** Each frame says where it is, in one-based columns and rows. */
    final class Sparse implements FramePlacement {
        static final long UNKNOWN = Long.MIN_VALUE;

        private final long[] columns;
        private final long[] rows;

        Sparse(long[] columns, long[] rows) {
            this.columns = columns;
            this.rows = rows;
        }

        @Override
        public long frameCount() {
            return columns.length;
        }

        @Override
        public boolean isTiledFull() {
            return false;
        }

        @Override
        public FramePosition position(long frameNumber) {
            check(frameNumber, columns.length);
            long column = columns[(int) frameNumber - 1];
            long row = rows[(int) frameNumber - 1];
            if (column == UNKNOWN || row == UNKNOWN) {
                throw new IllegalArgumentException(
                        "Frame " + frameNumber + " has no Column Position (0048,021E) and Row"
                                + " Position (0048,021F) in Total Image Pixel Matrix");
            }
            return new FramePosition(column - 1, row - 1); // one-based to zero-based
        }
    }
}
