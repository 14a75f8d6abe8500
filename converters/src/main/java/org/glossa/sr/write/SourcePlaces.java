package org.glossa.sr.write;

import org.glossa.annotation.AnnotationSet;
import org.glossa.feature.Features;
import org.glossa.ledger.SetPlaces;

/** Where objects stand, and what kind of source says so. */
final class SourcePlaces {
    private final boolean ofReport;
    private final boolean ofGroups;

    SourcePlaces(AnnotationSet set) {
        Features features = set.features();
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

    String ofFeature(long feature) {
        return SetPlaces.ofFeature(feature);
    }

    String ofGroup(int group) {
        return SetPlaces.ofGroup(group);
    }
}
