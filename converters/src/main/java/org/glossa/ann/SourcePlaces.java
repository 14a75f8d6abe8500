package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.glossa.feature.Features;
import org.jspecify.annotations.Nullable;

/**
 * Where the annotations of a set stand in what it was read from, as ledgers name it: {@code (006A,0002)[2], annotation 17} of bulk
 * annotations, {@code Measurement Group 3} of a report, {@code /features/12} of features. Made only for the few that are shown: to find
 * one takes a look at all parts.
 */
final class SourcePlaces {
    private static final long CARRIED = 1L << 31;

    private final AnnotationSet set;
    private final AnnotationContext context;
    private final Features features;

    /** The items of bulk annotations that each group comes from, from 0; of one that is carried beside none. */
    private @Nullable List<List<Integer>> items;

    SourcePlaces(AnnotationSet set, AnnotationContext context) {
        this.set = set;
        this.context = context;
        this.features = set.features();
    }

    String ofFeature(long feature) {
        if (isOfGroups()) {
            long part = features.firstPart(feature);
            return ofRow(features.group(part), features.annotation(part));
        }
        return context.document() != null
                ? "Measurement Group " + (feature + 1) // to one-based
                : "/features/" + feature;
    }

    /** @param group in the set, zero-based as the annotation */
    String ofAnnotation(int group, long annotation) {
        return isOfGroups() ? ofRow(group, annotation) : ofFeature(featureOf(group, annotation));
    }

    /** Of a group of bulk annotations itself, of another that of its first object. */
    String ofGroup(int group) {
        if (isOfGroups()) {
            List<Integer> its = items().get(group);
            return its.isEmpty() ? "group " + (group + 1) : item(its.getFirst());
        }
        return set.groups().get(group).annotationCount() == 0 ? "" : ofAnnotation(group, 0);
    }

    private boolean isOfGroups() {
        return context.original() != null;
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

    private String ofRow(int group, long annotation) {
        List<Integer> its = items().get(group);
        if (its.isEmpty()) {
            return "group " + (group + 1) + ", annotation " + (annotation + 1); // to one-based
        }
        DataSet original = context.original();
        long before = 0;
        int part = 0;
        while (original != null && part < its.size() - 1) {
            long count = original.items(Tag.AnnotationGroupSequence)
                    .get(its.get(part))
                    .integer(Tag.NumberOfAnnotations)
                    .orElse(0);
            if (annotation < before + count) {
                break;
            }
            before += count;
            part++;
        }
        return item(its.get(part)) + ", annotation " + (annotation - before + 1); // to one-based
    }

    private static String item(int index) {
        // to one-based
        return TagPath.of(Tag.AnnotationGroupSequence) + "[" + (index + 1) + "]";
    }

    private List<List<Integer>> items() {
        List<List<Integer>> known = items;
        if (known == null) {
            known = readItems();
            items = known;
        }
        return known;
    }

    private List<List<Integer>> readItems() {
        DataSet original = context.original();
        List<Scope> all = original == null ? List.of() : Scope.root(original).items(Tag.AnnotationGroupSequence);
        List<List<Integer>> wholes = new ArrayList<>();
        int at = 0;
        for (SplitGroups.Whole whole : SplitGroups.wholes(all, new ArrayList<>())) {
            List<Integer> its = new ArrayList<>();
            for (int i = 0; i < whole.items().size(); i++) {
                its.add(at++);
            }
            wholes.add(its);
        }
        int groups = set.groups().size();
        List<List<Integer>> inOrder = original == null ? List.of() : inOrder(original, wholes);
        if (inOrder.size() == groups) {
            return inOrder;
        }
        if (wholes.size() == groups) {
            return wholes;
        }
        List<List<Integer>> alone = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            alone.add(List.of(i));
        }
        return alone;
    }

    /** As our reader restored the groups; empty when there was nothing to restore. */
    private static List<List<Integer>> inOrder(DataSet original, List<List<Integer>> wholes) {
        List<List<Integer>> groups = new ArrayList<>();
        Optional<GlossaBlock> root = GlossaBlock.of(original).filter(ours -> ours.has(GlossaBlock.GROUP_ORDER));
        if (root.isPresent()) {
            AnnotationIndexes order = new AnnotationIndexes(root.orElseThrow().bytes(GlossaBlock.GROUP_ORDER));
            for (long i = 0; i < order.count(); i++) {
                long entry = order.oneBased(i);
                boolean seen = entry >= 1 && entry <= Math.min(CARRIED, wholes.size());
                groups.add(seen ? wholes.get((int) entry - 1) : List.of()); // one-based to zero-based
            }
        }
        return groups;
    }
}
