package org.glossa.diff;

import org.glossa.annotation.GroupRole;
import org.glossa.feature.Features;
import org.jspecify.annotations.Nullable;

/**
 * Finds counterparts of whole objects, between those that have one: in their order, the most alike. What was clipped may lie in one place
 * with much else, so that its vertices alone do not tell whose they are. Holes and nuclei follow the other annotations of their object,
 * since a language without them makes objects of them there. Takes time in proportion to the objects: only so many are looked at together.
 */
final class ObjectMatcher {
    /** Objects, holes and nuclei of each side that are looked at together. */
    private static final int WINDOW = 64;

    /** Stands for all annotations of an object that are neither holes nor nuclei. */
    private static final long BODY = -1;

    private static final int NOT_BODY = Features.HOLE | Features.NUCLEUS;

    private final SetView first;
    private final SetView second;
    private final GroupPairs pairs;
    private final CoordinateComparison coordinates;
    private final RowMatches matches;
    private final Window own;
    private final Window others;
    private final Places places;
    private final int[][] likeness = new int[WINDOW][WINDOW];

    /** Of what is left on both sides from here on. */
    private final int[][] best = new int[WINDOW + 1][WINDOW + 1];

    /** Where counterparts may lie. */
    enum Places {
        /** Annotations begin with the same vertices. */
        SAME,
        /** Anywhere, as after clipping: they have as many vertices, or the object the same id or name. */
        ANY
    }

    ObjectMatcher(
            SetView first,
            SetView second,
            GroupPairs pairs,
            CoordinateComparison coordinates,
            RowMatches matches,
            Places places) {
        this.places = places;
        this.first = first;
        this.second = second;
        this.pairs = pairs;
        this.coordinates = coordinates;
        this.matches = matches;
        this.own = new Window(first, row -> matches.second(row) < 0);
        this.others = new Window(second, row -> matches.first(row) < 0);
    }

    void matchAll() {
        long count = first.features().featureCount();
        long from = 0;
        long otherFrom = 0;
        for (long feature = 0; feature <= count; feature++) {
            long other = feature == count ? second.features().featureCount() : counterpart(feature);
            if (other >= 0) {
                own.begin(from, feature);
                others.begin(otherFrom, Math.max(otherFrom + 1, other));
                align();
                if (feature < count && places == Places.ANY) {
                    matchRest(feature, other);
                }
                from = feature;
                otherFrom = other;
            }
        }
    }

