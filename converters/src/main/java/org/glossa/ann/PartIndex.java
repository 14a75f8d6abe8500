package org.glossa.ann;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Where the parts of something begin that was cut into parts: of a group its annotations or its vertices. */
final class PartIndex {
    private final long[] starts;

    private PartIndex(long[] starts) {
        this.starts = starts;
    }

    static <T> PartIndex of(List<T> parts, ToLongFunction<T> size) {
        long[] starts = new long[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = starts[i] + size.applyAsLong(parts.get(i));
        }
        return new PartIndex(starts);
    }

    long total() {
        return starts[starts.length - 1];
    }

    /** Where a part begins; zero-based, as the part. */
    long start(int part) {
        return starts[part];
    }

    /** The part that holds a member; the last one for {@link #total()}. */
    int partOf(long member) {
        int found = Arrays.binarySearch(starts, 0, starts.length - 1, member);
        int part = found < 0 ? -found - 2 : found;
        // parts without members begin where the next begins
        while (part < starts.length - 2 && starts[part + 1] <= member) {
            part++;
        }
        return part;
    }

    /** A range that begins where a part begins and lies in it, counted from that part's first; null for any other. */
    @Nullable
    AnnotationRange withinPart(AnnotationRange range) {
        int part = partOf(range.first());
        if (starts[part] != range.first() || range.end() > starts[part + 1]) {
            return null;
        }
        return new AnnotationRange(0, range.count());
    }
}
