package org.glossa.diff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.glossa.column.ScratchColumns;
import org.glossa.diff.Difference.Example;
import org.glossa.feature.Features;
import org.glossa.ledger.Attribute;

/**
 * What objects differ in: whether they are there, which annotations they are of, their order, and what is said of them. Two objects are
 * counterparts when the first annotation of the one that the other has is the first that it has of the other.
 */
final class ObjectComparison {
    private final SetView first;
    private final SetView second;
    private final RowMatches matches;
    private final GroupPairs pairs;
    private final ObjectShape shape;
    private final ObjectIdentity identity;
    private final DifferenceLog log;

    /** For each object of the second side the row of the first, plus one, that it is known by. */
    private final MemorySegment anchors;

    private boolean ordered = true;
    private long last = -1;
    private int lastGroup = -1;

    ObjectComparison(
            SetView first,
            SetView second,
            RowMatches matches,
            GroupPairs pairs,
            Sides sides,
            DifferenceLog log,
            ScratchColumns scratch)
            throws IOException {
        this.first = first;
        this.second = second;
        this.matches = matches;
        this.pairs = pairs;
        this.shape = new ObjectShape(first, second, matches);
        this.log = log;
        this.anchors = scratch.allocate(second.features().featureCount() * Long.BYTES);
        this.identity = new ObjectIdentity(first, second, sides, this::counterpart, log);
    }

    void compareAll() {
        Features features = first.features();
        for (long part = 0; part < features.partCount(); part++) {
            long row = first.rowOfPart(part);
            long other = matches.second(row);
            if (other >= 0 && shape.isBody(row, other)) {
                long feature = second.featureOf(other);
                if (anchors.getAtIndex(ValueLayout.JAVA_LONG, feature) == 0) {
                    anchors.setAtIndex(ValueLayout.JAVA_LONG, feature, row + 1);
                }
            }
        }
        for (long feature = 0; feature < features.featureCount(); feature++) {
            compareFirst(feature);
        }
        for (long feature = 0; feature < second.features().featureCount(); feature++) {
            compareSecond(feature);
        }
    }

    /** The object of the second side that is one of the first, −1 for none. */
    private long counterpart(long feature) {
        long anchor = anchorOfFirst(feature);
        if (anchor < 0) {
            return -1;
        }
        long other = second.featureOf(matches.second(anchor));
        return anchors.getAtIndex(ValueLayout.JAVA_LONG, other) == anchor + 1 ? other : -1;
    }

    private long anchorOfFirst(long feature) {
        Features features = first.features();
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            long row = first.rowOfPart(part);
            long other = matches.second(row);
            if (other >= 0 && shape.isBody(row, other)) {
                return row;
            }
        }
        return -1;
    }

    private void compareFirst(long feature) {
        long other = counterpart(feature);
        long missing = notePresence(first, feature, Place.FIRST);
        if (other < 0) {
            return;
        }
        compareOrder(feature, other);
        if (missing == 0 && shape.isWhole(other)) {
            switch (shape.compare(feature, other)) {
                case SAME -> {}
                case OTHER_ORDER -> noteOrder(feature, other);
                case OTHER_PARTS ->
                    log.note(
                            Attribute.PARTS,
                            () -> new Example(
                                    first.placeOfObject(feature),
                                    second.placeOfObject(other),
                                    ObjectShape.describe(first.features(), feature),
                                    ObjectShape.describe(second.features(), other),
                                    feature));
            }
        }
        if (shape.haveOtherHoles(feature, other)) {
            log.note(
                    Attribute.HOLES,
                    () -> new Example(
                            first.placeOfObject(feature),
                            second.placeOfObject(other),
                            ObjectShape.describeHoles(first.features(), feature),
                            ObjectShape.describeHoles(second.features(), other),
                            feature));
        }
        identity.compare(feature, other);
    }

    private void compareSecond(long feature) {
        notePresence(second, feature, Place.SECOND);
    }

    private enum Place {
        FIRST,
        SECOND
    }

    /** Notes what the other side has not of an object; gives how many annotations that are no holes. */
    private long notePresence(SetView view, long feature, Place side) {
        Features features = view.features();
        long found = 0;
        long missing = 0;
        long missingHoles = 0;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            if (counterpartOfRow(view.rowOfPart(part), side) >= 0) {
                found++;
            } else if (features.has(part, Features.HOLE)) {
                missingHoles++;
            } else {
                missing++;
            }
        }
        if (found == 0) {
            note(Attribute.PRESENCE, feature, view.placeOfObject(feature), side);
            return missing;
        }
        if (missing > 0) {
            for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
                long row = view.rowOfPart(part);
                if (counterpartOfRow(row, side) < 0 && !features.has(part, Features.HOLE)) {
                    note(Attribute.PRESENCE, feature, view.place(row), side);
                }
            }
        }
        if (missingHoles > 0 && !isCounterpart(feature, side)) {
            note(Attribute.HOLES, feature, view.placeOfObject(feature), side);
        }
        return missing;
    }

    private long counterpartOfRow(long row, Place side) {
        return switch (side) {
            case FIRST -> matches.second(row);
            case SECOND -> matches.first(row);
        };
    }

    private boolean isCounterpart(long feature, Place side) {
        return switch (side) {
            case FIRST -> counterpart(feature) >= 0;
            case SECOND -> {
                long anchor = anchors.getAtIndex(ValueLayout.JAVA_LONG, feature) - 1;
                yield anchor >= 0 && counterpart(first.featureOf(anchor)) == feature;
            }
        };
    }

    private void note(Attribute attribute, long feature, String place, Place side) {
        log.note(attribute, () -> switch (side) {
            case FIRST -> new Example(place, "", "", "", feature);
            case SECOND -> new Example("", place, "", "");
        });
    }

    /** Without a table of objects the order is that within each group. */
    private void compareOrder(long feature, long other) {
        Features features = first.features();
        Features others = second.features();
        if (features.isPlain() && others.isPlain()) {
            int group = first.groupOf(feature);
            if (pairs.second(group) != second.groupOf(other)) {
                return;
            }
            if (group != lastGroup) {
                lastGroup = group;
                last = -1;
            }
        } else if (matches.second(first.rowOfPart(features.firstPart(feature)))
                != second.rowOfPart(others.firstPart(other))) {
            return;
        }
        if (other < last) {
            noteOrder(feature, other);
        }
        last = Math.max(last, other);
    }

    private void noteOrder(long feature, long other) {
        if (ordered) {
            ordered = false;
            log.note(
                    Attribute.ORDER,
                    () -> new Example(
                            first.placeOfObject(feature),
                            second.placeOfObject(other),
                            "object " + (feature + 1),
                            "object " + (other + 1),
                            feature));
        }
    }
}
