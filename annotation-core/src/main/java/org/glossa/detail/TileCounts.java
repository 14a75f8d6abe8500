package org.glossa.detail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How many annotations a tile owns in each of 16 × 16 cells, and of which groups. */
public final class TileCounts {
    /** With more, what groups have is left out: 12 bytes each make 240 kB. */
    private static final int MOST_ENTRIES = 20_000;

    private final long[] totals;
    private final List<OfGroup> ofGroups;
    private final boolean hasGroups;

    /**
     * Annotations of one group in one cell, at least 1.
     *
     * @param column of the cell in the tile, 0 to 15
     * @param row of the cell in the tile, 0 to 15
     * @param group position of the group in the set, zero-based
     */
    public record OfGroup(int column, int row, int group, long annotations) {}

    private TileCounts(Builder built) {
        this.totals = built.totals;
        this.hasGroups = built.hasGroups;
        List<OfGroup> entries = new ArrayList<>();
        built.ofGroups.forEach((key, annotations) -> {
            int cell = (int) (key >>> 32);
            entries.add(new OfGroup(cell % Tile.CELLS, cell / Tile.CELLS, key.intValue(), annotations));
        });
        entries.sort(Comparator.comparingInt(OfGroup::row)
                .thenComparingInt(OfGroup::column)
                .thenComparingInt(OfGroup::group));
        this.ofGroups = List.copyOf(entries);
    }

    /** Annotations in a cell; column and row from 0 to 15, from the left and the top of the tile. */
    public long total(int column, int row) {
        return totals[Objects.checkIndex(row, Tile.CELLS) * Tile.CELLS + Objects.checkIndex(column, Tile.CELLS)];
    }

    /** Annotations in all cells. */
    public long owned() {
        long sum = 0;
        for (long total : totals) {
            sum += total;
        }
        return sum;
    }

    /** Whether {@link #ofGroups()} is told: not when there would be more than 20,000. */
    public boolean hasGroups() {
        return hasGroups;
    }

    /** By row, column and group; empty when it is not told. */
    public List<OfGroup> ofGroups() {
        return ofGroups;
    }

    /** Adds up what layers have. Not thread-safe. */
    public static final class Builder {
        private final long[] totals = new long[Tile.CELLS * Tile.CELLS];
        private final Map<Long, Long> ofGroups = new HashMap<>();
        private boolean hasGroups = true;

        public void add(int column, int row, int group, long annotations) {
            int cell = row * Tile.CELLS + column;
            totals[cell] += annotations;
            if (hasGroups) {
                ofGroups.merge((long) cell << 32 | group, annotations, Long::sum);
                if (ofGroups.size() > MOST_ENTRIES) {
                    hasGroups = false;
                    ofGroups.clear();
                }
            }
        }

        public TileCounts build() {
            return new TileCounts(this);
        }
    }
}
