package org.glossa.store;

import java.util.Set;
import org.glossa.detail.Tile;
import org.glossa.detail.TileBudget;
import org.glossa.detail.TileCounts;
import org.glossa.query.Traits;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.QuadGrid;

/**
 * What a tile says of a set.
 *
 * @param grid whose cells tiles are; {@link QuadGrid#ofMatrix} of level 0 when that is known, else {@link StoredSet#grid()}
 * @param sourceToGrid from the space of the set to that of the grid
 * @param groupNumbers Annotation Group Numbers to keep; empty keeps all
 */
public record TileQuery(
        QuadGrid grid, Tile tile, PlanarTransform sourceToGrid, Set<Integer> groupNumbers, TileBudget budget) {
    /** Far beyond each grid; finite, so that maps of it are. */
    private static final double FAR = 1e150;

    public TileQuery {
        groupNumbers = Set.copyOf(groupNumbers);
    }

    /** Of all groups, within the standard budget. */
    public TileQuery(QuadGrid grid, Tile tile, PlanarTransform sourceToGrid) {
        this(grid, tile, sourceToGrid, Set.of(), TileBudget.STANDARD);
    }

    /**
     * Tries {@link org.glossa.detail.TileForm}s in turn. An annotation is owned, at each zoom, by the one tile that holds the centre of its
     * box, left and top border included; beyond the grid by the nearest tile. Those without a box, and without vertices, are in no tile.
     *
     * <p>Time and memory are bounded by the budget, not by the set, when cells of the grid are cells of the source's grid (level 0, another
     * level a power of two smaller, or the source itself) and no group is left out. Under another map rows along borders are looked at,
     * and of kept groups some thousands of rows for each that is found; under any, all rows of a cell of level 16 when cells of the
     * tile are smaller.
     *
     * @throws IllegalStateException when the set was closed
     * @throws ArithmeticException when the transform has no inverse
     * @throws java.io.UncheckedIOException of a {@link StoreCorruptException} when something that decides the answer is damaged
     */
    public TileContent run(StoredSet set) {
        QuadGrid inSource = grid.seenBefore(sourceToGrid);
        QuadGrid seen = inSource == null ? grid : inSource;
        PlanarTransform toGrid = inSource == null ? sourceToGrid : PlanarTransform.IDENTITY;
        try (StoredSet.Lease _ = set.acquire()) {
            long room = Math.max(budget.vertices(), budget.points());
            OwnedRows owned = new OwnedRows(set, set.kept(Traits.ofGroups(groupNumbers)), room);
            for (int layer = 0; layer < set.layers().size(); layer++) {
                owned.find(layer, seen, tile, toGrid);
            }
            if (owned.count() <= budget.vertices()) {
                double tolerance = Tile.pixel(seen, tile.zoom()) / 2 / stretch(toGrid);
                TileOutlines outlines = new TileOutlines(set, owned, budget, tolerance);
                outlines.find(QueryWindow.of(reach(seen), toGrid));
                if (!outlines.isSated()) {
                    return outlines.content();
                }
            }
            return owned.count() <= budget.points()
                    ? owned.points()
                    : new TileContent.Counts(counts(set, owned, seen, toGrid));
        }
    }

    /** The tile, on the rim also what it owns beyond the grid. */
    private Box reach(QuadGrid seen) {
        Box box = tile.box(seen);
        long last = (1L << tile.zoom()) - 1;
        return new Box(
                tile.column() == 0 ? -FAR : box.minX(),
                tile.row() == 0 ? -FAR : box.minY(),
                tile.column() == last ? FAR : box.maxX(),
                tile.row() == last ? FAR : box.maxY());
    }

    /** How much longer a distance is in the grid at most. */
    private static double stretch(PlanarTransform map) {
        return map instanceof PlanarTransform.Identity
                ? 1
                : Math.max(
                        Math.hypot(map.x(1, 0) - map.x(0, 0), map.y(1, 0) - map.y(0, 0)),
                        Math.hypot(map.x(0, 1) - map.x(0, 0), map.y(0, 1) - map.y(0, 0)));
    }

    private TileCounts counts(StoredSet set, OwnedRows owned, QuadGrid seen, PlanarTransform toGrid) {
        TileCounts.Builder counts = new TileCounts.Builder();
        for (int layer = 0; layer < set.layers().size(); layer++) {
            owned.count(layer, seen, tile, toGrid, counts);
        }
        return counts.build();
    }
}
