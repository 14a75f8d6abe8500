package org.glossa.store;

import java.util.Arrays;
import java.util.Set;
import org.glossa.geometry.BoxPredicate;
import org.glossa.geometry.EllipseOutline;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.RowVisitor;

/**
 * Which annotations of a set meet a box.
 *
 * @param box closed, in the query space
 * @param sourceToQuery from the space of the set to the query space
 * @param groupNumbers Annotation Group Numbers to keep; empty keeps all
 */
public record RegionQuery(Box box, PlanarTransform sourceToQuery, Set<Integer> groupNumbers) {
    public RegionQuery {
        groupNumbers = Set.copyOf(groupNumbers);
    }

    /**
     * An annotation is a hit when JTS {@code intersects(geometry, box)} of its geometry in the query space and of
     * {@code GeometryFactory.toGeometry(Envelope)}; an ELLIPSE within 0.01 px. One with an x or y that is not finite, or without
     * vertices, is never a hit, but {@link #everything} has it ({@link BoxPredicate} tells of the other corners).
     *
     * @param firstPosition 0 for the first page, else {@link RegionHits#nextPosition()} of the page before
     * @param limit most positions to return, at least 0; {@link RegionHits#numberMatched()} does not depend on it
     * @throws IllegalStateException when the set was closed
     * @throws ArithmeticException when the transform has no inverse
     * @throws java.io.UncheckedIOException of a {@link StoreCorruptException} when something that decides the answer is damaged
     */
    public RegionHits run(StoredSet set, long firstPosition, int limit) {
        if (limit < 0 || firstPosition < 0) {
            throw new IllegalArgumentException(
                    "A page needs limit >= 0 and firstPosition >= 0, got " + limit + " and " + firstPosition);
        }
        QueryWindow window = QueryWindow.of(box, sourceToQuery);
        try (StoredSet.Lease _ = set.acquire()) {
            Page page = new Page(set, firstPosition, limit);
            for (int layer = 0; layer < set.layers().size(); layer++) {
                page.enter(layer);
                if (page.mayHit()) {
                    set.layers().get(layer).tree().search(window.outer(), window.inner(), page);
                }
            }
            return page.hits();
        }
    }

    /**
     * A page of all annotations, wherever they are: also those that no box meets, because an ordinate is not finite.
     *
     * @param groupNumbers Annotation Group Numbers to keep; empty keeps all
     * @param firstPosition as {@link #run}
     * @param limit as {@link #run}
     */
    public static RegionHits everything(StoredSet set, Set<Integer> groupNumbers, long firstPosition, int limit) {
        RegionQuery query = new RegionQuery(new Box(0, 0, 0, 0), PlanarTransform.IDENTITY, groupNumbers);
        try (StoredSet.Lease _ = set.acquire()) {
            Page page = query.new Page(set, firstPosition, limit);
            for (int layer = 0; layer < set.layers().size(); layer++) {
                page.enter(layer);
                if (page.mayHit()) {
                    page.contained(0, set.layers().get(layer).rowCount());
                }
            }
            return page.hits();
        }
    }

    /** Collects hits layer by layer. */
    private final class Page implements RowVisitor {
        private final long firstPosition;
        private final int limit;
        private final Cursor cursor;
        private final BoxPredicate predicate;
        private final boolean[] keeps;
        private final int[] layerKeeps;
        private final int[] layerGroups;
        private long[] positions = new long[64];
        private int count;
        private long numberMatched;
        private long nextPosition = -1;
        private int layer;
        private boolean keepsAll;

        Page(StoredSet set, long firstPosition, int limit) {
            this.firstPosition = firstPosition;
            this.limit = limit;
            this.cursor = set.cursor();
            this.predicate = new BoxPredicate(box, sourceToQuery, EllipseOutline.tolerance(set.space(), sourceToQuery));
            this.keeps = new boolean[groupNumbers.isEmpty() ? 0 : set.groups().size()];
            this.layerKeeps = new int[set.layers().size()];
            this.layerGroups = new int[set.layers().size()];
            for (int i = 0; i < keeps.length; i++) {
                keeps[i] =
                        groupNumbers.contains(set.groups().get(i).description().number());
                layerGroups[set.groupLayer(i)]++;
                layerKeeps[set.groupLayer(i)] += keeps[i] ? 1 : 0;
            }
        }

        void enter(int entered) {
            layer = entered;
            keepsAll = groupNumbers.isEmpty() || layerKeeps[entered] == layerGroups[entered];
        }

        boolean mayHit() {
            return keepsAll || layerKeeps[layer] > 0;
        }

        @Override
        public void contained(long firstRow, long endRow) {
            if (!keepsAll) {
                for (long row = firstRow; row < endRow; row++) {
                    cursor.moveTo(layer, row);
                    if (keeps[cursor.groupIndex()]) {
                        hit(row);
                    }
                }
                return;
            }
            // Rows of earlier pages count without being looked at.
            long earlier = Math.max(0, firstPosition - StoredSet.position(layer, firstRow));
            long row = firstRow + Math.min(earlier, endRow - firstRow);
            numberMatched += row - firstRow;
            while (row < endRow && nextPosition < 0) {
                hit(row++);
            }
            numberMatched += endRow - row;
        }

        @Override
        public void candidate(long row) {
            cursor.moveTo(layer, row);
            if ((keepsAll || keeps[cursor.groupIndex()]) && predicate.test(cursor)) {
                hit(row);
            }
        }

        private void hit(long row) {
            numberMatched++;
            long position = StoredSet.position(layer, row);
            if (nextPosition >= 0 || position < firstPosition) {
                return;
            }
            if (count == limit) {
                nextPosition = position;
                return;
            }
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, (int) Math.min(limit, 2L * count));
            }
            positions[count++] = position;
        }

        RegionHits hits() {
            return new RegionHits(numberMatched, positions, count, nextPosition);
        }
    }
}
