package org.glossa.feature;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Each annotation is an object of its own, in the order of the groups. */
public final class PlainFeatures implements Features {
    /** The first feature of each group, and the number of all. */
    private final long[] starts;

    /** @param annotationCounts of each group of a set without holes and without objects that have no geometry */
    public PlainFeatures(long... annotationCounts) {
        this.starts = new long[annotationCounts.length + 1];
        for (int i = 0; i < annotationCounts.length; i++) {
            starts[i + 1] = starts[i] + annotationCounts[i];
        }
    }

    @Override
    public long featureCount() {
        return starts[starts.length - 1];
    }

    @Override
    public long partCount() {
        return featureCount();
    }

    @Override
    public Kind kind(long feature) {
        return Kind.GEOMETRY;
    }

    @Override
    public long firstPart(long feature) {
        return feature;
    }

    @Override
    public int group(long part) {
        int found = Arrays.binarySearch(starts, part);
        if (found < 0) {
            return -found - 2;
        }
        while (starts[found + 1] == part) { // empty groups begin where the next one does
            found++;
        }
        return found;
    }

    @Override
    public long annotation(long part) {
        return part - starts[group(part)];
    }

    @Override
    public int marks(long part) {
        return BEGINS_MEMBER;
    }

    @Override
    public long parent(long feature) {
        return -1;
    }

    @Override
    public IdForm idForm(long feature) {
        return IdForm.ABSENT;
    }

    @Override
    public @Nullable String id(long feature) {
        return null;
    }

    @Override
    public @Nullable String name(long feature) {
        return null;
    }

    @Override
    public @Nullable String members(long feature) {
        return null;
    }

    @Override
    public @Nullable String content(long feature) {
        return null;
    }
}
