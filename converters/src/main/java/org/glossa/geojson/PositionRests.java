package org.glossa.geojson;

import java.util.List;

/** The ordinates beyond the second of each position of a feature, as JSON writes them between the brackets; empty where there is none. */
record PositionRests(List<String> texts) {
    static final PositionRests NONE = new PositionRests(List.of());

    boolean isEmpty() {
        return texts.isEmpty();
    }

    String get(long position) {
        return position < texts.size() ? texts.get((int) position) : "";
    }
}
