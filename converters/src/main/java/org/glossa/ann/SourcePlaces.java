package org.glossa.ann;

import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.feature.Features;
import org.jspecify.annotations.Nullable;

/**
 * Where the annotations of a set stand in what it was read from, as ledgers name it: {@code (006A,0002)[2], annotation 17} of bulk
 * annotations, {@code Measurement Group 3} of a report, {@code /features/12} of features. Made only for the few that are shown: to find
 * one takes a look at all parts.
 */
final class SourcePlaces {
    private final AnnotationSet set;
    private final Features features;
    private final boolean isOfReport;

    /** Null when the set was not read from bulk annotations. */
    private final @Nullable SourceItems items;

    SourcePlaces(AnnotationSet set, AnnotationContext context) {
        this.set = set;
        this.features = set.features();
        this.isOfReport = context.document() != null;
        DataSet original = context.original();
        this.items = original == null ? null : new SourceItems(set, original);
    }

    String ofFeature(long feature) {
        if (items != null) {
            long part = features.firstPart(feature);
            return items.ofAnnotation(features.group(part), features.annotation(part));
        }
        return isOfReport
                ? "Measurement Group " + (feature + 1) // to one-based
                : "/features/" + feature;
    }

    /** @param group in the set, zero-based as the annotation */
    String ofAnnotation(int group, long annotation) {
        return items != null ? items.ofAnnotation(group, annotation) : ofFeature(featureOf(group, annotation));
    }

    /** Of a group of bulk annotations itself, of another that of its first object. */
    String ofGroup(int group) {
        if (items != null) {
            return items.ofGroup(group);
        }
        return set.groups().get(group).annotationCount() == 0 ? "" : ofAnnotation(group, 0);
    }

    private long featureOf(int group, long annotation) {
        long part = 0;
        while (features.group(part) != group || features.annotation(part) != annotation) {
            part++;
        }
        long low = 0;
        long high = features.featureCount();
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (features.firstPart(middle) <= part) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
