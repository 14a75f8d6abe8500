package org.glossa.diff;

import org.glossa.annotation.GraphicType;
import org.glossa.feature.Features;
import org.glossa.feature.Features.Kind;

/** Which annotations two objects are of, and which of them are holes. */
final class ObjectShape {
    private static final int MARKS = Features.BEGINS_MEMBER | Features.OF_MULTI | Features.NUCLEUS;

    private final SetView first;
    private final SetView second;
    private final RowMatches matches;

    ObjectShape(SetView first, SetView second, RowMatches matches) {
        this.first = first;
        this.second = second;
        this.matches = matches;
    }

    /** What comes of comparing two objects. */
    enum Outcome {
        SAME,
        OTHER_ORDER,
        OTHER_PARTS
    }

    private enum Reading {
        AS_SAID,
        AS_MULTI
    }

    /** Whether neither of two rows is a hole. */
    boolean isBody(long row, long other) {
        return !first.isHole(row) && !second.isHole(other);
    }

    /** Whether each annotation of an object of the second side but holes has a counterpart. */
    boolean isWhole(long feature) {
        Features features = second.features();
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            if (!features.has(part, Features.HOLE) && matches.first(second.rowOfPart(part)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Of two objects whose annotations all have counterparts. */
    Outcome compare(long feature, long other) {
        Outcome asSaid = compare(feature, other, Reading.AS_SAID, Reading.AS_SAID);
        return asSaid == Outcome.OTHER_PARTS
                ? compare(feature, other, reading(first, feature), reading(second, other))
                : asSaid;
    }

    private Outcome compare(long feature, long other, Reading reading, Reading otherReading) {
        Features features = first.features();
        Features others = second.features();
        if (kind(features, feature, reading) != kind(others, other, otherReading)) {
            return Outcome.OTHER_PARTS;
        }
        Outcome outcome = Outcome.SAME;
        long otherPart = others.firstPart(other);
        long otherEnd = others.firstPart(other + 1);
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            long row = first.rowOfPart(part);
            long counterpart = matches.second(row);
            if (features.has(part, Features.HOLE) || !isBody(row, counterpart)) {
                continue;
            }
            otherPart = nextBody(otherPart, otherEnd);
            if (otherPart == otherEnd
                    || second.featureOf(counterpart) != other
                    || marks(features, feature, part, reading) != marks(others, other, otherPart, otherReading)) {
                return Outcome.OTHER_PARTS;
            }
            if (second.rowOfPart(otherPart) != counterpart) {
                outcome = Outcome.OTHER_ORDER;
            }
            otherPart++;
        }
        return nextBody(otherPart, otherEnd) == otherEnd ? outcome : Outcome.OTHER_PARTS;
    }

    private long nextBody(long from, long end) {
        Features others = second.features();
        long part = from;
        while (part < end) {
            long row = second.rowOfPart(part);
            if (!others.has(part, Features.HOLE) && isBody(matches.first(row), row)) {
                return part;
            }
            part++;
        }
        return end;
    }

    /** A collection of several points, lines or areas is a Multi geometry of the same parts. */
    private static Reading reading(SetView view, long feature) {
        Features features = view.features();
        if (features.kind(feature) != Kind.COLLECTION) {
            return Reading.AS_SAID;
        }
        int dimension = -1;
        long bodies = 0;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            if (features.has(part, Features.HOLE)) {
                continue;
            }
            int own = dimension(view.group(features.group(part)).graphicType());
            if (features.has(part, Features.NUCLEUS) || dimension >= 0 && own != dimension) {
                return Reading.AS_SAID;
            }
            dimension = own;
            bodies++;
        }
        return bodies > 1 ? Reading.AS_MULTI : Reading.AS_SAID;
    }

    private static int dimension(GraphicType type) {
        return switch (type) {
            case POINT -> 0;
            case POLYLINE -> 1;
            case POLYGON, ELLIPSE, RECTANGLE -> 2;
        };
    }

    private static Kind kind(Features features, long feature, Reading reading) {
        return reading == Reading.AS_MULTI ? Kind.GEOMETRY : features.kind(feature);
    }

    private static int marks(Features features, long feature, long part, Reading reading) {
        if (reading == Reading.AS_SAID) {
            return features.marks(part) & MARKS;
        }
        return Features.OF_MULTI | (part == features.firstPart(feature) ? Features.BEGINS_MEMBER : 0);
    }

    /** Whether a hole of one of two objects is not one of the same outline of the other. */
    boolean haveOtherHoles(long feature, long other) {
        Features features = first.features();
        Features others = second.features();
        long outline = -1;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            long row = first.rowOfPart(part);
            if (!features.has(part, Features.HOLE)) {
                outline = row;
                continue;
            }
            long counterpart = matches.second(row);
            if (counterpart < 0 || !isHoleOf(counterpart, matches.second(outline))) {
                return true;
            }
        }
        for (long part = others.firstPart(other); part < others.firstPart(other + 1); part++) {
            long row = second.rowOfPart(part);
            if (others.has(part, Features.HOLE) && (matches.first(row) < 0 || !first.isHole(matches.first(row)))) {
                return true;
            }
        }
        return false;
    }

    private boolean isHoleOf(long row, long outline) {
        Features others = second.features();
        long part = second.partOf(row);
        if (!others.has(part, Features.HOLE)) {
            return false;
        }
        while (part > 0 && others.has(part, Features.HOLE)) {
            part--;
        }
        return second.rowOfPart(part) == outline;
    }

    static String describe(Features features, long feature) {
        return switch (features.kind(feature)) {
            case NONE -> "no geometry";
            case COLLECTION -> "a collection of " + features.partCount(feature) + " parts";
            case GEOMETRY ->
                features.has(features.firstPart(feature), Features.OF_MULTI)
                        ? "a Multi of " + features.partCount(feature) + " parts"
                        : features.partCount(feature) + (features.partCount(feature) == 1 ? " part" : " parts");
        };
    }

    static String describeHoles(Features features, long feature) {
        long holes = 0;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            holes += features.has(part, Features.HOLE) ? 1 : 0;
        }
        return holes + (holes == 1 ? " hole" : " holes");
    }
}
