package org.glossa.ann;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GroupDescription;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;

/**
 * The numbers of the groups of one instance: what is asked and answered by number must mean one group only, so a number that comes
 * again is told and replaced by the lowest that no group has. Not thread-safe.
 */
final class GroupNumbers {
    private static final String ALLOWED = "numbers 1, 2, 3 … in the order of the groups";
    private static final String CLAUSE = "PS3.3 C.37.1.2";

    private final Set<Integer> stated;
    private final Set<Integer> given = new HashSet<>();
    private int lowestFree = 1;

    private GroupNumbers(Set<Integer> stated) {
        this.stated = stated;
    }

    /** @param items of the Annotation Group Sequence (006A,0002) */
    static GroupNumbers of(List<Scope> items) {
        Set<Integer> stated = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            stated.add(stated(items.get(i), i + 1)); // zero-based to one-based
        }
        return new GroupNumbers(stated);
    }

    /** The Annotation Group Number (0040,A180) of an item; its position when it has none. */
    static int stated(Scope item, int position) {
        return (int) item.data().integer(Tag.AnnotationGroupNumber).orElse(position);
    }

    /** @param position one-based */
    AnnotationGroup given(AnnotationGroup group, Scope item, int position, List<Finding> findings) {
        GroupDescription description = group.description();
        int number = description.number();
        if (given.add(number)) {
            if (number != position) {
                findings.add(Finding.error(
                        "GROUP_NUMBER_NOT_POSITION",
                        item.at(Tag.AnnotationGroupNumber),
                        "number " + number + " for item " + position,
                        ALLOWED,
                        "number the groups from 1; viewers find a group by number − 1",
                        CLAUSE));
            }
            return group;
        }
        int other = free();
        findings.add(Finding.error(
                "GROUP_NUMBER_REPEATED",
                item.at(Tag.AnnotationGroupNumber),
                "number " + number + " again; here it is group " + other,
                ALLOWED,
                "number the groups from 1",
                CLAUSE));
        return new AnnotationGroup(
                description.named(other, description.uid(), description.label()),
                group.graphicType(),
                group.coordinates(),
                group.measurements());
    }

    private int free() {
        while (stated.contains(lowestFree) || !given.add(lowestFree)) {
            lowestFree++;
        }
        return lowestFree;
    }
}
