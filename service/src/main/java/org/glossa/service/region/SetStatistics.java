package org.glossa.service.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.glossa.statistics.MeasurementStatistics;
import org.glossa.store.StoredGroup;
import org.glossa.store.StoredSet;

/**
 * What the values of the measurements of some groups look like.
 *
 * @param groups for each group of the set those of its measurements in their order; none where they are not told
 */
record SetStatistics(List<List<MeasurementStatistics>> groups) {
    /** They take up to a kilobyte each. With more, clients ask group by group. */
    static final int MOST_MEASUREMENTS = 1_000;

    static final SetStatistics NONE = new SetStatistics(List.of());

    SetStatistics {
        groups = List.copyOf(groups);
    }

    /** @param numbers Annotation Group Numbers of the groups that are asked for; empty for all */
    static SetStatistics of(StoredSet set, Set<Integer> numbers) {
        long measurements = set.groups().stream()
                .filter(group -> isAsked(group, numbers))
                .mapToLong(group -> group.measurements().size())
                .sum();
        if (measurements > MOST_MEASUREMENTS) {
            return NONE;
        }
        List<List<MeasurementStatistics>> groups = new ArrayList<>();
        for (int i = 0; i < set.groups().size(); i++) {
            int of = i;
            StoredGroup group = set.groups().get(i);
            groups.add(
                    isAsked(group, numbers)
                            ? IntStream.range(0, group.measurements().size())
                                    .mapToObj(measurement -> set.statistics(of, measurement))
                                    .toList()
                            : List.of());
        }
        return new SetStatistics(groups);
    }

    static boolean isAsked(StoredGroup group, Set<Integer> numbers) {
        return numbers.isEmpty() || numbers.contains(group.description().number());
    }

    /** Of a group, counted from zero. */
    List<MeasurementStatistics> of(int group) {
        return groups.isEmpty() ? List.of() : groups.get(group);
    }
}
