package org.glossa.diff;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongBiFunction;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GroupDescription;
import org.glossa.diff.RowKeys.Grain;

/** Which group of the second side each group of the first is: by UID, else by what it says, else by what is in it. */
final class GroupPairs {
    private static final int NONE = -1;

    private final SetView first;
    private final SetView second;
    private final int[] ofFirst;
    private final int[] ofSecond;
    private final boolean[] guessed;

    GroupPairs(SetView first, SetView second) {
        this.first = first;
        this.second = second;
        this.ofFirst = new int[first.groupCount()];
        this.ofSecond = new int[second.groupCount()];
        this.guessed = new boolean[first.groupCount()];
        Arrays.fill(ofFirst, NONE);
        Arrays.fill(ofSecond, NONE);
        pairBy((view, group) -> uid(view.group(group)));
        Map<Integer, Long> content = new HashMap<>();
        Map<Integer, Long> otherContent = new HashMap<>();
        ToLongBiFunction<SetView, Integer> inside = (view, group) ->
                (view == first ? content : otherContent).computeIfAbsent(group, key -> content(view, key));
        if (isOpen()) {
            pairBy((view, group) -> Numbers.mixed(said(view.group(group)), inside.applyAsLong(view, group)));
            pairBy((view, group) -> said(view.group(group)));
            // what lies all in one place has the content of other groups, too
            pairBy((view, group) -> Numbers.mixed(property(view.group(group)), inside.applyAsLong(view, group)));
            pairOnlyOnes();
            pairBy(inside::applyAsLong);
            int[] known = ofFirst.clone();
            pairBy((view, group) -> named(view.group(group)));
            pairBy((view, group) ->
                    Numbers.mixed(property(view.group(group)), view.group(group).annotationCount()));
            for (int group = 0; group < known.length; group++) {
                guessed[group] = known[group] == NONE;
            }
        }
    }

    /** Parts groups again that were paired for their name or for having as many annotations of a class, when none of these are counterparts. */
    void partUnmet(RowMatches matches) {
        for (int group = 0; group < ofFirst.length; group++) {
            int other = ofFirst[group];
            if (guessed[group] && other != NONE && !haveMet(group, other, matches)) {
                ofFirst[group] = NONE;
                ofSecond[other] = NONE;
            }
        }
    }

    private boolean haveMet(int group, int other, RowMatches matches) {
        for (long row = first.firstRow(group); row < first.firstRow(group + 1); row++) {
            long counterpart = matches.second(row);
            if (counterpart >= second.firstRow(other) && counterpart < second.firstRow(other + 1)) {
                return true;
            }
        }
        return false;
    }

    /** The group of the second side, −1 for none. */
    int second(int group) {
        return ofFirst[group];
    }

    /** The group of the first side, −1 for none. */
    int first(int group) {
        return ofSecond[group];
    }

    void pair(int ofTheFirst, int ofTheSecond) {
        ofFirst[ofTheFirst] = ofTheSecond;
        ofSecond[ofTheSecond] = ofTheFirst;
    }

    /** Whether both sides have a group without counterpart. */
    private boolean isOpen() {
        return Arrays.stream(ofFirst).anyMatch(group -> group == NONE)
                && Arrays.stream(ofSecond).anyMatch(group -> group == NONE);
    }

    /** @param key 0 for none */
    private void pairBy(ToLongBiFunction<SetView, Integer> key) {
        if (!isOpen()) {
            return;
        }
        Map<Long, ArrayDeque<Integer>> open = new HashMap<>();
        for (int group = 0; group < ofSecond.length; group++) {
            if (ofSecond[group] == NONE) {
                long found = key.applyAsLong(second, group);
                if (found != 0) {
                    open.computeIfAbsent(found, k -> new ArrayDeque<>()).add(group);
                }
            }
        }
        for (int group = 0; group < ofFirst.length; group++) {
            if (ofFirst[group] == NONE) {
                var candidates = open.get(key.applyAsLong(first, group));
                if (candidates != null && !candidates.isEmpty()) {
                    pair(group, candidates.remove());
                }
            }
        }
    }

    /** Groups of which each side has one alone of its class and graphic type. */
    private void pairOnlyOnes() {
        Map<Long, Integer> known = onlyOnes(first);
        onlyOnes(second).forEach((key, group) -> {
            int own = known.getOrDefault(key, NONE);
            if (own != NONE && ofFirst[own] == NONE && ofSecond[group] == NONE) {
                pair(own, group);
            }
        });
    }

    private static Map<Long, Integer> onlyOnes(SetView view) {
        Map<Long, Integer> found = new HashMap<>();
        for (int group = 0; group < view.groupCount(); group++) {
            int own = group;
            found.compute(property(view.group(group)), (key, other) -> other == null ? own : Integer.valueOf(NONE));
        }
        found.values().removeIf(group -> group == NONE);
        return found;
    }

    private static long uid(AnnotationGroup group) {
        String uid = group.description().uid();
        return uid.isEmpty() ? 0 : hash(List.of(uid, group.role()));
    }

    private static long said(AnnotationGroup group) {
        GroupDescription description = group.description();
        return hash(List.of(
                group.role(),
                group.graphicType(),
                description.label(),
                plain(description.category()),
                plain(description.type())));
    }

    private static long named(AnnotationGroup group) {
        GroupDescription description = group.description();
        return hash(List.of(group.role(), description.label(), plain(description.type())));
    }

    private static long property(AnnotationGroup group) {
        GroupDescription description = group.description();
        return hash(List.of(group.role(), group.graphicType(), plain(description.type())));
    }

    private static CodedConcept plain(CodedConcept concept) {
        return new CodedConcept(concept.value(), concept.scheme(), "");
    }

    private static long hash(List<?> values) {
        long hash = 17;
        for (Object value : values) {
            hash = Numbers.mixed(
                    hash, value instanceof Enum<?> word ? word.name().hashCode() : value.hashCode());
        }
        return hash;
    }

    /** Whichever way its rows are ordered. */
    private static long content(SetView view, int group) {
        AnnotationGroup found = view.group(group);
        long sum = found.role().ordinal();
        for (long row = view.firstRow(group); row < view.firstRow(group + 1); row++) {
            sum += Numbers.mixed(3, RowKeys.coordinates(view, row, Grain.COARSE));
        }
        return found.annotationCount() == 0 ? 0 : Numbers.mixed(sum, found.annotationCount());
    }
}
