package org.glossa.geojson.read;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.feature.Features;

/**
 * Where the objects of a set stand in its text: {@code /features/12}, {@code /12} in an array, {@code line 13} of several texts, as line
 * feeds count them.
 *
 * @param lines of several texts two int64 for each run of objects, one a line: the first object without parent, from zero, and its line
 */
public record FeaturePlaces(Root root, MemorySegment lines) {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
            case SEVERAL -> "line " + line(before);
        };
    }

    private long line(long object) {
        long low = 0;
        long high = lines.byteSize() / (2 * Long.BYTES);
        while (high - low > 1) {
            long middle = low + high >>> 1;
            if (lines.get(LONG, middle * 2 * Long.BYTES) <= object) {
                low = middle;
            } else {
                high = middle;
            }
        }
        long at = low * 2 * Long.BYTES;
        return lines.get(LONG, at + Long.BYTES) + object - lines.get(LONG, at);
    }
}
