package org.glossa.sr.write;

import org.glossa.annotation.AnnotationSet;
import org.glossa.feature.Features;

/** Where objects stand in their source, as ledgers name it. */
final class SourcePlaces {
    private final Features features;
    private final boolean ofReport;
    private final boolean ofGroups;

    SourcePlaces(AnnotationSet set) {
        this.features = set.features();
        this.ofReport = !set.extras().report().isEmpty();
        this.ofGroups = features.isPlain()
                || set.groups().stream()
                        .anyMatch(group -> !group.description().uid().isEmpty());
    }

    /** Whether the source is a structured report. */
    boolean areOfReport() {
        return ofReport;
    }

    /** Whether the source is bulk annotations, where what a group says is said once. */
    boolean areOfGroups() {
        return !ofReport && ofGroups;
    }

    String ofPart(long feature, long part) {
        if (areOfGroups()) {
            return ofGroup(features.group(part)) + ", annotation " + (features.annotation(part) + 1); // to one-based
        }
        return ofFeature(feature);
    }

    String ofFeature(long feature) {
        if (ofReport) {
            return "Measurement Group " + (feature + 1); // to one-based
        }
        if (ofGroups) {
            return ofPart(feature, features.firstPart(feature));
        }
        return "/features/" + feature;
    }

    String ofGroup(int group) {
        return "(006A,0002)[" + (group + 1) + "]"; // to one-based
    }
}
