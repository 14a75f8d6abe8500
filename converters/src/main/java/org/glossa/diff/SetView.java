package org.glossa.diff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GroupRole;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.Features;
import org.glossa.spatial.PlanarTransform;

/**
 * One side of a comparison: the annotations of all groups as rows counted from zero, with the object of each, in the space that both sides
 * are compared in.
 */
final class SetView {
    private final AnnotationSet set;
    private final List<AnnotationGroup> groups;
    private final Features features;
    private final PlanarTransform transform;

    /** The first row of each group, and the number of all. */
    private final long[] starts;

    /** For each row its part; empty when rows are parts. */
    private final MemorySegment parts;

    SetView(AnnotationSet set, PlanarTransform transform, ScratchColumns scratch) throws IOException {
        this.set = set;
        this.groups = set.groups();
        this.features = set.features();
        this.transform = transform;
        this.starts = new long[groups.size() + 1];
        for (int i = 0; i < groups.size(); i++) {
            starts[i + 1] = starts[i] + groups.get(i).annotationCount();
        }
        this.parts = features.isPlain() ? MemorySegment.NULL : partOfEachRow(scratch);
    }

    private MemorySegment partOfEachRow(ScratchColumns scratch) throws IOException {
        MemorySegment column = scratch.allocate(rowCount() * Long.BYTES);
        for (long part = 0; part < features.partCount(); part++) {
            column.setAtIndex(ValueLayout.JAVA_LONG, row(features.group(part), features.annotation(part)), part);
        }
        return column;
    }

    AnnotationSet set() {
        return set;
    }

    Features features() {
        return features;
    }

    int groupCount() {
        return groups.size();
    }

    AnnotationGroup group(int group) {
        return groups.get(group);
    }

    long rowCount() {
        return starts[groups.size()];
    }

    long firstRow(int group) {
        return starts[group];
    }

    long row(int group, long annotation) {
        return starts[group] + annotation;
    }

    int groupOf(long row) {
        int found = Arrays.binarySearch(starts, row);
        if (found < 0) {
            return -found - 2;
        }
        while (starts[found + 1] == row) { // empty groups begin where the next one does
            found++;
        }
        return found;
    }

    long partOf(long row) {
        return features.isPlain() ? row : parts.getAtIndex(ValueLayout.JAVA_LONG, row);
    }

    long rowOfPart(long part) {
        return features.isPlain() ? part : row(features.group(part), features.annotation(part));
    }

    long featureOfPart(long part) {
        if (features.isPlain()) {
            return part;
        }
        long low = 0;
        long high = features.featureCount() - 1;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (features.firstPart(middle) <= part) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    long featureOf(long row) {
        return featureOfPart(partOf(row));
    }

    boolean isHole(long row) {
        return group(groupOf(row)).role() == GroupRole.HOLES;
    }

    double x(Coordinates coordinates, long vertex) {
        double x = coordinates.ordinate(vertex, 0);
        return transform instanceof PlanarTransform.Identity ? x : transform.x(x, coordinates.ordinate(vertex, 1));
    }

    double y(Coordinates coordinates, long vertex) {
        double y = coordinates.ordinate(vertex, 1);
        return transform instanceof PlanarTransform.Identity ? y : transform.y(coordinates.ordinate(vertex, 0), y);
    }

    String place(long row) {
        int group = groupOf(row);
        String place = place(group) + ", annotation " + (row - starts[group] + 1);
        if (features.isPlain()) {
            return place;
        }
        return place + " (" + placeOfFeature(featureOf(row)) + ')';
    }

    String place(int group) {
        return "group " + (group + 1) + " \"" + group(group).description().label() + '"';
    }

    String placeOfFeature(long feature) {
        String id = features.id(feature);
        return "object " + (feature + 1) + (id == null ? "" : ", id " + id);
    }

    /** An object by its first annotation. */
    String placeOfObject(long feature) {
        return place(rowOfPart(features.firstPart(feature)));
    }
}
