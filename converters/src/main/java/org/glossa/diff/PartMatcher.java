package org.glossa.diff;

import org.glossa.annotation.GroupRole;
import org.glossa.feature.Features;

/**
 * Finds counterparts within objects: where two objects have an annotation in common and as many of them, what is left of the one goes with
 * what is left of the other in the same place. Takes time in proportion to the annotations.
 */
final class PartMatcher {
    private final SetView first;
    private final SetView second;
    private final RowMatches matches;

    PartMatcher(SetView first, SetView second, RowMatches matches) {
        this.first = first;
        this.second = second;
        this.matches = matches;
    }

    void matchAll() {
        Features features = first.features();
        if (features.isPlain() || second.features().isPlain()) {
            return;
        }
        for (long feature = 0; feature < features.featureCount(); feature++) {
            if (features.partCount(feature) > 1) {
                match(feature);
            }
        }
    }

    private void match(long feature) {
        Features features = first.features();
        Features others = second.features();
        long other = counterpart(feature);
        if (other < 0 || bodies(features, feature) != bodies(others, other)) {
            return;
        }
        long otherPart = others.firstPart(other);
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            if (features.has(part, Features.HOLE)) {
                continue;
            }
            while (others.has(otherPart, Features.HOLE)) {
                otherPart++;
            }
            long row = first.rowOfPart(part);
            long otherRow = second.rowOfPart(otherPart);
            if (role(first, row) == role(second, otherRow)) {
                matches.matchIfFree(row, otherRow);
            }
            otherPart++;
        }
    }

    /** The object that has the first of the annotations that the other side has; −1 for none. */
    private long counterpart(long feature) {
        Features features = first.features();
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            long other = matches.second(first.rowOfPart(part));
            if (other >= 0 && !features.has(part, Features.HOLE)) {
                return second.featureOf(other);
            }
        }
        return -1;
    }

    private static long bodies(Features features, long feature) {
        long bodies = 0;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            bodies += features.has(part, Features.HOLE) ? 0 : 1;
        }
        return bodies;
    }

    private static GroupRole role(SetView view, long row) {
        return view.group(view.groupOf(row)).role();
    }
}
