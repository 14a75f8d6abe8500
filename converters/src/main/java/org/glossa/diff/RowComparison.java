package org.glossa.diff;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.glossa.annotation.Coordinates;
import org.glossa.column.ScratchColumns;
import org.glossa.diff.Bridge.Numerals;
import org.glossa.diff.Bridge.Ring;
import org.glossa.diff.CoordinateComparison.Depth;
import org.glossa.diff.CoordinateComparison.Deviation;
import org.glossa.diff.Difference.Example;
import org.glossa.diff.RowMatcher.Comparable;
import org.glossa.feature.Features;
import org.glossa.ledger.Attribute;

/** What rows that are counterparts differ in: their vertices, their measurements, their groups. */
final class RowComparison {
    private static final int PROGRESS_EVERY = 65_536;

    private final SetView first;
    private final SetView second;
    private final RowMatches matches;
    private final CoordinateComparison coordinates;
    private final GroupComparison groups;
    private final MeasurementComparison measurements;
    private final Numerals numerals;
    private final DifferenceLog log;

    /** For each row of the first side a byte: whether it is an outline of which, or of whose holes, a vertex is told to differ. */
    private final MemorySegment told;

    RowComparison(
            SetView first,
            SetView second,
            RowMatches matches,
            CoordinateComparison coordinates,
            GroupComparison groups,
            MeasurementComparison measurements,
            Numerals numerals,
            DifferenceLog log,
            ScratchColumns scratch)
            throws IOException {
        this.first = first;
        this.second = second;
        this.matches = matches;
        this.coordinates = coordinates;
        this.groups = groups;
        this.measurements = measurements;
        this.numerals = numerals;
        this.log = log;
        this.told = scratch.allocate(first.rowCount());
    }

    void compareAll(Comparable spaces, DiffProgress progress) {
        for (long row = 0; row < first.rowCount(); row++) {
            long other = matches.second(row);
            if (other >= 0) {
                if (spaces == Comparable.COORDINATES) {
                    compareVertices(row, other);
                }
                compareDepth(row, other);
                if (first.isHole(row) == second.isHole(other)) {
                    groups.met(row, other);
                    measurements.compare(row, other);
                }
            }
            if (row % PROGRESS_EVERY == 0) {
                progress.done("comparing", row, first.rowCount());
            }
        }
    }

    private void compareVertices(long row, long other) {
        if (coordinates.isSame(row, other)) {
            return;
        }
        Ring ring = new Ring(first, row);
        Ring otherRing = new Ring(second, other);
        if (ring.count() != otherRing.count()) {
            if (!isBridged(ring, otherRing)) {
                noteVertices(
                        row,
                        Double.NaN,
                        () -> new Example(
                                first.place(row),
                                second.place(other),
                                ring.count() + " vertices",
                                otherRing.count() + " vertices",
                                first.featureOf(row)));
            }
            return;
        }
        Deviation found = coordinates.deviation(row, other);
        noteVertices(
                row,
                found.largest(),
                () -> new Example(
                        first.place(row),
                        second.place(other),
                        describe(found, found.inFirst()),
                        describe(found, found.inSecond()),
                        first.featureOf(row)));
    }

    /** An outline and its holes are one annotation, as conversions count them. */
    private void noteVertices(long row, double error, Supplier<Example> example) {
        long outline = outlineOf(row);
        if (told.get(ValueLayout.JAVA_BYTE, outline) == 0) {
            told.set(ValueLayout.JAVA_BYTE, outline, (byte) 1);
            log.note(Attribute.COORDINATES, error, example);
        } else {
            log.error(Attribute.COORDINATES, error);
        }
    }

    private long outlineOf(long row) {
        Features features = first.features();
        long part = first.partOf(row);
        while (features.has(part, Features.HOLE)) {
            part--; // holes follow their outline
        }
        return first.rowOfPart(part);
    }

    private static String describe(Deviation deviation, double number) {
        return "vertex " + (deviation.vertex() + 1) + ' ' + (deviation.ordinate() == 0 ? "x " : "y ") + number;
    }

    private boolean isBridged(Ring ring, Ring other) {
        if (ring.count() < other.count()) {
            return Bridge.joins(ring, holesOf(ring), other, coordinates::isSameVertex, numerals);
        }
        return Bridge.joins(
                other,
                holesOf(other),
                ring,
                (Coordinates outline, long ofOutline, Coordinates of, long vertex) ->
                        coordinates.isSameVertex(of, vertex, outline, ofOutline),
                numerals);
    }

    /** The holes of an outline that the other side does not have as holes. */
    private List<Ring> holesOf(Ring outline) {
        List<Ring> holes = new ArrayList<>();
        SetView view = outline.view();
        Features features = view.features();
        if (features.isPlain()) {
            return holes;
        }
        for (long part = view.partOf(outline.row()) + 1;
                part < features.partCount() && features.has(part, Features.HOLE);
                part++) {
            holes.add(new Ring(view, view.rowOfPart(part)));
        }
        return holes;
    }

    private void compareDepth(long row, long other) {
        if (coordinates.depth(row, other) == Depth.DIFFERS) {
            log.note(
                    Attribute.Z,
                    () -> new Example(
                            first.place(row),
                            second.place(other),
                            depth(first, row),
                            depth(second, other),
                            first.featureOf(row)));
        }
    }

    private static String depth(SetView view, long row) {
        Ring ring = new Ring(view, row);
        Coordinates column = ring.coordinates();
        if (column.ordinates() == 3) {
            return "z " + column.ordinate(ring.from(), 2);
        }
        var common = view.group(view.groupOf(row)).description().commonZ();
        return common.isEmpty() ? "" : "common z " + common;
    }
}
