package org.glossa.store;

import org.glossa.detail.RowOutlines;
import org.glossa.detail.TileBudget;
import org.glossa.spatial.Box;
import org.glossa.spatial.RowVisitor;
import org.jspecify.annotations.Nullable;

/** The rows whose boxes meet a tile, as long as the budget has room for their vertices. */
final class TileOutlines implements RowVisitor {
    private final StoredSet set;
    private final OwnedRows owned;
    private final RegionHits ownedHits;
    private final TileBudget budget;
    private final double tolerance;
    private final RegionHits.Builder hits;
    private int layer;
    private int ownedRun;
    private long rows;
    private long vertices;
    private long bytes;
    private boolean sated;

    /** @param owned all remembered */
    TileOutlines(StoredSet set, OwnedRows owned, TileBudget budget, double tolerance) {
        this.set = set;
        this.owned = owned;
        this.ownedHits = owned.hits();
        this.budget = budget;
        this.tolerance = tolerance;
        this.hits = new RegionHits.Builder(0, budget.vertices(), budget.vertices());
    }

    void find(QueryWindow window) {
        for (layer = 0; layer < set.layers().size() && !sated; layer++) {
            switch (owned.kept().share(layer)) {
                case ALL -> set.layers().get(layer).tree().search(window.outer(), window.inner(), this);
                case SOME -> set.layers().get(layer).tree().search(window.outer(), within(window.inner()), this);
                case NONE -> {}
            }
        }
    }

    /** Rows within are owned: which of them are kept is known then, however many others there are. */
    private static @Nullable Box within(@Nullable Box inner) {
        if (inner == null || !(Math.nextUp(inner.minX()) < inner.maxX() && Math.nextUp(inner.minY()) < inner.maxY())) {
            return null;
        }
        return new Box(
                Math.nextUp(inner.minX()),
                Math.nextUp(inner.minY()),
                Math.nextDown(inner.maxX()),
                Math.nextDown(inner.maxY()));
    }

    @Override
    public boolean isSated() {
        return sated;
    }

    TileContent.Exact content() {
        return new TileContent.Exact(hits.hits(), tolerance, vertices, owned.count());
    }

    @Override
    public void contained(long firstRow, long endRow) {
        if (owned.kept().share(layer) == KeptRows.Share.ALL) {
            add(firstRow, endRow);
            return;
        }
        long from = StoredSet.position(layer, firstRow);
        long to = StoredSet.position(layer, endRow);
        for (; ownedRun < ownedHits.runCount() && !sated; ownedRun++) {
            long start = ownedHits.runStart(ownedRun);
            long end = start + ownedHits.runLength(ownedRun);
            if (start >= to) {
                return;
            }
            if (end > from) {
                add(StoredSet.rowOf(Math.max(start, from)), StoredSet.rowOf(Math.min(end, to)));
            }
            if (end > to) {
                return;
            }
        }
    }

    @Override
    public void candidate(long row) {
        StoredLayer in = set.layers().get(layer);
        if (owned.kept().share(layer) == KeptRows.Share.SOME) {
            int batch = in.batch(row, -1);
            if (!owned.kept().keepsGroup(in.guardedGroup(batch, row - in.firstRow(batch)))) {
                return;
            }
        }
        add(row, row + 1);
    }

    private void add(long first, long end) {
        rows += end - first;
        sated |= rows > budget.vertices(); // each has one at least
        if (sated) {
            return;
        }
        StoredLayer in = set.layers().get(layer);
        long more = in.guardedVertexCount(first, end) - leftOut(in, first, end);
        vertices += more;
        bytes += TileBudget.bytes(end - first, more, in.key().vertexBytes());
        sated = vertices > budget.vertices() || bytes > budget.bytes();
        hits.add(StoredSet.position(layer, first), end - first);
    }

    /** Vertices that outlines have and their versions within the tolerance have not. */
    private long leftOut(StoredLayer in, long first, long end) {
        RowOutlines outlines = in.detail().outlines();
        long left = 0;
        long version = outlines.count() == 0 ? 0 : outlines.firstFrom(first);
        while (version < outlines.count() && outlines.row(version) < end) {
            long row = outlines.row(version);
            long drawn = outlines.withinFrom(tolerance, version, row);
            if (drawn >= 0) {
                left += in.guardedVertexCount(row, row + 1) - outlines.vertices(drawn);
            }
            while (version < outlines.count() && outlines.row(version) == row) {
                version++;
            }
        }
        return left;
    }
}
