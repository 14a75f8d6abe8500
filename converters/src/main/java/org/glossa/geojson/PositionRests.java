package org.glossa.geojson;

import java.util.List;

/** The ordinates beyond the second of each position of a feature, as JSON writes them between the brackets; empty where there is none. */
record PositionRests(List<String> texts) {
    static final PositionRests NONE = new PositionRests(List.of());

    boolean isEmpty() {
        return texts.isEmpty();
    }

    int count() {
        return texts.size();
    }

    String get(long position) {
        return position < texts.size() ? texts.get((int) position) : "";
    }

    /** What vertices have that are drawn by others: that of all of them, empty when they differ. */
    String common(long first, long count) {
        return areSame(first, count) ? get(first) : "";
    }

    boolean areSame(long first, long count) {
        for (long position = first + 1; position < first + count; position++) {
            if (!get(position).equals(get(first))) {
                return false;
            }
        }
        return true;
    }
}
