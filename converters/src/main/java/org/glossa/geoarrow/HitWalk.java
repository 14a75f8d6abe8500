package org.glossa.geoarrow;

import org.glossa.store.RegionHits;
import org.glossa.store.RowSlice;

/** Goes through the held hits of a page, slice by slice. Not thread-safe. */
final class HitWalk {
    private final RegionHits hits;
    private int run;
    private long inRun;

    HitWalk(RegionHits hits) {
        this.hits = hits;
    }

    /** Goes to where another walk through the same hits is. */
    void goTo(HitWalk other) {
        run = other.run;
        inRun = other.inRun;
    }

    boolean hasNext() {
        return run < hits.runCount();
    }

    /** Moves a slice to the next hits, of which it takes at most so many; the walk stays where it is. */
    void show(RowSlice slice, long most) {
        slice.moveTo(hits.runStart(run) + inRun, Math.min(most, hits.runLength(run) - inRun));
    }

    void advance(int rows) {
        inRun += rows;
        if (inRun == hits.runLength(run)) {
            run++;
            inRun = 0;
        }
    }
}
