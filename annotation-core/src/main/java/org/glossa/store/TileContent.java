package org.glossa.store;

import org.glossa.detail.TileCounts;
import org.glossa.detail.TileForm;

/** What a tile says, in the first form that has room for it. Lives on its own, but for what positions in the set are used for. */
public sealed interface TileContent {
    TileForm form();

    /** Annotations that the tile owns, whatever it says of them. */
    long owned();

    /**
     * The annotations whose boxes meet the closed tile, on the rim also those that it owns beyond the grid.
     *
     * @param hits in the order of positions
     * @param tolerance draws them as they were counted: {@link Cursor#moveToDrawn}; in units of the space of the set
     * @param vertices as drawn
     */
    record Exact(RegionHits hits, double tolerance, long vertices, long owned) implements TileContent {
        @Override
        public TileForm form() {
            return TileForm.EXACT;
        }
    }

    /** Centroid and area of each annotation that the tile owns; the centroid may lie in another. */
    final class Points implements TileContent {
        private final RegionHits hits;
        private final double[] numbers;
        private final int[] groups;
        private final long[] indexes;

        Points(RegionHits hits, double[] numbers, int[] groups, long[] indexes) {
            this.hits = hits;
            this.numbers = numbers;
            this.groups = groups;
            this.indexes = indexes;
        }

        @Override
        public TileForm form() {
            return TileForm.POINTS;
        }

        @Override
        public long owned() {
            return groups.length;
        }

        /** Their positions; point i is hit i. */
        public RegionHits hits() {
            return hits;
        }

        /** X of the centroid, in the space of the set. */
        public double x(int point) {
            return numbers[3 * point];
        }

        /** Y of the centroid. */
        public double y(int point) {
            return numbers[3 * point + 1];
        }

        /** In squared units of the space of the set. */
        public double area(int point) {
            return numbers[3 * point + 2];
        }

        /** Position of the group among {@link StoredSet#groups()}, zero-based. */
        public int group(int point) {
            return groups[point];
        }

        /** One-based position in its group. */
        public long annotationIndex(int point) {
            return indexes[point];
        }
    }

    /** How many annotations the tile owns in each of its cells. */
    record Counts(TileCounts counts) implements TileContent {
        @Override
        public TileForm form() {
            return TileForm.COUNTS;
        }

        @Override
        public long owned() {
            return counts.owned();
        }
    }
}
