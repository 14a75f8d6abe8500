package org.glossa.diff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.Coordinates;

/** Whether one ring is an outline joined with its holes by bridges without width: its vertices and theirs between, nothing else. */
final class Bridge {
    private static final int MOST_BESIDE_HOLE = 2;

    private Bridge() {}

    /** Whether a vertex of the outline and one of the ring are the same. */
    @FunctionalInterface
    interface SameVertex {
        boolean isSame(Coordinates outline, long ofOutline, Coordinates ring, long ofRing);
    }

    /** How vertices are told apart. */
    enum Numerals {
        EXACT,
        /** Within a tolerance: only how many there are is looked at. */
        NEAR
    }

    /** A ring of vertices of a side. */
    record Ring(SetView view, long row) {
        Coordinates coordinates() {
            return view.group(view.groupOf(row)).coordinates();
        }

        private long annotation() {
            return row - view.firstRow(view.groupOf(row));
        }

        long from() {
            return coordinates().firstVertex(annotation());
        }

        long to() {
            return coordinates().firstVertex(annotation() + 1);
        }

        long count() {
            return to() - from();
        }

        long key(long vertex) {
            Coordinates coordinates = coordinates();
            return Numbers.mixed(
                    Numbers.mixed(5, Numbers.coarseBits(view.x(coordinates, vertex))),
                    Numbers.coarseBits(view.y(coordinates, vertex)));
        }
    }

    static boolean joins(Ring outline, List<Ring> holes, Ring ring, SameVertex same, Numerals numerals) {
        long inHoles = holes.stream().mapToLong(Ring::count).sum();
        long more = ring.count() - outline.count();
        if (holes.isEmpty() || more < inHoles || more > inHoles + (long) MOST_BESIDE_HOLE * holes.size()) {
            return false;
        }
        Coordinates ofOutline = outline.coordinates();
        Coordinates ofRing = ring.coordinates();
        Map<Long, Integer> between = new HashMap<>();
        long next = outline.from();
        for (long vertex = ring.from(); vertex < ring.to(); vertex++) {
            if (next < outline.to() && same.isSame(ofOutline, next, ofRing, vertex)) {
                next++;
            } else {
                between.merge(ring.key(vertex), 1, Integer::sum);
            }
        }
        if (next < outline.to()) {
            return false;
        }
        return numerals == Numerals.NEAR || areOfHoles(between, outline, holes);
    }

    private static boolean areOfHoles(Map<Long, Integer> between, Ring outline, List<Ring> holes) {
        Set<Long> known = new HashSet<>();
        for (Ring hole : holes) {
            for (long vertex = hole.from(); vertex < hole.to(); vertex++) {
                long key = hole.key(vertex);
                known.add(key);
                if (between.merge(key, -1, Integer::sum) < 0) {
                    return false;
                }
            }
        }
        for (long vertex = outline.from(); vertex < outline.to(); vertex++) {
            known.add(outline.key(vertex));
        }
        return between.entrySet().stream().allMatch(entry -> entry.getValue() == 0 || known.contains(entry.getKey()));
    }
}
