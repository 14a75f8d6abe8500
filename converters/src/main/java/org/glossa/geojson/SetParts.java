package org.glossa.geojson;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GroupCursor;
import org.glossa.feature.Features;

/** The parts of the objects of a set, as writers go through them. Not thread-safe: each group has one cursor. */
final class SetParts {
    private final Features features;
    private final List<FeatureGroup> groups;

    SetParts(AnnotationSet set) throws IOException {
        this.features = set.features();
        this.groups = new ArrayList<>();
        for (AnnotationGroup group : set.groups()) {
            groups.add(new FeatureGroup(group));
        }
    }

    Features features() {
        return features;
    }

    List<FeatureGroup> groups() {
        return groups;
    }

    FeatureGroup group(long part) {
        return groups.get(features.group(part));
    }

    /** The annotation of a part. */
    GroupCursor view(long part) {
        return group(part).at(features.annotation(part));
    }

    boolean isHole(long part) {
        return features.has(part, Features.HOLE);
    }

    boolean isNucleus(long part) {
        return features.has(part, Features.NUCLEUS);
    }

    /** Where the nucleus begins among the parts of an object; behind the last when it has none. */
    long firstNucleusPart(long feature) {
        long end = features.firstPart(feature + 1);
        long part = features.firstPart(feature);
        while (part < end && !isNucleus(part)) {
            part++;
        }
        return part;
    }

    /** The part that begins the next member, or {@code end}. */
    long memberEnd(long part, long end) {
        long next = part + 1;
        while (next < end && !features.has(next, Features.BEGINS_MEMBER)) {
            next++;
        }
        return next;
    }
}
