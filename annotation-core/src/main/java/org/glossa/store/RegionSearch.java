package org.glossa.store;

import org.glossa.geometry.AnnotationPredicate;
import org.glossa.geometry.BoxPredicate;
import org.glossa.geometry.CentroidPredicate;
import org.glossa.geometry.EllipseOutline;
import org.glossa.geometry.PolygonPredicate;
import org.glossa.geometry.QueryPolygon;
import org.glossa.query.Region;
import org.glossa.spatial.Box;
import org.glossa.spatial.BoxJudge;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.RowVisitor;
import org.jspecify.annotations.Nullable;

/** One walk through the layers of a set: traits decide before geometry, boxes before coordinates. */
final class RegionSearch implements RowVisitor {
    private final StoredSet set;
    private final KeptRows kept;
    private final RegionHits.Builder hits;
    private final Cursor cursor;
    private @Nullable AnnotationPredicate predicate;
    private int layer;
    private boolean keepsAll;

    RegionSearch(StoredSet set, KeptRows kept, RegionHits.Builder hits) {
        this.set = set;
        this.kept = kept;
        this.hits = hits;
        this.cursor = set.cursor();
    }

    void run(Region region, PlanarTransform sourceToQuery) {
        switch (region) {
            case Region.Everywhere _ -> everywhere();
            case Region.InBox(Box box) -> inBox(box, sourceToQuery);
            case Region.InPolygon(QueryPolygon polygon) -> {
                predicate = new PolygonPredicate(polygon, sourceToQuery, tolerance(sourceToQuery));
                inPolygon(polygon, sourceToQuery);
            }
            case Region.CentroidInPolygon(QueryPolygon polygon) -> {
                predicate = new CentroidPredicate(polygon, sourceToQuery);
                inPolygon(polygon, sourceToQuery);
            }
        }
    }

    private double tolerance(PlanarTransform sourceToQuery) {
        return EllipseOutline.tolerance(set.space(), sourceToQuery);
    }

    private void everywhere() {
        for (int next = 0; next < set.layers().size(); next++) {
            if (enter(next)) {
                contained(0, set.layers().get(next).rowCount());
            }
        }
    }

    private void inBox(Box box, PlanarTransform sourceToQuery) {
        QueryWindow window = QueryWindow.of(box, sourceToQuery);
        predicate = new BoxPredicate(box, sourceToQuery, tolerance(sourceToQuery));
        for (int next = 0; next < set.layers().size(); next++) {
            if (enter(next)) {
                set.layers().get(next).tree().search(window.outer(), window.inner(), this);
            }
        }
    }

    private void inPolygon(QueryPolygon polygon, PlanarTransform sourceToQuery) {
        Box outer = QueryWindow.outer(polygon.bounds(), sourceToQuery);
        BoxJudge judge = sourceToQuery instanceof PlanarTransform.Identity
                ? polygon
                : (minX, minY, maxX, maxY) -> {
                    Box image = sourceToQuery.boundsOf(new Box(minX, minY, maxX, maxY));
                    return polygon.judge(image.minX(), image.minY(), image.maxX(), image.maxY());
                };
        for (int next = 0; next < set.layers().size(); next++) {
            if (enter(next)) {
                set.layers().get(next).tree().searchRegion(outer, judge, this);
            }
        }
    }

    private boolean enter(int next) {
        layer = next;
        KeptRows.Share share = kept.share(next);
        keepsAll = share == KeptRows.Share.ALL;
        return share != KeptRows.Share.NONE;
    }

    @Override
    public void contained(long firstRow, long endRow) {
        if (keepsAll) {
            hits.add(StoredSet.position(layer, firstRow), endRow - firstRow);
            return;
        }
        StoredLayer in = set.layers().get(layer);
        int batch = -1;
        for (long row = firstRow; row < endRow; ) {
            batch = in.batch(row, batch + 1);
            long endInBatch = Math.min(endRow, in.firstRow(batch + 1));
            containedInBatch(in.firstRow(batch), batch, row, endInBatch);
            row = endInBatch;
        }
    }

    private void containedInBatch(long start, int batch, long firstRow, long endRow) {
        long first = firstRow - start;
        long end = endRow - start;
        for (long word = first >>> 6; word << 6 < end; word++) {
            long rows = -1L;
            if (first > word << 6) {
                rows &= -1L << first;
            }
            if (end < (word + 1) << 6) {
                rows &= ~(-1L << end);
            }
            long position = StoredSet.position(layer, start + (word << 6));
            for (long left = kept.rows(layer, batch, word, rows); left != 0; ) {
                int from = Long.numberOfTrailingZeros(left);
                long ones = Long.numberOfTrailingZeros(~(left >>> from));
                hits.add(position + from, ones);
                left = from + ones >= 64 ? 0 : left & (-1L << (from + ones));
            }
        }
    }

    @Override
    public void candidate(long row) {
        AnnotationPredicate exact = predicate;
        if (exact != null && isKept(row)) {
            cursor.moveTo(layer, row);
            if (exact.test(cursor)) {
                hits.add(StoredSet.position(layer, row), 1);
            }
        }
    }

    private boolean isKept(long row) {
        if (keepsAll) {
            return true;
        }
        StoredLayer in = set.layers().get(layer);
        int batch = in.batch(row, cursor.batchIn(layer));
        long inBatch = row - in.firstRow(batch);
        return kept.rows(layer, batch, inBatch >>> 6, 1L << inBatch) != 0;
    }
}
