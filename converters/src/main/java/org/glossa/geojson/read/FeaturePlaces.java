package org.glossa.geojson.read;

import org.glossa.feature.Features;

/** Where the objects of a set stand in its text: {@code /features/12}, {@code /12} in an array, {@code line 13} of several texts. */
public record FeaturePlaces(Root root) {
    /** What the text is. */
    public enum Root {
        COLLECTION,
        ARRAY,
        SINGLE,
        SEVERAL
    }

    /** @param feature zero-based */
    public String of(Features features, long feature) {
        long parent = features.parent(feature);
        long before = 0;
        for (long other = Math.max(0, parent); other < feature; other++) {
            before += features.parent(other) == parent ? 1 : 0;
        }
        if (parent >= 0) {
            return of(features, parent) + "/properties/childObjects/" + before;
        }
        return switch (root) {
            case COLLECTION -> "/features/" + before;
            case ARRAY -> "/" + before;
            case SINGLE -> "";
            case SEVERAL -> "line " + (before + 1); // zero-based to one-based
        };
    }
}
