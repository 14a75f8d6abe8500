package org.glossa.sr.read;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;

/**
 * What containers above Measurement Groups say for all of them: who observed (TID 1002), and by which algorithms (TID 4019).
 *
 * @param observers of the nearest container that names any
 */
record GroupSurroundings(Set<Observer> observers, List<Algorithm> algorithms) {
    static final GroupSurroundings NONE = new GroupSurroundings(Set.of(), List.of());

    /** Observer Type, CID 270. */
    enum Observer {
        PERSON,
        DEVICE
    }

    GroupSurroundings {
        observers = Set.copyOf(observers);
        algorithms = List.copyOf(algorithms);
    }

    /** These, and what a container says among its children. */
    GroupSurroundings within(ContentItem container, SrFaults faults) {
        Set<Observer> own = EnumSet.noneOf(Observer.class);
        AlgorithmRows rows = new AlgorithmRows();
        for (ContentItem child : container.children()) {
            if (child.is(ValueType.CONTAINER)) {
                continue;
            }
            CodedConcept name = child.name();
            addObserver(own, child, name);
            if (AlgorithmRows.isRow(child, name)) {
                rows.add(child, name, faults);
            }
        }
        List<Algorithm> all = new ArrayList<>(algorithms);
        all.addAll(rows.algorithms());
        return new GroupSurroundings(own.isEmpty() ? observers : own, all);
    }

    /** Adds what an item says of an observer, if it does. */
    static void addObserver(Set<Observer> observers, ContentItem item, CodedConcept name) {
        if (SrConcepts.is(name, SrConcepts.OBSERVER_TYPE) && item.is(ValueType.CODE)) {
            CodedConcept type = item.code();
            if (SrConcepts.is(type, SrConcepts.PERSON)) {
                observers.add(Observer.PERSON);
            } else if (SrConcepts.is(type, SrConcepts.DEVICE)) {
                observers.add(Observer.DEVICE);
            }
        }
    }

    /** A report does not say it: an algorithm or a device alone make it AUTOMATIC, a person MANUAL, nobody leaves it open. */
    static GenerationType generation(List<Algorithm> algorithms, Set<Observer> observers) {
        if (!algorithms.isEmpty()) {
            return GenerationType.AUTOMATIC;
        }
        if (observers.contains(Observer.PERSON)) {
            return GenerationType.MANUAL;
        }
        return observers.contains(Observer.DEVICE) ? GenerationType.AUTOMATIC : GenerationType.UNSPECIFIED;
    }
}
