package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.jspecify.annotations.Nullable;

/**
 * In which items of a bulk annotation instance the groups of the set stand that was read from it: {@code (006A,0002)[2], annotation 17}.
 * A group may come from several items, stand at another place than they, or in none (holes and objects without geometry that only we read).
 * Not thread-safe.
 */
public final class SourceItems {
    private static final long CARRIED = 1L << 31;

    private final AnnotationSet set;
    private final DataSet original;

    /** The items that each group comes from, from 0; of one that is in none of them none. */
    private @Nullable List<List<Integer>> items;

    /** @param set as it was read from the original, with or without what was written for us alone */
    public SourceItems(AnnotationSet set, DataSet original) {
        this.set = set;
        this.original = original;
    }

    /** @param group in the set, zero-based */
    public String ofGroup(int group) {
        List<Integer> its = items().get(group);
        return its.isEmpty() ? "group " + (group + 1) : item(its.getFirst());
    }

    /** @param group in the set, zero-based as the annotation */
    public String ofAnnotation(int group, long annotation) {
        List<Integer> its = items().get(group);
        if (its.isEmpty()) {
            return "group " + (group + 1) + ", annotation " + (annotation + 1); // to one-based
        }
        long before = 0;
        int part = 0;
        while (part < its.size() - 1) {
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
        List<Scope> all = Scope.root(original).items(Tag.AnnotationGroupSequence);
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
        List<List<Integer>> inOrder = inOrder(original, wholes);
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
