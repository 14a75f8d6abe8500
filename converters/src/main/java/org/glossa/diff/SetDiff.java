package org.glossa.diff;

import java.io.IOException;
import java.util.SortedMap;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.column.ScratchColumns;
import org.glossa.diff.Bridge.Numerals;
import org.glossa.diff.Difference.Example;
import org.glossa.diff.RowMatcher.Comparable;
import org.glossa.ledger.Attribute;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/** Compares what two sets of annotations mean: groups, objects, coordinates, measurements. */
public final class SetDiff {
    /** By how much x and y may differ after a way from one space to another, in pixels, when no larger tolerance is asked for. */
    public static final double MAPPED_PIXELS = 0.01;

    /** Likewise where no pixels are known: 0.01 px at 40x. */
    private static final double MAPPED_MILLIMETRES = 2.5e-6;

    private static final String PREDECESSORS = "0040A360";
    private static final String SOP_CLASS_UID = "00080016";

    private final AnnotationSet first;
    private final AnnotationSet second;
    private final DiffOptions options;
    private final DifferenceLog log;

    private SetDiff(AnnotationSet first, AnnotationSet second, DiffOptions options) {
        this.first = first;
        this.second = second;
        this.options = options;
        this.log = new DifferenceLog(options.shown());
    }

    /**
     * Differences are told once for each annotation, object or pair of groups that has them.
     *
     * @throws IOException when a temporary file cannot be written
     * @throws IllegalArgumentException for a tolerance in another unit than the coordinates of the first set
     */
    public static Diff compare(AnnotationSet first, AnnotationSet second, DiffOptions options) throws IOException {
        try (ScratchColumns scratch = new ScratchColumns(options.scratchFolder())) {
            return new SetDiff(first, second, options).compare(scratch);
        }
    }

    private Diff compare(ScratchColumns scratch) throws IOException {
        double tolerance = options.tolerance().in(first.space());
        double zTolerance = Tolerance.isInMillimetres(first.space()) ? tolerance : 0;
        PlanarTransform mapping = PlanarTransform.IDENTITY;
        Comparable spaces = Comparable.COORDINATES;
        if (!isOneSpace()) {
            CoordinateSpace space = first.space();
            CoordinateSpace other = second.space();
            log.note(
                    Attribute.SPACE,
                    () -> new Example("the set", "the set", CommonSpace.describe(space), CommonSpace.describe(other)));
            PlanarTransform known = options.secondToFirst();
            if (known == null) {
                spaces = Comparable.NOTHING_BUT_ORDER;
                log.remark("Coordinates were not compared: they are in different spaces, and no image tells the way"
                        + " from one to the other.");
            } else {
                mapping = known;
                tolerance = Math.max(tolerance, mappedTolerance(known));
            }
        }
        SetView ofFirst = new SetView(first, PlanarTransform.IDENTITY, scratch);
        SetView ofSecond = new SetView(second, mapping, scratch);
        CoordinateComparison coordinates = new CoordinateComparison(ofFirst, ofSecond, tolerance, zTolerance);
        GroupPairs pairs = new GroupPairs(ofFirst, ofSecond);
        RowMatches matches = new RowMatches(ofFirst, ofSecond, scratch);
        new RowMatcher(ofFirst, ofSecond, pairs, coordinates, matches, options).matchAll(spaces);
        pairs.partUnmet(matches);
        GroupComparison groups = new GroupComparison(ofFirst, ofSecond, pairs, options.sides(), log);
        groups.compareCounterparts();
        new RowComparison(
                        ofFirst,
                        ofSecond,
                        matches,
                        coordinates,
                        groups,
                        new MeasurementComparison(ofFirst, ofSecond, pairs, log),
                        tolerance > 0 ? Numerals.NEAR : Numerals.EXACT,
                        log,
                        scratch)
                .compareAll(spaces, options.progress());
        new ObjectComparison(ofFirst, ofSecond, matches, pairs, options.sides(), log, scratch).compareAll();
        compareDocuments(first.extras(), second.extras());
        options.progress().done("comparing", ofFirst.rowCount(), ofFirst.rowCount());
        return log.result(matches.count());
    }

    /** A map that changes nothing makes one space of pixels of two names. */
    private boolean isOneSpace() {
        return CommonSpace.isSame(first.space(), second.space())
                || options.secondToFirst() instanceof PlanarTransform.Identity
                        && Tolerance.isInMillimetres(first.space()) == Tolerance.isInMillimetres(second.space());
    }

    private double mappedTolerance(PlanarTransform secondToFirst) {
        if (!Tolerance.isInMillimetres(first.space())) {
            return MAPPED_PIXELS;
        }
        if (Tolerance.isInMillimetres(second.space())) {
            return MAPPED_MILLIMETRES;
        }
        double x = secondToFirst.x(1, 0) - secondToFirst.x(0, 0);
        double y = secondToFirst.y(1, 0) - secondToFirst.y(0, 0);
        return MAPPED_PIXELS * Math.hypot(x, y);
    }

    private void compareDocuments(DocumentExtras extras, DocumentExtras others) {
        compare(Attribute.COLLECTION, extras.collectionMembers(), others.collectionMembers(), options.sides());
        // a language without reports lets the other make one
        compareReports(JsonMeaning.members(extras.report()), JsonMeaning.members(others.report()));
    }

    private void compareReports(SortedMap<String, String> report, SortedMap<String, String> other) {
        if (report.isEmpty()) {
            return;
        }
        Evidence.unify(report);
        Evidence.unify(other);
        if (options.sides() == Sides.SECOND_FROM_FIRST) {
            other.keySet().retainAll(report.keySet()); // a report that was written again names its predecessor
            report.remove(PREDECESSORS); // as many as before, and itself
            other.remove(PREDECESSORS);
            report.remove(SOP_CLASS_UID); // which depends on the space of the regions
            other.remove(SOP_CLASS_UID);
        }
        if (!report.equals(other)) {
            log.note(
                    Attribute.CONTENT,
                    () -> new Example(
                            "the document", "the document", JsonMeaning.object(report), JsonMeaning.object(other)));
        }
    }

    private void compare(Attribute attribute, @Nullable String json, @Nullable String other, Sides sides) {
        String meaning = JsonMeaning.of(json);
        String otherMeaning = JsonMeaning.of(other);
        if (!meaning.equals(otherMeaning) && !(meaning.isEmpty() && sides == Sides.SECOND_FROM_FIRST)) {
            log.note(attribute, () -> new Example("the document", "the document", meaning, otherMeaning));
        }
    }
}