    /** The object of the second side that has an annotation of this one, −1 for none. */
    private long counterpart(long feature) {
        Features features = first.features();
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            long other = features.has(part, NOT_BODY) ? -1 : matches.second(first.rowOfPart(part));
            if (other >= 0) {
                return second.featureOf(other);
            }
        }
        return -1;
    }

    /** What else is of two counterparts of as many annotations. */
    private void matchRest(long feature, long other) {
        long part = own.body(feature, first.features().firstPart(feature));
        long otherPart = others.body(other, second.features().firstPart(other));
        while (part >= 0 && otherPart >= 0) {
            part = own.body(feature, part + 1);
            otherPart = others.body(other, otherPart + 1);
        }
        if (part >= 0 || otherPart >= 0) {
            return;
        }
        part = own.body(feature, first.features().firstPart(feature));
        otherPart = others.body(other, second.features().firstPart(other));
        while (part >= 0) {
            matches.matchIfFree(first.rowOfPart(part), second.rowOfPart(otherPart));
            part = own.body(feature, part + 1);
            otherPart = others.body(other, otherPart + 1);
        }
    }

    private void align() {
        own.fill();
        while (own.size > 0) {
            others.fill();
            if (others.size == 0) {
                return;
            }
            compareAll();
            int i = 0;
            int j = 0;
            while (i < own.sure() && j < others.sure()) {
                if (likeness[i][j] > 0 && best[i][j] == likeness[i][j] + best[i + 1][j + 1]) {
                    match(i++, j++);
                } else if (best[i][j] == best[i + 1][j]) {
                    i++;
                } else {
                    j++;
                }
            }
            own.drop(i);
            others.drop(j);
            own.fill();
        }
    }

    private void compareAll() {
        for (int i = own.size; i >= 0; i--) {
            for (int j = others.size; j >= 0; j--) {
                if (i == own.size || j == others.size) {
                    best[i][j] = 0;
                    continue;
                }
                int alike = likeness(i, j);
                likeness[i][j] = alike;
                int without = Math.max(best[i + 1][j], best[i][j + 1]);
                best[i][j] = alike > 0 ? Math.max(without, alike + best[i + 1][j + 1]) : without;
            }
        }
    }

    private void match(int i, int j) {
        if (places == Places.ANY && (own.part[i] == BODY) != (others.part[j] == BODY)) {
            return; // only kept apart from objects: what lies elsewhere may be another annotation of one
        }
        long part = own.firstPart(i);
        long other = others.firstPart(j);
        while (part >= 0) {
            matches.match(first.rowOfPart(part), second.rowOfPart(other));
            part = own.nextPart(i, part);
            other = others.nextPart(j, other);
        }
    }

    /** 0 for what are not counterparts. */
    private int likeness(int i, int j) {
        int said = said(i, j);
        if (said < 0) {
            return 0;
        }
        int shape = 8;
        long part = own.firstPart(i);
        long other = others.firstPart(j);
        while (part >= 0 && other >= 0 && shape > 0) {
            shape = Math.min(shape, shape(part, other));
            part = own.nextPart(i, part);
            other = others.nextPart(j, other);
        }
        if (shape == 0 || part >= 0 || other >= 0) {
            return 0;
        }
        if (places == Places.ANY && said < (shape == 1 ? 8 : 4)) {
            return 0;
        }
        long row = first.rowOfPart(own.firstPart(i));
        long otherRow = second.rowOfPart(others.firstPart(j));
        long measured = RowKeys.measured(first, row);
        int likeness = shape + said;
        if (measured == RowKeys.measured(second, otherRow)) {
            likeness += measured == 0 ? 3 : 6;
        }
        if (pairs.second(first.groupOf(row)) == second.groupOf(otherRow)) {
            likeness += 2;
        }
        return likeness;
    }

    /** 8 for the same vertices, less for those of which only the first is. */
    private int shape(long part, long other) {
        long row = first.rowOfPart(part);
        long otherRow = second.rowOfPart(other);
        var group = first.group(first.groupOf(row));
        var otherGroup = second.group(second.groupOf(otherRow));
        if ((group.role() == GroupRole.REGIONLESS) != (otherGroup.role() == GroupRole.REGIONLESS)) {
            return 0;
        }
        int type = group.graphicType() == otherGroup.graphicType() ? 2 : 0;
        if (coordinates.isSame(row, otherRow)) {
            return 6 + type;
        }
        long count = RowKeys.vertexCount(first, row);
        long otherCount = RowKeys.vertexCount(second, otherRow);
        long vertex = group.coordinates().firstVertex(row - first.firstRow(first.groupOf(row)));
        long otherVertex = otherGroup.coordinates().firstVertex(otherRow - second.firstRow(second.groupOf(otherRow)));
        if (count == 0 || otherCount == 0) {
            return 0;
        }
        // a line that is closed is an area without its last vertex
        boolean isExpected = count == otherCount + (type == 0 ? 1 : 0) || otherCount == joined(part, count);
        if (coordinates.isSameVertex(group.coordinates(), vertex, otherGroup.coordinates(), otherVertex)) {
            return (isExpected ? 3 : 1) + type;
        }
        return places == Places.SAME ? 0 : isExpected ? 2 : 1;
    }

    /** How many vertices an outline has that is joined with its holes by bridges. */
    private long joined(long part, long count) {
        Features features = first.features();
        long sum = count;
        for (long hole = part + 1; hole < features.partCount() && features.has(hole, Features.HOLE); hole++) {
            sum += RowKeys.vertexCount(first, first.rowOfPart(hole)) + 2;
        }
        return sum;
    }

    /** How much of ids and names is the same; an id may be written as a name. −1 for what cannot be counterparts. */
    private int said(int i, int j) {
        Features features = first.features();
        Features otherFeatures = second.features();
        boolean isBody = own.part[i] == BODY;
        boolean isOtherBody = others.part[j] == BODY;
        String id = isBody ? features.id(own.feature[i]) : null;
        String name = isBody ? features.name(own.feature[i]) : null;
        String otherId = isOtherBody ? otherFeatures.id(others.feature[j]) : null;
        String otherName = isOtherBody ? otherFeatures.name(others.feature[j]) : null;
        if (isBody != isOtherBody) {
            return name == null && otherName == null ? 4 : -1;
        }
        if (!isBody && features.has(own.part[i], Features.HOLE) != otherFeatures.has(others.part[j], Features.HOLE)) {
            return -1;
        }
        if (id != null && id.equalsIgnoreCase(otherId)) {
            return 10;
        }
        if (isSaid(id, otherName) || isSaid(name, otherName) || isSaid(name, otherId)) {
            return 8;
        }
        boolean isSilent = id == null && name == null && otherName == null;
        if (places == Places.ANY) { // a language whose objects all have ids keeps them and their order
            return isSilent && (otherId != null || !isBody) ? 4 : 0;
        }
        boolean isOtherSilent = otherId == null && otherName == null && name == null;
        return isSilent || isOtherSilent ? 4 : 0;
    }

    private static boolean isSaid(@Nullable String text, @Nullable String other) {
        return text != null && text.equals(other);
    }

    /** Whether a row has no counterpart yet. */
    @FunctionalInterface
    private interface Open {
        boolean test(long row);
    }

    /** What is left of one side between two counterparts: objects, each before its holes and nuclei. */
    private static final class Window {
        private final SetView view;
        private final Open open;
        private final long[] feature = new long[WINDOW];
        private final long[] part = new long[WINDOW];
        private int size;
        private long next;
        private long nextPart;
        private long end;

        Window(SetView view, Open open) {
            this.view = view;
            this.open = open;
        }

        void begin(long from, long to) {
            size = 0;
            next = from;
            nextPart = BODY;
            end = Math.min(to, view.features().featureCount());
        }

        void fill() {
            Features features = view.features();
            while (size < WINDOW && next < end) {
                if (nextPart == BODY) {
                    if (isOpen(next)) {
                        add(BODY);
                    }
                    nextPart = features.firstPart(next);
                } else if (nextPart == features.firstPart(next + 1)) {
                    next++;
                    nextPart = BODY;
                } else {
                    if (features.has(nextPart, NOT_BODY) && open.test(view.rowOfPart(nextPart))) {
                        add(nextPart);
                    }
                    nextPart++;
                }
            }
        }

        private void add(long ofPart) {
            feature[size] = next;
            part[size] = ofPart;
            size++;
        }

        private boolean isOpen(long candidate) {
            long body = body(candidate, view.features().firstPart(candidate));
            if (body < 0) {
                return false;
            }
            while (body >= 0) {
                if (!open.test(view.rowOfPart(body))) {
                    return false;
                }
                body = body(candidate, body + 1);
            }
            return true;
        }

        /** How many can be told: what comes later may belong to the others. */
        int sure() {
            return next < end ? (size + 1) / 2 : size;
        }

        void drop(int count) {
            System.arraycopy(feature, count, feature, 0, size - count);
            System.arraycopy(part, count, part, 0, size - count);
            size -= count;
        }

        long firstPart(int i) {
            return part[i] == BODY ? body(feature[i], view.features().firstPart(feature[i])) : part[i];
        }

        /** −1 after the last. */
        long nextPart(int i, long last) {
            return part[i] == BODY ? body(feature[i], last + 1) : -1;
        }

        private long body(long ofFeature, long from) {
            Features features = view.features();
            for (long candidate = from; candidate < features.firstPart(ofFeature + 1); candidate++) {
                if (!features.has(candidate, NOT_BODY)) {
                    return candidate;
                }
            }
            return -1;
        }
    }
}
